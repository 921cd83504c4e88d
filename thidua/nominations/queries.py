"""Reads of rounds and nominations."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from thidua.awards.queries import book_of, of_level
from thidua.awards.rules.identity import written
from thidua.awards.rules.selecting import Book
from thidua.blocks.models import Candidate
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date, format_number
from thidua.movements.models import Offer
from thidua.movements.queries import versions
from thidua.nominations import shares
from thidua.nominations.access import row_rights, visible_rows
from thidua.nominations.machine import NOMINATION, DossierFacts, RowFacts
from thidua.nominations.models import Nomination, Part, PartText, Round, RouteRow
from thidua.nominations.rules.dossier import (
    ADHOC_PARTS,
    DEFAULT_PARTS,
    DEFAULT_ROUTE,
    OWN_PARTS,
    gaps,
    recurs,
    same_occasion,
    source_of,
)
from thidua.nominations.rules.places import COUNTED_AS, Quota, places_left
from thidua.nominations.rules.route import RowFact, walked
from thidua.people.models import RoleHolding, User
from thidua.people.queries import unit_people
from thidua.plans.queries import standing_items
from thidua.questions import Question
from thidua.registrations.models import Registration
from thidua.registrations.queries import launched
from thidua.reports.models import Report
from thidua.reports.queries import review_report
from thidua.scores.outcomes import outcome_of
from thidua.scores.rules.conditions import Condition, is_met
from thidua.ui.names import name_of
from thidua.units.models import Unit
from thidua.units.queries import dated

LIVE = ("draft", "returned", "in_route", "ready", "reserve", "approved", "forwarded", "awarded")


def register_of(nomination: Nomination) -> Book:
    """The register of rules, read once for each loaded nomination."""
    if "_book" not in nomination.__dict__:
        nomination.__dict__["_book"] = book_of(nomination.province_id)
    found: Book = nomination.__dict__["_book"]
    return found


def part_names(round_: Round, award_code: str = "") -> list[tuple[str, str]]:
    """(name, source) of the parts that the plan asks for, else those of the register's rule for the award; a plan's are for
    the province's awards on its occasions alone."""
    if round_.awarder_id is not None or round_.adhoc:
        own = book_of(round_.province_id).find("dossier", award_code, day=timezone.localdate())
        rows = own.data.get("parts", ()) if own is not None and own.key else ()
        usual = ADHOC_PARTS if round_.adhoc else OWN_PARTS
        return [(row["name"][:200], row["source"]) for row in rows] or list(usual)
    items = standing_items(round_.movement.plan, "dossier_part")
    found = [(i.data["item"][:200], i.data.get("source") or "upload") for i in items]
    if not found:
        rule = book_of(round_.province_id).get("dossier", award_code, day=timezone.localdate())
        found = [(row["name"][:200], row["source"]) for row in rule.get("parts", ())] or list(DEFAULT_PARTS)
    return [(name, source_of(name, source)) for name, source in found]


def route_of(round_: Round) -> list[dict[str, Any]]:
    if round_.awarder is not None:
        return [{"kind": "appraise", "agency": round_.awarder.name, "unit_id": round_.awarder_id, "workdays": None}]
    steps = [s for s in round_.movement.route.all() if s.kind != "decide"]
    if round_.adhoc:
        steps = [s for s in steps if s.kind == "appraise"][:1]
        kind, agency = DEFAULT_ROUTE[-1]
        if not steps:
            return [{"kind": kind, "agency": agency, "unit_id": None, "workdays": None}]
    if not steps:
        return [{"kind": kind, "agency": agency, "unit_id": None, "workdays": None} for kind, agency in DEFAULT_ROUTE]
    return [{"kind": s.kind, "agency": s.agency, "unit_id": s.unit_id, "workdays": s.workdays} for s in steps]


@dataclass(frozen=True)
class Held:
    """What the movement itself holds of a nomination's unit: its accepted registration, its accepted report."""

    registration: Registration | None
    report: Report | None


def held(nomination: Nomination) -> Held:
    """Looked up once for each loaded nomination."""
    found: Held | None = nomination.__dict__.get("_held")
    if found is None:
        movement, unit = nomination.round.movement, nomination.unit
        found = nomination.__dict__["_held"] = Held(launched(movement, unit), review_report(movement, unit))
        above = nomination.round.awarder
        if found.registration is None and above is not None and above.pk != unit.pk:
            found = nomination.__dict__["_held"] = Held(launched(movement, above), review_report(movement, above))
    return found


