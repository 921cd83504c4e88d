"""What a target asks and what is reported of it, in the reader's language; documents have ``rules.measures``."""

from decimal import Decimal

from django.utils.translation import gettext as _

from thidua.movements.rules import measures
from thidua.movements.rules.measures import TargetFact
from thidua.plans.rules.kinds import RUBRIC, YES_NO


def asked_in_words(target: TargetFact) -> str:
    """``≥ 80%``, ``Có``, ``từ mức 3``."""
    if target.measure == RUBRIC:
        return _("từ mức %(level)s") % {"level": f"{target.value:.0f}"}
    return _("Có") if target.measure == YES_NO else measures.asked(target)


def told_in_words(target: TargetFact, share: Decimal | None) -> str:
    """``92,3%``, ``Có``, ``mức 3``; empty while nothing is reported."""
    if target.measure == YES_NO and share is not None:
        return _("Có") if share else _("Không")
    if target.measure == RUBRIC and share is not None:
        return _("mức %(level)s") % {"level": f"{share:.0f}"}
    return measures.told(target, share)
