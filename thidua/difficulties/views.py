"""Pages of difficulties: the list, raising one, its course and its answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.difficulties import actions, queries
from thidua.difficulties.access import holds, visible_to
from thidua.difficulties.forms import AnswerForm, DifficultyForm, NewForm
from thidua.difficulties.models import Difficulty
from thidua.difficulties.rules import ANSWER_DAYS
from thidua.kernel.refusal import Refused
from thidua.movements.access import visible_to as visible_movements
from thidua.ui.exports import MOST_ROWS, as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, narrowed, number_in, page_of, say_refusals, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Unit

_RELATED = ("unit", "movement__province", "movement__plan", "holder", "joined_to")


@signed_in
def difficulty_list(request: HttpRequest) -> HttpResponse:
    rows = visible_to(actor_of(request)).select_related("unit", "movement", "holder")
    match chosen := request.GET.get("loc", ""):
        case "cho":
            rows = rows.filter(state="open").order_by("due")
        case "tre":
            rows = rows.filter(state="open", due__lt=timezone.localdate()).order_by("due")
        case "giai-dap":
            rows = rows.filter(state="answered", open_to_all=True)
    rows = narrowed(request, rows, {"noi-giu": "holder", "tinh": "movement__province"})
    if request.GET.get("tep"):
        heads = [
            _("Đơn vị"),
            _("Khó khăn, vướng mắc"),
            _("Đề xuất"),
            _("Đang ở"),
            _("Hạn"),
            _("Trạng thái"),
            _("Trả lời"),
        ]
        found = (
            (
                d.unit.name,
                d.subject,
                d.proposal,
                d.holder.name if d.holder else "",
                d.due,
                name_of("state", f"difficulty.{d.state}"),
                d.answer,
            )
            for d in rows[:MOST_ROWS]
        )
        return as_excel("kho-khan", heads, found)
    context = {"page": page_of(request, rows), "chosen": chosen, "today": timezone.localdate()}
    context["query"] = request.GET.urlencode()
    return render(request, "difficulties/difficulty_list.html", context)


@signed_in
def difficulty_new(request: HttpRequest, movement_pk: int) -> HttpResponse:
    actor = actor_of(request)
    movement = found_or_404(visible_movements(actor), pk=movement_pk, state="running")
    units = Unit.objects.filter(pk__in=actor.unit_ids("unit.draft"), province=movement.province_id)
    if not units:
        raise Http404
    form = NewForm(request.POST or None, units=units, initial={"unit": units[0].pk})
    if request.method == "POST" and form.is_valid():
        try:
            fields = dict(form.cleaned_data)
            return redirect(actions.begin(movement, fields.pop("unit"), fields, actor=actor))
        except Refused as refused:
            add_refusals(form, refused)
    intro = _(
        "Nêu khó khăn kèm đề xuất. Cơ quan mà kế hoạch nêu là nơi nhận báo cáo trả lời; việc vượt thẩm quyền được chuyển lên."
    )
    context = {"form": form, "heading": _("Nêu khó khăn, vướng mắc"), "intro": intro, "button": _("Lưu")}
    return render(request, "ui/form_page.html", context | {"cancel": movement.get_absolute_url()})


@signed_in
def difficulty_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    difficulty: Difficulty = found_or_404(visible_to(actor).select_related(*_RELATED), pk=pk)
    editable = difficulty.state in actions.OPEN_STATES and "unit.draft" in actor.at_unit(difficulty.unit_id)
    form = DifficultyForm(request.POST or None, instance=Difficulty.objects.get(pk=pk)) if editable else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            actions.save(difficulty, form.cleaned_data, actor=actor)
            messages.success(request, _("Đã lưu."))
            return redirect(difficulty)
        except Refused as refused:
            add_refusals(form, refused)
    held = difficulty.state == "open" and holds(actor, difficulty)
    context = {
        "difficulty": difficulty,
        "form": form,
        "answer_form": AnswerForm() if held else None,
        "like": queries.like(difficulty, actor) if held or editable else [],
        "may_join": held,
        "main_seen": visible_to(actor).filter(pk=difficulty.joined_to_id or 0).exists(),
        "may_show": difficulty.state == "answered" and "office.review" in actor.in_province(difficulty.province_id),
        "may_send": "unit.submit" in actor.at_unit(difficulty.unit_id),
        "days": ANSWER_DAYS,
        "today": timezone.localdate(),
    }
    return render(request, "difficulties/difficulty_detail.html", context)


@require_POST
@signed_in
def difficulty_answer(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    difficulty = found_or_404(visible_to(actor).select_related(*_RELATED), pk=pk)
    form = AnswerForm(request.POST)
    try:
        if form.is_valid():
            data = form.cleaned_data
            actions.answer(difficulty, data["answer"], open_to_all=data["open_to_all"], actor=actor)
            messages.success(request, _("Đã trả lời; đơn vị đã được báo."))
        else:
            messages.error(request, _("Chưa nhập nội dung trả lời."))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(difficulty)


@require_POST
@signed_in
def difficulty_join(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    difficulty = found_or_404(visible_to(actor).select_related(*_RELATED), pk=pk)
    other = found_or_404(visible_to(actor).select_related("joined_to"), pk=number_in(request.POST.get("other")))
    try:
        actions.join(difficulty, other, actor=actor)
        messages.success(request, _("Đã gộp; câu trả lời chung cho cả hai."))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(difficulty)


@require_POST
@signed_in
def difficulty_show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    difficulty = found_or_404(visible_to(actor), pk=pk, state="answered")
    actions.show(difficulty, request.POST.get("shown") == "1", actor=actor)
    return redirect(difficulty)
