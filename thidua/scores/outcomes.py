"""What is published of a unit: for later stages, and over the years."""

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count
from django.urls import reverse

from thidua.scores.models import IndexVersion, Run, Standing
from thidua.scores.rules.combining import combined, keys_over
from thidua.scores.rules.conditions import Outcome
from thidua.scores.rules.fixed import decimal
from thidua.scores.rules.ranking import ranks
from thidua.units.models import Province, Unit
from thidua.units.queries import sole_predecessors


def codes_of(province: Province) -> list[tuple[str, str]]:
    """(code, name) of the sets that were published in a province, each once."""
    rows = IndexVersion.objects.filter(province=province).exclude(state="draft").order_by("code", "-number")
    found: dict[str, str] = {}
    for code, name in rows.values_list("code", "name"):
        found.setdefault(code, name)
    return list(found.items())


def outcome_of(unit: Unit, code: str) -> Outcome | None:
    """The unit's place in the last published run of a set that ranks it, or a unit that it alone stands for. Two
    queries where it has one."""
    rows = Standing.objects.filter(unit__in=sole_predecessors(unit), run__assessment__version__code=code)
    row = (
        rows.select_related("run__assessment")
        .order_by("-run__assessment__year", "-run__number", "-pk")
        .defer("run__data", "run__ranking")
        .first()
    )
    if row is None:
        return None
    others = Counter(
        group for groups in row.run.standings.order_by().values_list("in_groups", flat=True) for group in ["", *groups]
    )
    in_groups = {group: (rank, others[group]) for group, rank in row.in_groups.items()}
    return Outcome(row.run.assessment.year, row.level, row.rank, others[""], in_groups)


def outcomes_in(units: Mapping[int, Collection[int]], code: str) -> dict[int, Outcome]:
    """unit → its place as in ``outcome_of``, in two queries for all. units: unit → itself and those it alone stands for."""
    near = {one for some in units.values() for one in some}
    rows = Standing.objects.filter(unit__in=near, run__assessment__version__code=code)
    order = ("run__assessment__year", "run__number", "pk")
    fields = ("unit_id", "run_id", "run__assessment__year", "level", "rank", "in_groups")
    last = {row[0]: (place, row) for place, row in enumerate(rows.order_by(*order).values_list(*fields))}
    held = {unit: max((last[one] for one in some if one in last), default=None) for unit, some in units.items()}
    runs = {found[1][1] for found in held.values() if found}
    others: dict[int, Counter[str]] = {run: Counter() for run in runs}
    for run, groups in Standing.objects.filter(run__in=runs).order_by().values_list("run_id", "in_groups"):
        others[run].update(["", *groups])
    found: dict[int, Outcome] = {}
    for unit, kept in held.items():
        if kept is not None:
            _unit, run, year, level, rank, groups = kept[1]
            in_groups = {group: (place, others[run][group]) for group, place in groups.items()}
            found[unit] = Outcome(year, level, rank, others[run][""], in_groups)
    return found


def over_years(unit: Unit, code: str) -> list[tuple[int, int, int, float]]:
    """(year, rank, of how many, percent of the greatest points) of the unit, and of those that it alone stands for, in
    the last run of each year of a set, the earliest first."""
    rows = (
        Standing.objects.filter(unit__in=sole_predecessors(unit), run__assessment__version__code=code)
        .select_related("run__assessment__version")
        .defer("records")
        .defer("run__data", "run__ranking")
        .order_by("run__assessment__year", "run__number")
    )
    last: dict[int, Standing] = {}
    for row in rows:
        known = last.get(row.run.assessment.year)
        if known is None or row.unit_id == unit.pk or known.unit_id != unit.pk:
            last[row.run.assessment.year] = row
    whole = dict(
        Standing.objects.filter(run__in=[row.run_id for row in last.values()])
        .order_by()
        .values_list("run")
        .annotate(n=Count("pk"))
    )
    return [
        (year, row.rank, whole[row.run_id], 100 * row.total / row.run.assessment.version.index.full)
        for year, row in sorted(last.items())
    ]


def ranks_over_years(run: Run, units: Iterable[int]) -> list[tuple[str, list[tuple[int, int]]]]:
    """(unit, [(year, rank)]) in the last run of each year of the set up to the run's, in the order of the units."""
    order = list(units)
    assessment = run.assessment
    rows = Standing.objects.filter(
        unit__in=order,
        run__assessment__province=assessment.province_id,
        run__assessment__version__code=assessment.version.code,
        run__assessment__year__lte=assessment.year,
    )
    names: dict[int, str] = {}
    found: dict[int, dict[int, int]] = {unit: {} for unit in order}
    fields = ("unit_id", "unit__name", "run__assessment__year", "rank")
    for unit, name, year, rank in rows.order_by("run__assessment__year", "run__number").values_list(*fields):
        names[unit] = name
        found[unit][year] = rank
    return [(names[unit], sorted(points.items())) for unit, points in found.items() if points]


@dataclass(frozen=True)
class Together:
    """The ranking over provinces: the last run of each, and (rank, standing) over all of them."""

    runs: list[Run]
    rows: list[tuple[int, Standing]]


def together(set_digest: str, year: int) -> Together:
    """The units of all provinces that published by the same data of a set in a year, ranked as one. What it is read from
    never changes, so anybody comes to the same from the runs' open data."""
    found = Run.objects.filter(set_digest=set_digest, assessment__year=year)
    last: dict[int, Run] = {}
    for run in (
        found.select_related("assessment__province", "assessment__version").defer("data", "ranking").order_by("number")
    ):
        last[run.assessment_id] = run
    runs = sorted(last.values(), key=lambda run: run.assessment.province.name)
    rows = list(
        Standing.objects.filter(run__in=runs)
        .select_related("unit__province")
        .defer("records")
        .order_by("-total", "unit__order")
    )
    if not runs:
        return Together([], [])
    index = runs[0].assessment.version.index
    places = [[pillar.code for pillar in index.pillars].index(code) for code in index.ties]
    keys = keys_over([row.total for row in rows], [row.pillars for row in rows], places)
    placed = sorted(zip(ranks(keys).tolist(), rows, strict=True), key=lambda pair: pair[0])
    return Together(runs, placed)


def together_file(found: Together) -> bytes:
    """The ranking over provinces as a file, made of the files that they published."""
    published = Run.objects.filter(pk__in=[run.pk for run in found.runs]).values_list("ranking", flat=True)
    index = found.runs[0].assessment.version.index
    return combined([zlib.decompress(bytes(ranking)) for ranking in published], index.ties)


@dataclass(frozen=True)
class Share:
    """A unit's points in a published run. name: of the assessment; link: the page that explains the score."""

    points: Decimal
    full: Decimal
    name: str
    link: str


def shares_in(units: Iterable[int], code: str, year: int) -> dict[int, Share]:
    """unit → its points in the last published run of a set for a year."""
    rows = Standing.objects.filter(
        unit__in=list(units), run__assessment__version__code=code, run__assessment__year=year
    )
    rows = rows.select_related("run__assessment__version").defer("records", "run__data", "run__ranking")
    found = {}
    for row in rows.order_by("run__number", "pk"):
        assessment = row.run.assessment
        link = reverse("run_unit", args=[row.run_id, row.unit_id])
        found[row.unit_id] = Share(decimal(row.total), decimal(assessment.version.index.full), assessment.name, link)
    return found
