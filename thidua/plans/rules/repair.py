"""Damaged text: words that a poor scan broke are read as the words of the field that they most likely were.

The source is never changed: a repaired span keeps its way back, so that quotes show the damage as it is. The words come
from ``data/words.txt``; the most likely sequence of them is found as Viterbi did (IEEE Trans. Inf. Theory 13, 1967).
"""

import math
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from thidua.kernel.vietnamese import is_syllable
from thidua.plans.rules.characters import Span, plain

_DATA = Path(__file__).resolve().parents[1] / "data" / "words.txt"
_TOKEN = re.compile(r"\S+")
_CORE = re.compile(r"^[^\w&¢€]*(.*?)[^\w&¢€]*$")
_KEPT = re.compile(r"\d.*\d|\d/|/\d|%|^[IVXl1|]*[IVX][IVXl1|]*$|^\d+$")
_ROMAN = re.compile(r"(?=[Il1|]*I)[Il1|]{2,3}")
_LIKELY = {"0": "o", "1": "l", "5": "s", "6": "o", "8": "b", "&": "o", "¢": "o", "|": "l", "!": "i", "@": "a", "€": "e"}
# What a scan takes for what, besides one mark for another: pairs of letters at half the cost of any other change.
_ALIKE = frozenset(
    pair
    for alike in [
        "il",
        "lt",
        "ce",
        "co",
        "eo",
        "ao",
        "ae",
        "dp",
        "db",
        "bh",
        "nh",
        "nu",
        "ru",
        "rn",
        "ty",
        "uy",
        "vy",
        "wu",
        "uw",
        "vu",
        "gq",
        "kx",
        "fd",
        "ft",
        "jl",
    ]
    for pair in (alike, alike[::-1])
)
_CONSONANTS = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])"
_VOWEL = "aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_SPLIT_WORD = re.compile(rf"(?<![^\W\d_]){_CONSONANTS} (?=[{_VOWEL}][^\W\d_]*)(?![oaểế]\b)", re.IGNORECASE)
_PIECES = re.compile(rf"(?<![^\W\d_])([^\W\d_]{{1,5}}) (?=([{_VOWEL}][^\W\d_]{{0,3}})(?![^\W\d_]))", re.IGNORECASE)
_CHANGE = 2.2
_DOUBT = 1.2
_SAMPLE = 8000
_DOUBTFUL, _DAMAGED = 0.02, 0.09
_DAMAGED_UNMARKED = 0.03
_UNMARKED = 0.2
_LONGEST = 300_000


class Damage(Enum):
    """NONE; SPACES: blanks fell into words; MARKS: the letters stand, their marks are lost; LETTERS: a poor scan."""

    NONE = 0
    SPACES = 1
    MARKS = 2
    LETTERS = 3


@dataclass(frozen=True)
class Words:
    """count: word → times; pairs: (word, word) → times; total of words; marked: without marks → words;
    near: the former short of a letter or two → those it may have been."""

    count: dict[str, int]
    pairs: dict[tuple[str, str], int]
    total: int
    marked: dict[str, tuple[str, ...]]
    near: dict[str, tuple[str, ...]]


@cache
def words() -> Words:
    count: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        *key, times = line.split(" ")
        if len(key) == 1:
            count[key[0]] = int(times)
        else:
            pairs[(key[0], key[1])] = int(times)
    marked: dict[str, list[str]] = {}
    for word in count:
        marked.setdefault(plain(word), []).append(word)
    near: dict[str, list[str]] = {}
    for folded in marked:
        for short in _shortened(folded):
            near.setdefault(short, []).append(folded)
    return Words(count, pairs, sum(count.values()), _frozen(marked), _frozen(near))


def _frozen(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(value) for key, value in lists.items()}


def _shortened(word: str) -> set[str]:
    once = {word[:i] + word[i + 1 :] for i in range(len(word))} if len(word) > 1 else set()
    twice = {w[:i] + w[i + 1 :] for w in once for i in range(len(w))} if len(word) > 4 else set()
    return {word} | once | twice


