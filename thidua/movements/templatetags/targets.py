"""Filters for targets and what is reported of them."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from thidua.movements.models import Target
from thidua.movements.rules import measures
from thidua.movements.rules.measures import TargetFact
from thidua.plans.rules.kinds import RUBRIC, YES_NO

register = template.Library()


@register.filter
def asked(target: Target) -> str:
    return asked_of(target.fact())


def asked_of(target: TargetFact) -> str:
    if target.measure == RUBRIC:
        return _("từ mức %(level)s") % {"level": f"{target.value:.0f}"}
    return _("Có") if target.measure == YES_NO else measures.asked(target)


def told_of(target: TargetFact, share: Decimal | None) -> str:
    """What is reported of a target: ``92,3%``, ``Có``, ``mức 3``."""
    if target.measure == YES_NO and share is not None:
        return _("Có") if share else _("Không")
    if target.measure == RUBRIC and share is not None:
        return _("mức %(level)s") % {"level": f"{share:.0f}"}
    return measures.told(target, share)


@register.filter
def together(target: Target, share: Decimal | None) -> str:
    """What many units say together."""
    return measures.told(target.fact(), share, together=True)


_BOXES = {
    "as_of": _lazy("Số liệu tính đến ngày"),
    "narrative": _lazy("Tình hình, kết quả thực hiện"),
    "difficulties": _lazy("Khó khăn, vướng mắc và đề xuất"),
    "n": _lazy("Chỉ tiêu %(number)s: đã thực hiện"),
    "d": _lazy("Chỉ tiêu %(number)s: tổng số"),
    "x": _lazy("Chỉ tiêu %(number)s: loại trừ"),
    "t": _lazy("Chỉ tiêu %(number)s: giải trình"),
}


@register.filter
def box_name(label: str) -> str:
    """``n.3`` as people say it: which box of the form."""
    box, _dot, number = label.partition(".")
    return str(_BOXES.get(box, label)) % {"number": number} if number else str(_BOXES.get(box, label))
