"""Pages of what bars an award and of recognised initiatives."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.awards import actions
from thidua.awards.access import visible_bars, visible_initiatives
from thidua.awards.models import Recipient
from thidua.awards.record_forms import BarForm, InitiativeForm, LastDayForm
from thidua.kernel.refusal import Refused
from thidua.papers.actions import EVIDENCE, take
from thidua.papers.serve import answer
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, signed_in
from thidua.units.models import Province, Unit


@signed_in
def bar_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_bars(actor).select_related("recipient__unit")
    may_enter = bool(actor.province_ids("record.enter"))
    may_look = may_enter or bool(actor.province_ids("journal.read"))
    context = {"page": page_of(request, rows), "may_enter": may_enter, "may_look": may_look}
    return render(request, "awards/bar_list.html", context | {"today": timezone.localdate()})


@signed_in
def initiative_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_initiatives(actor).select_related("recipient__unit")
    context = {"page": page_of(request, rows), "may_enter": bool(actor.province_ids("record.enter"))}
    return render(request, "awards/initiative_list.html", context)


def _units(request: HttpRequest) -> Any:
    province = found_or_404(Province.objects.filter(pk__in=actor_of(request).province_ids("record.enter")))
    return Unit.objects.filter(province=province).order_by("order")


def _about(data: dict[str, Any]) -> Recipient:
    """Whom the form is about. Takes unit and name out of its data."""
    unit, name = data.pop("unit"), data.pop("name").strip()
    kind = "individual" if name else "enterprise" if unit.kind == "enterprise" else "collective"
    return actions.recipient_of(unit.province, kind=kind, name=name or unit.name, unit=unit)


@signed_in
def bar_new(request: HttpRequest) -> HttpResponse:
    form = BarForm(request.POST or None, request.FILES or None, units=_units(request))
    if request.method == "POST" and form.is_valid() and _kept(request, form, actions.enter_bar):
        return redirect("bar_list")
    intro = _(
        "Chỉ nhập khi có văn bản của cơ quan có thẩm quyền. Trong thời gian này hồ sơ của đối tượng không gửi được."
    )
    context = {"form": form, "heading": _("Nhập trường hợp chưa được khen"), "intro": intro, "button": _("Lưu")}
    return render(request, "ui/form_page.html", context)


@signed_in
def initiative_new(request: HttpRequest) -> HttpResponse:
    form = InitiativeForm(request.POST or None, request.FILES or None, units=_units(request))
    if request.method == "POST" and form.is_valid() and _kept(request, form, actions.enter_initiative):
        return redirect("initiative_list")
    intro = _("Sáng kiến đã được người có thẩm quyền công nhận; được tính khi xét điều kiện.")
    context = {"form": form, "heading": _("Nhập sáng kiến"), "intro": intro, "button": _("Lưu")}
    return render(request, "ui/form_page.html", context)


@transaction.atomic
def _kept(request: HttpRequest, form: Any, enter: Any) -> bool:
    """Whether what was typed is now kept; the form says why where it is not."""
    actor, data = actor_of(request), dict(form.cleaned_data)
    file = data.pop("file", None)
    if "title" in data:
        title = data.pop("title")
    else:
        title = None
    try:
        with transaction.atomic():
            paper = take(file, actor=actor, taken=EVIDENCE) if file else None
            recipient = _about(data)
            more = {"name": title} if title else {}
            enter(recipient, actor=actor, paper=paper, **data, **more)
    except Refused as refused:
        add_refusals(form, refused)
        return False
    messages.success(request, _("Đã lưu."))
    return True


@signed_in
def bar_end(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_bars(actor).filter(recipient__province__in=actor.province_ids("record.enter"))
    bar = found_or_404(rows.select_related("recipient"), pk=pk)
    form = LastDayForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_bar(bar, day=form.cleaned_data["day"], actor=actor)
            return redirect("bar_list")
        except Refused as refused:
            add_refusals(form, refused)
    context = {
        "form": form,
        "heading": _("Kết thúc trường hợp chưa được khen"),
        "intro": bar.number,
        "button": _("Lưu"),
    }
    return render(request, "ui/form_page.html", context)


@signed_in
def bar_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    rows = visible_bars(actor_of(request)).exclude(paper=None).select_related("paper")
    return answer(found_or_404(rows, pk=pk).paper)


@signed_in
def initiative_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    rows = visible_initiatives(actor_of(request)).exclude(paper=None).select_related("paper")
    return answer(found_or_404(rows, pk=pk).paper)