def whole_parts() -> QuerySet[Part]:
    """Parts with their paper, and whether each has a text (``is_written``)."""
    written = Exists(PartText.objects.filter(part=OuterRef("pk")))
    return Part.objects.select_related("paper").annotate(is_written=written)


def read_parts() -> QuerySet[Part]:
    """The same with the last text (``body``, None without one)."""
    last = PartText.objects.filter(part=OuterRef("pk")).order_by("-number").values("body")[:1]
    return whole_parts().annotate(body=Subquery(last))


def gaps_of(part: Part, nomination: Nomination) -> tuple[int, bool]:
    """What its text lacks, where it has one and no paper takes its place. part: as ``read_parts`` reads it."""
    body: str | None = part.body  # type: ignore[attr-defined]  # annotated
    return gaps(body, nomination.subject_name) if body and part.paper_id is None else (0, False)


def has_paper(part: Part) -> bool:
    """Whether the part is there: its own paper or text, or what the movement already holds of the unit. part: as
    ``whole_parts`` reads it."""
    if part.source == "launch_plan":
        return held(part.nomination).registration is not None
    if part.source == "review_report":
        return held(part.nomination).report is not None
    return part.paper_id is not None or part.is_written  # type: ignore[attr-defined]  # annotated


def _parts(nomination: Nomination) -> "QuerySet[Part] | list[Part]":
    """Those that were read with it, else read now."""
    if "parts" in nomination.__dict__.get("_prefetched_objects_cache", {}):
        return nomination.parts.all()
    rows = list(whole_parts().filter(nomination=nomination))
    for row in rows:
        row.nomination = nomination
    return rows


def facts_of(nomination: Nomination) -> DossierFacts:
    round_, unit = nomination.round, nomination.unit
    twins = Nomination.objects.filter(
        round=round_, folded=nomination.folded, subject_kind=nomination.subject_kind, unit=unit, state__in=LIVE
    ).exclude(pk=nomination.pk)
    if nomination.position.strip():
        twins = twins.filter(position__in=("", nomination.position))
    own = written(nomination.subject_name)
    return DossierFacts(
        launched=round_.adhoc or held(nomination).registration is not None,
        reported=held(nomination).report is not None,
        missing=tuple(part.name for part in _parts(nomination) if not has_paper(part)),
        achievement=nomination.achievement,
        closes=round_.closes,
        today=timezone.localdate(),
        round_open=round_.state == "open",
        twins=sum(written(name) == own for name in twins.values_list("subject_name", flat=True)),
        unconfirmed=nomination.nominee_id is not None and not nomination.nominee_confirmed,
        dissolved_on=unit.valid_to,
        index_met=index_met(nomination),
        index_asked=told_condition(round_.condition) if round_.condition else "",
        share_left=shares.left(nomination) if nomination.state in ("draft", "returned") else None,
        places_left=left(nomination.offer, nomination.subject_kind, round_)
        if nomination.state in ("ready", "reserve") and not round_.adhoc
        else None,
        route_done=walked([RowFact(r.pk, r.order, r.state) for r in nomination.route.all()]),
    )


def hindrances(nomination: Nomination) -> list[Refusal]:
    """What stands against sending it, whoever would send it."""
    word = NOMINATION.step("submit").right
    facts = facts_of(nomination)
    return NOMINATION.refusals("submit", state=nomination.state, rights=frozenset({word}), facts=facts, reason="")


def index_met(nomination: Nomination) -> bool | None:
    """Whether the unit meets the round's condition on its score; read once for each loaded nomination."""
    condition = nomination.round.condition
    if condition is None:
        return True
    if "_index_met" not in nomination.__dict__:
        nomination.__dict__["_index_met"] = is_met(condition, outcome_of(nomination.unit, condition.code))
    found: bool | None = nomination.__dict__["_index_met"]
    return found


def told_condition(condition: Condition) -> str:
    return name_of("condition", condition.kind) % {"value": format_number(condition.value), "code": condition.code}


