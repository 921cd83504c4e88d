"""Ratios that rules set: of leaders among the awarded, and of those with one award beside those with another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from thidua.awards.models import Grant
from thidua.awards.rules.selecting import Book, RuleFact
from thidua.decisions.models import Line
from thidua.nominations.judging import year_of
from thidua.nominations.rules.places import beyond
from thidua.units.models import Unit

Values = dict[str, object]


def leaders(lines: Sequence[Line], book: Book) -> tuple[Values, ...]:
    """Awards of which leaders get more than the rule of the day lets, as values for a sentence."""
    found, day = [], timezone.localdate()
    for code, name in {line.award_code: line.award_name for line in lines}.items():
        rule = book.find("ratio", code, day=day)
        people = [line.nomination for line in lines if line.award_code == code and line.subject_kind == "individual"]
        count = sum(not one.is_direct_worker for one in people)
        if rule is not None and beyond(count, len(people), Decimal(rule.data["leaders"])):
            percent = rule.data["leaders"].replace(".", ",")
            found.append({"award": name, "leaders": count, "individuals": len(people), "percent": percent})
    return tuple(found)


def proportions(lines: Sequence[Line], book: Book) -> tuple[Values, ...]:
    """Awards that more would have this year than the rule lets beside those who have another award: by the ledger, by what
    is signed but has no number yet, and by these lines. As values for a sentence."""
    day = timezone.localdate()
    names = {line.award_code: line.award_name for line in lines}
    rules = {code: rule for code in names if (rule := book.find("proportion", code, day=day)) is not None}
    if not rules:
        return ()
    codes = {*rules, *(rule.data["of"] for rule in rules.values())}
    forms = {rule.key: rule.data["name"] for rule in book.rules if rule.kind == "form"}
    found: list[Values] = []
    pairs = [(code, year) for code in rules for year in sorted({_year(n, day) for n in lines if n.award_code == code})]
    for code, year in pairs:
        rule, own = rules[code], [n for n in lines if n.award_code == code and _year(n, day) == year]
        other, percent = rule.data["of"], Decimal(rule.data["percent"])
        if other == code:
            continue
        given = _given(lines, codes, year, day)
        for where, count, base in _places(rule, given, code, [n.nomination.unit for n in own]):
            if beyond(count, base, percent):
                told = {"award": names[code], "where": where, "given": count, "year": year}
                share = rule.data["percent"].replace(".", ",")
                found.append({**told, "percent": share, "base": base, "of": forms.get(other, other)})
    return tuple(found)


def _year(line: Line, day: date) -> int:
    """Whose work the line is for."""
    return year_of(line.nomination, day)


def _given(lines: Sequence[Line], codes: set[str], year: int, day: date) -> Counter[tuple[str, int | None]]:
    """(award, unit) → how many have it for the year's work."""
    province = lines[0].decision.province_id
    rows = Grant.objects.filter(province=province, year=year, revoked=False, award_code__in=codes)
    given: Counter[tuple[str, int | None]] = Counter(rows.values_list("award_code", "unit"))
    signed = Line.objects.filter(decision__province=province, decision__state="signed", dropped=False)
    beside = signed.filter(award_code__in=codes).select_related(
        "nomination__round", "nomination__proposal__member__year"
    )
    counted = [line for line in (*beside, *lines) if _year(line, day) == year]
    given.update((line.award_code, line.nomination.unit_id) for line in counted)
    return given


def _places(
    rule: RuleFact, given: Counter[tuple[str, int | None]], code: str, units: list[Unit]
) -> Iterator[tuple[str, int, int]]:
    """(where, how many have the award, how many have the other): each unit of these lines, or the whole province."""
    other = rule.data["of"]
    if rule.data["within"] == "unit":
        for unit in {unit.pk: unit for unit in units}.values():
            yield f" ({unit.name})", given[code, unit.pk], given[other, unit.pk]
        return
    count, base = (sum(n for (one, _unit), n in given.items() if one == wanted) for wanted in (code, other))
    yield "", count, base
