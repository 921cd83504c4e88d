"""Pages of what goes to a higher level: sending it up, entering what was decided there."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import awarders
from thidua.awards.queries import award_names, book_of
from thidua.decisions import above
from thidua.decisions.forms import AboveForm, NotGivenForm, UpForm
from thidua.journal.door import perform
from thidua.kernel.refusal import Refused
from thidua.nominations.actions import FLOW
from thidua.nominations.models import Nomination, Round
from thidua.nominations.queries import offers_of
from thidua.ui.http import actor_of, add_refusals, found_or_404, signed_in
from thidua.units.models import Province


def _province(request: HttpRequest) -> Province:
    actor = actor_of(request)
    of_province = actor.province_ids("decision.draft") | actor.province_ids("decision.number")
    units = awarders(actor, "decision.draft")
    rows = Province.objects.filter(pk__in=of_province) | Province.objects.filter(units__in=units)
    return found_or_404(rows.distinct())  # type: ignore[no-any-return]  # a province


@signed_in
def above_list(request: HttpRequest) -> HttpResponse:
    """What can be sent up, and what waits for a decision from above."""
    actor, province = actor_of(request), _province(request)
    context = {
        "ready": above.to_forward(actor, province.pk)[:200],
        "sent": above.forwarded(actor)[:200],
        "sent_up": [(n, list(n.forwarded_to.all())) for n in above.sent_up(actor)[:200]],
        "may_enter": "decision.number" in actor.in_province(province.pk),
    }
    return render(request, "decisions/above_list.html", context)


@require_POST
@signed_in
def above_forward(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    nomination = found_or_404(above.to_forward(actor, _province(request).pk), pk=pk)
    above.forward(nomination, actor=actor)
    messages.success(request, _("Đã ghi việc trình cấp trên. Hãy tải gói hồ sơ để gửi."))
    return redirect("above_list")


@require_POST
@signed_in
def above_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    nomination = found_or_404(above.sent_up(actor), pk=pk)
    above.take_back(nomination, actor=actor)
    messages.success(request, _("Đã đưa về đơn vị; đơn vị ra quyết định được."))
    return redirect("above_list")


@signed_in
def above_up(request: HttpRequest, pk: int) -> HttpResponse:
    """From a unit's own round into a round of the province."""
    actor, province = actor_of(request), _province(request)
    nomination: Nomination = found_or_404(above.to_forward(actor, province.pk), pk=pk, round__awarder__isnull=False)
    rounds = Round.objects.filter(movement=nomination.round.movement_id, awarder=None, state="open")
    pairs = {f"{r.pk}-{o.pk}": (r, o) for r in rounds.select_related("movement__plan") for o in offers_of(r)}
    form = UpForm(request.POST or None)
    form.fields["target"].choices = [(key, f"{r.name}: {o.award_name}") for key, (r, o) in pairs.items()]  # type: ignore[attr-defined]  # a choice field
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(above.forward_to_province(nomination, *pairs[form.cleaned_data["target"]], actor=actor))
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("%(name)s: đơn vị không tặng giấy khen nữa mà đề nghị cấp tỉnh khen. Hồ sơ được chép sang đợt của tỉnh.")
    context = {"form": form, "heading": _("Đề nghị cấp trên khen"), "intro": intro % {"name": nomination.subject_name}}
    return render(request, "ui/form_page.html", context | {"button": _("Chuyển lên")})


@signed_in
def above_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision of the higher level, or that it did not award."""
    actor, province = actor_of(request), _province(request)
    nomination: Nomination = found_or_404(above.forwarded(actor), pk=pk)
    names = award_names(book_of(province.pk), timezone.localdate())
    refusing = "khong" in request.GET
    form: forms.Form = NotGivenForm(request.POST or None) if refusing else AboveForm(request.POST or None)
    if not refusing:
        form.fields["award"].choices = list(names.items())  # type: ignore[attr-defined]  # a choice field
        form.fields["award"].initial = nomination.offer.award_code
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if refusing:
                perform(FLOW, nomination, "refuse_above", actor=actor, reason=data["reason"])
            else:
                given = {"award_code": data["award"], "award_name": names[data["award"]]}
                above.enter_above(nomination, number=data["number"], day=data["day"], actor=actor, **given)
            messages.success(request, _("Đã ghi kết quả của cấp trên."))
            return redirect("above_list")
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Kết quả của cấp trên"), "intro": nomination.subject_name, "button": _("Ghi")}
    return render(request, "ui/form_page.html", context)
