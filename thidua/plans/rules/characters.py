"""The first layer: one Unicode form, no stray marks, and the way back to the source.

The source is the text in NFC with Unix line ends; every offset and every quote of the reading refers to it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"  # for character classes
_DASHES = dict.fromkeys(map(ord, "–—−‐‑"), "-")
_ONE_FORM = _DASHES | {ord("Ð"): "Đ", ord("ð"): "đ"}  # the Icelandic letters, which some keyboards give
_ONE_FORM |= {ord("‘"): "'", ord("’"): "'", ord("″"): '"', ord("„"): "“", ord("«"): "“", ord("»"): "”"}


_WORD = re.compile(r"(?<=\S)[ ]*\t[ \t]*(?=\S)|\S+")  # a tab inside a line parts two cells
_SOLID = re.compile(r"\S+")
_MARK = re.compile(r"[\u0300-\u036f]")


def source_of(text: str) -> str:
    """NFC, Unix line ends, no control characters but line ends and tabs."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b-\u200f\u00ad]", "", text)


@cache
def _plain(char: str) -> str:
    if char in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


class _FoldTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = _plain(chr(code))
        return self[code]


_FOLD = _FoldTable()


def plain(text: str) -> str:
    """Folds character by character: lower case, no marks, the same length as ``text``."""
    return text.translate(_FOLD)


@dataclass(frozen=True)
class Span:
    """A stretch of running text with its way back: ``offsets[i]`` is where ``text[i]`` stands in the source."""

    text: str
    folded: str
    offsets: tuple[int, ...]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        return self.offsets[start], self.offsets[end - 1] + 1


def span_of(source: str, start: int, end: int) -> Span:
    """``source[start:end]`` with runs of white space as one space, dashes alike and stray combining marks left out."""
    return joined_span(source, [(start, end)])


def joined_span(source: str, stretches: Sequence[tuple[int, int]]) -> Span:
    """As ``span_of``, of several stretches of the source with a space between them."""
    parts: list[str] = []
    offsets: list[int] = []
    for first, last in stretches:
        plainly = _MARK.search(source, first, last) is None and source.find("\t", first, last) < 0
        for found in (_SOLID if plainly else _WORD).finditer(source, first, last):
            word, (start, end) = found[0], found.span()
            if plainly:
                places: Sequence[int] = range(start, end)
            else:
                word, places = _without_marks(source, word, start, end)
                if not places:
                    continue
            if parts:
                parts.append(" ")
                offsets.append(start - 1)
            parts.append(word)
            offsets.extend(places)
    text = "".join(parts).translate(_ONE_FORM)
    return Span(text, plain(text), tuple(offsets))


def _without_marks(source: str, word: str, start: int, end: int) -> tuple[str, list[int]]:
    """A word without stray combining marks and where its letters stand; a tab is the bar between two cells."""
    if "\t" in word:
        return "|", [start]
    places = [n for n in range(start, end) if not unicodedata.combining(source[n])]
    return "".join(source[n] for n in places), places


def cells_span(source: str, cells: Sequence[Sequence[tuple[int, int]]]) -> Span:
    """As ``joined_span``, with a bar between the cells; the bars stand where the cell before them ends."""
    spans = [joined_span(source, stretches) for stretches in cells]
    text = " | ".join(span.text for span in spans)
    offsets = list(spans[0].offsets)
    for span in spans[1:]:
        offsets += [offsets[-1] if offsets else 0] * 3
        offsets += span.offsets
    return Span(text, plain(text), tuple(offsets))


def squash(text: str) -> str:
    """Runs of white space as one space; how a quote is shown and compared."""
    return re.sub(r"\s+", " ", text).strip()
