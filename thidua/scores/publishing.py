"""A ranking made, frozen and read again under another tree."""

import hashlib
import json
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from thidua.kernel.actor import Actor
from thidua.scores.models import Assessment, Run, Sheet, Standing
from thidua.scores.queries import subjects
from thidua.scores.rules.answers import Answers
from thidua.scores.rules.cohort import bests_of
from thidua.scores.rules.scoring import Scored, score
from thidua.scores.rules.sets import digest
from thidua.scores.rules.snapshot import (
    Ranked,
    Row,
    compute,
    from_json,
    open_data,
    ranking_file,
)
from thidua.scores.version import code_version
from thidua.units.models import Succession, Unit
from thidua.units.queries import group_names


def ranked_units(assessment: Assessment, day: date, sheets: Mapping[int, str]) -> list[Ranked]:
    """The units of a day, each with the sheets that it is scored by: its own; for one that came out of others, and has
    none, those of the others, where the set's rule for that day is their mean. sheets: unit → its code."""
    groups = group_names(assessment.province, day)
    units = list(subjects(assessment, day))
    merged = _merged(assessment, [unit for unit in units if unit.pk not in sheets], set(sheets))
    found = []
    for unit in units:
        of = (sheets[unit.pk],) if unit.pk in sheets else tuple(sheets[pk] for pk in merged.get(unit.pk, ()))
        if of:
            inside = tuple(sorted(groups.get(unit.pk, ())))
            found.append(Ranked(unit.code, unit.name, of, assessment.province.slug, inside))
    return found


def _merged(assessment: Assessment, units: list[Unit], have: set[int]) -> dict[int, list[int]]:
    """unit → the units with sheets that it came out of, all of them; by the last succession that made it."""
    index = assessment.version.index
    found: dict[int, list[int]] = {}
    rows = Succession.objects.filter(targets__in=[unit.pk for unit in units]).exclude(kind="split")
    for row in rows.prefetch_related("sources", "targets").order_by("day"):
        rule = index.succession_on(row.day)
        sources = sorted(source.pk for source in row.sources.all())
        for target in row.targets.all():
            if rule is not None and rule.rule == "mean" and sources and set(sources) <= have:
                found[target.pk] = sources
    return found


def _sheets(assessment: Assessment) -> dict[int, Sheet]:
    rows = Sheet.objects.filter(assessment=assessment, state="appraised").select_related("unit").order_by("unit__code")
    return {sheet.unit_id: sheet for sheet in rows}


@transaction.atomic
def publish_run(assessment: Assessment, *, actor: Actor, reason: str = "") -> Run:
    """Freezes the ranking of the appraised sheets with all that it was computed from."""
    version = assessment.version
    sheets = _sheets(assessment)
    codes = {pk: sheet.unit.code for pk, sheet in sheets.items()}
    answers: dict[str, Answers] = {codes[pk]: version.layout.unpack(sheet.standing) for pk, sheet in sheets.items()}
    units = ranked_units(assessment, assessment.tree_date, codes)
    about = {
        "name": assessment.name,
        "year": str(assessment.year),
        "province": assessment.province.name,
        "tree_date": assessment.tree_date.isoformat(),
    }
    data = open_data(version.body, answers, units, about=about, code=code_version())
    records = {codes[pk]: sheet.standing for pk, sheet in sheets.items()}
    rows = compute(version.index, records, units)
    ranking = ranking_file(version.index, rows, json.loads(data))
    last = assessment.runs.order_by("-number").first()
    run = Run.objects.create(
        assessment=assessment,
        number=last.number + 1 if last else 1,
        by_id=actor.user_id,
        tree_date=assessment.tree_date,
        code_version=code_version(),
        set_digest=digest(version.body),
        inputs=hashlib.sha256(data).hexdigest(),
        digest=hashlib.sha256(ranking).hexdigest(),
        bests=bests_of(version.index, version.layout.table([records[code] for code in sorted(records)])),
        data=zlib.compress(data),
        ranking=zlib.compress(ranking),
        reason=reason,
    )
    keep_standings(run, rows, records)
    return run


def keep_standings(run: Run, rows: list[Row], records: Mapping[str, bytes]) -> None:
    """records: by the code of their unit."""
    units = dict(Unit.objects.filter(province=run.assessment.province_id).values_list("code", "pk"))
    Standing.objects.bulk_create(
        (
            Standing(
                run=run,
                unit_id=units[row.unit.code],
                total=row.total,
                pillars=list(row.pillars),
                reached=list(row.reached),
                level=row.level,
                rank=row.rank,
                in_groups=dict(row.in_groups),
                of=list(row.unit.of),
                records=b"".join(records[code] for code in row.unit.of),
            )
            for row in rows
        ),
        batch_size=500,
    )


def data_of(run: Run) -> bytes:
    """The run's open data, as published."""
    return zlib.decompress(bytes(run.data))


def ranking_of(run: Run) -> bytes:
    return zlib.decompress(bytes(run.ranking))


def explained(run: Run, standing: Standing) -> list[tuple[str, Scored]]:
    """(unit's code, score) of each sheet that a standing was scored by."""
    layout, joined = run.assessment.version.layout, bytes(standing.records)
    records = [joined[n * layout.size : (n + 1) * layout.size] for n in range(len(standing.of))]
    scores = (score(layout.index, layout.unpack(record), run.bests) for record in records)
    return list(zip(standing.of, scores, strict=True))


def answers_in(run: Run) -> dict[str, Answers]:
    """The answers of a published run, by the code of their unit."""
    data: dict[str, Any] = json.loads(data_of(run))
    index = run.assessment.version.index
    return {code: from_json(index, answers) for code, answers in data["sheets"].items()}


def read_under(run: Run, day: date) -> list[Row]:
    """The run's scores ranked among the units of another day: under an older tree, or a newer one."""
    layout = run.assessment.version.layout
    sheets = {code: layout.pack(answers) for code, answers in answers_in(run).items()}
    codes = dict(Unit.objects.filter(province=run.assessment.province_id, code__in=sheets).values_list("pk", "code"))
    return compute(run.assessment.version.index, sheets, ranked_units(run.assessment, day, codes))
