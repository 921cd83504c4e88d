"""Reads of decisions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Max, Q, QuerySet, Sum, Window
from django.utils import timezone

from thidua.awards.authority import held, holds_anywhere
from thidua.awards.queries import book_of, of_level
from thidua.councils.models import Session, SessionItem
from thidua.decisions import ratios
from thidua.decisions.machine import DecisionFacts
from thidua.decisions.models import Decision, FundEntry, Line
from thidua.decisions.rules import Payment, bonus
from thidua.kernel.actor import Actor
from thidua.movements.models import Offer
from thidua.nominations.access import visible_to as visible_nominations
from thidua.nominations.judging import deed_of
from thidua.nominations.models import Nomination, Round
from thidua.nominations.queries import held_by, quota_of
from thidua.nominations.rules.places import COUNTED_AS, over_quota
from thidua.ui.names import name_of

BINDING = ("signed", "issued")


def lines_of(decision: Decision) -> list[Line]:
    """With nomination, offer and round; read once for each loaded decision."""
    found: list[Line] | None = decision.__dict__.get("_lines")
    if found is None:
        rows = decision.lines.select_related(
            "nomination__offer__movement__plan", "nomination__round", "nomination__unit"
        )
        found = decision.__dict__["_lines"] = list(rows)
    return found


def dossiers_seen(lines: Sequence[Line], actor: Actor) -> set[int]:
    """The nominations of the lines whose dossiers the actor may open."""
    keys = [line.nomination_id for line in lines]
    return set(visible_nominations(actor).filter(pk__in=keys).values_list("pk", flat=True))


def paid_of(decision: Decision) -> dict[int, Payment]:
    """line → what it brings: as it was reckoned when the decision was numbered, else as of today. Reckoned once."""
    if "_paid" not in decision.__dict__:
        standing = [line for line in lines_of(decision) if not line.dropped]
        if decision.issued_on is None:
            decision.__dict__["_paid"] = payments(standing, timezone.localdate())
        else:
            kept = {line.pk: {**line.reckoned, "amount": line.bonus} for line in standing}
            decision.__dict__["_paid"] = {pk: Payment(**values) for pk, values in kept.items()}
    found: dict[int, Payment] = decision.__dict__["_paid"]
    return found


def facts_of(decision: Decision) -> DecisionFacts:
    """Everything that holds a place in the quotas of its awards, this decision's lines among it, against the caps; asked
    only while it may still be submitted or signed."""
    if decision.state not in ("draft", "for_signature"):
        return DecisionFacts(lines=0, unapproved=0, over={})
    lines = [line for line in lines_of(decision) if not line.dropped]
    over: dict[str, tuple[int, int]] = {}
    planned = [line.nomination for line in lines if not line.nomination.round.adhoc]
    for round_ in {nomination.round_id: nomination.round for nomination in planned}.values():
        offers = {one.offer_id: one.offer for one in planned if one.round_id == round_.pk}
        for key, kinds in held_by(list(offers.values()), round_).items():
            for kind, pair in over_quota(quota_of(offers[key]), kinds).items():
                over[f"{offers[key].award_name} ({name_of('subject_kind', kind)})"] = pair
    states = Counter(line.nomination.state for line in lines)
    book = book_of(decision.province_id)
    return DecisionFacts(
        lines=len(lines),
        unapproved=len(lines) - states["approved"],
        over=over,
        cost=sum(payment.amount or 0 for payment in paid_of(decision).values()),
        leaders=ratios.leaders(lines, book),
        proportions=ratios.proportions(lines, book),
        balance=left_in_fund(decision.province_id, decision.awarder_id),
    )


@dataclass(frozen=True)
class Places:
    """An award of a decision with its caps. used: how many hold a place, this decision's among them, by what they count as."""

    offer: Offer
    used: Mapping[str, int]


def places_of(decision: Decision) -> list[Places]:
    """Of the plan's awards on the list; what is used is counted while it may still be signed."""
    offers = list({line.nomination.offer_id: line.nomination.offer for line in lines_of(decision)}.values())
    open_ = decision.state in ("draft", "for_signature")
    rounds = {line.nomination.offer_id: line.nomination.round for line in lines_of(decision)}
    held_ = {one.pk: held_by([one], rounds[one.pk])[one.pk] for one in offers} if open_ else {}
    return [Places(offer, dict(Counter(COUNTED_AS[kind] for kind in held_.get(offer.pk, ())))) for offer in offers]


def sessions_of(decision: Decision) -> QuerySet[Session]:
    """The sessions in which its nominees were voted on."""
    own = Q(items__nomination__lines__decision=decision, items__nomination__lines__dropped=False)
    return Session.objects.filter(own, state="closed").distinct()


def earliest(decision: Decision) -> date | None:
    """The first day on which it may have been issued: that of the last session on its list, else of the last dossier
    received."""
    own = Q(nomination__lines__decision=decision, nomination__lines__dropped=False)
    held_on: date | None = SessionItem.objects.filter(own, session__state="closed").aggregate(
        n=Max("session__held_on")
    )["n"]
    received = decision.lines.filter(dropped=False).aggregate(n=Max("nomination__received_on"))["n"]
    return held_on or received


def twice(decision: Decision, rows: Sequence[Nomination]) -> list[str]:
    """Who of a decision's nominations would get two awards for one achievement: by it, or by another that is signed without
    a number. One subject is one entry of the ledger where a person said so, else one name at one unit."""
    near = ("offer", "round__movement__plan")
    others = Nomination.objects.filter(lines__decision__state="signed", lines__dropped=False).exclude(
        lines__decision=decision
    )
    beside = others.filter(round__movement__province=decision.province_id).select_related(*near)
    counts = Counter((_subject(row), deed_of(row)) for row in (*rows, *beside))
    return [row.subject_name for row in rows if counts[_subject(row), deed_of(row)] > 1]


