"""Targets and quotas that stand in the rows of a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thidua.kernel.vietnamese import parse_number
from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact
from thidua.plans.rules.outline import Outline
from thidua.plans.rules.phrases.awards import OCCASIONS
from thidua.plans.rules.phrases.numbers import AT_LEAST, AT_MOST
from thidua.plans.rules.tables import Row, quote_of, rows_of

_AMOUNT = re.compile(
    r"(?P<how>[^\d]{0,20}?)\s*(?P<n>\d{1,3}(?:\.\d{3})+|\d+(?:[.,]\d{1,2})?)\s*(?P<unit>%|[^\d,;]{0,30}?)\s*(?P<more>tro len)?$"
)
_BOTH = re.compile(r"(\d{1,3})\s*tap the(?:\D{0,20}?(\d{1,3})\s*ca nhan)?|(\d{1,3})\s*ca nhan")


@dataclass(frozen=True)
class Asked:
    """What a row asks for: its words, the amount as read, and the title of the group of rows that it stands in."""

    row: Row
    group: str
    fact: Fact


def _grouped(outline: Outline, key: str) -> Iterator[tuple[Row, str]]:
    """The rows with a cell in the column ``key``, each with the title of its group: a row that has nothing else."""
    group, last = "", -2
    for row in rows_of(outline.clauses):
        if row.clause.index != last + 1:
            group = ""
        last = row.clause.index
        others = [name for name, cell in row.cells.items() if name not in (key, "unit") and cell.text]
        if key in row.cells and not others:
            group = row.cells[key].text
        elif key in row.cells:
            yield row, group


def target_rows(outline: Outline) -> Iterator[Asked]:
    """A target for each row of a table of targets, for each of its years; ``group`` names the tier, if any."""
    for row, group in _grouped(outline, "target"):
        years = sorted(name for name in row.cells if name.isdigit() or name == "value")
        for year in years:
            if amount := _AMOUNT.fullmatch(plain(row.cells[year].text)):
                data = _target(row, amount, f" (năm {year})" if len(years) > 1 and year.isdigit() else "")
                quote, start, end = quote_of(outline, row, "target", year)
                yield Asked(row, group, Fact("target", data, quote, start, end, outline.address(row.clause)))


def _target(row: Row, amount: re.Match[str], by: str) -> dict[str, Any]:
    subject = row.cells["target"].text
    unit = amount["unit"].strip() or (row.cells["unit"].text if "unit" in row.cells else "")
    value = float(parse_number(amount["n"]))
    return {
        "tier": "chung",
        "comparator": _comparator(amount),
        "value": int(value) if value == int(value) else value,
        "unit": unit or ("%" if "%" in subject else ""),
        "subject": re.sub(r"\s*\(%\)", "", subject)[:190] + by,
        "excludes": "",
    }


def _comparator(amount: re.Match[str]) -> str:
    how = amount["how"].strip()
    if amount["more"] or how in AT_LEAST or how == ">":
        return ">="
    return "<=" if how in AT_MOST or how == "<" else "="


def quota_rows(outline: Outline) -> Iterator[Asked]:
    """A quota for each award and occasion: from columns of collectives and individuals, or from a column an occasion."""
    for row, group in _grouped(outline, "award"):
        occasions = [name for name in row.cells if name.startswith("dip ") or name == "both"]
        for name in occasions:
            if found := _BOTH.search(plain(row.cells[name].text)):
                counts = (_count(found[1]), _count(found[2] or found[3]))
                occasion = name.removeprefix("dip ") if name != "both" else occasion_in(group)
                yield _quota(outline, row, occasion or occasion_in(row.cells["award"].text), counts, name)
        counted = [name for name in ("collectives", "individuals") if name in row.cells]
        if counted and not occasions:
            told = [
                _count(row.cells[name].text) if name in row.cells else None for name in ("collectives", "individuals")
            ]
            if told[0] or told[1]:
                yield _quota(outline, row, occasion_in(group), (told[0], told[1]), counted[-1])


def _count(text: str | None) -> int | None:
    found = re.search(r"\d{1,3}", text or "")
    return int(found[0]) or None if found else None


def _quota(outline: Outline, row: Row, occasion: str, counts: tuple[int | None, int | None], last: str) -> Asked:
    quote, start, end = quote_of(outline, row, "award", last)
    award = re.sub(r"\s*\([^)]*\)", "", row.cells["award"].text)
    data = {"award": award, "occasion": occasion, "collectives": counts[0], "individuals": counts[1]}
    return Asked(row, occasion, Fact("quota", data, quote, start, end, outline.address(row.clause)))


def occasion_in(words: str) -> str:
    """``sơ kết 2027`` from a title that names one occasion; nothing from any other."""
    folded = plain(words)
    named = [name for name, phrases in OCCASIONS if any(phrase in folded for phrase in phrases)]
    return f"{named[0]} {'-'.join(re.findall(r'20[0-9]{2}', folded)[:2])}".strip() if len(named) == 1 else ""