def damage_of(source: str) -> Damage:
    """How the beginning of the text reads: words that no Vietnamese syllable looks like or nobody uses, or hardly a mark."""
    found = re.findall(r"(?<!\S)[^\W\d_]{2,}\S*", source[:_SAMPLE].lower())
    if len(found) < 60 or len(source) > _LONGEST:
        return Damage.NONE
    cores = [re.sub(r"\W+$", "", word) for word in found]
    odd = sum(not _is_word(word) for word in cores)
    unmarked = sum(not word.isascii() for word in cores) < _UNMARKED * len(found)
    if odd > _DAMAGED_UNMARKED * len(found) if unmarked else odd > _DOUBTFUL * len(found) and _is_damaged(cores):
        return Damage.LETTERS
    if unmarked:
        return Damage.MARKS
    return Damage.SPACES if len(_SPLIT_WORD.findall(source[:_SAMPLE])) > 3 else Damage.NONE


def _is_damaged(cores: list[str]) -> bool:
    """Whether too many words are no syllables or, with their marks, none that official Vietnamese has."""
    known = words().count
    wrong = sum(not _is_word(w) or (w.isalpha() and not w.isascii() and w not in known) for w in cores)
    return wrong > _DAMAGED * len(cores)


@lru_cache(maxsize=8192)
def _is_word(word: str) -> bool:
    """A Vietnamese syllable, or something with a digit, a slash or a hyphen, of which nothing can be told."""
    return is_syllable(plain(word)) or re.search(r"[/\d-]", word) is not None


