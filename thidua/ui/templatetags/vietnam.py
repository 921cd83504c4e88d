"""Filters for codes, numbers and dates."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone

from thidua.kernel.periods import show_when
from thidua.kernel.refusal import Refusal
from thidua.kernel.vietnamese import format_date, format_number
from thidua.ui.names import name_of
from thidua.ui.sentences import refusal_sentence, sentence

register = template.Library()


@register.filter
def named(code: Any, table: str) -> str:
    return name_of(table, str(code))


@register.filter
def state_of(obj: Any) -> str:
    """The state word of an object with a machine: its model's name is the machine's, but for route rows."""
    machine = {"routerow": "route", "indexversion": "index", "blockyear": "block"}.get(
        obj._meta.model_name, obj._meta.model_name
    )
    return name_of("state", f"{machine}.{obj.state}")


@register.filter
def state_word(state: str, machine: str) -> str:
    """The state word for rows that were read without their objects."""
    return name_of("state", f"{machine}.{state}")


@register.filter
def number(value: Decimal | float | int | None, places: int | None = None) -> str:
    return format_number(value, places)


@register.filter
def decimal(value: str) -> str:
    """A number as it is kept in data."""
    return format_number(Decimal(value))


@register.filter
def points(value: int | None, places: int | None = None) -> str:
    """Points as they are kept, in ten-thousandths; places: of the decimal part, where it is cut."""
    return "" if value is None else format_number(Decimal(value) / 10_000, places)


@register.filter
def day(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return format_date(timezone.localtime(value).date())
    return format_date(value)


@register.filter
def when(value: str) -> str:
    return show_when(value)


@register.filter
def moment(value: datetime) -> str:
    local = timezone.localtime(value)
    return f"{local:%H:%M} {format_date(local.date())}"


@register.filter
def because(refusal: Refusal) -> str:
    return refusal_sentence(refusal)


@register.filter
def says(code: str, values: dict[str, Any] | None = None) -> str:
    return sentence(code, values)
