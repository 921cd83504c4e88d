"""Finding awards among very many on both databases, beside the bare index and a scan; judging a thousand nominees."""

import json
from collections.abc import Iterator
from typing import Any

from bench.installs import databases, on
from bench.sizes import Size

AWARDS = 1_000_000
NOMINEES = 1_000
Row = dict[str, Any]


def ledger(size: Size) -> Iterator[Row]:
    """The scale's share of a million awards, at least a tenth."""
    count = int(AWARDS * max(size.scale, 0.1))
    found, told = databases(size.database)
    yield from told
    for database in found:
        with on(database) as made:

            def ask(verb: str, number: int, made: Any = made) -> Row:
                answer: Row = json.loads(made.run("bench.stored_ledger", verb, str(number)))
                return answer

            loaded = ask("load", count)
            yield {"what": f"ledger of {count:,} loaded: {database}", "s": round(loaded["seconds"], 1)}
            for name, row in ask("search", count).items():
                yield {
                    "what": f"ledger of {count:,}, {name}: {database}",
                    "p50 ms": round(row["p50"], 2),
                    "p95 ms": round(row["p95"], 2),
                    "capped count p95 ms": round(row["count p95"], 2),
                    "x bare index": round(row["x bare"], 2),
                    "page and count of a LIKE count": round(row["of LIKE"], 3),
                    "wrong": f"{row['missed']} queries" if row["missed"] else "",
                }
        with on(database) as made:
            row = json.loads(made.run("bench.stored_ledger", "eligibility", str(NOMINEES)))
            grown = row["queries of all"] != row["queries of 10"]
            yield {
                "what": f"eligibility of {NOMINEES:,} nominees: {database}",
                "s": round(row["seconds"], 2),
                "queries": row["queries of all"],
                "wrong": "queries grow" if grown else "",
            }