def offers_of(round_: Round) -> list[Offer]:
    """What a round gives; of the plan's awards a round of the province leaves those to the heads of units that are theirs to
    give. Read once for each loaded round."""
    found: list[Offer] | None = round_.__dict__.get("_offers")
    if found is None:
        own = [o for o in round_.movement.offers.all() if o.awarder_id == round_.awarder_id]
        if round_.awarder_id is None and len(own) > 1:
            lower = own_awards(round_.province_id)
            own = [o for o in own if o.award_code not in lower]
        found = [o for o in own if round_.adhoc or same_occasion(o.occasion, round_.occasion)]
        if round_.adhoc:
            found = list({(o.award_code, o.award_name): o for o in reversed(found)}.values())[::-1]
        round_.__dict__["_offers"] = found
    return found


def proposed_for(proposal: Candidate, unit: Unit, offer: Offer) -> bool:
    """Whether the acclamation is of the unit and for the offered award."""
    member = proposal.member
    return proposal.outcome == "proposed" and member.unit_id == unit.pk and member.year.award_code == offer.award_code


def begun_from(proposal: Candidate) -> bool:
    """Whether a live nomination of any round began from the acclamation."""
    return Nomination.objects.filter(proposal=proposal, state__in=LIVE).exists()


def free_proposals(round_: Round) -> QuerySet[Candidate]:
    """Acclamations for an award of the round that no live nomination began from, the latest first."""
    codes = {offer.award_code for offer in offers_of(round_) if offer.award_code}
    taken = Nomination.objects.filter(proposal__isnull=False, state__in=LIVE).values("proposal")
    rows = Candidate.objects.filter(outcome="proposed", member__year__award_code__in=codes).exclude(pk__in=taken)
    return rows.filter(member__year__state__in=["concluded", "published"]).order_by("-member__year__year")


def proposals_for(round_: Round, unit: Unit) -> list[Candidate]:
    """Those of a unit."""
    rows = free_proposals(round_).filter(member__unit=unit)
    return list(rows.select_related("member__unit", "member__year__group"))


def quota_of(offer: Offer) -> Quota:
    return Quota(offer.collectives, offer.individuals, offer.households)


def given_to(offer: Offer, book: Book) -> list[str]:
    """What places of it may be for, as subjects are counted: whom the register lets the award go to and whom the plan names
    a number for; all where the register does not know the award."""
    form, quota = book.get("form", offer.award_code, day=timezone.localdate()), quota_of(offer)
    let = {COUNTED_AS[kind] for kind in COUNTED_AS if form.get(f"for_{kind}", "yes") == "yes"}
    return [kind for kind in ("collective", "individual", "household") if kind in let or quota.cap(kind) is not None]


def held_by(offers: Collection[Offer], round_: Round | None = None) -> dict[int, list[str]]:
    """offer → the kinds of the subjects that hold a place of the award on its occasion, in every version of its movement. round_:
    of an occasion that comes every year, only those of its year count."""
    families = {movement: versions(movement) for movement in {offer.movement for offer in offers}}
    same = ("offer__movement", "offer__awarder", "offer__award_code", "offer__award_name", "offer__occasion")
    rows = Nomination.objects.filter(offer__movement__in=[pk for family in families.values() for pk in family])
    rows = rows.filter(Q(state__in=shares.HOLDING) | Q(keeps_place=True), round__adhoc=False)
    if round_ is not None and recurs(round_.occasion):
        rows = rows.filter(round__year=round_.year)
    held: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for *key, kind in rows.values_list(*same, "subject_kind"):
        held[tuple(key)].append(kind)
    return {
        offer.pk: [
            kind
            for movement in families[offer.movement]
            for kind in held[movement, offer.awarder_id, offer.award_code, offer.award_name, offer.occasion]
        ]
        for offer in offers
    }


def left(offer: Offer, kind: str, round_: Round | None = None) -> int | None:
    """Places of the award that are free for the kind; None without a cap. round_: as in ``held_by``."""
    quota = quota_of(offer)
    return None if quota.cap(kind) is None else places_left(quota, kind, held_by([offer], round_)[offer.pk])


def own_awards(province_id: int) -> dict[str, str]:
    """code → name of what the head of a unit may give of their own, by today's register."""
    return of_level("grassroots", province_id)


def has_launched(round_: Round, unit: Unit) -> bool:
    """The unit itself, or, in a round of the unit above it, that one."""
    if launched(round_.movement, unit) is not None:
        return True
    return round_.awarder is not None and launched(round_.movement, round_.awarder) is not None


