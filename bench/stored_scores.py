"""Scores from stored rows to stored results, in one installation: ``python -m bench.stored_scores VERB [COUNT]``.

``load``: so many enterprises of 34 provinces with their sheets. ``run``: the product's own run over them, its parts one after
another. ``workers``: the same, its parts shared by two worker processes. ``sql``: the same job in the database's own SQL, over
a table of a row for each criterion (tall) and one of a column for each (wide). ``communes``: 3,321 communes in one assessment:
counted anew, and published. ``one``: one commune changes one value. Prints JSON.
"""

import json
import os
import subprocess
import sys
import time
from datetime import date
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 -- Django comes first

from bench import baseline_sql  # noqa: E402
from bench.cohorts import PROVINCES, communes, enterprises, read  # noqa: E402
from thidua.businesses.jobs import share_out  # noqa: E402
from thidua.businesses.models import BusinessRun, BusinessSheet, RunPart, Survey  # noqa: E402
from thidua.businesses.running import begin, finish, rank_part, score_part, sheets_of, whole_of  # noqa: E402
from thidua.kernel.actor import Actor, system  # noqa: E402
from thidua.scores.actions import Entered, save  # noqa: E402
from thidua.scores.keeping import recount  # noqa: E402
from thidua.scores.models import Assessment, IndexVersion, Sheet  # noqa: E402
from thidua.scores.publishing import publish_run  # noqa: E402
from thidua.scores.queries import place_of  # noqa: E402
from thidua.scores.rules.answers import Answer  # noqa: E402
from thidua.scores.rules.sets import digest  # noqa: E402
from thidua.units.models import Province, Unit  # noqa: E402

TODAY = date(2026, 1, 1)
ROWS = 2_000


