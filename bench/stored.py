"""What the database holds beside what was acknowledged. ``python -m bench.stored < told.json``; run in the installation.

The input is what the player was told (report → saved, sent, submitted, sent_submit). Prints counts, all 0 when nothing is
wrong, but for ``acknowledged`` (submits) and ``saves``.
"""

import json
import os
import sys
from collections import Counter, defaultdict
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 -- Django comes first

from thidua.journal.models import Entry  # noqa: E402
from thidua.journal.roots import verify  # noqa: E402
from thidua.reports.models import Report, Value  # noqa: E402


def compare(told: dict[str, dict[str, Any]]) -> dict[str, int]:
    """missing: acknowledged and not stored; doubled: entered twice; torn: half of a save, or a state without its entry."""
    states = dict(Report.objects.values_list("pk", "state"))
    entries = Counter(Entry.objects.filter(verb="report.submit").values_list("subject", flat=True))
    saves = Counter(Entry.objects.filter(verb="report.save").values_list("subject", flat=True))
    numbers: dict[int, set[int]] = defaultdict(set)
    for report, top in Value.objects.filter(report__in=map(int, told)).values_list("report_id", "numerator"):
        numbers[report].add(int(top or 0) - 800)
    found = Counter(dict.fromkeys(("acknowledged", "saves", "missing", "doubled", "torn"), 0))
    for key, one in told.items():
        report, subject = int(key), f"reports.report:{key}"
        stored, submitted = numbers[report], states.get(report) == "submitted"
        found["acknowledged"] += one["submitted"]
        found["saves"] += one["saved"]
        found["missing"] += one["submitted"] and not (submitted and entries[subject])
        found["missing"] += bool(one["saved"]) and not (stored and one["saved"] <= max(stored) <= one["sent"])
        found["doubled"] += entries[subject] > 1
        found["doubled"] += saves[subject] > one["sent"] or (bool(entries[subject]) and not one["sent_submit"])
        found["torn"] += len(stored) > 1 or submitted != bool(entries[subject])
    return dict(found) | {"findings in the journal": len(verify())}


def syncs() -> str:
    """How the database syncs a commit, by its own word."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            return f"synchronous={ {0: 'OFF', 1: 'NORMAL', 2: 'FULL', 3: 'EXTRA'}[cursor.fetchone()[0]] }"
        found = []
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            found.append(f"{name}={cursor.fetchone()[0]}")
        return " ".join(found)


if __name__ == "__main__":
    if sys.argv[1:] == ["syncs"]:
        print(syncs())
    else:
        print(json.dumps(compare(json.load(sys.stdin))))
