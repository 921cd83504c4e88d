"""Pages of plan documents: upload, review beside the source, head, items."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.rules.files import MEDIA
from thidua.papers.serve import answer
from thidua.plans import actions, queries
from thidua.plans.access import EDITABLE, edited_by, intakes_of, visible_to
from thidua.plans.exchange import write_out
from thidua.plans.forms import CorrectedForm, HeadForm, UploadForm
from thidua.plans.measuring import measure_criteria
from thidua.plans.models import Intake, Item, Plan
from thidua.plans.next_phase import draw_up
from thidua.plans.remapping import orphans_of
from thidua.plans.rules.kinds import KINDS
from thidua.ui.forms import FieldsForm
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, say_refusals, signed_in
from thidua.ui.sentences import refusal_sentence
from thidua.units.models import Province


@signed_in
def plan_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_to(actor).select_related("paper").defer("source", "header")
    context = {
        "page": page_of(request, rows),
        "may_upload": bool(actor.province_ids("plan.edit")),
        "intakes": intakes_of(actor).filter(plan=None).select_related("paper")[:10],
    }
    return render(request, "plans/plan_list.html", context)


@signed_in
def plan_new(request: HttpRequest, supersedes: int | None = None) -> HttpResponse:
    actor = actor_of(request)
    provinces = Province.objects.filter(pk__in=actor.province_ids("plan.edit"))
    if not provinces:
        raise Http404
    old = found_or_404(visible_to(actor), pk=supersedes) if supersedes else None
    form = UploadForm(request.POST or None, request.FILES or None, provinces=provinces)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            return redirect(actions.upload(data["province"], data["file"], actor=actor, supersedes=old))
        except Refused as refused:
            add_refusals(form, refused)
    intro = _(
        "Phần mềm đọc văn bản và đề xuất từng mục, mỗi mục kèm câu trích. Không mục nào được dùng khi chưa có người xác nhận."
    )
    context = {
        "form": form,
        "heading": _("Tải lên kế hoạch"),
        "intro": intro,
        "button": _("Tải lên và đọc"),
        "cancel": reverse("plan_list"),
    }
    return render(request, "ui/form_page.html", context)


@signed_in
def intake_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading of a scan is; the page asks again by itself until it has ended, then leads to the plan."""
    actor = actor_of(request)
    intake: Intake = found_or_404(intakes_of(actor).select_related("paper", "plan"), pk=pk)
    if request.method == "POST":
        try:
            intake = actions.cancel(intake, actor=actor)
        except Refused as refused:
            say_refusals(request, refused)
        return redirect(intake)
    if intake.plan is not None:
        return redirect(intake.plan)
    reasons = [refusal_sentence(Refusal(code, values)) for code, values in intake.refusals]
    return render(request, "plans/intake_detail.html", {"intake": intake, "reasons": reasons})


