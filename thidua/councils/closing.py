"""What comes of a session: tallies, places in the quotas, the reserve list, the minutes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from thidua.ballots import queries as ballots
from thidua.ballots.models import Motion
from thidua.ballots.rules import Tally
from thidua.councils import minutes, queries, reserve
from thidua.councils.models import Minutes, Session, SessionItem
from thidua.councils.rules import Allocation, Standing, allocate
from thidua.journal.door import perform
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_number
from thidua.nominations.actions import FLOW as NOMINATION_FLOW
from thidua.nominations.models import Nomination
from thidua.nominations.queries import left
from thidua.papers.actions import keep
from thidua.scores.outcomes import outcome_of


def close(session: Session, actor: Actor, data: Mapping[str, Any]) -> None:
    """Counts every item once and for all, gives the places that the quotas have, and writes the minutes."""
    room = queries.chamber(session)
    if session.poll is not None and (names := ballots.differing(session.poll)):
        raise Refused([Refusal("poll.altered", {"name": name}) for name in names])
    tallies = {item.pk: room.tally(item) for item in room.items}
    Motion.objects.filter(session_item__session=session).update(is_open=False)
    groups: dict[reserve.Key, list[SessionItem]] = defaultdict(list)
    for item in room.items:
        groups[reserve.key_of(item.nomination)].append(item)
    for items in groups.values():
        _settle(items, tallies, _allocated(items, tallies), actor)
    for movement in {item.nomination.round.movement_id: item.nomination.round.movement for item in room.items}.values():
        content = minutes.write(session, movement, actor.name)
        paper = keep(content, name=f"bien-ban-{session.pk}-{movement.pk}.docx", actor=actor)
        Minutes.objects.create(session=session, movement=movement, paper=paper)


def _allocated(items: list[SessionItem], tallies: Mapping[int, Tally]) -> Allocation:
    """Of what shares one quota. Equals at the head of the reserve list who are voted on again come first: they had reached the
    threshold before, but get no place without a vote for it. Then whoever waits in reserve without being voted on; then those
    who are new."""
    free = _free(items[0].nomination)
    heads = [i for i in items if i.again and tallies[i.pk].quorate]
    first = allocate([_standing(i, tallies) for i in heads if tallies[i.pk].yes], free)
    last = tuple(i.pk for i in heads if not tallies[i.pk].yes)
    behind = (*first.reserve, last) if last else first.reserve
    if free is not None:
        voted = {item.nomination_id for item in items}
        waiting = sum(row.pk not in voted for equal in reserve.line_of(items[0].nomination) for row in equal)
        free = max(0, free - len(first.placed) - sum(len(equal) for equal in behind) - waiting)
    fresh = [_standing(i, tallies) for i in items if not i.again and tallies[i.pk].approved]
    found = allocate(fresh, free)
    return Allocation((*first.placed, *found.placed), (*behind, *found.reserve))


def _standing(item: SessionItem, tallies: Mapping[int, Tally]) -> Standing:
    return Standing(item.pk, tallies[item.pk].yes, tallies[item.pk].base, _merit(item))


def _free(nomination: Nomination) -> int | None:
    """Places of its quota; None without one."""
    return None if nomination.round.adhoc else left(nomination.offer, nomination.subject_kind, nomination.round)


def _merit(item: SessionItem) -> Decimal:
    """What stands for a nominee among equals by the rule of the session."""
    nomination = item.nomination
    if item.tie_rule == "direct":
        return Decimal(nomination.is_direct_worker)
    code = nomination.round.index_code
    if item.tie_rule == "index" and code and (outcome := outcome_of(nomination.unit, code)):
        return Decimal(-outcome.rank)
    return Decimal(0)


def _settle(items: list[SessionItem], tallies: Mapping[int, Tally], found: Allocation, actor: Actor) -> None:
    order, tied = found.places(), found.tied()
    for item in items:
        counted = tallies[item.pk]
        item.result, item.place, item.tied = asdict(counted), order.get(item.pk), item.pk in tied
        missed = "missed" if counted.quorate else "waits"
        item.outcome = "placed" if item.pk in found.placed else "reserve" if item.pk in order else missed
        item.save(update_fields=["result", "outcome", "place", "tied"])
    for item in sorted(items, key=lambda i: i.place or 0):
        counted = tallies[item.pk]
        if item.outcome == "waits" or (item.again and item.outcome == "reserve"):
            continue
        if item.outcome == "missed":
            percent = format_number(item.motion.approval_percent)
            least = f"quá {percent}" if item.motion.more_than else percent
            reason = f"Hội đồng: {counted.yes}/{counted.base} tán thành, cần {least}%"
            perform(NOMINATION_FLOW, item.nomination, "refuse", actor=actor, reason=reason)
        else:
            perform(NOMINATION_FLOW, item.nomination, {"placed": "approve"}.get(item.outcome, "reserve"), actor=actor)
