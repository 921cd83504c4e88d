"""The score that a sheet keeps beside it, so that a provisional rank is one count; and the bests of its cohort."""

from collections.abc import Mapping

from django.db import connection, transaction

from thidua.scores.models import Assessment, Sheet
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.cohort import Scorer, bests_of
from thidua.scores.rules.kinds import Normalised
from thidua.scores.rules.ranking import keys_of, ranks
from thidua.scores.rules.scoring import score


def keep_points(sheet: Sheet, answers: Mapping[str, Answer]) -> None:
    """Puts the score of the answers on the sheet, unsaved. A value better than the cohort's best, or the best one gone,
    marks the assessment: then every kept score is found anew in the background."""
    assessment = sheet.assessment
    index = assessment.version.index
    if any(isinstance(one.formula, Normalised) for one in index.indicators):
        _keep_bests(sheet, answers)
    found = score(index, answers, assessment.bests)
    sheet.points, sheet.level = found.total, found.level
    if sheet.appraised is None:
        sheet.self_points = found.total


def _keep_bests(sheet: Sheet, answers: Mapping[str, Answer]) -> None:
    assessment = Assessment.objects.select_for_update().get(pk=sheet.assessment_id)
    layout = sheet.assessment.version.layout
    kept = Sheet.objects.filter(pk=sheet.pk).values_list("record", "appraised").first()
    before = layout.unpack(bytes(kept[1] if kept[1] is not None else kept[0])) if kept else {}
    bests, marked = dict(assessment.bests), False
    for one in layout.index.indicators:
        if not isinstance(one.formula, Normalised):
            continue
        low, best = one.formula.low, bests.get(one.code)
        (new,) = answers[one.code].values if one.code in answers else (None,)
        (old,) = before[one.code].values if one.code in before else (None,)
        if new is not None and (new > 0 or not low) and (best is None or (new < best if low else new > best)):
            bests[one.code], marked = new, True
        elif old is not None and old == best and new != old:
            marked = True
    if marked:
        assessment.bests, assessment.stale = bests, True
        assessment.save(update_fields=["bests", "stale"])
    sheet.assessment.bests, sheet.assessment.stale = assessment.bests, assessment.stale


@transaction.atomic
def recount(assessment: Assessment) -> int:
    """Finds the bests, every kept score and its place in the assessment anew; how many sheets. May run twice."""
    fresh = Assessment.objects.select_for_update(of=("self",)).select_related("version").get(pk=assessment.pk)
    layout = fresh.version.layout
    rows = list(fresh.sheets.select_for_update().order_by().values_list("pk", "record", "appraised"))
    if rows:
        standing = layout.table([bytes(own if found is None else found) for _pk, own, found in rows])
        fresh.bests = bests_of(layout.index, standing)
        scorer = Scorer(layout.index, fresh.bests)
        now = first = scorer.run(standing)
        if any(found is not None for _pk, _own, found in rows):
            first = scorer.run(layout.table([bytes(own) for _pk, own, _found in rows]))
        levels = [None] * len(rows) if now.level is None else now.level.tolist()
        places = ranks(keys_of(layout.index, now)).tolist()
        keys = [pk for pk, _own, _found in rows]
        _store(list(zip(now.total.tolist(), first.total.tolist(), levels, places, keys, strict=True)))
    fresh.stale = False
    fresh.save(update_fields=["bests", "stale"])
    return len(rows)


def _store(rows: list[tuple[int, int, int | None, int, int]]) -> None:
    """(points, own points, level, place, key) of each sheet, in one statement where the database has one for it."""
    table = Sheet._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            columns = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(
                f"UPDATE {table} SET points = n.points, self_points = n.own, level = n.level, place = n.place "  # noqa: S608 -- our own table
                "FROM unnest(%s::bigint[], %s::bigint[], %s::smallint[], %s::int[], %s::bigint[]) "
                f"AS n(points, own, level, place, key) WHERE {table}.id = n.key",
                columns,
            )
        else:
            cursor.executemany(
                f"UPDATE {table} SET points = %s, self_points = %s, level = %s, place = %s WHERE id = %s",  # noqa: S608 -- our own table
                rows,
            )