@signed_in
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The source on the left, what was read on the right."""
    actor = actor_of(request)
    plan = found_or_404(visible_to(actor).select_related("parent", "follows"), pk=pk)
    chosen = request.GET.get("loc", "")
    groups = queries.grouped(plan, chosen)
    every = (
        [item for _, _, items, _ in queries.grouped(plan) for item in items]
        if chosen
        else [i for g in groups for i in g[2]]
    )
    judged = sum(item.standing != "proposed" for item in every)
    context = {
        "plan": plan,
        "groups": groups,
        "lines": queries.source_lines(plan, every),
        "chosen": chosen,
        "judged": judged,
        "total": len(every),
        "editable": plan.state in EDITABLE and "plan.edit" in actor.in_province(plan.province_id),
        "open_count": len(every) - judged,
        "may_replace": plan.state == "published" and "plan.edit" in actor.in_province(plan.province_id),
        "orphans": len(orphans_of(plan, timezone.localdate())) if plan.state == "published" else 0,
        "may_publish": "plan.publish" in actor.in_province(plan.province_id),
    }
    return render(request, "plans/plan_detail.html", context)


@signed_in
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found_or_404(edited_by(actor_of(request)), pk=pk, state__in=EDITABLE)
    form = HeadForm(request.POST or None, instance=Plan.objects.get(pk=plan.pk))
    if request.method == "POST" and form.is_valid():
        actions.edit_head(plan, form.cleaned_data, actor=actor_of(request))
        return redirect(plan)
    context = {"form": form, "heading": _("Thông tin chung"), "button": _("Lưu"), "cancel": plan.get_absolute_url()}
    return render(request, "ui/form_page.html", context)


@signed_in
def plan_reupload(request: HttpRequest, pk: int) -> HttpResponse:
    """A corrected file for a draft."""
    plan = found_or_404(edited_by(actor_of(request)), pk=pk, state__in=EDITABLE)
    form = CorrectedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reupload(plan, form.cleaned_data["file"], actor=actor_of(request))
            return redirect(plan)
        except Refused as refused:
            add_refusals(form, refused)
    intro = _(
        "Mục nào đọc được như trước thì giữ nguyên ý kiến đã cho; mục mới, mục khác trước và mục không còn được đánh dấu."
    )
    context = {"form": form, "heading": _("Tải lên bản đã sửa"), "intro": intro, "button": _("Tải lên và so sánh")}
    return render(request, "ui/form_page.html", context | {"cancel": plan.get_absolute_url()})


@signed_in
def plan_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    plan = found_or_404(visible_to(actor_of(request)), pk=pk, paper__isnull=False)
    return answer(plan.paper)


@signed_in
def plan_document(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft without a text of its own as a document, to be edited and signed."""
    plan = found_or_404(
        visible_to(actor_of(request)).select_related("province", "follows"), pk=pk, state="draft", source=""
    )
    response = HttpResponse(draw_up(plan), content_type=MEDIA["docx"])
    response["Content-Disposition"] = f'attachment; filename="ke-hoach-{plan.pk}.docx"'
    return response


@signed_in
def plan_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The published plan as data, for another province to take up."""
    plan = found_or_404(visible_to(actor_of(request)), pk=pk, state__in=["published", "superseded"])
    response = HttpResponse(write_out(plan), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="ke-hoach-{plan.pk}.json"'
    return response


def _item(request: HttpRequest, pk: int) -> Item:
    rows = Item.objects.filter(plan__in=edited_by(actor_of(request))).select_related("plan")
    return found_or_404(rows, pk=pk)  # type: ignore[no-any-return]  # an Item


@require_POST
@signed_in
def item_judge(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    actions.judge(item, request.POST.get("standing", ""), actor=actor_of(request))
    following = queries.next_open(item)
    return redirect(f"{item.plan.get_absolute_url()}#muc-{following.pk if following else item.pk}")


@require_POST
@signed_in
def kind_judge(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    plan = found_or_404(edited_by(actor_of(request)), pk=pk)
    actions.judge_kind(plan, kind, actor=actor_of(request))
    return redirect(f"{plan.get_absolute_url()}#nhom-{kind}")


@require_POST
@signed_in
def criteria_measure(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found_or_404(edited_by(actor_of(request)), pk=pk)
    try:
        count = measure_criteria(plan, request.POST.get("measure", ""), actor=actor_of(request))
        messages.success(request, _("Đã đổi cách hỏi của %(count)s tiêu chí.") % {"count": count})
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(f"{plan.get_absolute_url()}#nhom-criterion")


@signed_in
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    return _item_form(request, item.plan, item.kind, item)


@signed_in
def item_new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    plan = found_or_404(edited_by(actor_of(request)), pk=pk, state__in=EDITABLE)
    if kind not in KINDS:
        raise Http404
    return _item_form(request, plan, kind, None)


def _item_form(request: HttpRequest, plan: Plan, kind: str, item: Item | None) -> HttpResponse:
    marked = request.GET.get("trich", "")[:2000] if item is None else None
    form = FieldsForm(
        request.POST or None, fields=KINDS[kind].fields, data_of=item.data if item else None, quote=marked
    )
    if request.method == "POST" and form.is_valid():
        try:
            if item is None:
                item = actions.add_item(plan, kind, form.raw(), actor=actor_of(request))
            else:
                actions.edit_item(item, form.raw(), actor=actor_of(request))
            return redirect(f"{plan.get_absolute_url()}#muc-{item.pk}")
        except Refused as refused:
            add_refusals(form, refused)
    context = {
        "form": form,
        "heading": KINDS[kind].name,
        "intro": f"“{item.quote}”" if item and item.quote else "",
        "button": _("Lưu"),
        "cancel": f"{plan.get_absolute_url()}#nhom-{kind}",
    }
    return render(request, "ui/form_page.html", context)
