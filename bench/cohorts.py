"""Invented answers to index sets, the same on every machine."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from thidua.scores.rules.answers import Layout, Table
from thidua.scores.rules.sets import IndexSet, read_set

SETS = Path(__file__).resolve().parents[1] / "thidua" / "scores" / "data"
PROVINCES = 34


@dataclass(frozen=True)
class Cohort:
    """count records of a set, one after another."""

    index: IndexSet
    count: int
    records: bytes
    provinces: Any

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.index)

    def table(self) -> Table:
        return self.layout.table(self.records)

    def columns(self) -> list[tuple[int, int, str, list[Any]]]:
        """(pillar's place, points of a level, chosen or ratio, contiguous columns) of each criterion."""
        table, found = self.table(), []
        at = {pillar.code: n for n, pillar in enumerate(self.index.pillars)}
        for one in self.index.indicators:
            values = [np.ascontiguousarray(column) for column in table.columns(one)]
            kind = "chosen" if one.kind == "ordinal" else "ratio"
            found.append((at[one.pillar], one.formula.step // 10_000, kind, values))
        return found


def read(code: str) -> IndexSet:
    return read_set(json.loads((SETS / f"{code}.json").read_text(encoding="utf-8")))


def enterprises(count: int) -> Cohort:
    """Enterprises of 34 provinces, some good and some not, who answered every criterion."""
    index = read("enterprise")
    layout = Layout(index)
    chance = np.random.default_rng(20_251_213)
    rows = np.zeros(count, dtype=layout.dtype)
    quality = chance.beta(2, 2.5, count)
    options = quality[:, None] * 6 + chance.normal(0, 1, (count, layout.options))
    rows["options"][:, : layout.options] = np.clip(options, 0, 5).astype(np.uint8)
    del options
    pairs = layout.numbers // 2
    whole = chance.integers(1, 400, (count, pairs))
    part = (whole * np.clip(quality[:, None] + chance.normal(0, 0.2, (count, pairs)), 0, 1)).astype(np.int64)
    rows["numbers"][:, 0::2], rows["numbers"][:, 1::2] = part * 10_000, whole * 10_000
    return Cohort(index, count, rows.tobytes(), chance.integers(0, PROVINCES, count).astype(np.int8))


def communes(count: int) -> Cohort:
    """Communes with any answers to the set of about a hundred indicators."""
    index = read("commune")
    layout = Layout(index)
    chance = np.random.default_rng(3_321)
    rows = np.zeros(count, dtype=layout.dtype)
    for one in index.indicators:
        slots = zip(one.formula.slots, layout.places[one.code], strict=True)
        for n, (slot, (is_option, at)) in enumerate(slots):
            if is_option:
                rows["options"][:, at] = chance.integers(0, len(slot.options), count)
            else:
                rows["numbers"][:, at] = chance.integers(1, 300, count) * (n + 1) * 10_000
    return Cohort(index, count, rows.tobytes(), chance.integers(0, PROVINCES, count).astype(np.int8))
