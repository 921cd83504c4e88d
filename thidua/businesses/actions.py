"""Every change of a survey and of an enterprise's sheet."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from thidua.businesses import access, queries
from thidua.businesses.machine import SURVEY
from thidua.businesses.models import Business, BusinessSheet, SectorTally, Survey
from thidua.businesses.rules import KINDS, checks_out, is_personal, key_of, same_key, tax_code_in
from thidua.journal.door import Flow, register
from thidua.journal.entries import record
from thidua.kernel.actor import ANONYMOUS, Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.kernel.vietnamese import format_date
from thidua.scores.actions import Entered, judge
from thidua.scores.models import IndexVersion
from thidua.scores.rules.fixed import SCALE
from thidua.scores.rules.scoring import score
from thidua.units.models import Province

FLOW = register(
    Flow(
        SURVEY,
        Survey,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        reasons={"cancel": ("postponed", "other")},
        joins=("version",),
    )
)


@transaction.atomic
def plan(province: Province, version: IndexVersion, fields: Mapping[str, Any], *, actor: Actor) -> Survey:
    if "office.review" not in actor.in_province(province.pk):
        raise Refused([Refusal("machine.right", {"right": "office.review"})])
    if version.state != "published" or version.province_id != province.pk:
        raise Refused([Refusal("assessment.unpublished_set")])
    survey = Survey.objects.create(province=province, version=version, **fields)
    record("survey.plan", survey, actor=actor, after="planned", data={"version": version.pk})
    return survey


def _digest(code: str) -> str:
    """Keyed, so that a copied table tells nothing. Enough for an access key too: its eighty bits cannot be guessed."""
    return hmac.new(settings.SECRET_KEY.encode(), code.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def enrol(code: str, fields: Mapping[str, Any], *, sure: bool = False) -> tuple[Business, str]:
    """Takes an enterprise in; the access key is told this once. sure: the code is right although its check is not.

    A person's number is not kept, only its keyed digest.
    """
    digits = tax_code_in(code)
    if digits is None or fields.get("kind") not in KINDS:
        raise Refused([Refusal("business.code")])
    if is_personal(digits) and fields["kind"] != "household":
        raise Refused([Refusal("business.personal")])
    if not checks_out(digits) and not sure:
        raise Refused([Refusal("business.unsure", {"code": digits})])
    key = key_of(secrets.token_bytes(16))
    kept = "" if is_personal(digits) else digits
    try:
        with transaction.atomic():
            business = Business.objects.create(
                code_digest=_digest(digits), tax_code=kept, key_digest=_digest(same_key(key)), **fields
            )
    except IntegrityError as error:
        raise Refused([Refusal("business.known")]) from error
    record("business.enrol", business, actor=ANONYMOUS, data={"kind": business.kind, "sector": business.sector})
    return business, key


def recognise(code: str, key: str) -> Business:
    """The enterprise of a tax code and its access key. Raises Refused, the same for either being wrong."""
    digits = tax_code_in(code)
    business = Business.objects.filter(code_digest=_digest(digits or "")).first()
    if business is None or not hmac.compare_digest(business.key_digest, _digest(same_key(key))):
        raise Refused([Refusal("business.unknown")])
    return business


def sheet_of(survey: Survey, business: Business) -> BusinessSheet:
    """The enterprise's sheet, begun where it has none."""
    if survey.province_id != business.province_id:
        raise Refused([Refusal("business.elsewhere")])
    blank = survey.version.layout.blank
    fields = {"record": blank, "sector": business.sector}
    return BusinessSheet.objects.get_or_create(survey=survey, business=business, defaults=fields)[0]


@transaction.atomic
def save(sheet: BusinessSheet, entered: Mapping[str, Entered]) -> BusinessSheet:
    """Keeps answers; the score and the sector's tally follow at once."""
    rows = BusinessSheet.objects.select_for_update(of=("self",)).select_related("survey__version", "business")
    fresh = rows.get(pk=sheet.pk)
    survey, today = fresh.survey, timezone.localdate()
    if survey.state != "open" or not survey.opens <= today <= survey.closes:
        window = {"from": format_date(survey.opens), "to": format_date(survey.closes)}
        raise Refused([Refusal("survey.closed", window)])
    index, layout = survey.version.index, survey.version.layout
    judge(index.by_code, entered)
    answers = layout.unpack(bytes(fresh.record)) | {code: one.answer for code, one in entered.items()}
    try:
        fresh.record = layout.pack(answers)
    except ValueError as error:
        raise Refused([Refusal("sheet.range", {"indicator": str(error)})]) from error
    found = score(index, answers, {})
    if fresh.sent_at is not None:
        _count(fresh, -1)
    fresh.points, fresh.level = found.total, found.level or 0
    fresh.answered = sum(not answer.is_empty for answer in answers.values())
    fresh.version += 1
    if fresh.sent_at is not None:
        _count(fresh, 1)
    fresh.save(update_fields=["record", "points", "level", "answered", "version"])
    return fresh


@transaction.atomic
def send(sheet: BusinessSheet) -> BusinessSheet:
    """Counts the sheet in from now on; it can still be changed while the survey is open."""
    rows = BusinessSheet.objects.select_for_update(of=("self",)).select_related("survey__version", "business")
    fresh = rows.get(pk=sheet.pk)
    if fresh.survey.state != "open":
        window = {"from": format_date(fresh.survey.opens), "to": format_date(fresh.survey.closes)}
        raise Refused([Refusal("survey.closed", window)])
    if missing := len(fresh.survey.version.index.indicators) - fresh.answered:
        raise Refused([Refusal("business.unanswered", {"count": missing})])
    if fresh.sent_at is None:
        fresh.sent_at = timezone.now()
        fresh.save(update_fields=["sent_at"])
        _count(fresh, 1)
        record("business.send", fresh.business, actor=ANONYMOUS, data={"survey": fresh.survey_id})
    return fresh


def _count(sheet: BusinessSheet, by: int) -> None:
    """One more or less at the sheet's level and whole points."""
    key = {"survey": sheet.survey, "sector": sheet.sector, "level": sheet.level, "points": sheet.points // SCALE}
    if not SectorTally.objects.filter(**key).update(count=F("count") + by):
        try:
            with transaction.atomic():
                SectorTally.objects.create(count=by, **key)
        except IntegrityError:
            SectorTally.objects.filter(**key).update(count=F("count") + by)
