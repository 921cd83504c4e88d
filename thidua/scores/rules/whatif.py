"""What would lift a unit: the better answers within reach, the fewest of them that reach a level or a total, and how far
a ranking depends on a weight."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from thidua.scores.rules.answers import Answer, Answers, unanswered
from thidua.scores.rules.cohort import Result
from thidua.scores.rules.fixed import SCALE, Array, rounded
from thidua.scores.rules.kinds.base import Values
from thidua.scores.rules.ranking import Ranks, ranks
from thidua.scores.rules.scoring import Bests, Scored, line_of, rescored, score
from thidua.scores.rules.sets import IndexSet, Indicator


@dataclass(frozen=True)
class Move:
    """One better answer. gain: points of the indicator; effort: how many steps of its formula it takes."""

    indicator: Indicator
    before: Values
    after: Values
    gain: int
    effort: int


def moves(index: IndexSet, answers: Answers, bests: Bests) -> list[Move]:
    """Every better answer, the most points for a step first."""
    found = []
    for one in index.indicators:
        answer = answers.get(one.code) or unanswered(one)
        if answer.skipped:
            continue
        best = bests.get(one.code)
        now = line_of(index, one, answer, best).points
        for effort, after in enumerate(one.formula.steps(answer.values, best), 1):
            gain = rounded(one.formula.points(after, best)) - now
            if gain > 0:
                found.append(Move(one, answer.values, after, gain, effort))
    return sorted(found, key=lambda move: (-Fraction(move.gain, move.effort), move.effort, move.indicator.code))


def lift(index: IndexSet, answers: Answers, bests: Bests, distance: Callable[[Scored], int]) -> list[Move] | None:
    """Moves that bring the distance to 0, the greatest approach for a step first; None where all together do not.

    At most one move for each indicator: its last. Greedy, so there may be a shorter way; that the answers found do reach
    the aim is computed, not assumed.
    """
    changed: dict[str, Answer] = dict(answers)
    chosen: dict[str, Move] = {}
    now = score(index, changed, bests)
    while (far := distance(now)) > 0:
        best: tuple[Fraction, Move, Scored] | None = None
        for move in _first_moves(moves(index, changed, bests)):
            one = move.indicator
            tried = rescored(index, now, one, Answer(move.after), bests.get(one.code))
            closer = Fraction(far - distance(tried), move.effort)
            if best is None or closer > best[0]:
                best = (closer, move, tried)
        if best is None or best[0] <= 0:
            return None
        _closer, move, now = best
        code = move.indicator.code
        changed[code] = Answer(move.after)
        known = chosen.get(code)
        first = known.before if known else move.before
        gain, effort = (known.gain, known.effort) if known else (0, 0)
        chosen[code] = Move(move.indicator, first, move.after, gain + move.gain, effort + move.effort)
    return list(chosen.values())


def _first_moves(found: list[Move]) -> list[Move]:
    """The best step of each indicator, and its largest."""
    first: dict[str, Move] = {}
    last: dict[str, Move] = {}
    for move in found:
        first.setdefault(move.indicator.code, move)
        if move.gain > last.get(move.indicator.code, move).gain:
            last[move.indicator.code] = move
    return [*first.values(), *last.values()]


def to_total(wanted: int) -> Callable[[Scored], int]:
    """How far a score is from a total."""
    return lambda scored: max(0, wanted - scored.total)


def to_level(index: IndexSet, level: int) -> Callable[[Scored], int]:
    """How far a score is from a level of the whole: the missing points, and those of the pillars that are nearest to it."""
    if index.levels is None or not 1 <= level <= len(index.levels.overall):
        raise ValueError(level)
    rule, bounds = index.levels.overall[level - 1], index.levels.bounds

    def distance(scored: Scored) -> int:
        gaps = []
        for pillar in scored.pillars:
            bound = bounds[rule.at - 1]
            base = sum(line.points for line in pillar.lines if line.indicator.formula.counts) + pillar.rescaled
            edge, over = divmod(bound.share * pillar.pillar.full, 100 * SCALE)
            least = edge if bound.inclusive and not over else edge + 1
            gaps.append(max(0, least - base))
        return max(0, rule.above + 1 - scored.total) + sum(sorted(gaps)[: rule.pillars])

    return distance


@dataclass(frozen=True)
class Weighed:
    """A ranking under another weight of one pillar. weight: times the set's; moved: how many units change their rank;
    furthest: the most places that one moves."""

    weight: Fraction
    ranks: Ranks
    moved: int
    furthest: int


def weighed(result: Result, pillar: int, weights: tuple[Fraction, ...]) -> list[Weighed]:
    """The ranking if a pillar (by its place) weighed so many times what the set says."""
    before = ranks(result.total)
    found = []
    for weight in weights:
        part = result.pillars[:, pillar]
        total = result.pillars.sum(axis=1) - part + part * weight.numerator // weight.denominator
        after = ranks(np.maximum(total, 0))
        away = np.abs(after.astype(np.int64) - before)
        found.append(Weighed(weight, after, int((away > 0).sum()), int(away.max(initial=0))))
    return found


def mean_of(rows: Array) -> list[int]:
    """The mean of each column, half up."""
    return [rounded(Fraction(int(column.sum()), len(column))) for column in rows.T]
