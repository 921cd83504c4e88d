"""Which version of a rule holds for a case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from thidua.awards.rules.kinds import KINDS
from thidua.kernel.periods import in_force
from thidua.kernel.workdays import Calendar


@dataclass(frozen=True)
class RuleFact:
    """One version of one rule. province: None for what holds everywhere; key: empty for what holds for every award (step,
    year) that has no rule of its own; favourable: declared to be better for the nominee than what it replaced."""

    pk: int
    kind: str
    key: str
    valid_from: date
    valid_to: date | None = None
    province: int | None = None
    favourable: bool = False
    confirmed: bool = False
    article: str = ""
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Book:
    """Every version that a province sees."""

    rules: tuple[RuleFact, ...]

    def find(self, kind: str, key: str = "", *, day: date, judged: date | None = None) -> RuleFact | None:
        """The version in force on the day: one for the key before one for every key, the province's own before the
        general one, then the latest. A later version that is declared favourable holds as well for a case that is judged
        on a day when it is in force and no still later one of its key has taken its place (Luật 06/2026/QH16, transitional
        rule: not confirmed)."""
        rows = [r for r in self.rules if r.kind == kind and r.key in (key, "")]
        held = [r for r in rows if in_force(r.valid_from, r.valid_to, day)]
        if judged is not None and KINDS[kind].selected_by == "receipt":
            now = [r for r in rows if in_force(r.valid_from, r.valid_to, judged)]
            held += [r for r in now if r.favourable and r.valid_from > day and not _overtaken(r, now)]
        return max(held, key=_standing, default=None)

    def get(self, kind: str, key: str = "", *, day: date, judged: date | None = None) -> Mapping[str, Any]:
        """The values of ``find``; empty when there is no rule."""
        found = self.find(kind, key, day=day, judged=judged)
        return found.data if found else {}

    def calendar(self) -> Calendar:
        """Days off and worked Saturdays of every year that the register knows; for a year its latest rule."""
        latest = {self._latest(rule) for rule in self.rules if rule.kind == "holiday"}
        off, worked = (
            frozenset(date.fromisoformat(day) for rule in latest for day in rule.data.get(name, ()))
            for name in ("days", "worked")
        )
        return Calendar(off, worked)

    def _latest(self, rule: RuleFact) -> RuleFact:
        same = (row for row in self.rules if row.kind == rule.kind and row.key == rule.key)
        return max(same, key=_standing)

    def with_change(self, change: RuleFact, *, ends: int | None = None) -> "Book":
        """As it would be with one more version; or, where ``ends`` names a version, with that one ending on the change's
        last day."""
        if ends is None:
            return Book((*self.rules, change))
        return Book(tuple(replace(row, valid_to=change.valid_to) if row.pk == ends else row for row in self.rules))


def _overtaken(rule: RuleFact, others: Iterable[RuleFact]) -> bool:
    same = (one for one in others if one.key == rule.key and one.province == rule.province)
    return any(one.valid_from > rule.valid_from for one in same)


def _standing(rule: RuleFact) -> tuple[bool, bool, date, int]:
    return rule.key != "", rule.province is not None, rule.valid_from, rule.pk


def differing(
    before: Book, after: Book, cases: Iterable[tuple[str, date]], kind: str, judged: date
) -> set[tuple[str, date]]:
    """Of the cases (key, day that selects), those for which another version would hold."""
    found = set()
    for key, day in set(cases):
        old, new = (book.find(kind, key, day=day, judged=judged) for book in (before, after))
        if (old.data if old else None) != (new.data if new else None):
            found.add((key, day))
    return found
