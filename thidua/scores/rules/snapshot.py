"""The open data of a ranking, and the ranking that anyone computes from it again: the same bytes on every machine."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from thidua.scores.rules.answers import Answer, Answers, Layout, unanswered
from thidua.scores.rules.cohort import Result, Scorer, bests_of
from thidua.scores.rules.fixed import Array, fixed, plain
from thidua.scores.rules.ranking import keys_of, ranks
from thidua.scores.rules.sets import IndexSet, canonical, digest, read_set
from thidua.scores.rules.whatif import mean_of

FORMAT, RESULT_FORMAT = "thidua-ranking-data-1", "thidua-ranking-1"


class BadSnapshot(ValueError):
    """A file that is no open data of a ranking."""


@dataclass(frozen=True)
class Ranked:
    """A unit of the ranking. of: the sheets that it is scored by: its own, or those of the units it stands for, of which
    it has the mean; groups: the blocks and clusters in which it is ranked too."""

    code: str
    name: str
    of: tuple[str, ...]
    province: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A ranked unit's score and ranks."""

    unit: Ranked
    total: int
    pillars: tuple[int, ...]
    reached: tuple[int, ...]
    level: int | None
    rank: int
    in_province: int
    in_groups: Mapping[str, int]


def compute(index: IndexSet, sheets: Mapping[str, bytes], units: Sequence[Ranked]) -> list[Row]:
    """Scores and ranks. sheets: records by the code of their unit; units that no sheet stands behind are left out.

    The best value of an indicator is that of all sheets; ranks are among the units given.
    """
    layout = Layout(index)
    codes = sorted(sheets)
    table = layout.table([sheets[code] for code in codes])
    scorer = Scorer(index, bests_of(index, table))
    units = [unit for unit in units if unit.of and all(code in sheets for code in unit.of)]
    result = _of_units(scorer, scorer.run(table), {code: n for n, code in enumerate(codes)}, units)
    return rows_of(index, result, units)


def _of_units(scorer: Scorer, sheets: Result, at: Mapping[str, int], units: Sequence[Ranked]) -> Result:
    def gathered(values: Array) -> Array:
        rows = [mean_of(values[[at[code] for code in unit.of]]) for unit in units]
        return np.array(rows, dtype=np.int64).reshape(len(units), values.shape[1])

    return scorer.finish(gathered(sheets.base), gathered(sheets.pillars))


def rows_of(index: IndexSet, result: Result, units: Sequence[Ranked]) -> list[Row]:
    """The ranking's rows: the first rank first, equals in the order of their codes."""
    keys = keys_of(index, result)
    overall = ranks(keys)
    within = ranks(keys, _numbered(unit.province for unit in units))
    groups: dict[str, list[int]] = {}
    for n, unit in enumerate(units):
        for group in unit.groups:
            groups.setdefault(group, []).append(n)
    placed: dict[int, dict[str, int]] = {}
    for group, members in sorted(groups.items()):
        for n, rank in zip(members, ranks(keys[members]).tolist(), strict=True):
            placed.setdefault(n, {})[group] = rank
    rows = [
        Row(
            unit,
            int(result.total[n]),
            tuple(result.pillars[n].tolist()),
            tuple(result.reached[n].tolist()) if result.reached is not None else (),
            int(result.level[n]) if result.level is not None else None,
            int(overall[n]),
            int(within[n]),
            placed.get(n, {}),
        )
        for n, unit in enumerate(units)
    ]
    return sorted(rows, key=lambda row: (row.rank, row.unit.code))


def _numbered(names: Iterable[str]) -> Array:
    rows = list(names)
    known = {name: n for n, name in enumerate(sorted(set(rows)))}
    return np.array([known[name] for name in rows], dtype=np.int64)


def to_json(index: IndexSet, answers: Answers) -> dict[str, Any]:
    """The answers of a sheet as open data: a list of values for each indicator, or ``skip``; what is empty is left out."""
    found: dict[str, Any] = {}
    for one in index.indicators:
        answer = answers.get(one.code)
        if answer is None or answer.is_empty:
            continue
        slots = zip(one.formula.slots, answer.values, strict=True)
        found[one.code] = "skip" if answer.skipped else [v if s.options or v is None else plain(v) for s, v in slots]
    return found


def from_json(index: IndexSet, data: Mapping[str, Any]) -> dict[str, Answer]:
    """Raises BadSnapshot."""
    found = {}
    for code, values in data.items():
        one = index.by_code.get(code)
        if one is None:
            raise BadSnapshot(code)
        slots = one.formula.slots
        if values == "skip":
            found[code] = replace(unanswered(one), skipped=True)
            continue
        if not isinstance(values, list) or len(values) != len(slots):
            raise BadSnapshot(code)
        try:
            read = [v if v is None or s.options else fixed(str(v)) for s, v in zip(slots, values, strict=True)]
        except ValueError as error:
            raise BadSnapshot(code) from error
        if any(value is not None and not isinstance(value, int) for value in read):
            raise BadSnapshot(code)
        found[code] = Answer(tuple(read))
    return found


def open_data(
    body: Mapping[str, Any],
    sheets: Mapping[str, Answers],
    units: Sequence[Ranked],
    *,
    about: Mapping[str, str],
    code: str,
) -> bytes:
    """All that a ranking was computed from. about: the assessment's name, year and tree date; code: the version of the
    rules."""
    index = read_set(body)
    value = {
        "format": FORMAT,
        "code": code,
        "about": dict(about),
        "set": body,
        "sheets": {code: to_json(index, answers) for code, answers in sheets.items()},
        "units": [
            {"code": u.code, "name": u.name, "of": list(u.of), "province": u.province, "groups": list(u.groups)}
            for u in sorted(units, key=lambda unit: unit.code)
        ],
    }
    return canonical(value) + b"\n"


def recompute(data: Mapping[str, Any]) -> bytes:
    """The ranking of open data, as its file. Raises BadSnapshot."""
    if data.get("format") != FORMAT:
        raise BadSnapshot("format")
    try:
        index = read_set(data["set"])
        layout = Layout(index)
        sheets = {code: layout.pack(from_json(index, answers)) for code, answers in data["sheets"].items()}
        units = [
            Ranked(row["code"], row["name"], tuple(row["of"]), row["province"], tuple(row["groups"]))
            for row in data["units"]
        ]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadSnapshot(str(error)) from error
    return ranking_file(index, compute(index, sheets, units), data)


def ranking_file(index: IndexSet, rows: Sequence[Row], data: Mapping[str, Any]) -> bytes:
    """The published ranking. data: the open data that it comes from, whose digest it bears."""
    value = {
        "format": RESULT_FORMAT,
        "code": data["code"],
        "about": data["about"],
        "set": digest(data["set"]),
        "inputs": hashlib.sha256(canonical(data) + b"\n").hexdigest(),
        "pillars": [pillar.code for pillar in index.pillars],
        "ranking": [_row(row) for row in rows],
    }
    return canonical(value) + b"\n"


def _row(row: Row) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": row.unit.code,
        "name": row.unit.name,
        "of": list(row.unit.of),
        "rank": row.rank,
        "in_province": row.in_province,
        "in_groups": dict(row.in_groups),
        "total": plain(row.total),
        "pillars": [plain(points) for points in row.pillars],
    }
    if row.level is not None:
        found |= {"level": row.level, "reached": list(row.reached)}
    return found
