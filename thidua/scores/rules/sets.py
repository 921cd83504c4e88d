"""An index set as it stands in data, and as the rules use it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from thidua.scores.rules.fixed import SCALE, fixed, rounded
from thidua.scores.rules.kinds import BadFormula, Formula, formula

SKIP_RULES = ("rescale", "full", "zero")
SUCCESSION_RULES = ("mean", "own")


class BadSet(ValueError):
    """Data that is no index set. where: the indicator, pillar or field; why: what is wrong there."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


@dataclass(frozen=True)
class Pillar:
    """A group of indicators. full: its greatest points; weight: by which they count in the total (ten-thousandths)."""

    code: str
    name: str
    full: int
    weight: int = SCALE

    @property
    def weighted(self) -> int:
        """Its part of the greatest total."""
        return rounded(Fraction(self.full * self.weight, SCALE))


@dataclass(frozen=True)
class Indicator:
    """One indicator. how: as the set words its formula; agency: who appraises it, empty for the standing agency;
    takes: words of a target whose reported numbers are taken over; confirmed: whether points and formula were checked
    against the document."""

    code: str
    pillar: str
    name: str
    full: int
    kind: str
    params: Mapping[str, Any]
    section: str = ""
    how: str = ""
    evidence: str = ""
    source: str = ""
    agency: str = ""
    clause: str = ""
    takes: str = ""
    confirmed: bool = False
    may_skip: bool = False

    @cached_property
    def formula(self) -> Formula:
        """Raises BadFormula."""
        return formula(self.kind, self.full, self.params)


@dataclass(frozen=True)
class Bound:
    """share (percent, in ten-thousandths) that a level begins above, or with where it is inclusive."""

    share: int
    inclusive: bool = False


@dataclass(frozen=True)
class Overall:
    """A level of the whole: the total is above ``above`` and at least ``pillars`` pillars have reached level ``at``."""

    above: int
    pillars: int
    at: int


@dataclass(frozen=True)
class Levels:
    """names: level 0 first; bounds: of levels 1, 2, … of a pillar; overall: of levels 1, 2, … of the whole."""

    names: tuple[str, ...]
    bounds: tuple[Bound, ...]
    overall: tuple[Overall, ...]
    note: str = ""


@dataclass(frozen=True)
class Succession:
    """How a merged unit's score is found from its predecessors', for mergers from a day on: ``mean`` of theirs, or its
    ``own`` sheet alone."""

    start: date
    rule: str
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class IndexSet:
    """skip: what becomes of points that are not applicable; ties: pillars, in order, that part equal totals;
    appraisals: how many agencies appraise each indicator; basis: documents with date, note and whether confirmed."""

    name: str
    pillars: tuple[Pillar, ...]
    indicators: tuple[Indicator, ...]
    subjects: tuple[str, ...] = ()
    skip: str = "rescale"
    ties: tuple[str, ...] = ()
    appraisals: int = 1
    levels: Levels | None = None
    successions: tuple[Succession, ...] = ()
    basis: tuple[Mapping[str, Any], ...] = ()
    note: str = ""
    code: str = ""

    @cached_property
    def by_code(self) -> dict[str, Indicator]:
        return {one.code: one for one in self.indicators}

    @property
    def full(self) -> int:
        """The greatest total, bonus left out."""
        return sum(pillar.weighted for pillar in self.pillars)

    def of_pillar(self, code: str) -> tuple[Indicator, ...]:
        return tuple(one for one in self.indicators if one.pillar == code)

    def succession_on(self, day: date) -> Succession | None:
        """The rule for units that merged on the day."""
        known = [one for one in self.successions if one.start <= day]
        return max(known, key=lambda one: one.start, default=None)


