"""The enterprise set over a cohort, by one engine in a process of its own: ``python -m bench.engines ENGINE COUNT``.

The job: the level of every criterion (chosen, or of a ratio), pillar sums and levels, total, overall level, rank within the
country and within 34 provinces. The data are in memory as the engine likes them: records for the product, columns for the
others. Prints the best of three runs, the peak of memory, and sums by which the results are compared.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.cohorts import PROVINCES, Cohort, enterprises

PILLARS = (65, 25, 80, 65, 50, 35)
BOUNDS = (10, 20, 40, 60, 80)
OVERALL = ((20, 4, 1), (64, 4, 2), (128, 4, 3), (192, 5, 4), (256, 6, 5))
Answer = tuple[Any, Any, Any, Any]  # total, level, rank in the country, rank in the province


def product(cohort: Cohort) -> Callable[[], Answer]:
    from thidua.scores.rules.cohort import Scorer
    from thidua.scores.rules.ranking import ranks

    table, index = cohort.table(), cohort.index
    provinces = cohort.provinces.astype(np.int16)

    def run() -> Answer:
        result = Scorer(index, {}).run(table)
        return result.total // 10_000, result.level, ranks(result.total), ranks(result.total, provinces)

    return run


def numpy_columns(cohort: Cohort) -> Callable[[], Answer]:
    columns, provinces = cohort.columns(), cohort.provinces

    def run() -> Answer:
        pillars = np.zeros((6, cohort.count), dtype=np.int32)
        for pillar, step, kind, values in columns:
            if kind == "chosen":
                level = values[0]
            else:
                share = values[0] / values[1]
                level = sum((share > bound / 100).astype(np.int8) for bound in (0, *BOUNDS[1:]))
            pillars[pillar] += level.astype(np.int32) * step
        total = pillars.sum(axis=0)
        reached = np.stack([_reached(pillars[n], full) for n, full in enumerate(PILLARS)])
        level = np.zeros(cohort.count, dtype=np.int8)
        for n, (above, enough, at) in enumerate(OVERALL, 1):
            level[(total > above) & ((reached >= at).sum(axis=0) >= enough)] = n
        return total, level, _ranked(total), _ranked(total + provinces.astype(np.int64) * 1000, provinces)

    return run


def _reached(points: Any, full: int) -> Any:
    found = (points * 100 >= BOUNDS[0] * full).astype(np.int8)
    for bound in BOUNDS[1:]:
        found += points * 100 > bound * full
    return found


def _ranked(keys: Any, groups: Any = None) -> Any:
    ordered = np.sort(keys)
    ends = len(keys) if groups is None else np.searchsorted(ordered, (groups.astype(np.int64) + 1) * 1000)
    return ends - np.searchsorted(ordered, keys, side="right") + 1


def polars(cohort: Cohort) -> Callable[[], Answer]:
    import polars as pl

    frame = pl.DataFrame({"province": cohort.provinces})
    sums: list[list[Any]] = [[] for _ in PILLARS]
    for n, (pillar, step, kind, values) in enumerate(cohort.columns()):
        frame = frame.with_columns(**{f"v{n}_{m}": pl.Series(column) for m, column in enumerate(values)})
        if kind == "chosen":
            level = pl.col(f"v{n}_0").cast(pl.Int32)
        else:
            share = pl.col(f"v{n}_0") / pl.col(f"v{n}_1")
            level = pl.sum_horizontal([(share > bound / 100).cast(pl.Int32) for bound in (0, *BOUNDS[1:])])
        sums[pillar].append(level * step)
    pillars = [pl.sum_horizontal(rows).alias(f"p{n}") for n, rows in enumerate(sums)]
    reached = [
        pl.sum_horizontal(
            [(pl.col(f"p{n}") * 100 >= BOUNDS[0] * full).cast(pl.Int8)]
            + [(pl.col(f"p{n}") * 100 > bound * full).cast(pl.Int8) for bound in BOUNDS[1:]]
        ).alias(f"r{n}")
        for n, full in enumerate(PILLARS)
    ]
    level = pl.lit(0)
    for n, (above, enough, at) in enumerate(OVERALL, 1):
        met = pl.sum_horizontal([(pl.col(f"r{k}") >= at).cast(pl.Int8) for k in range(6)]) >= enough
        level = pl.when((pl.col("total") > above) & met).then(n).otherwise(level)

    def run() -> Answer:
        found = (
            frame.lazy()
            .select("province", *pillars)
            .with_columns(pl.sum_horizontal([f"p{n}" for n in range(6)]).alias("total"), *reached)
            .with_columns(level.alias("level"), pl.col("total").rank("min", descending=True).alias("rank"))
            .with_columns(pl.col("total").rank("min", descending=True).over("province").alias("inside"))
            .select("total", "level", "rank", "inside")
            .collect()
        )
        return tuple(found[name] for name in ("total", "level", "rank", "inside"))  # type: ignore[return-value]  # four

    return run


def duckdb(cohort: Cohort) -> Callable[[], Answer]:
    import duckdb as engine

    base = engine.connect()
    base.execute("SET threads TO 2")
    names, sums = ["province"], [[] for _ in PILLARS]  # type: ignore[var-annotated]  # lists of SQL
    arrays: dict[str, Any] = {"province": cohort.provinces}
    for n, (pillar, step, kind, values) in enumerate(cohort.columns()):
        arrays |= {f"v{n}_{m}": column for m, column in enumerate(values)}
        share = f"v{n}_0 / v{n}_1"
        bands = " + ".join(f"({share} > {bound / 100})::INT" for bound in (0, *BOUNDS[1:]))
        sums[pillar].append(f"{step} * ({f'v{n}_0::INT' if kind == 'chosen' else bands})")
        names += [f"v{n}_{m}" for m in range(len(values))]
    base.register("given", arrays)
    base.execute("CREATE TABLE cohort AS SELECT * FROM given")
    reached = ", ".join(
        f"(p{n} * 100 >= {BOUNDS[0] * full})::INT + "
        + " + ".join(f"(p{n} * 100 > {bound * full})::INT" for bound in BOUNDS[1:])
        + f" AS r{n}"
        for n, full in enumerate(PILLARS)
    )
    cases = " ".join(
        f"WHEN total > {above} AND {' + '.join(f'(r{k} >= {at})::INT' for k in range(6))} >= {enough} THEN {n}"
        for n, (above, enough, at) in reversed(list(enumerate(OVERALL, 1)))
    )
    pillars = ", ".join(f"{' + '.join(rows)} AS p{n}" for n, rows in enumerate(sums))
    total = " + ".join(f"p{n}" for n in range(6))
    query = (
        f"WITH a AS (SELECT province, {pillars} FROM cohort), b AS (SELECT *, {total} AS total, {reached} FROM a) "  # noqa: S608 -- our own text
        f"SELECT total, CASE {cases} ELSE 0 END AS level, rank() OVER (ORDER BY total DESC) AS rank, "
        "rank() OVER (PARTITION BY province ORDER BY total DESC) AS inside FROM b"
    )

    def run() -> Answer:
        found = base.execute(query).fetchnumpy()
        return found["total"], found["level"], found["rank"], found["inside"]

    return run


ENGINES = {"product": product, "numpy": numpy_columns, "polars": polars, "duckdb": duckdb}


def main() -> None:
    name, count = sys.argv[1], int(sys.argv[2])
    run = ENGINES[name](enterprises(count))
    times = []
    for _ in range(3):
        start = time.perf_counter()
        answer = run()
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sums = [int(np.asarray(column).astype(np.int64).sum()) for column in answer]
    print(json.dumps({"seconds": min(times), "peak": round(peak), "sums": sums, "provinces": PROVINCES}))


if __name__ == "__main__":
    main()