def asks_council(nomination: Nomination) -> bool:
    """Whether an ad-hoc award goes to the council, by the rule of the day on which it was received."""
    today = timezone.localdate()
    rule = book_of(nomination.province_id).get(
        "adhoc", nomination.offer.award_code, day=nomination.received_on or today, judged=today
    )
    return bool(rule.get("council", "yes") != "no")


def round_counts(round_: Round) -> dict[tuple[str, str], int]:
    """(state, subject kind) → how many."""
    rows = round_.nominations.values("state", "subject_kind").annotate(n=Count("pk")).order_by()
    return {(r["state"], r["subject_kind"]): r["n"] for r in rows}


def open_rows(actor: Actor) -> list[RouteRow]:
    """Rows that are open and may be answered by the actor."""
    return [row for row in _open_rows(actor=actor) if "route.current" in row_rights(actor, row)]


_ANSWERING = {"consolidate": "standing_agency", "opinion": "unit_head", "appraise": "appraiser"}


def who_answers(rows: list[RouteRow]) -> dict[int, list[str]]:
    """row → who may answer it today, with whom they lent their role to during an absence. One query."""
    if not rows:
        return {}
    today = timezone.localdate()
    roles = {row.pk: "unit_awarder" if row.awarder_id else _ANSWERING.get(row.kind, "appraiser") for row in rows}
    lent = FilteredRelation("delegations", condition=dated(today, "delegations__"))
    held_by = RoleHolding.objects.filter(dated(today), role__in=roles.values(), user__is_active=True)
    held_by = held_by.filter(unit__province=rows[0].province_id).annotate(lent=lent).order_by("user__full_name", "pk")
    columns = ("role", "unit_id", "user__full_name", "lent__to__full_name", "lent__valid_to")
    found: dict[int, list[str]] = {row.pk: [] for row in rows}
    for role, unit, name, to, until in held_by.values_list(*columns):
        said = f"{name} → {to} ({format_date(until)})" if to else name
        for row in rows:
            there = row.awarder_id or (row.unit_id if row.kind == "opinion" else unit)
            if roles[row.pk] == role and there == unit:
                found[row.pk].append(said)
    return found


def row_facts(row: RouteRow) -> RowFacts:
    return RowFacts(row.due, row.silence, timezone.localdate())


def silent_rows() -> QuerySet[RouteRow]:
    """Open rows whose day is over and whose silence counts as agreement."""
    return RouteRow.objects.filter(state="open", silence="proceed", due__lt=timezone.localdate())


@Question
def _open_rows(actor: Actor) -> QuerySet[RouteRow]:
    rows = visible_rows(actor).filter(state="open").select_related("nomination__round__movement", "nomination__unit")
    return rows[:200]


@Question
def _returned(actor: Actor) -> QuerySet[Nomination]:
    """Files at the actor's units, that came back or were not sent yet, or that the actor has to confirm."""
    back = Q(state="returned") | Q(state="draft", round__state="open")
    back &= Q(unit__in=actor.unit_ids("unit.draft"))
    mine = Q(nominee=actor.user_id, nominee_confirmed=False, state__in=["draft", "returned"])
    return Nomination.objects.filter(back | mine).select_related("offer", "round__movement")[:40]


def concerned(nomination: Nomination) -> list[User]:
    """Who is told what became of it: officers and heads of its unit, and the nominee."""
    found = {user.pk: user for user in unit_people(nomination.unit, timezone.localdate())}
    if nomination.nominee is not None:
        found[nomination.nominee.pk] = nomination.nominee
    return list(found.values())


def _told(row: RouteRow) -> str:
    """With the day by which an answer is due."""
    told = f"{row.nomination.subject_name} – {row.nomination.round.name}"
    return f"{told} ({format_date(row.due)})" if row.due else told


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """Two queries: rows of routes to answer; files that came back, or that the person has to confirm."""
    found = [("wait.route", _told(r), r.get_absolute_url()) for r in open_rows(actor)]
    for n in _returned(actor=actor):
        asked = n.nominee_id == actor.user_id and not n.nominee_confirmed
        found.append(
            (
                "wait.confirm" if asked else f"wait.nomination_{n.state}",
                f"{n.subject_name} – {n.round.name}",
                n.get_absolute_url(),
            )
        )
    return found
