"""Two lists of items side by side: a corrected document against the one before it, a unit's own plan against its parent's."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.plans.rules.characters import plain
from thidua.plans.rules.kinds import KINDS, line

_ALIKE = 0.5


@dataclass(frozen=True)
class Entry:
    """One item: its key with the caller, its kind and its values."""

    key: int
    kind: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """old and new: keys, None for what has no partner; state: same, changed, new, gone."""

    old: int | None
    new: int | None
    state: str


def words_of(kind: str, data: dict[str, Any]) -> frozenset[str]:
    """The folded words of an item's line; what it is compared by."""
    return frozenset(re.findall(r"\w+", plain(line(kind, data))))


_COMMON = frozenset(
    [
        "va",
        "cua",
        "cac",
        "cho",
        "voi",
        "khi",
        "khong",
        "duoc",
        "do",
        "la",
        "co",
        "thi",
        "tai",
        "den",
        "tu",
        "trong",
        "theo",
        "ve",
        "nay",
        "da",
        "nam",
        "don",
        "vi",
        "thuc",
        "hien",
        "trien",
        "khai",
        "to",
        "chuc",
    ]
)


def telling(text: str) -> frozenset[str]:
    """The folded words by which free texts are compared: of two letters or more, without those that every text has."""
    return frozenset(re.findall(r"\w{2,}", plain(text))) - _COMMON


def alike(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of words that two items have in common (Jaccard 1901), between 0 and 1."""
    return len(one & two) / len(one | two) if one or two else 0.0


def values_of(kind: str, data: dict[str, Any]) -> tuple[Any, ...]:
    """The values of the kind's fields, blanks and nothing alike."""
    return tuple(_plain(data.get(field.name)) for field in KINDS[kind].fields)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(" ".join(value.split())).strip(" .;,") or None
    return value


def pairs(old: Sequence[Entry], new: Sequence[Entry]) -> list[Pair]:
    """Each item of both lists once: equal ones first, then the most alike of one kind, then those left alone."""
    found: list[Pair] = []
    for kind in dict.fromkeys(e.kind for e in (*old, *new)):
        found += _pairs([e for e in old if e.kind == kind], [e for e in new if e.kind == kind])
    return found


def _pairs(old: list[Entry], new: list[Entry]) -> list[Pair]:
    found: list[Pair] = []
    left = {e.key: e for e in new}
    by_values: dict[tuple[Any, ...], list[int]] = {}
    for entry in new:
        by_values.setdefault(values_of(entry.kind, entry.data), []).append(entry.key)
    waiting: list[Entry] = []
    for entry in old:
        equal = by_values.get(values_of(entry.kind, entry.data))
        if equal:
            found.append(Pair(entry.key, key := equal.pop(0), "same"))
            del left[key]
        else:
            waiting.append(entry)
    found += _nearest(waiting, list(left.values()))
    return found


def _nearest(old: list[Entry], new: list[Entry]) -> list[Pair]:
    words = {id(e): words_of(e.kind, e.data) for e in (*old, *new)}
    near = sorted(
        (
            (s, -a, -b)
            for a, x in enumerate(old)
            for b, y in enumerate(new)
            if (s := alike(words[id(x)], words[id(y)])) >= _ALIKE
        ),
        reverse=True,
    )
    one: set[int] = set()
    two: set[int] = set()
    found = []
    for _, a, b in near:
        if -a not in one and -b not in two:
            one.add(-a)
            two.add(-b)
            found.append(Pair(old[-a].key, new[-b].key, "changed"))
    found += [Pair(e.key, None, "gone") for n, e in enumerate(old) if n not in one]
    return found + [Pair(None, e.key, "new") for n, e in enumerate(new) if n not in two]


def overlap(parent: Iterable[Entry], child: Iterable[Entry]) -> float:
    """How much of the child's contents, criteria and targets stands word for word in the parent, between 0 and 1."""
    told = ("content", "criterion", "target")
    above = [words_of(e.kind, e.data) for e in parent if e.kind in told]
    own = [words_of(e.kind, e.data) for e in child if e.kind in told]
    shares = [max((len(words & other) / len(words) for other in above), default=0.0) for words in own if words]
    return sum(shares) / len(shares) if shares else 0.0
