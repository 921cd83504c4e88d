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
    """Who is voted on again among equals had reached the threshold before, but gets no place without a vote for it. Whoever
    waits in reserve and is not voted on comes before those who are new."""
    passed = [i for i in items if tallies[i.pk].approved or (i.again and tallies[i.pk].quorate and tallies[i.pk].yes)]
    standings = [Standing(i.pk, tallies[i.pk].yes, tallies[i.pk].base, _merit(i)) for i in passed]
    found = allocate(standings, _places(items))
    last = tuple(i.pk for i in items if i.again and tallies[i.pk].quorate and not tallies[i.pk].yes)
    return Allocation(found.placed, (*found.reserve, last) if last else found.reserve)


def _places(items: list[SessionItem]) -> int | None:
    one, voted = items[0].nomination, {item.nomination_id for item in items}
    free = None if one.round.adhoc else left(one.offer, one.subject_kind, one.round)
    if free is None:
        return None
    before = sum(row.pk not in voted for equal in reserve.line_of(one) for row in equal)
    return max(0, free - before)


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
