"""Ranks: the greatest score is first, equal scores share a rank and the next rank is left free (1, 2, 2, 4)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from thidua.scores.rules.cohort import Result
from thidua.scores.rules.fixed import Array
from thidua.scores.rules.sets import IndexSet

Ranks = npt.NDArray[np.int32]
Groups = npt.NDArray[np.int64] | npt.NDArray[np.int16]


def keys_of(index: IndexSet, result: Result) -> Array:
    """One number for each unit by which it is ranked: the total, then the pillars that the set names to part equals."""
    if not index.ties:
        return result.total
    at = {pillar.code: n for n, pillar in enumerate(index.pillars)}
    columns = [result.pillars[:, at[code]] for code in reversed(index.ties)] + [result.total]
    order = np.lexsort(columns)
    ahead = np.zeros(len(order), dtype=np.int64)
    for column in columns:
        ahead[1:] |= column[order][1:] != column[order][:-1]
    keys = np.empty(len(order), dtype=np.int64)
    keys[order] = np.cumsum(ahead)
    return keys


def ranks(keys: Array, groups: Groups | None = None) -> Ranks:
    """The rank of each unit, within its group where groups are given. keys: at least 0; groups: small numbers from 0.

    Scores that lie on a grid that is coarse beside their number are counted; others are sorted.
    """
    count = 1 if groups is None else int(groups.max(initial=0)) + 1
    step = _step(keys)
    spread = int(keys.max(initial=0)) // step + 1
    if spread * count > 4 * len(keys) + 1024:
        return _sorted_ranks(keys, groups, count)
    places = keys // step
    if groups is not None:
        places += groups.astype(np.int64) * spread
    table = np.bincount(places, minlength=spread * count).reshape(count, spread)
    ahead = table.sum(axis=1, keepdims=True) - np.cumsum(table, axis=1)
    found: Ranks = (ahead.ravel() + 1).astype(np.int32)[places]
    return found


def _step(keys: Array) -> int:
    """A number that divides every key: of the first thousand, or 1 where it does not divide the rest."""
    step = int(np.gcd.reduce(keys[:1000])) if len(keys) else 1
    return step if step > 1 and not (keys % step).any() else 1


def _sorted_ranks(keys: Array, groups: Groups | None, count: int) -> Ranks:
    if groups is None:
        return Distribution.of(keys).ranks_of(keys)
    spread = int(keys.max(initial=0)) + 1
    if spread * count >= 2**62:
        keys = np.unique(keys, return_inverse=True)[1].astype(np.int64)
        spread = int(keys.max(initial=0)) + 1
    joined = groups.astype(np.int64) * spread + keys
    known = Distribution.of(joined)
    upto = np.concatenate(([0], np.cumsum(known.counts)))
    ends = upto[np.searchsorted(known.scores, (np.arange(count) + 1) * spread)]
    return (ends[groups] - upto[np.searchsorted(known.scores, joined) + 1] + 1).astype(np.int32)


@dataclass(frozen=True)
class Distribution:
    """How many have each score: all that ranks need, small enough to be put together from many parts. scores: growing;
    counts: of each."""

    scores: Array
    counts: Array

    @classmethod
    def of(cls, keys: Array) -> "Distribution":
        ordered = np.sort(keys)
        is_first = np.ones(len(ordered), dtype=bool)
        is_first[1:] = ordered[1:] != ordered[:-1]
        first = np.flatnonzero(is_first)
        return cls(ordered[first], np.diff(np.append(first, len(ordered))).astype(np.int64))

    @classmethod
    def together(cls, parts: Sequence["Distribution"]) -> "Distribution":
        """The distribution over all parts, in whatever order they come."""
        scores = np.concatenate([part.scores for part in parts]) if parts else np.zeros(0, dtype=np.int64)
        counts = np.concatenate([part.counts for part in parts]) if parts else np.zeros(0, dtype=np.int64)
        found, at = np.unique(scores, return_inverse=True)
        summed = np.zeros(len(found), dtype=np.int64)
        np.add.at(summed, at, counts)
        return cls(found, summed)

    def ranks_of(self, keys: Array) -> Ranks:
        """The ranks of keys that are all among the scores."""
        upto = np.cumsum(self.counts)
        if not len(keys):
            return np.zeros(0, dtype=np.int32)
        found: Ranks = (upto[-1] - upto[np.searchsorted(self.scores, keys)] + 1).astype(np.int32)
        return found
