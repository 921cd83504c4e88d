"""The boxes in which answers are typed: drawn from an answer, and read back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from thidua.kernel.vietnamese import format_number, parse_number
from thidua.scores.actions import Entered
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.fixed import MOST, decimal, nearest
from thidua.scores.rules.kinds import Slot
from thidua.scores.rules.sets import Indicator


@dataclass
class Typed:
    """What a page sent. entered, papers: by indicator, where it could be read; errors: by indicator, codes of sentences;
    shown: every box as it was typed."""

    entered: dict[str, Entered] = field(default_factory=dict)
    papers: dict[str, list[UploadedFile[Any]]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)


def typed(request: HttpRequest, indicators: Iterable[Indicator]) -> Typed:
    """The answers that a sheet's page sent for some indicators; boxes that it did not send are left alone."""
    found = Typed(shown={name: str(value) for name, value in request.POST.items()})
    for one in indicators:
        if f"{one.code}:sent" not in request.POST:
            continue
        try:
            answer = answer_in(request.POST, one)
            words = [str(request.POST.get(f"{one.code}:{name}", "")) for name in ("reference", "excuse")]
            found.entered[one.code] = Entered(answer, *words)
        except ValueError as error:
            found.errors[one.code] = str(error)
        if files := request.FILES.getlist(f"{one.code}:paper"):
            found.papers[one.code] = list(files)
    return found


def answer_in(data: Mapping[str, Any], one: Indicator) -> Answer:
    """The answer in the boxes of an indicator. Raises ValueError with what cannot be read."""
    slots = one.formula.slots
    if data.get(f"{one.code}:skip"):
        return Answer((None,) * len(slots), skipped=True)
    values: list[int | None] = []
    for n, slot in enumerate(slots):
        text = str(data.get(f"{one.code}:{n}", "")).strip()
        if not text:
            values.append(None)
        elif slot.options:
            if not text.isdecimal() or int(text) >= len(slot.options):
                raise ValueError(text)
            values.append(int(text))
        else:
            value = nearest(parse_number(text))
            if not 0 <= value <= MOST:
                raise ValueError(text)
            values.append(value)
    return Answer(tuple(values))


def shown_values(one: Indicator, answer: Answer) -> list[str]:
    """The boxes of an answer."""
    pairs = zip(one.formula.slots, answer.values, strict=True)
    return ["" if v is None else str(v) if slot.options else format_number(decimal(v)) for slot, v in pairs]


@dataclass(frozen=True)
class Box:
    """One slot as it is drawn. name: of the box; value: as typed or kept; told: its option or number in words."""

    name: str
    slot: Slot
    value: str

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(str(n), text) for n, text in enumerate(self.slot.options)]

    @property
    def told(self) -> str:
        if self.slot.options and self.value.isdecimal():
            return self.slot.options[int(self.value)]
        return self.value


def boxes(one: Indicator, answer: Answer, typed: Mapping[str, str]) -> list[Box]:
    values = shown_values(one, answer)
    return [
        Box(f"{one.code}:{n}", slot, typed.get(f"{one.code}:{n}", values[n]))
        for n, slot in enumerate(one.formula.slots)
    ]
