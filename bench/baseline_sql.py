"""The enterprise set in a database's own SQL: what a product would write that keeps an answer a row, or a column each."""

import time
from collections.abc import Callable
from typing import Any

from bench.cohorts import Cohort
from bench.engines import BOUNDS, OVERALL, PILLARS

RESULT = "bench_result"


def _is(condition: str) -> str:
    return f"(CASE WHEN {condition} THEN 1 ELSE 0 END)"


def _level(a: str, b: str) -> str:
    """The level of a ratio: how many fifths it lies above; by whole numbers."""
    return " + ".join(_is(f"{a} * 100 > {b} * {bound}") for bound in (0, *BOUNDS[1:]))


def _reached(points: str, full: str) -> str:
    return " + ".join(
        [_is(f"{points} * 100 >= {BOUNDS[0]} * {full}")]
        + [_is(f"{points} * 100 > {bound} * {full}") for bound in BOUNDS[1:]]
    )


def _overall(reached: Callable[[int], str]) -> str:
    """reached: a level → how many pillars have it."""
    cases = [
        f"WHEN total > {above} AND {reached(at)} >= {enough} THEN {n}"
        for n, (above, enough, at) in reversed(list(enumerate(OVERALL, 1)))
    ]
    return f"CASE {' '.join(cases)} ELSE 0 END"


_RANKS = "rank() OVER (ORDER BY total DESC), rank() OVER (PARTITION BY province ORDER BY total DESC)"


def tall(cohort: Cohort) -> tuple[str, list[str], Any, str]:
    """(columns, names, rows, query) of a row for each enterprise and criterion."""
    criteria = list(enumerate(cohort.columns()))
    provinces = cohort.provinces.tolist()

    def rows() -> Any:
        for _n, (pillar, step, kind, values) in criteria:
            first = values[0].tolist()
            second = values[1].tolist() if kind == "ratio" else [0] * cohort.count
            for unit in range(cohort.count):
                yield unit, provinces[unit], pillar, step, first[unit], second[unit]

    level = f"(CASE WHEN b = 0 THEN a ELSE {_level('a', 'b')} END)"
    fulls = " ".join(f"WHEN {n} THEN {full}" for n, full in enumerate(PILLARS))
    full = f"(CASE pillar {fulls} END)"
    columns = ", ".join(f"sum(CASE WHEN pillar = {n} THEN points END) AS p{n}" for n in range(6))
    counts = ", ".join(f"sum({_is(f'reached >= {n}')}) AS n{n}" for n in range(1, 6))
    query = (
        f"INSERT INTO {RESULT} WITH s AS (SELECT unit, province, pillar, sum(step * {level}) AS points FROM bench_tall "  # noqa: S608 -- our own text
        f"GROUP BY unit, province, pillar), r AS (SELECT *, {_reached('points', full)} AS reached FROM s), "
        f"u AS (SELECT unit, province, sum(points) AS total, {columns}, {counts} FROM r GROUP BY unit, province) "
        f"SELECT unit, total, p0, p1, p2, p3, p4, p5, {_overall(lambda n: f'n{n}')}, {_RANKS} FROM u"
    )
    names = ["unit", "province", "pillar", "step", "a", "b"]
    return "unit int, province int, pillar int, step int, a bigint, b bigint", names, rows(), query


def wide(cohort: Cohort) -> tuple[str, list[str], Any, str]:
    """The same of a row for each enterprise, a column for each number."""
    sums: list[list[str]] = [[] for _ in PILLARS]
    names, types, arrays = ["unit", "province"], ["unit int", "province int"], []
    for n, (pillar, step, kind, values) in enumerate(cohort.columns()):
        sums[pillar].append(f"{step} * ({f'v{n}_0' if kind == 'chosen' else _level(f'v{n}_0', f'v{n}_1')})")
        for m, column in enumerate(values):
            names.append(f"v{n}_{m}")
            types.append(f"v{n}_{m} {'smallint' if kind == 'chosen' else 'bigint'}")
            arrays.append(column.tolist())
    rows = zip(range(cohort.count), cohort.provinces.tolist(), *arrays, strict=True)
    points = ", ".join(f"{' + '.join(row)} AS p{n}" for n, row in enumerate(sums))
    reached = ", ".join(f"{_reached(f'p{n}', str(full))} AS r{n}" for n, full in enumerate(PILLARS))
    total = " + ".join(f"p{n}" for n in range(6))
    level = _overall(lambda at: " + ".join(_is(f"r{n} >= {at}") for n in range(6)))
    query = (
        f"INSERT INTO {RESULT} WITH s AS MATERIALIZED (SELECT unit, province, {points} FROM bench_wide), "  # noqa: S608 -- our own text
        f"u AS MATERIALIZED (SELECT *, {total} AS total, {reached} FROM s) "
        f"SELECT unit, total, p0, p1, p2, p3, p4, p5, {level}, {_RANKS} FROM u"
    )
    return ", ".join(types), names, rows, query


def measure(cursor: Any, vendor: str, form: str, cohort: Cohort, insert: Callable[..., None]) -> dict[str, Any]:
    """Seconds of the query, best of two; sums by which the result is compared."""
    types, names, rows, query = {"tall": tall, "wide": wide}[form](cohort)
    table = f"bench_{form}"
    cursor.execute(f"DROP TABLE IF EXISTS {table}")
    cursor.execute(f"CREATE TABLE {table} ({types})")
    insert(table, names, rows)
    if vendor == "postgresql":
        cursor.execute(f"VACUUM ANALYZE {table}")
    best = 1e9
    for _ in range(2):
        cursor.execute(f"DROP TABLE IF EXISTS {RESULT}")
        points = ", ".join(f"p{n} int" for n in range(6))
        cursor.execute(f"CREATE TABLE {RESULT} (unit int, total int, {points}, level int, place int, inside int)")
        start = time.perf_counter()
        cursor.execute(query)
        best = min(best, time.perf_counter() - start)
    cursor.execute(f"SELECT sum(total), sum(level), sum(place), sum(inside) FROM {RESULT}")  # noqa: S608 -- our own text
    return {"seconds": best, "sums": [int(value) for value in cursor.fetchone()], "rows": cohort.count}
