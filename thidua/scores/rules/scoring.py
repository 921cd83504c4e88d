"""The score of one sheet, explained line by line. ``cohort`` does the same for many at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from thidua.scores.rules.answers import Answer, Answers, unanswered
from thidua.scores.rules.fixed import SCALE, rounded
from thidua.scores.rules.levels import overall_level, pillar_level
from thidua.scores.rules.sets import IndexSet, Indicator, Pillar

Bests = Mapping[str, int | None]  # indicator → the best value of the cohort


@dataclass(frozen=True)
class Line:
    """One indicator's part. state: scored, missing or skipped; told: its formula with the numbers filled in."""

    indicator: Indicator
    answer: Answer
    points: int
    state: str
    told: str


@dataclass(frozen=True)
class PillarScore:
    """rescaled, weighted: what the rule for not applicable points and the weight add; extra: bonus less penalty.
    points = the lines that count + rescaled + weighted + extra. full: the greatest, weighted."""

    pillar: Pillar
    lines: tuple[Line, ...]
    rescaled: int
    weighted: int
    extra: int
    points: int
    full: int
    level: int | None


@dataclass(frozen=True)
class Scored:
    """total: the sum of the pillars, at least 0; floor: what that bound adds."""

    pillars: tuple[PillarScore, ...]
    total: int
    floor: int
    level: int | None

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for pillar in self.pillars for line in pillar.lines)


def line_of(index: IndexSet, one: Indicator, answer: Answer, best: int | None) -> Line:
    formula = one.formula
    if answer.skipped:
        points = one.full if index.skip == "full" and formula.counts else 0
        return Line(one, answer, points, "skipped", "")
    if answer.is_whole or (formula.partial and not answer.is_empty):
        points = rounded(formula.points(answer.values, best))
        return Line(one, answer, points, "scored", formula.told(answer.values, best))
    return Line(one, answer, 0, "missing", "")


def score(index: IndexSet, answers: Answers, bests: Bests) -> Scored:
    """The sheet's score. What is not answered gives no points."""
    return _whole(index, tuple(_pillar(index, p, _lines(index, p, answers, bests)) for p in index.pillars))


def rescored(index: IndexSet, scored: Scored, one: Indicator, answer: Answer, best: int | None) -> Scored:
    """The score with another answer to one indicator: as ``score``, without the work on all the others."""
    line = line_of(index, one, answer, best)
    pillars = tuple(
        _pillar(index, known.pillar, tuple(line if old.indicator is one else old for old in known.lines))
        if known.pillar.code == one.pillar
        else known
        for known in scored.pillars
    )
    return _whole(index, pillars)


def _whole(index: IndexSet, pillars: tuple[PillarScore, ...]) -> Scored:
    found = sum(one.points for one in pillars)
    total = max(found, 0)
    level = None
    if index.levels is not None:
        level = overall_level(total, [one.level or 0 for one in pillars], index.levels)
    return Scored(pillars, total, total - found, level)


def _lines(index: IndexSet, pillar: Pillar, answers: Answers, bests: Bests) -> tuple[Line, ...]:
    return tuple(
        line_of(index, one, answers.get(one.code) or unanswered(one), bests.get(one.code))
        for one in index.of_pillar(pillar.code)
    )


def _pillar(index: IndexSet, pillar: Pillar, lines: tuple[Line, ...]) -> PillarScore:
    counted = sum(line.points for line in lines if line.indicator.formula.counts)
    extra = sum(line.points for line in lines if not line.indicator.formula.counts)
    left_out = sum(line.indicator.full for line in lines if line.state == "skipped" and line.indicator.formula.counts)
    base = counted
    if index.skip == "rescale" and 0 < left_out < pillar.full:
        base = rounded(Fraction(counted * pillar.full, pillar.full - left_out))
    weighted = rounded(Fraction(base * pillar.weight, SCALE))
    level = pillar_level(base, pillar.full, index.levels) if index.levels is not None else None
    return PillarScore(pillar, lines, base - counted, weighted - base, extra, weighted + extra, pillar.weighted, level)
