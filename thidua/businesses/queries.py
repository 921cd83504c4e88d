"""Reads of surveys: how sectors stand, without anybody's own answers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.utils import timezone

from thidua.businesses.machine import SurveyFacts
from thidua.businesses.models import BusinessSheet, SectorTally, Survey
from thidua.businesses.rules import FEWEST
from thidua.scores.rules.fixed import SCALE


def facts_of(survey: Survey) -> SurveyFacts:
    return SurveyFacts(
        timezone.localdate(), survey.opens, survey.closes, survey.version.index.levels is not None, survey.parts.count()
    )


def open_surveys(day: date) -> QuerySet[Survey]:
    rows = Survey.objects.filter(state="open", opens__lte=day, closes__gte=day)
    return rows.select_related("province", "version")


@dataclass(frozen=True)
class Compared:
    """How a sector stands: how many sent their sheets, at which level, the mean of their whole points, and how many are
    ahead of the sheet. levels: level → how many."""

    sector: str
    count: int
    mean: float
    ahead: int
    levels: dict[int, int]


def compared(sheet: BusinessSheet) -> Compared | None:
    """None while too few of the sector have sent theirs. One query."""
    rows = SectorTally.objects.filter(survey=sheet.survey_id, sector=sheet.sector, count__gt=0)
    levels: dict[int, int] = {}
    count = points = ahead = 0
    for level, value, some in rows.values_list("level", "points", "count"):
        levels[level] = levels.get(level, 0) + some
        count, points = count + some, points + value * some
        ahead += some if value > sheet.points // SCALE else 0
    if count < FEWEST:
        return None
    return Compared(sheet.sector, count, points / count, ahead, levels)


def by_level(survey: Survey) -> list[tuple[str, dict[int, int], int]]:
    """(sector, level → how many, how many in all) of the sectors that are large enough to be shown."""
    rows = SectorTally.objects.filter(survey=survey).values_list("sector", "level").annotate(n=Sum("count"))
    found: dict[str, dict[int, int]] = {}
    for sector, level, n in rows.order_by("sector", "level"):
        found.setdefault(sector, {})[level] = n
    return [(s, levels, sum(levels.values())) for s, levels in found.items() if sum(levels.values()) >= FEWEST]