def _subject(row: Nomination) -> tuple[object, ...]:
    return (row.recipient_id,) if row.recipient_id else (row.unit_id, row.subject_kind, row.folded, row.position)


def payments(lines: Sequence[Line], day: date) -> dict[int, Payment]:
    """line → what it brings if it is decided on the day: coefficient and base salary of that day."""
    if not lines:
        return {}
    book, found = book_of(lines[0].decision.province_id), {}
    salary = book.find("base_salary", day=day)
    for line in lines:
        rule = book.find("bonus", line.award_code, day=day)
        coefficient = str(rule.data.get(f"for_{COUNTED_AS[line.subject_kind]}", "")) if rule else ""
        if rule is None or salary is None or not coefficient:
            found[line.pk] = Payment(None)
            continue
        amount = bonus(Decimal(coefficient), salary.data["amount"], salary.data["round_to"])
        article, confirmed = f"{rule.article}; {salary.article}", rule.confirmed and salary.confirmed
        found[line.pk] = Payment(amount, coefficient, salary.data["amount"], article, confirmed)
    return found


def balance_of(province_id: int, awarder_id: int | None = None) -> int | None:
    """đồng in the award fund of the province, or of a unit that awards; None where nothing was ever entered."""
    rows = FundEntry.objects.filter(province=province_id, awarder=awarder_id)
    found: int | None = rows.aggregate(n=Sum("amount"))["n"]
    return found


def fund_of(province_id: int, awarder_id: int | None = None) -> QuerySet[FundEntry]:
    """The fund's lines in their order, ``left``: đồng after each."""
    after = Window(Sum("amount"), order_by=[F("day").asc(), F("pk").asc()])
    rows = FundEntry.objects.filter(province=province_id, awarder=awarder_id).select_related("decision")
    return rows.annotate(left=after).order_by("day", "pk")


def promised(province_id: int, awarder_id: int | None = None) -> int:
    """đồng that decisions signed without a number will take from the fund, by today's rules."""
    rows = Line.objects.filter(decision__province=province_id, decision__awarder=awarder_id, decision__state="signed")
    lines = list(rows.filter(dropped=False).select_related("decision"))
    return sum(payment.amount or 0 for payment in payments(lines, timezone.localdate()).values())


def left_in_fund(province_id: int, awarder_id: int | None = None) -> int | None:
    """đồng that nothing has been spent on or promised to yet; None where no fund is kept."""
    balance = balance_of(province_id, awarder_id)
    return None if balance is None else balance - promised(province_id, awarder_id)


def to_recover(province_id: int, awarder_id: int | None = None) -> QuerySet[Line]:
    """Awards that were revoked after their bonus was spent, whose money has not come back."""
    rows = Line.objects.filter(decision__province=province_id, decision__awarder=awarder_id, dropped=False)
    rows = rows.filter(bonus__gt=0, recovered_on=None)
    return rows.filter(nomination__state="revoked").select_related("decision")


def owed_of(decision: Decision) -> int:
    """đồng of its revoked awards that have not come back."""
    return (
        to_recover(decision.province_id, decision.awarder_id).filter(decision=decision).aggregate(n=Sum("bonus"))["n"]
        or 0
    )


def undecided() -> QuerySet[Nomination]:
    """Approved nominations that stand on no decision that still stands."""
    taken = Line.objects.filter(dropped=False).exclude(decision__state="dropped")
    return Nomination.objects.filter(state="approved").exclude(pk__in=taken.values("nomination_id"))


def to_decide(provinces: Iterable[int]) -> QuerySet[Nomination]:
    """Those of them that are given here: not the awards that only a higher level gives."""
    rows = undecided()
    for pk in provinces:
        where = {"round__movement__province": pk, "round__awarder": None}
        rows = rows.exclude(**where, offer__award_code__in=list(of_level("state", pk)))
    return rows


def approved_in(round_: Round) -> list[Nomination]:
    return list(to_decide([round_.province_id]).filter(round=round_).select_related("offer", "unit"))


_WAITS = (
    ("for_signature", "decision.sign", "sign"),
    ("signed", "decision.number", "number"),
    ("draft", "decision.draft", "decision_draft"),
)


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """At most two queries: decisions to move on, rounds to draw one up for."""
    found: list[tuple[str, str, str]] = []
    if not any(holds_anywhere(actor, word) for _, word, _ in _WAITS):
        return found
    mine = Q(pk__in=[])
    for state, word, _ in _WAITS:
        mine |= Q(held(actor, word, "province", "awarder"), state=state)
    codes = {state: f"wait.{code}" for state, _, code in _WAITS}
    found += [(codes[d.state], d.subject, d.get_absolute_url()) for d in Decision.objects.filter(mine)[:40]]
    if holds_anywhere(actor, "decision.draft"):
        for round_ in rounds_approved(actor):
            found.append(("wait.decision", round_.name, round_.get_absolute_url()))
    return found


def rounds_approved(actor: Actor) -> QuerySet[Round]:
    """Rounds with nominations that the council approved and no live decision carries, of those that the actor draws up
    decisions for; ``waiting``: how many."""
    mine = held(actor, "decision.draft", "movement__province", "awarder")
    rows = Round.objects.filter(mine, nominations__in=to_decide(actor.province_ids("decision.draft"))).select_related(
        "movement"
    )
    return rows.annotate(waiting=Count("nominations")).order_by("-pk")
