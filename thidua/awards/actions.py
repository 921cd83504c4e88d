"""Loading the law, and writing the ledger."""

from datetime import date
from typing import Any

from django.db import transaction

from thidua.awards.law import FORMS, START, THRESHOLDS
from thidua.awards.models import AwardForm, Grant, Threshold
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.units.models import Province


@transaction.atomic
def load_law(*, actor: Actor) -> None:
    """Puts the shipped rules into the register where they are missing. Idempotent."""
    for rank, form in enumerate(FORMS):
        fields = {"kind": "form", "rank": rank} | form
        obj, made = AwardForm.objects.get_or_create(code=fields.pop("code"), valid_from=START, defaults=fields)
        if made:
            record("award.rule", obj, actor=actor, data={"name": obj.name, "article": obj.article})
    for threshold in THRESHOLDS:
        fields = {"quorum_percent": "66.67", "denominator": "all_members"} | threshold
        Threshold.objects.get_or_create(award_code=fields.pop("award_code"), valid_from=START, defaults=fields)


@transaction.atomic
def enter_grant(*, actor: Actor, province: Province, decision_date: date, **fields: Any) -> Grant:
    """One line of the ledger."""
    grant = Grant.objects.create(province=province, decision_date=decision_date, **fields)
    record("award.grant", grant, actor=actor, data={"award": grant.award_code, "decision": grant.decision_number})
    return grant
