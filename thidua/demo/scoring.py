"""The demo's index sets: the departments ranked in two years, the communes in the middle of theirs."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from thidua.businesses import actions as businesses
from thidua.journal.door import perform
from thidua.kernel.actor import Actor
from thidua.movements.models import Movement
from thidua.scores import actions, appraising, making
from thidua.scores.models import Assessment, IndexVersion, Sheet
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.fixed import SCALE
from thidua.scores.rules.sets import Indicator
from thidua.units.models import Province

if TYPE_CHECKING:
    from thidua.demo.story import Story

_OFFSETS = {"opens": -60, "self_due": 0, "appraisal_due": 20, "objects_from": 21, "objects_to": 30, "tree_date": 0}
_OVER = {"opens": -60, "self_due": -40, "appraisal_due": -20, "objects_from": -15, "objects_to": -1, "tree_date": 0}


def tell(story: "Story", movement: Movement) -> None:
    departments = _publish(story, movement.province, "department")
    year = story.today.year
    for offset in (2, 1):
        _whole(story, departments, f"Mức độ chuyển đổi số của các sở, ngành năm {year - offset}", year - offset)
    communes = _publish(story, movement.province, "commune")
    name = f"Mức độ chuyển đổi số của xã, phường năm {year}"
    assessment = _plan(story, communes, name, year, self_due=25, appraisal_due=45, objects_from=46, objects_to=55)
    sheets = [s for s in assessment.sheets.select_related("unit").order_by("pk") if s.unit_id in story.heads]
    for number, sheet in enumerate(sheets[:36]):
        if number % 3 != 2:
            _fill(story, sheet, whole=number % 3 == 0)

    _survey(story, movement.province)


def _survey(story: "Story", province: Province) -> None:
    """Enterprises that assess themselves: enough of two sectors to be shown."""
    office = story.actor("thuongtruc")
    version = _publish(story, province, "enterprise")
    fields = {"name": f"Doanh nghiệp tự đánh giá năm {story.today.year}", "year": story.today.year}
    days = {"opens": story.today - timedelta(days=30), "closes": story.today + timedelta(days=60)}
    survey = perform(
        businesses.FLOW, businesses.plan(province, version, fields | days, actor=office), "open", actor=office
    )
    for number in range(24):
        code = f"99000000{number:02d}"
        who = {"name": f"Công ty trình diễn số {number + 1}", "kind": "enterprise", "sector": "GC"[number % 2]}
        with transaction.atomic():
            business, _key = businesses.enrol(code, who | {"province": province}, sure=True)
            sheet = businesses.sheet_of(survey, business)
            quality = story.random.uniform(0.1, 0.9)
            businesses.save(sheet, _entered(story, version.index.indicators, quality, True))
            businesses.send(sheet)


def _publish(story: "Story", province: Province, code: str) -> IndexVersion:
    office = story.actor("thuongtruc")
    return perform(making.FLOW, making.ship(province, code, actor=office), "publish", actor=office)  # type: ignore[no-any-return]  # an IndexVersion


def _plan(story: "Story", version: IndexVersion, name: str, year: int, **days: int) -> Assessment:
    office = story.actor("thuongtruc")
    fields: dict[str, Any] = {key: story.today + timedelta(days=n) for key, n in (_OFFSETS | days).items()}
    assessment = actions.plan(version.province, version, fields | {"name": name, "year": year}, actor=office)
    return perform(actions.ASSESSMENT_FLOW, assessment, "open", actor=office)  # type: ignore[no-any-return]  # an Assessment


def _whole(story: "Story", version: IndexVersion, name: str, year: int) -> None:
    """From the first sheet to the published ranking; the days are set as if it had been long ago."""
    office = story.actor("thuongtruc")
    assessment = _plan(story, version, name, year)
    with transaction.atomic():
        for sheet in assessment.sheets.select_related("unit").order_by("pk"):
            if sheet.unit_id in story.heads:
                _fill(story, sheet, whole=True)
        over = {key: story.today + timedelta(days=n) for key, n in _OVER.items()}
        actions.reschedule(assessment, over, "Dữ liệu trình diễn của năm đã qua", actor=office)
        perform(actions.ASSESSMENT_FLOW, assessment, "close", actor=office)
        for sheet in assessment.sheets.filter(state="submitted").select_related("unit").order_by("pk"):
            _appraise(story, sheet, office)
        perform(actions.ASSESSMENT_FLOW, assessment, "show", actor=office)
        perform(actions.ASSESSMENT_FLOW, assessment, "publish", actor=story.actor("chutich"))


def _fill(story: "Story", sheet: Sheet, *, whole: bool) -> None:
    head = story.head(sheet.unit)
    entered = _entered(story, sheet.assessment.version.index.indicators, story.random.uniform(0.45, 0.95), whole)
    with transaction.atomic():
        actions.save(sheet, entered, actor=head)
        if whole:
            perform(actions.SHEET_FLOW, sheet, "submit", actor=head)


def _entered(
    story: "Story", indicators: Iterable[Indicator], quality: float, whole: bool
) -> dict[str, actions.Entered]:
    rows = [one for one in indicators if one.kind != "effect"]
    kept = rows if whole else rows[: len(rows) // 2]
    return {one.code: actions.Entered(_answer(story, one, quality), reference="Báo cáo số 45/BC") for one in kept}


def _answer(story: "Story", one: Indicator, quality: float) -> Answer:
    """An answer about as good as the unit is."""
    good = min(1.0, max(0.0, quality + story.random.uniform(-0.3, 0.2)))
    slots = one.formula.slots
    if len(slots) == 2 and not slots[0].options:
        whole = story.random.randint(20, 400)
        return Answer((int(whole * good) * SCALE, whole * SCALE))
    values = []
    for slot in slots:
        if one.kind == "tier":
            values.append(min(int((1 - good) * len(slot.options)), len(slot.options) - 1))
        elif slot.options:
            values.append(min(int(good * len(slot.options)), len(slot.options) - 1))
        elif one.kind in ("rubric", "bonus"):
            values.append(int(one.full * good) // SCALE * SCALE)
        else:
            values.append(0 if one.kind == "penalty" else int(good * 10) * SCALE)
    return Answer(tuple(values))


def _appraise(story: "Story", sheet: Sheet, office: Actor) -> None:
    """Each agency agrees with the unit, but for one that finds less."""
    agencies = [v.unit for v in sheet.assessment.verifiers.select_related("unit") if v.unit is not None]
    for unit in agencies:
        if unit.pk in story.heads and unit.pk != sheet.unit_id:
            appraising.agree_rest(sheet, 1, actor=story.head(unit))
    appraising.agree_rest(sheet, 1, actor=office)
    appraising.agree_rest(sheet, 1, actor=story.actor("thamdinh"))
    perform(actions.SHEET_FLOW, sheet, "finish", actor=office)
