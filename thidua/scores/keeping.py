"""The score that a sheet keeps beside it, so that a provisional rank is one count; and the bests of its cohort."""

from collections.abc import Mapping

from django.db import transaction

from thidua.scores.models import Assessment, Sheet
from thidua.scores.rules.answers import Answer, Layout
from thidua.scores.rules.cohort import Scorer, bests_of
from thidua.scores.rules.kinds import Normalised
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
    assessment = (
        Assessment.objects.select_for_update(of=("self",)).select_related("version").get(pk=sheet.assessment_id)
    )
    index = assessment.version.index
    kept = Sheet.objects.filter(pk=sheet.pk).values_list("record", "appraised").first()
    layout = assessment.version.layout
    before = layout.unpack(bytes(kept[1] if kept[1] is not None else kept[0])) if kept else {}
    bests, marked = dict(assessment.bests), False
    for one in index.indicators:
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
    """Finds the bests and every kept score of the assessment anew; how many sheets. May run twice."""
    fresh = Assessment.objects.select_for_update(of=("self",)).select_related("version").get(pk=assessment.pk)
    index = fresh.version.index
    layout = Layout(index)
    rows = list(fresh.sheets.select_for_update().values_list("pk", "record", "appraised").order_by("pk"))
    if rows:
        standing = layout.table([bytes(found if found is not None else own) for _pk, own, found in rows])
        own = layout.table([bytes(record) for _pk, record, _found in rows])
        fresh.bests = bests_of(index, standing)
        scorer = Scorer(index, fresh.bests)
        now, first = scorer.run(standing), scorer.run(own)
        sheets = [
            Sheet(
                pk=pk,
                points=int(now.total[n]),
                self_points=int(first.total[n]),
                level=None if now.level is None else int(now.level[n]),
            )
            for n, (pk, _record, _found) in enumerate(rows)
        ]
        Sheet.objects.bulk_update(sheets, ["points", "self_points", "level"], batch_size=500)
    fresh.stale = False
    fresh.save(update_fields=["bests", "stale"])
    return len(rows)
