"""Pages of inspections: the list, planning one, its course, what it found and recommends."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.inspections import actions, queries
from thidua.inspections.access import visible_advice, visible_to
from thidua.inspections.charges import suggested
from thidua.inspections.forms import AdviceForm, FindingForm, PlanForm, VisitForm
from thidua.inspections.models import Finding, Inspection
from thidua.kernel.refusal import Refused
from thidua.movements.access import visible_to as visible_movements
from thidua.papers.actions import take
from thidua.papers.serve import answer
from thidua.ui.exports import MOST_ROWS, as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, narrowed, number_in, page_of, say_refusals, signed_in
from thidua.ui.names import name_of
from thidua.units.queries import units_on


@signed_in
def inspection_list(request: HttpRequest) -> HttpResponse:
    actor, year = actor_of(request), timezone.localdate().year
    rows = visible_to(actor).select_related("unit", "movement")
    rows = narrowed(request, rows, {"don-vi": "unit", "tinh": "movement__province"})
    if request.GET.get("tep"):
        heads = [_("Đơn vị"), _("Phong trào"), _("Ngày"), _("Hình thức"), _("Trạng thái"), _("Kiến nghị"), _("Đã xong")]
        return as_excel("kiem-tra", heads, (_cells(row) for row in queries.with_advice(rows)[:MOST_ROWS]))
    context = {
        "query": request.GET.urlencode(),
        "page": page_of(request, rows),
        "share": queries.digital_share(visible_to(actor), year),
        "office": bool(actor.province_ids("office.read")),
        "year": year,
    }
    return render(request, "inspections/inspection_list.html", context)


def _cells(row: Inspection) -> tuple[str | int | date, ...]:
    way = _("môi trường số") if row.is_digital else _("tại đơn vị")
    state = name_of("state", f"inspection.{row.state}")
    counts: tuple[int, int] = (row.advised, row.mended)  # type: ignore[attr-defined]  # annotated
    return row.unit.name, row.movement.name, row.held_on, way, state, *counts


@signed_in
def inspection_new(request: HttpRequest, movement_pk: int) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_movements(actor).filter(province__in=actor.province_ids("office.review"), state="running")
    movement = found_or_404(rows.select_related("province"), pk=movement_pk)
    today = timezone.localdate()
    units = units_on(movement.province, today)
    chosen = units.filter(pk=number_in(request.GET.get("don-vi"))).first()
    members = "\n".join(suggested(movement, chosen, today))
    form = PlanForm(request.POST or None, units=units, initial={"unit": chosen, "members": members})
    if request.method == "POST" and form.is_valid():
        try:
            fields = dict(form.cleaned_data)
            return redirect(actions.plan(movement, fields.pop("unit"), fields, actor=actor))
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Lập kế hoạch kiểm tra"), "button": _("Lưu")}
    return render(request, "ui/form_page.html", context | {"cancel": movement.get_absolute_url()})


@signed_in
def inspection_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The office corrects the plan and writes down the visit; the unit reads it and answers what is recommended."""
    actor = actor_of(request)
    inspection: Inspection = found_or_404(visible_to(actor).select_related("unit", "movement", "minutes"), pk=pk)
    office = "office.review" in actor.in_province(inspection.province_id)
    editable = office and inspection.state in ("planned", "announced")
    form = (
        VisitForm(request.POST or None, request.FILES or None, instance=Inspection.objects.get(pk=pk))
        if editable
        else None
    )
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            fields = dict(form.cleaned_data)
            file = fields.pop("minutes")
            minutes = take(file, actor=actor) if file is not None else None
            actions.save(inspection, fields, actor=actor, minutes=minutes)
            messages.success(request, _("Đã lưu."))
            return redirect(inspection)
        except Refused as refused:
            add_refusals(form, refused)
    context = {
        "inspection": inspection,
        "form": form,
        "office": office,
        "may_answer": "unit.draft" in actor.at_unit(inspection.unit_id),
        "told": _told(inspection, office),
        "findings": inspection.findings.select_related("paper"),
        "advice": [(one, one.is_late(timezone.localdate())) for one in inspection.advice.all()],
    }
    return render(request, "inspections/inspection_detail.html", context)


def _told(inspection: Inspection, office: bool) -> bool:
    """What the team writes is its own until it has concluded."""
    return office or inspection.state in ("concluded", "closed")


def _of_office(request: HttpRequest, pk: int) -> Inspection:
    actor = actor_of(request)
    rows = visible_to(actor).filter(movement__province__in=actor.province_ids("office.review"))
    return found_or_404(rows.select_related("unit", "movement"), pk=pk)  # type: ignore[no-any-return]  # an Inspection


@signed_in
def finding_new(request: HttpRequest, pk: int) -> HttpResponse:
    actor, inspection = actor_of(request), _of_office(request, pk)
    form = FindingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            paper = take(data["paper"], actor=actor) if data["paper"] is not None else None
            actions.find(inspection, data["text"], actor=actor, paper=paper, reference=data["reference"])
            return redirect(inspection)
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Ghi nhận tại đơn vị"), "intro": inspection.unit.name, "button": _("Lưu")}
    return render(request, "ui/form_page.html", context | {"cancel": inspection.get_absolute_url()})


@signed_in
def advice_new(request: HttpRequest, pk: int) -> HttpResponse:
    actor, inspection = actor_of(request), _of_office(request, pk)
    form = AdviceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.advise(inspection, form.cleaned_data["text"], form.cleaned_data["due"], actor=actor)
            return redirect(inspection)
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Kiến nghị với đơn vị"), "intro": inspection.unit.name, "button": _("Lưu")}
    return render(request, "ui/form_page.html", context | {"cancel": inspection.get_absolute_url()})


@require_POST
@signed_in
def advice_answer(request: HttpRequest, pk: int) -> HttpResponse:
    advice = found_or_404(visible_advice(actor_of(request)).select_related("inspection__movement"), pk=pk)
    try:
        actions.answer(advice, request.POST.get("answer", ""), actor=actor_of(request))
        messages.success(request, _("Đã gửi kết quả thực hiện kiến nghị."))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(advice)


@signed_in
def inspection_minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    inspection = found_or_404(visible_to(actor_of(request)).select_related("minutes"), pk=pk)
    office = "office.read" in actor_of(request).in_province(inspection.province_id)
    if inspection.minutes is None or not _told(inspection, office):
        raise Http404
    return answer(inspection.minutes)


@signed_in
def finding_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    rows = Finding.objects.filter(inspection__in=visible_to(actor_of(request)), paper__isnull=False)
    finding = found_or_404(rows.select_related("paper", "inspection__movement"), pk=pk)
    office = "office.read" in actor_of(request).in_province(finding.inspection.province_id)
    if not _told(finding.inspection, office):
        raise Http404
    return answer(finding.paper)
