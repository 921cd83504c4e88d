"""Pages of rounds and nominations."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import awarders, words_over
from thidua.blocks.models import Candidate
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refused
from thidua.kernel.vietnamese import format_number
from thidua.movements.access import visible_to as visible_movements
from thidua.movements.models import Movement, Offer
from thidua.movements.queries import lineage
from thidua.nominations import actions, confirming, queries
from thidua.nominations.access import row_rights, visible_rounds, visible_rows, visible_to
from thidua.nominations.forms import NominationForm, OfferForm, OpinionForm, RoundForm
from thidua.nominations.models import Nomination, Part, Round, RouteRow
from thidua.nominations.refusing import TELLERS
from thidua.nominations.rules.dossier import HELD, WRITTEN
from thidua.nominations.rules.route import clock
from thidua.nominations.whereabouts import whereabouts
from thidua.papers.actions import EVIDENCE, take
from thidua.papers.serve import answer
from thidua.people.models import User
from thidua.plans.queries import standing_items
from thidua.registrations.models import Registration
from thidua.reports.access import sees
from thidua.reports.models import Report
from thidua.scores.outcomes import codes_of
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, page_of, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Succession, Unit
from thidua.units.queries import children_of, stands_alone


@signed_in
def round_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_rounds(actor).select_related("movement", "awarder")
    if request.GET.get("tep"):
        heads = [_("Đợt"), _("Phong trào"), _("Dịp"), _("Hạn nhận hồ sơ"), _("Trạng thái")]
        found = ((r.name, r.movement.name, r.occasion, r.closes, name_of("state", f"round.{r.state}")) for r in rows)
        return as_excel("dot-khen-thuong", heads, found)
    may_open = visible_movements(actor).filter(state="running", province__in=actor.province_ids("round.open"))
    own = Unit.objects.filter(pk__in=awarders(actor, "round.open"))
    may_bar = bool(actor.province_ids("record.enter") | actor.province_ids("journal.read"))
    context = {"page": page_of(request, rows), "may_open": may_open, "may_bar": may_bar}
    context["own"] = [(unit, _launched_by(unit)) for unit in own]
    context["may_ledger"] = bool(actor.province_ids("office.read"))
    return render(request, "nominations/round_list.html", context)


def _launched_by(unit: Unit) -> list[Movement]:
    """Running movements that the unit has launched, in which it may award of its own."""
    rows = Movement.objects.filter(state="running", registrations__unit=unit, registrations__state="accepted")
    return list(rows.distinct())


@signed_in
def round_new(request: HttpRequest, movement_pk: int, unit_pk: int = 0) -> HttpResponse:
    """A round of the province, or of a unit that awards of its own."""
    actor = actor_of(request)
    rows = visible_movements(actor)
    unit: Unit | None = None
    if unit_pk:
        unit = found_or_404(Unit.objects.filter(pk__in=awarders(actor, "round.open")), pk=unit_pk)
    else:
        rows = rows.filter(province__in=actor.province_ids("round.open"))
    movement = found_or_404(rows, pk=movement_pk)
    planned = {o.occasion for o in movement.offers.all() if o.occasion}
    occasions = sorted(planned) or ["sơ kết", "tổng kết", "hằng năm"]
    own = list(queries.own_awards(movement.province_id).items()) if unit else []
    offered: dict[str, Any] = {"occasions": occasions, "sets": codes_of(movement.province), "own": own}
    form = RoundForm(request.POST or None, initial={"year": timezone.localdate().year}, **offered)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_round(movement, actor=actor, awarder=unit, **form.cleaned_data)
            messages.success(request, _("Đã mở đợt."))
            return redirect(made)
        except Refused as refused:
            add_refusals(form, refused)
    intro = f"{movement.name} – {unit.name}" if unit else movement.name
    context = {"form": form, "heading": _("Mở đợt khen thưởng"), "intro": intro, "button": _("Mở đợt")}
    return render(request, "ui/form_page.html", context)


@signed_in
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    round_: Round = found_or_404(visible_rounds(actor).select_related("movement__plan", "awarder"), pk=pk)
    rows = visible_to(actor).filter(round=round_).select_related("unit", "offer").defer("achievement")
    drafting = actor.unit_ids("unit.draft")
    if round_.awarder_id is not None:
        drafting &= {round_.awarder_id, *children_of(round_.awarder_id)}
    words = words_over(actor, round_)
    counts = queries.round_counts(round_) if words & {"council.run", "decision.draft"} else {}
    context = {
        "round": round_,
        "page": page_of(request, rows.order_by("unit__order", "pk")),
        "units": _units_for(round_, drafting),
        "offers": queries.offers_of(round_),
        "parts": queries.part_names(round_),
        "route": queries.route_of(round_),
        "condition": queries.told_condition(round_.condition) if round_.condition else "",
        "ready": sum(n for (state, _kind), n in counts.items() if state == "ready"),
        "approved": sum(n for (state, _kind), n in counts.items() if state == "approved"),
        "may_run": "council.run" in words,
        "may_consult": "consult.run" in words,
        "may_tell": bool(words & TELLERS),
        "may_share": "round.open" in words,
        "may_pack": "office.read" in words | actor.in_province(round_.province_id),
        "may_decide": "decision.draft" in words,
    }
    return render(request, "nominations/round_detail.html", context)


def _units_for(round_: Round, unit_ids: frozenset[int]) -> list[Unit]:
    """One query: the units; whether each has launched the movement (``started``), and the acclamation that it may begin
    a nomination from (``proposal``, of ``block`` in ``year``)."""
    if not unit_ids:
        return []
    accepted = Registration.objects.filter(movement__in=lineage(round_.movement), state="accepted")
    own = accepted.filter(Q(unit=OuterRef("pk")) | Q(unit=round_.awarder_id))
    free = queries.free_proposals(round_).filter(member__unit=OuterRef("pk"))
    rows = Unit.objects.filter(pk__in=unit_ids).annotate(
        started=Value(True) if round_.adhoc else Exists(own),
        proposal=Subquery(free.values("pk")[:1]),
        block=Subquery(free.values("member__year__group__name")[:1]),
        year=Subquery(free.values("member__year__year")[:1]),
    )
    return list(rows)


@signed_in
def nomination_new(request: HttpRequest, round_pk: int, unit_pk: int) -> HttpResponse:
    actor = actor_of(request)
    round_ = found_or_404(visible_rounds(actor).select_related("movement__plan", "awarder"), pk=round_pk)
    unit = found_or_404(Unit.objects.filter(pk__in=actor.unit_ids("unit.draft")), pk=unit_pk)
    offers = queries.offers_of(round_)
    wanted = number_in(request.GET.get("suy-ton"))
    proposal = next((p for p in queries.proposals_for(round_, unit) if p.pk == wanted), None) if wanted else None
    begun = _begun_from(proposal, offers) if proposal is not None else {}
    form = NominationForm(request.POST or None, people=_people(unit), initial=begun)
    offer_form = OfferForm(request.POST or None, offers=offers, initial=begun)
    if request.method == "POST" and form.is_valid() and offer_form.is_valid():
        try:
            offer = Offer.objects.get(pk=offer_form.cleaned_data["offer"])
            fields = form.cleaned_data
            made = actions.begin(round_, unit, offer=offer, fields=fields, actor=actor, proposal=proposal)
            messages.success(request, _("Đã lập hồ sơ. Hãy đính kèm các tài liệu còn thiếu."))
            return redirect(made)
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "offer_form": offer_form, "round": round_, "unit": unit, "proposal": proposal}
    return render(request, "nominations/nomination_new.html", context)


def _begun_from(proposal: Candidate, offers: list[Offer]) -> dict[str, Any]:
    """What a nomination says that begins from an acclamation."""
    member = proposal.member
    told = _("%(block)s suy tôn năm %(year)s: xếp thứ %(rank)s, %(points)s điểm, %(yes)s/%(base)s tán thành.") % {
        "block": member.year.group.name,
        "year": member.year.year,
        "rank": member.rank,
        "points": format_number(member.total),
        "yes": proposal.result["yes"],
        "base": proposal.result["base"],
    }
    offer = next((offer.pk for offer in offers if offer.award_code == member.year.award_code), None)
    fields = {"subject_kind": "collective", "subject_name": member.unit.name, "achievement": told}
    return fields | {"offer": offer}


def _people(unit: Unit) -> Any:
    return User.objects.filter(holdings__unit=unit, is_active=True).distinct()


@signed_in
def nomination_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    near = ("unit", "offer", "round__movement__plan", "round__awarder", "nominee", "proposal__member__year__group")
    rows = visible_to(actor).select_related(*near, "grant__revocation")
    rows = rows.annotate(succeeds=Exists(Succession.objects.filter(targets=OuterRef("unit"))))
    nomination: Nomination = found_or_404(
        rows.prefetch_related("route", Prefetch("parts", queries.read_parts())),
        pk=pk,
    )
    if not nomination.succeeds:  # type: ignore[attr-defined]  # annotated above
        stands_alone(nomination.unit)
    editable = nomination.state in ("draft", "returned") and "unit.draft" in actor.at_unit(nomination.unit_id)
    form = NominationForm(request.POST or None, instance=nomination, people=_people(nomination.unit))
    if request.method == "POST" and editable and form.is_valid():
        try:
            _save(request, nomination, form.cleaned_data)
            messages.success(request, _("Đã lưu."))
            return redirect(nomination)
        except Refused as refused:
            add_refusals(form, refused)
    open_rows = [row for row in nomination.route.all() if row.state == "open"]
    mine = next((row for row in open_rows if "route.current" in row_rights(actor, row)), None)
    context = {
        "nomination": nomination,
        "form": form if editable else None,
        "parts": _parts(nomination),
        "held_sources": HELD,
        "route": [(row, _clock(row, nomination)) for row in nomination.route.all()],
        "current": mine,
        "waits_with": queries.who_answers(open_rows),
        "opinion_form": OpinionForm() if mine else None,
        "report": _report(nomination, actor),
        "waits": whereabouts(nomination),
        "words": words_over(actor, nomination),
        "may_submit": "unit.submit" in actor.at_unit(nomination.unit_id),
        "hinders": queries.hindrances(nomination) if editable else [],
        "standards": [] if editable else standing_items(nomination.round.movement.plan, "award_standard"),
    }
    return render(request, "nominations/nomination_detail.html", context | _said(nomination, actor))


def _said(nomination: Nomination, actor: Actor) -> dict[str, Any]:
    """What the nominee has still to say, and what they said against it."""
    confirms = nomination.nominee_id == actor.user_id and not nomination.nominee_confirmed
    asked = nomination.state in ("draft", "returned", "in_route", "ready") and not nomination.nominee_confirmed
    return {
        "may_confirm": confirms,
        "seen": confirming.seen(nomination) if confirms else "",
        "objection": confirming.objection(nomination) if asked else None,
    }


def _parts(nomination: Nomination) -> list[tuple[Part, bool, bool, int, bool]]:
    """(part, whether it is there, whether it is written here, gaps in its text, whether that names somebody else)."""
    return [
        (part, queries.has_paper(part), part.source in WRITTEN, *queries.gaps_of(part, nomination))
        for part in nomination.parts.all()
    ]


def _report(nomination: Nomination, actor: Actor) -> Report | None:
    """The accepted report of the unit, where the actor may open it."""
    report = queries.held(nomination).report
    if report is not None and report.movement_id == nomination.round.movement_id:
        report.movement = nomination.round.movement
    return report if report is not None and sees(actor, report) else None


def _clock(row: RouteRow, nomination: Nomination) -> str:
    """How the open row stands."""
    if row.state != "open":
        return ""
    book, today = queries.register_of(nomination), timezone.localdate()
    near = int(book.get("time_limit", row.kind, day=today).get("near") or 0)
    return clock(row.due, today, near, book.calendar())


@transaction.atomic
def _save(request: HttpRequest, nomination: Nomination, fields: dict[str, Any]) -> None:
    """The fields and every file of the form, all or nothing."""
    actor = actor_of(request)
    actions.save(nomination, fields, actor=actor)
    for part in nomination.parts.exclude(source__in=HELD):
        file = request.FILES.get(f"part{part.pk}")
        if file is not None:
            actions.attach(part, take(file, actor=actor, taken=EVIDENCE), actor=actor)


@require_POST
@signed_in
def nomination_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    nomination = found_or_404(visible_to(actor_of(request)), pk=pk)
    if "words" in request.POST:
        confirming.object_to(nomination, request.POST["words"], actor=actor_of(request))
        messages.success(request, _("Đã báo cho đơn vị. Khi đơn vị sửa xong, bạn xem và xác nhận lại."))
    else:
        confirming.confirm(nomination, request.POST.get("seen", ""), actor=actor_of(request))
        messages.success(request, _("Cảm ơn bạn. Hồ sơ đã được xác nhận."))
    return redirect(nomination)


@signed_in
def part_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The part's own paper, or the unit's launch plan from the movement."""
    near = ("paper", "nomination__unit", "nomination__round__movement__plan", "nomination__round__awarder")
    rows = Part.objects.filter(nomination__in=visible_to(actor_of(request))).select_related(*near)
    part = found_or_404(rows, pk=pk)
    paper = part.paper
    if part.source == "launch_plan" and (found := queries.held(part.nomination).registration):
        paper = found.plan_paper
    if paper is None:
        raise Http404
    return answer(paper)


@require_POST
@signed_in
def route_answer(request: HttpRequest, pk: int) -> HttpResponse:
    row = found_or_404(visible_rows(actor_of(request)).select_related("nomination"), pk=pk)
    opinion, text = request.POST.get("opinion", ""), request.POST.get("text", "")
    actions.answer(row, opinion=opinion, text=text, actor=actor_of(request))
    messages.success(request, _("Đã ghi ý kiến."))
    return redirect(
        "desk" if not visible_to(actor_of(request)).filter(pk=row.nomination_id).exists() else row.nomination
    )
