"""What follows a new best of a cohort: every kept score is found anew."""

from thidua.journal.follow import on
from thidua.journal.models import Entry
from thidua.scores.keeping import recount
from thidua.scores.models import Objection, Sheet


@on("sheet.save", "sheet.finish", "sheet.redo")
def count_anew(sheet: Sheet, entry: Entry) -> None:
    if sheet.assessment.stale:
        recount(sheet.assessment)


@on("objection.answer")
def count_answered(objection: Objection, entry: Entry) -> None:
    if objection.sheet.assessment.stale:
        recount(objection.sheet.assessment)
