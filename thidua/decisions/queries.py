"""Reads of decisions."""

from collections import Counter

from django.db.models import Q

from thidua.decisions.machine import DecisionFacts
from thidua.decisions.models import Decision, Line
from thidua.kernel.actor import Actor
from thidua.nominations.models import Nomination, Round
from thidua.nominations.queries import held_kinds, quota_of
from thidua.nominations.rules.places import over_quota
from thidua.ui.names import name_of

BINDING = ("signed", "issued")


def facts_of(decision: Decision) -> DecisionFacts:
    """Everything that holds a place in the quotas of its awards, this decision's lines among it, against the caps."""
    lines = list(decision.lines.filter(dropped=False).select_related("nomination__offer"))
    over: dict[str, tuple[int, int]] = {}
    for offer in {line.nomination.offer_id: line.nomination.offer for line in lines}.values():
        for kind, pair in over_quota(quota_of(offer), held_kinds(offer)).items():
            over[f"{offer.award_name} ({name_of('subject_kind', kind)})"] = pair
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
