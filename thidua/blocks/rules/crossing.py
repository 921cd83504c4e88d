"""Who marks whom. Nobody marks their own."""

from collections.abc import Sequence


def pairs(members: Sequence[int], markers: int | None) -> list[tuple[int, int]]:
    """(who is marked, by whom), for every member. markers: how many mark each one; None for all the others.

    With a number, the members stand in a circle in the order given and each is marked by those right after, so that
    everybody marks as many as everybody else.
    """
    size = len(members)
    each = size - 1 if markers is None else min(markers, size - 1)
    return [(member, members[(n + step) % size]) for n, member in enumerate(members) for step in range(1, each + 1)]


def gatherer(member: int, lead: int, deputy: int | None) -> int | None:
    """Who consolidates a member's marks: the lead, and of the lead's own the deputy; None where there is no other."""
    return lead if member != lead else deputy if deputy != member else None
