"""In whose name an award is given: the province's, or a unit's that gives giấy khen of its own (theo thẩm quyền).

Whoever acts for a unit that awards holds words that begin with ``own.`` at that unit; over what the unit gives they count
as the words that others hold in the province.
"""

from typing import Protocol

from django.db.models import Q

from thidua.kernel.actor import Actor

_OWN = "own."


class Awarding(Protocol):
    """A row of the way to an award. awarder_id: the unit in whose name it is given, None for the province."""

    @property
    def province_id(self) -> int: ...

    @property
    def awarder_id(self) -> int | None: ...


def words_at(actor: Actor, province: int, awarder: int | None) -> frozenset[str]:
    if awarder is None:
        return actor.in_province(province)
    return frozenset(word.removeprefix(_OWN) for word in actor.at_unit(awarder) if word.startswith(_OWN))


def words_over(actor: Actor, row: Awarding) -> frozenset[str]:
    """The words that the actor holds over the row."""
    return words_at(actor, row.province_id, row.awarder_id)


def lender_over(actor: Actor, row: Awarding, word: str) -> int | None:
    """Whom the actor acts for when using the word over the row; None when they hold it themselves."""
    own, awarder = _OWN + word, row.awarder_id
    if awarder is None or own not in actor.at_unit(awarder):
        return actor.lender_of(word)
    lenders = {lender for held_, scope, lender in actor.borrowed if held_ == own and scope == f"u:{awarder}"}
    return next(iter(lenders)) if len(lenders) == 1 else None


def held(actor: Actor, word: str, province: str, awarder: str) -> Q:
    """The rows over which the actor holds the word. province, awarder: the names of those fields, with their path."""
    of_province = Q(**{f"{province}__in": actor.province_ids(word), f"{awarder}__isnull": True})
    return of_province | Q(**{f"{awarder}__in": actor.unit_ids(_OWN + word)})


def holds_anywhere(actor: Actor, word: str) -> bool:
    return bool(actor.province_ids(word) or actor.unit_ids(_OWN + word))


def awarders(actor: Actor, word: str) -> frozenset[int]:
    """The units in whose name the actor holds the word."""
    return actor.unit_ids(_OWN + word)
