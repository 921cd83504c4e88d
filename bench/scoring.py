"""Scores and ranks: the arithmetic beside the fastest engines, and from stored rows to stored results beside SQL."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.installs import databases, on
from bench.servers import ROOT
from bench.sizes import Size

ENGINES = ("product", "polars", "numpy", "duckdb")
SQL_ROWS = 100_000
NATION = 1_000_000
Row = dict[str, Any]


def scoring(size: Size) -> Iterator[Row]:
    """Enterprises: the scale's share of a million, at least a tenth."""
    count = int(NATION * max(size.scale, 0.1))
    yield from _arithmetic(count)
    found, told = databases(size.database)
    yield from told
    for database in found:
        yield from _stored(database, count)


def _arithmetic(count: int) -> Iterator[Row]:
    """Each engine in a process of its own, one after another; all have to come to the same sums."""
    answers: dict[str, Row] = {}
    for name in ENGINES:
        command = [sys.executable, "-m", "bench.engines", name, str(count)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        answers[name] = json.loads(done.stdout)
    best = min(answer["seconds"] for name, answer in answers.items() if name != "product")
    sums = answers["product"]["sums"]
    for name, answer in answers.items():
        yield {
            "what": f"scoring {count:,} x 60 in memory: {name}",
            "s": round(answer["seconds"], 3),
            "x fastest other": round(answer["seconds"] / best, 2),
            "peak MB": answer["peak"],
            "wrong": "" if answer["sums"] == sums else "other sums than the product",
        }


def _stored(database: str, count: int) -> Iterator[Row]:
    with on(database) as made:

        def ask(*arguments: str) -> Row:
            found: Row = json.loads(made.run("bench.stored_scores", *arguments))
            return found

        ask("load", str(count))
        ours = ask("run")
        parts = {f"{name} s": round(ours[name], 2) for name in ("extract", "score and store", "rank")}
        yield {"what": f"scoring stored {count:,}: {database}", "s": round(ours["seconds"], 2)} | parts
        for form, answer in ask("sql", str(SQL_ROWS)).items():
            share = ours["seconds"] / count / (answer["seconds"] / answer["rows"])
            row = {"what": f"scoring in SQL, {form}, {SQL_ROWS:,}: {database}", "s": round(answer["seconds"], 2)}
            yield row | {"product's share of it, a row": round(share, 2)}
        for hands in (1, 2):
            shared = ask("workers", str(hands))
            same = shared["digest"] == ours["digest"]
            row = {"what": f"scoring by {hands} worker(s): {database}", "s": round(shared["seconds"], 2)}
            yield row | {"wrong": "" if same else "another digest"}
        communes = ask("communes")
        yield {
            "what": f"scoring 3,321 communes x 100: {database}",
            "stored ranks ms": round(communes["recount ms"]),
            "published ms": round(communes["publish ms"]),
        }
        yield {"what": f"scoring one changed value: {database}", "ms": round(ask("one")["one value ms"], 1)}
