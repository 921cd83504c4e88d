"""The movement's result as points of a criterion: taken over from what is published, accepted or done, never typed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from thidua.blocks.models import BlockYear, Criterion
from thidua.blocks.queries import whole
from thidua.blocks.rules.points import share_of
from thidua.kernel.vietnamese import format_number
from thidua.movements.models import Obligation
from thidua.movements.queries import lineage
from thidua.reports.models import Report
from thidua.reports.queries import rows_of
from thidua.scores.outcomes import shares_in


@dataclass(frozen=True)
class Taken:
    """source: where the points come from, in words; link: the page that shows it."""

    points: Decimal
    source: str
    link: str = ""

    def kept(self) -> dict[str, str]:
        return {"points": str(self.points), "source": self.source, "link": self.link}


def results(year: BlockYear) -> dict[int, dict[str, Taken]]:
    """unit → criterion → what is known; a unit of which nothing is known has none, and marks the criterion itself."""
    found: dict[int, dict[str, Taken]] = {}
    for one in whole(year).criteria:
        if one.kind == "movement":
            for unit, taken in _SOURCES[one.source](year, one).items():
                found.setdefault(unit, {})[one.key] = taken
    return found


def _index(year: BlockYear, one: Criterion) -> dict[int, Taken]:
    """Points of the last published run of the index set for the year."""
    units = [member.unit_id for member in whole(year).members]
    found = {}
    for unit, share in shares_in(units, year.index_code, year.year).items():
        source = f"{share.name}: {format_number(share.points)}/{format_number(share.full)}"
        found[unit] = Taken(share_of(one.full, share.points, share.full), source, share.link)
    return found


def _targets(year: BlockYear, one: Criterion) -> dict[int, Taken]:
    """Targets reached in the unit's latest accepted report of the year; one that was not told is not reached."""
    if year.movement is None:
        return {}
    reports = Report.objects.filter(
        Q(period__startswith=str(year.year)) | Q(as_of__year=year.year),
        movement__in=lineage(year.movement),
        unit__in=[member.unit_id for member in whole(year).members],
        state="accepted",
    )
    last = {report.unit_id: report for report in reports.select_related("movement", "unit").order_by("as_of", "pk")}
    found = {}
    for unit, report in last.items():
        rows = rows_of(report)
        if rows:
            reached = sum(row.judgement.reached for row in rows)
            source = f"{report.get_kind_display()} {report.period}: {reached}/{len(rows)} chỉ tiêu đạt"
            found[unit] = Taken(share_of(one.full, reached, len(rows)), source, report.get_absolute_url())
    return found


def _duties(year: BlockYear, one: Criterion) -> dict[int, Taken]:
    """What the unit owed the movement in the year and did in time; what is not due yet does not count."""
    if year.movement is None:
        return {}
    rows = Obligation.objects.filter(
        movement__in=lineage(year.movement),
        due__year=year.year,
        unit__in=[member.unit_id for member in whole(year).members],
    )
    owed: dict[int, list[Obligation]] = {}
    today = timezone.localdate()
    for row in rows:
        if row.done_on is None and row.closes >= today:
            continue
        owed.setdefault(row.unit_id, []).append(row)
    found = {}
    for unit, some in owed.items():
        done = sum(row.done_on is not None and row.done_on <= row.closes for row in some)
        source = f"{done}/{len(some)} việc của phong trào năm {year.year} làm đúng hạn"
        found[unit] = Taken(share_of(one.full, done, len(some)), source, year.movement.get_absolute_url())
    return found


_SOURCES: dict[str, Any] = {"index": _index, "targets": _targets, "duties": _duties}
