"""Sets are read by everybody who works in the province; a sheet by its unit, by the office and by the agencies that
appraise it, each for the indicators it is named for."""

from django.db.models import Q, QuerySet

from thidua.kernel.actor import Actor
from thidua.scores.models import Assessment, IndexVersion, Objection, Sheet, Verifier
from thidua.scores.rules.sets import Indicator
from thidua.units.models import Unit

FIRST, SECOND, MODERATION = 1, 2, 3


def _near(actor: Actor) -> Q:
    """What belongs to a province in which the actor holds any word."""
    own = Unit.objects.filter(pk__in=actor.unit_ids()).values("province")
    return Q(province__in=actor.province_ids()) | Q(province__in=own)


def visible_versions(actor: Actor) -> QuerySet[IndexVersion]:
    """Drafts are for those who make sets."""
    rows = IndexVersion.objects.filter(_near(actor))
    return rows.filter(Q(state="published") | Q(province__in=actor.province_ids("office.read")))


def visible_assessments(actor: Actor) -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(_near(actor))
    return rows.filter(~Q(state="planned") | Q(province__in=actor.province_ids("office.read")))


def version_rights_on(actor: Actor, version: IndexVersion) -> frozenset[str]:
    return actor.in_province(version.province_id)


def assessment_rights_on(actor: Actor, assessment: Assessment) -> frozenset[str]:
    return actor.in_province(assessment.province_id)


def sheet_rights_on(actor: Actor, sheet: Sheet) -> frozenset[str]:
    return actor.at_unit(sheet.unit_id) | actor.in_province(sheet.province_id)


def verified_by(actor: Actor) -> QuerySet[Verifier]:
    """Where the actor's units appraise."""
    return Verifier.objects.filter(unit__in=actor.unit_ids("unit.draft"))


def visible_sheets(actor: Actor) -> QuerySet[Sheet]:
    office = Q(assessment__province__in=actor.province_ids("office.read"))
    own = Q(unit__in=actor.unit_ids("unit.read"))
    agency = Q(assessment__in=verified_by(actor).values("assessment")) & ~Q(state__in=["draft", "returned"])
    return Sheet.objects.filter(office | own | agency)


def visible_objections(actor: Actor) -> QuerySet[Objection]:
    return Objection.objects.filter(sheet__in=visible_sheets(actor))


def objection_rights_on(actor: Actor, objection: Objection) -> frozenset[str]:
    """``score.appraise``: those who may find something of the indicator."""
    sheet = objection.sheet
    one = sheet.assessment.version.index.by_code[objection.indicator]
    held = actor.at_unit(sheet.unit_id) | actor.in_province(sheet.province_id)
    return held | {"score.appraise"} if turns(actor, sheet, one) else held


def sees_whole(actor: Actor, sheet: Sheet) -> bool:
    """Whether the actor sees every indicator of the sheet: its unit and the office do."""
    own = "unit.read" in actor.at_unit(sheet.unit_id)
    return own or "office.read" in actor.in_province(sheet.province_id)


def turns(actor: Actor, sheet: Sheet, one: Indicator) -> tuple[int, ...]:
    """In which turns the actor may appraise the indicator; nobody appraises their own unit.

    The agency that the set names comes first; where it names none, or the sheet is that agency's own, the standing agency
    or the appraising office. Of two appraisals the appraising office makes the second, and the standing agency moderates.
    """
    if "unit.draft" in actor.at_unit(sheet.unit_id):
        return ()
    held = actor.in_province(sheet.province_id)
    agency = agency_of(sheet, one)
    if agency == sheet.unit_id:
        agency = None
    named = agency is not None and "unit.draft" in actor.at_unit(agency)
    found = []
    if named or (agency is None and held & {"office.review", "route.step"}):
        found.append(FIRST)
    if sheet.assessment.version.index.appraisals == 2:
        if "route.step" in held:
            found.append(SECOND)
        if "office.review" in held:
            found.append(MODERATION)
    return tuple(found)


def agency_of(sheet: Sheet, one: Indicator) -> int | None:
    """The unit that appraises the indicator; None for the standing agency. The named agencies are read once a sheet."""
    known: dict[str, int | None] | None = sheet.assessment.__dict__.get("_agencies")
    if known is None:
        known = dict(sheet.assessment.verifiers.values_list("agency", "unit_id"))
        sheet.assessment.__dict__["_agencies"] = known
    return known.get(one.agency)