def insert(table: str, columns: list[str], rows: Any) -> None:
    """Rows past the product, as fast as the database takes them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({','.join(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        marks = ",".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({','.join(columns)}) VALUES ({marks})", rows)  # noqa: S608 -- our own names


def body_of(code: str) -> dict[str, Any]:
    from bench.cohorts import SETS

    return dict(json.loads((SETS / f"{code}.json").read_text(encoding="utf-8")))


def version_of(province: Province, code: str) -> IndexVersion:
    body = body_of(code)
    return IndexVersion.objects.create(
        province=province, code=code, number=1, name=code, body=body, digest=digest(body), state="published"
    )


def load(count: int) -> dict[str, Any]:
    cohort = enterprises(count)
    surveys = []
    for n in range(PROVINCES):
        province = Province.objects.create(name=f"Tỉnh {n}", slug=f"tinh-{n}")
        version = version_of(province, "enterprise")
        fields = {"name": "Đợt", "year": 2025, "opens": TODAY, "closes": TODAY, "state": "closed"}
        surveys.append(Survey.objects.create(province=province, version=version, **fields))
    places = cohort.provinces.tolist()
    columns = ["id", "code_digest", "tax_code", "name", "kind", "sector", "province_id", "key_digest", "registered_at"]
    at = "2026-01-01 00:00:00+00"
    rows = (
        (n + 1, f"{n:064d}", "", f"Doanh nghiệp {n}", "enterprise", "G", surveys[p].province_id, "!", at)
        for n, p in enumerate(places)
    )
    insert("businesses_business", columns, rows)
    size = cohort.layout.size
    columns = [
        "id",
        "survey_id",
        "business_id",
        "sector",
        "record",
        "points",
        "level",
        "answered",
        "version",
        "sent_at",
    ]
    records = (cohort.records[n * size : (n + 1) * size] for n in range(count))
    rows = (
        (n + 1, surveys[p].pk, n + 1, "G", record, 0, 0, 60, 1, at)
        for n, (p, record) in enumerate(zip(places, records, strict=True))
    )
    insert("businesses_businesssheet", columns, rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"sheets": BusinessSheet.objects.count()}


def run() -> dict[str, Any]:
    """Seconds: of reading the rows alone (measured first), and of the whole run."""
    version = IndexVersion.objects.filter(code="enterprise")[0]
    start = time.perf_counter()
    for survey in Survey.objects.all():
        sheets_of(survey)
    extracted = time.perf_counter() - start
    start = time.perf_counter()
    made = begin(version, 2025, actor=system())
    parts = list(RunPart.objects.filter(run=made).select_related("run__version", "survey"))
    for part in parts:
        score_part(part)
    scored = time.perf_counter() - start
    whole = whole_of(made)
    for part in parts:
        rank_part(part, whole)
    finish(made)
    total = time.perf_counter() - start
    made.refresh_from_db()
    found = {"seconds": total, "extract": extracted, "score and store": scored - extracted, "rank": total - scored}
    return found | {"sheets": made.count, "digest": made.digest}


def workers(count: int) -> dict[str, Any]:
    """The parts queued, then so many worker processes until the run is done; the digest is to be that of ``run``."""
    version = IndexVersion.objects.filter(code="enterprise")[0]
    made = begin(version, 2025, actor=system())
    share_out(made)
    command = [sys.executable, "manage.py", "db_worker", "--interval", "0.05", "--batch", "--no-startup-delay"]
    start = time.perf_counter()
    while BusinessRun.objects.get(pk=made.pk).state != "done" and time.perf_counter() - start < 600:
        hands = [subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) for _ in range(count)]
        for hand in hands:
            hand.wait()
    seconds = time.perf_counter() - start
    made.refresh_from_db()
    return {"seconds": seconds, "workers": count, "digest": made.digest, "state": made.state}


def sql(count: int) -> dict[str, Any]:
    found = {}
    for form in ("tall", "wide"):
        with connection.cursor() as cursor:
            found[form] = baseline_sql.measure(cursor, connection.vendor, form, enterprises(count), insert)
    return found


def _assessment() -> Assessment:
    if known := Assessment.objects.first():
        return known
    cohort = communes(3_321)
    province = Province.objects.create(name="Cả nước", slug="ca-nuoc")
    version = version_of(province, "commune")
    fields = {"kind": "commune", "tier": "commune", "valid_from": TODAY, "province": province}
    units = Unit.objects.bulk_create(
        Unit(code=f"X{n}", name=f"Xã {n}", folded=f"xa {n}", order=f"{n:05d}", **fields) for n in range(cohort.count)
    )
    days = dict.fromkeys(("opens", "appraisal_due", "objects_from", "objects_to", "tree_date"), TODAY)
    made = Assessment.objects.create(
        province=province, version=version, name="Kỳ", year=2025, state="open", self_due=date(2100, 1, 1), **days
    )
    size = cohort.layout.size
    Sheet.objects.bulk_create(
        (
            Sheet(assessment=made, unit=unit, record=cohort.records[n * size : (n + 1) * size], answered=100)
            for n, unit in enumerate(units)
        ),
        batch_size=500,
    )
    return made


def _best(work: Any, times: int = 5) -> float:
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return 1000 * min(found)


def count_communes() -> dict[str, Any]:
    assessment = _assessment()
    counted = _best(lambda: recount(assessment))
    Sheet.objects.update(state="appraised")
    published = _best(lambda: publish_run(assessment, actor=system()), 2)
    return {"sheets": assessment.sheets.count(), "recount ms": counted, "publish ms": published}


def change_one() -> dict[str, Any]:
    assessment = _assessment()
    Sheet.objects.update(state="draft")
    recount(assessment)
    sheet = Sheet.objects.select_related("assessment__version", "unit").filter(assessment=assessment)[1_000]
    actor = Actor(grants=frozenset({("unit.draft", f"u:{sheet.unit_id}")}))
    ratio = next(one for one in read("commune").indicators if one.kind == "ratio")
    numbers = iter(range(1, 1_000))

    def change() -> None:
        save(sheet, {ratio.code: Entered(Answer((next(numbers) * 10_000, 1_000 * 10_000)))}, actor=actor)
        place_of(Sheet.objects.select_related("assessment__version").get(pk=sheet.pk))

    return {"one value ms": _best(change, 20)}


def main() -> None:
    verb, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0
    verbs: dict[str, Any] = {
        "load": lambda: load(count),
        "run": run,
        "workers": lambda: workers(count),
        "sql": lambda: sql(count),
        "communes": count_communes,
        "one": change_one,
    }
    print(json.dumps(verbs[verb]()))


if __name__ == "__main__":
    main()
