"""Measures the reader on the repository's own plans: precision by plan and by kind, and how well its confidence holds.

``--write`` writes the shares that confidence is taken from to ``thidua/plans/data/confidence.json``.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.plans.scoring import Tally, f1_of, read_corpus  # noqa: E402 -- the path must be set first
from thidua.plans.rules.confidence import key_of  # noqa: E402
from thidua.plans.rules.facts import Fact  # noqa: E402
from thidua.plans.rules.reading import Reading  # noqa: E402

Plans = dict[str, tuple[Reading, dict[str, Tally]]]
LEAST = 8


def judged_of(plans: Plans) -> dict[str, list[tuple[Fact, bool, bool]]]:
    """By plan: each proposed item that the gold decides on, whether it is right, and whether the text is damaged."""
    return {
        name: [(f, ok, bool(r.repaired)) for t in tallies.values() for f, ok in t.judged if ok is not None]
        for name, (r, tallies) in plans.items()
    }


def shares_of(judged: list[tuple[Fact, bool, bool]]) -> dict[str, float]:
    """The share of right items by key; a key with few items is left to the one above it (one item of each kind added)."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for fact, right, damaged in judged:
        state = "damaged" if damaged else "clean"
        for key in (key_of(fact, damaged), f"{fact.kind}/{state}", fact.kind):
            counts[key][0] += right
            counts[key][1] += 1
    least = {3: LEAST, 2: LEAST, 1: 1}
    return {
        key: round((right + 1) / (whole + 2), 3)
        for key, (right, whole) in sorted(counts.items())
        if whole >= least[key.count("/") + 1]
    }


def expected(shares: dict[str, float], fact: Fact, damaged: bool) -> float:
    state = "damaged" if damaged else "clean"
    keys = (key_of(fact, damaged), f"{fact.kind}/{state}", fact.kind)
    return next((shares[key] for key in keys if key in shares), 0.5)


def calibration(judged: dict[str, list[tuple[Fact, bool, bool]]]) -> tuple[list[tuple[str, int, float, float]], float]:
    """(rows of bins as (range, items, mean confidence, share right), expected calibration error).

    Each plan's items are judged by the shares of all other plans (leave one out).
    """
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for name, own in judged.items():
        shares = shares_of([one for other, many in judged.items() if other != name for one in many])
        for fact, right, damaged in own:
            sure = expected(shares, fact, damaged)
            bins[min(int(sure * 10), 9)].append((sure, right))
    whole = sum(map(len, bins.values()))
    rows, error = [], 0.0
    for number, many in sorted(bins.items()):
        mean, right = sum(s for s, _ in many) / len(many), sum(ok for _, ok in many) / len(many)
        rows.append((f"{number / 10:.1f}–{(number + 1) / 10:.1f}", len(many), mean, right))
        error += abs(mean - right) * len(many) / whole
    return rows, error


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    plans = read_corpus()
    by_kind: dict[str, Tally] = defaultdict(Tally)
    for name, (_, tallies) in plans.items():
        print(f"{name:<36}{f1_of(tallies):.3f}")
        for kind, tally in tallies.items():
            by_kind[kind].add(tally)
    print(f"{'macro F1':<36}{sum(f1_of(t) for _, t in plans.values()) / len(plans):.3f}\n")
    print(f"{'kind':<18}{'right':>7}{'invented':>10}{'missed':>8}{'F1':>8}")
    for kind, tally in by_kind.items():
        print(f"{kind:<18}{tally.right:>7}{tally.invented:>10}{tally.missed:>8}{tally.f1:>8.3f}")
    judged = judged_of(plans)
    rows, error = calibration(judged)
    print(f"\n{'confidence':<14}{'items':>7}{'expected':>10}{'right':>8}")
    for span, count, mean, right in rows:
        print(f"{span:<14}{count:>7}{mean:>10.3f}{right:>8.3f}")
    print(f"expected calibration error {error:.3f} over {sum(r[1] for r in rows)} items, each plan by the others")
    if args.write:
        target = ROOT / "thidua/plans/data/confidence.json"
        shares = shares_of([one for many in judged.values() for one in many])
        target.write_text(json.dumps(shares, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