def read_set(body: Mapping[str, Any]) -> IndexSet:
    """The set of its data. Raises BadSet for the first thing that is wrong; sums are judged by ``checking``."""
    pillars = tuple(_pillar(row) for row in _rows(body, "pillars"))
    indicators = tuple(_indicator(row) for row in _rows(body, "indicators"))
    known = {pillar.code for pillar in pillars}
    for one in indicators:
        if one.pillar not in known:
            raise BadSet(one.code, "pillar")
        try:
            _ = one.formula
        except BadFormula as error:
            raise BadSet(one.code, error.part) from error
    ties = tuple(str(code) for code in body.get("ties", ()))
    if len(known) != len(pillars) or set(ties) - known:
        raise BadSet("pillars", "codes")
    if len({one.code for one in indicators}) != len(indicators):
        raise BadSet("indicators", "codes")
    skip = str(body.get("not_applicable", "rescale"))
    appraisals = body.get("appraisals", 1)
    if skip not in SKIP_RULES or appraisals not in (1, 2):
        raise BadSet("not_applicable" if skip not in SKIP_RULES else "appraisals", "choice")
    return IndexSet(
        name=_text(body, "name", "name"),
        pillars=pillars,
        indicators=indicators,
        subjects=tuple(str(kind) for kind in body.get("subjects", ())),
        skip=skip,
        ties=ties,
        appraisals=appraisals,
        levels=_levels(body.get("levels")),
        successions=tuple(_succession(row) for row in body.get("succession", ())),
        basis=tuple(body.get("basis", ())),
        note=str(body.get("note", "")),
        code=str(body.get("code", "")),
    )


def digest(body: Mapping[str, Any]) -> str:
    """SHA-256 of the set's data in its one canonical form."""
    return hashlib.sha256(canonical(body)).hexdigest()


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces, UTF-8: the same bytes on every machine."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _rows(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = body.get(name)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
        raise BadSet(name, "rows")
    return rows


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadSet(where, name)
    return value.strip()


def _number(row: Mapping[str, Any], name: str, where: str, default: str | None = None) -> int:
    try:
        found = fixed(str(row.get(name, default)))
    except ValueError as error:
        raise BadSet(where, name) from error
    if found < 0:
        raise BadSet(where, name)
    return found


def _pillar(row: Mapping[str, Any]) -> Pillar:
    code = _text(row, "code", "pillars")
    name = _text(row, "name", code)
    return Pillar(code, name, _number(row, "max", code), _number(row, "weight", code, "1"))


_WORDS = ("section", "how", "evidence", "source", "agency", "clause", "takes")


def _indicator(row: Mapping[str, Any]) -> Indicator:
    code = _text(row, "code", "indicators")
    params = row.get("params", {})
    if not isinstance(params, Mapping):
        raise BadSet(code, "params")
    return Indicator(
        code=code,
        pillar=_text(row, "pillar", code),
        name=_text(row, "name", code),
        full=_number(row, "max", code),
        kind=_text(row, "kind", code),
        params=params,
        confirmed=row.get("confirmed") is True,
        may_skip=row.get("may_skip") is True,
        **{name: str(row.get(name, "")).strip() for name in _WORDS},
    )


def _levels(data: Mapping[str, Any] | None) -> Levels | None:
    if data is None:
        return None
    bounds = tuple(
        Bound(_number(row, "from" if "from" in row else "above", "levels"), "from" in row)
        for row in _rows(data, "pillar")
    )
    overall = tuple(
        Overall(_number(row, "above", "levels"), int(row["pillars"]), int(row["at"])) for row in _rows(data, "overall")
    )
    names = tuple(str(name) for name in data.get("names", ()))
    if len(names) != len(bounds) + 1 or len(overall) != len(bounds):
        raise BadSet("levels", "names")
    if [bound.share for bound in bounds] != sorted({bound.share for bound in bounds}):
        raise BadSet("levels", "pillar")
    return Levels(names, bounds, overall, str(data.get("note", "")))


def _succession(row: Mapping[str, Any]) -> Succession:
    try:
        start = date.fromisoformat(str(row.get("from")))
    except ValueError as error:
        raise BadSet("succession", "from") from error
    if row.get("rule") not in SUCCESSION_RULES:
        raise BadSet("succession", "rule")
    return Succession(start, str(row["rule"]), str(row.get("source", "")), row.get("confirmed") is True)
