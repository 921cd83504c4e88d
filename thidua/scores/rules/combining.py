"""The ranking over several published ones: made of their files alone, so that anyone who has these comes to the same
bytes."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from thidua.scores.rules.fixed import Array, fixed
from thidua.scores.rules.ranking import ranks
from thidua.scores.rules.sets import canonical
from thidua.scores.rules.snapshot import RESULT_FORMAT, BadSnapshot

FORMAT = "thidua-ranking-together-1"


def keys_over(totals: Sequence[int], pillars: Sequence[Sequence[int]], ties: Sequence[int]) -> Array:
    """One number for each unit by which it is ranked: its total, then the pillars that part equals. ties: their places."""
    rows = [(total, *(points[at] for at in ties)) for total, points in zip(totals, pillars, strict=True)]
    known = {row: n for n, row in enumerate(sorted(set(rows)))}
    return np.array([known[row] for row in rows], dtype=np.int64)


def combined(rankings: Sequence[bytes], ties: Sequence[str]) -> bytes:
    """The file of the ranking over all units of the rankings, whose points stand as they were published. ties: pillars that
    part equal totals. Raises BadSnapshot for rankings of different sets, or one given twice."""
    files = sorted((_read(one) for one in rankings), key=lambda file: str(file["inputs"]))
    if not files or len({file["set"] for file in files}) > 1:
        raise BadSnapshot("set")
    if len({file["inputs"] for file in files}) < len(files):
        raise BadSnapshot("inputs")
    try:
        rows = [(file["about"]["province"], row) for file in files for row in file["ranking"]]
        at = [files[0]["pillars"].index(code) for code in ties]
        points = [[fixed(value) for value in row["pillars"]] for _province, row in rows]
        found = ranks(keys_over([fixed(row["total"]) for _province, row in rows], points, at)).tolist()
    except (KeyError, TypeError, ValueError) as error:
        raise BadSnapshot(str(error)) from error
    units = [
        {"rank": rank, "province": province, "code": row["code"], "name": row["name"], "total": row["total"]}
        | {"in_province": row["rank"]}
        for rank, (province, row) in zip(found, rows, strict=True)
    ]
    units.sort(key=lambda unit: (unit["rank"], unit["province"], unit["code"]))
    value = {
        "format": FORMAT,
        "set": files[0]["set"],
        "ties": list(ties),
        "inputs": [{"province": file["about"]["province"], "inputs": file["inputs"]} for file in files],
        "ranking": units,
    }
    return canonical(value) + b"\n"


def _read(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError as error:
        raise BadSnapshot(str(error)) from error
    if not isinstance(found, dict) or found.get("format") != RESULT_FORMAT:
        raise BadSnapshot("format")
    return found
