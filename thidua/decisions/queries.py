"""Reads of decisions."""

from collections import Counter

from django.db.models import Q

from thidua.decisions.machine import DecisionFacts
from thidua.decisions.models import Decision, Line
from thidua.kernel.actor import Actor
from thidua.movements.queries import lineage
from thidua.nominations.models import Nomination, Round
from thidua.nominations.queries import quota_of
from thidua.nominations.rules import over_quota

BINDING = ("signed", "issued")


def facts_of(decision: Decision) -> DecisionFacts:
    """The lines of this decision together with those of every other signed one, of whatever round, against the caps."""
    lines = list(decision.lines.filter(dropped=False).select_related("nomination__offer"))
    others = Line.objects.filter(decision__state__in=BINDING, dropped=False).exclude(decision=decision)
    family = lineage(decision.round.movement)
    over: dict[str, tuple[int, int]] = {}
    offers = {line.nomination.offer_id: line.nomination.offer for line in lines}
    for pk, offer in offers.items():
        kinds = [line.subject_kind for line in lines if line.nomination.offer_id == pk]
        kinds += list(
            others.filter(
                nomination__offer__movement__in=family,
                nomination__offer__award_code=offer.award_code,
                nomination__offer__award_name=offer.award_name,
                nomination__offer__occasion=offer.occasion,
            ).values_list("subject_kind", flat=True)
        )
        for kind, pair in over_quota(quota_of(offer), kinds).items():
            over[f"{offer.award_name} ({'tập thể' if kind == 'collective' else 'cá nhân'})"] = pair
    states = Counter(line.nomination.state for line in lines)
    return DecisionFacts(lines=len(lines), unapproved=len(lines) - states["approved"], over=over)


def approved_in(round_: Round) -> list[Nomination]:
    """Approved nominations that stand on no live decision yet."""
    taken = Line.objects.filter(dropped=False, decision__state__in=["draft", "for_signature", *BINDING])
    rows = round_.nominations.filter(state="approved").exclude(pk__in=taken.values("nomination_id"))
    return list(rows.select_related("offer", "unit"))


_WAITS = (
    ("for_signature", "decision.sign", "sign"),
    ("signed", "decision.number", "number"),
    ("draft", "decision.draft", "decision_draft"),
)


def waiting(actor: Actor) -> list[tuple[str, str, str]]:
    """At most two queries: decisions to move on, rounds to draw one up for."""
    found: list[tuple[str, str, str]] = []
    if not any(actor.province_ids(word) for _, word, _ in _WAITS):
        return found
    mine = Q(pk__in=[])
    for state, word, _ in _WAITS:
        mine |= Q(state=state, province__in=actor.province_ids(word))
    codes = {state: f"wait.{code}" for state, _, code in _WAITS}
    found += [(codes[d.state], d.subject, d.get_absolute_url()) for d in Decision.objects.filter(mine)[:40]]
    if drafting := actor.province_ids("decision.draft"):
        taken = Line.objects.filter(dropped=False, decision__state__in=["draft", "for_signature", *BINDING])
        free = Nomination.objects.filter(state="approved").exclude(pk__in=taken.values("nomination_id"))
        for round_ in Round.objects.filter(movement__province__in=drafting, nominations__in=free).distinct():
            found.append(("wait.decision", round_.name, round_.get_absolute_url()))
    return found
