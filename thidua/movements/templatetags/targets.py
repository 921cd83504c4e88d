"""Filters for targets and what is reported of them."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext_lazy as _lazy

from thidua.movements.models import Target
from thidua.movements.rules import measures
from thidua.movements.wording import asked_in_words

register = template.Library()


@register.filter
def asked(target: Target) -> str:
    return asked_in_words(target.fact())


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
