"""``make bench``: prints a table and writes the same rows as JSON to ``var/bench.json``.

Parts: reading, scans, pages, certificates, council, deadline, killed, desk, scoring, ledger. ``--full`` takes the whole national tree and longer runs.
"""

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.council import council  # noqa: E402 -- the path must be set first
from bench.deadline import deadline  # noqa: E402 -- the path must be set first
from bench.desk import desk  # noqa: E402
from bench.installs import DATABASES  # noqa: E402
from bench.killed import killed  # noqa: E402
from bench.ledger import ledger  # noqa: E402
from bench.pages import pages  # noqa: E402
from bench.printing import certificates  # noqa: E402
from bench.scans import scans  # noqa: E402
from bench.scoring import scoring  # noqa: E402
from bench.sizes import FULL, Size  # noqa: E402


def reading(repeat: int) -> list[dict[str, Any]]:
    """The repository's own plans, and the real ones where they are at hand."""
    from thidua.plans.rules.reading import read

    files = [
        ROOT / "tests/plans/plan.txt",
        ROOT / "tests/plans/corpus/so-tai-chinh-ocr.txt",
        ROOT / "thidua/demo/data/ke-hoach.txt",
        *sorted((ROOT.parent / "shared/seeds").glob("*.txt")),
    ]
    rows = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        read(text)
        times = []
        for _ in range(repeat):
            start = time.perf_counter()
            read(text)
            times.append(time.perf_counter() - start)
        best = min(times)
        name = file.name if ROOT in file.parents else f"real plan {file.name[:3]}"
        rows.append(
            {
                "what": f"read {name}",
                "ms": round(1000 * best, 1),
                "characters": len(text),
                "characters/s": round(len(text) / best),
            }
        )
    longest = files[2].read_text(encoding="utf-8")
    for size in (250_000, 500_000, 1_000_000, 2_000_000):
        text = (longest * (size // len(longest) + 1))[:size]
        start = time.perf_counter()
        read(text)
        spent = time.perf_counter() - start
        rows.append(
            {"what": f"read {size:,} characters", "ms": round(1000 * spent), "characters/s": round(size / spent)}
        )
    return rows


PARTS: dict[str, Callable[[Size], Iterable[dict[str, Any]]]] = {
    "reading": lambda size: reading(5 * size.times),
    "scans": lambda size: scans(size.times),
    "pages": pages,
    "certificates": certificates,
    "council": council,
    "deadline": deadline,
    "killed": killed,
    "desk": desk,
    "scoring": scoring,
    "ledger": ledger,
}
LOST = ("missing", "doubled", "torn", "wrong", "findings in the journal")


def show(row: dict[str, Any]) -> None:
    rest = "  ".join(f"{k} {v}" for k, v in row.items() if k != "what" and v != "")
    print(f"{row['what']:<58}  {rest}", flush=True)


def options() -> tuple[str | None, Size]:
    """The part that was asked for, and how large the run is to be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=sorted(PARTS))
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--scale", type=float, help="share of the national tree, 0 to 1")
    parser.add_argument("--seconds", type=int, help="of a run of sessions")
    parser.add_argument("--kills", type=int, help="how often the server is killed")
    parser.add_argument("--database", choices=DATABASES, help="measure on this one alone")
    args = parser.parse_args()
    given = {name: getattr(args, name) for name in ("scale", "seconds", "kills", "database")}
    size = replace(FULL if args.full else Size(), **{k: v for k, v in given.items() if v is not None})
    return args.part, size


def main() -> int:
    """1 when something acknowledged was lost or doubled."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and folders go too
    wanted, size = options()
    rows: list[dict[str, Any]] = []
    for name, part in PARTS.items():
        if wanted in (None, name):
            for row in part(size):
                show(row)
                rows.append(row)
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    lost = [row["what"] for row in rows if any(row.get(name) for name in LOST)]
    for what in lost:
        print(f"LOST OR DOUBLED: {what}", file=sys.stderr)
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