def repaired(span: Span, damage: Damage) -> Span:
    """The span with its broken words mended, letter by letter tied to the place in the source that they came from."""
    if damage is Damage.SPACES:
        return _closed_up(span)
    span = _with_digits(span)
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(span.text)]
    if not tokens:
        return span
    chars: list[str] = []
    offsets: list[int] = []
    for start, end, word in _likeliest(span, tokens, damage):
        if chars:
            chars.append(" ")
            offsets.append(span.offsets[start] - 1 if start else span.offsets[0])
        old = span.text[start:end]
        new = _in_place(old, word) if word else old
        chars.extend(new)
        offsets.extend(
            span.offsets[start + min(i * (end - start) // len(new), end - start - 1)] for i in range(len(new))
        )
        offsets[-1] = span.offsets[end - 1]
    text = "".join(chars)
    return Span(text, plain(text), tuple(offsets))


_NUMBERISH = re.compile(r"(?<![\w/-])(?=[lIO\d]*[02-9])[lIO\d]*[lIO][lIO\d]*(?![\w/-])")
_AS_DIGITS = str.maketrans("lIO", "110")


def _with_digits(span: Span) -> Span:
    """``l00``, ``2O27``: letters that a scan puts for the digits they look like, where a digit stands beside them."""
    if not _NUMBERISH.search(span.text):
        return span
    text = _NUMBERISH.sub(lambda m: m[0].translate(_AS_DIGITS), span.text)
    return Span(text, plain(text), span.offsets)


def _closed_up(span: Span) -> Span:
    """Without the blanks that fell into words: after lone consonants, and before an ending that is no word itself."""
    count, marked = words().count, words().marked
    gone = {m.end() - 1 for m in _SPLIT_WORD.finditer(span.text)}
    for found in _PIECES.finditer(span.text):
        first, second = found[1].lower(), found[2].lower()
        if second not in count and first + second in count and (plain(second) not in marked or first not in count):
            gone.add(found.start(2) - 1)
    if not gone:
        return span
    kept = [n for n in range(len(span.text)) if n not in gone]
    text = "".join(span.text[n] for n in kept)
    return Span(text, plain(text), tuple(span.offsets[n] for n in kept))


def _in_place(old: str, word: str) -> str:
    """The word with the capitals and the marks around the core of the old one."""
    start, end = _core(old)
    inner = old[start:end]
    letters = [c for c in inner if c.isalpha()]
    if word.isupper() and len(word) > 1:
        return old[:start] + word + old[end:]
    if len(letters) > 1 and sum(c.isupper() for c in letters) > 0.6 * len(letters):
        word = word.upper()
    elif inner[:1].isupper():
        word = word.capitalize()
    return old[:start] + word + old[end:]


def _core(token: str) -> tuple[int, int]:
    """Where the letters of a token begin and end, without the marks around them."""
    found = _CORE.match(token)
    return found.span(1) if found else (0, 0)


@dataclass(frozen=True)
class _State:
    """A way to read the text up to a token: its score, the last word, and the tokens as (start, end, word or "")."""

    score: float
    last: str
    path: "tuple[tuple[int, int, str], _State] | None"


def _likeliest(span: Span, tokens: list[tuple[int, int]], damage: Damage) -> list[tuple[int, int, str]]:
    states: list[dict[str, _State]] = [{} for _ in range(len(tokens) + 1)]
    states[0] = {"": _State(0.0, "", None)}
    for index, (start, end) in enumerate(tokens):
        options = [(1, word, cost) for word, cost in _readings(span.text[start:end], damage)]
        if index + 1 < len(tokens) and damage is Damage.LETTERS:
            options += [(2, word, cost) for word, cost in _joined(span.text, tokens[index], tokens[index + 1])]
        for taken, word, cost in options:
            after = states[index + taken]
            stretch = (start, tokens[index + taken - 1][1], word)
            for state in states[index].values():
                score = state.score + _chance(state.last, word) - _CHANGE * cost
                best = after.get(word)
                if best is None or score > best.score:
                    after[word] = _State(score, word, (stretch, state))
    at: _State = max(states[-1].values(), key=lambda s: s.score)
    found = []
    while at.path is not None:
        found.append(at.path[0])
        at = at.path[1]
    return found[::-1]


def _chance(before: str, word: str) -> float:
    """The logarithm of a word's chance after another; a token left as it is stands for a rare word."""
    known = words()
    if not word:
        return math.log(0.5 / known.total)
    alone = (known.count.get(word, 0) + 0.5) / known.total
    after = known.pairs.get((before, word), 0) / known.count[before] if before in known.count else 0.0
    return math.log(0.3 * alone + 0.7 * after)


@lru_cache(maxsize=16384)
def _readings(token: str, damage: Damage) -> tuple[tuple[str, float], ...]:
    """What a token may have been: (word, cost); ("", cost) for leaving it alone."""
    start, end = _core(token)
    inner = token[start:end]
    if len(inner) == 1 and token[end : end + 1] == ")":
        return (("", 0.0),)
    if _ROMAN.fullmatch(inner):
        return ((inner.replace("1", "I").replace("l", "I").replace("|", "I"), 0.0),)
    if (
        not inner
        or _KEPT.search(inner)
        or (inner.isalpha() and inner.isupper() and len(inner) < 6 and not is_syllable(plain(inner)))
    ):
        return (("", 0.0),)
    folded, known = plain(inner), words()
    if inner.lower() in known.count and not inner.isascii():
        return ((inner.lower(), 0.0),)
    exact = [(word, 0.0) for word in known.marked.get(folded, ())]
    if damage is Damage.MARKS:
        return tuple(exact or [("", 0.0)])
    if exact:
        others = [(word, cost + _DOUBT) for word, cost in _near(folded) if 0 < cost <= 1]
        return (*exact, *others[:20])
    alone = 0.5 if is_syllable(folded) else 1.5 if len(folded) > 2 else 0.8
    return (*_near(_letters(folded))[:30], ("", alone))


def _letters(folded: str) -> str:
    return "".join(_LIKELY.get(c, c) for c in folded if c.isalnum() or c in _LIKELY)


def _near(folded: str) -> list[tuple[str, float]]:
    known = words()
    candidates = {word for short in _shortened(folded) for word in known.near.get(short, ())}
    limit = 1.0 if len(folded) < 4 else 2.0
    costs = sorted((cost, word) for word in candidates if (cost := _distance(folded, word)) <= limit)
    return [(marked, cost) for cost, word in costs[:12] for marked in known.marked[word]]


def _joined(text: str, first: tuple[int, int], second: tuple[int, int]) -> list[tuple[str, float]]:
    """One word that a blank fell into."""
    a, b = text[first[0] : first[1]], text[second[0] : second[1]]
    if not (a.isalpha() and b[:1].isalpha() and b[:1].islower()) or len(a) + len(b) > 9:
        return []
    marked = words().marked
    if plain(a) in marked and plain(re.sub(r"\W+$", "", b)) in marked:
        return []
    return [(word, 0.3) for word in marked.get(_letters(plain(a + b)), ())]


@lru_cache(maxsize=65536)
def _distance(a: str, b: str) -> float:
    """Edits from one word to the other; letters that scans take for each other cost half."""
    row = [float(i) for i in range(len(b) + 1)]
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], float(i)
        for j, y in enumerate(b, 1):
            change = 0.0 if x == y else 0.5 if x + y in _ALIKE else 1.0
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + change)
    return row[-1]
