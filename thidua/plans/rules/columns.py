"""The head of a page and its foot stand in two columns; here they are told apart and put one after the other."""

import re
from dataclasses import dataclass
from itertools import pairwise

from thidua.plans.rules.characters import UPPER, plain
from thidua.plans.rules.phrases.documents import CAPACITY_MARKS, DOC_TYPES, PREAMBLE

_GAP = re.compile(r"(?<!ngày)(?<!ngay)(?<!ngày )(?<!:)\s{3,}(?!th.ng)|\t+|\s+\|\s+")
_HEAD_LINES = 14
_FOOT_LINES = 30
_SEARCHED = 150
_RUN_ON = re.compile(r"[:;]\s+(?=-\s)")
_SIGNED_ON = re.compile(
    rf"([{UPPER}]{{2,4}}\.?[{UPPER} ]+?)\s*(?=(?:KT|CHỦ T|PHÓ|GIÁM|TRƯỞNG|BÍ|HIỆU|TỔNG))((?:KT\.? )?[{UPPER} ]+?)?((?:PHÓ )[{UPPER} ]+?)?"
    rf"\s+([{UPPER}][{UPPER.lower()}].*)$"
)
_FAR = 24
_FOOT = re.compile(r"^\W*n.i nh.n\b")
_MOTTO = re.compile(r"\s+(?=C.NG H.{1,3}A X. H.I CH.\b|[ĐD].NG C.NG S.N VI.T NAM\b|[ĐD].c l.p\s*[-–—])")
_HEAD = re.compile(r"c.ng h.a x. h.i|d.c l.p\s*[-–—]|d.ng c.ng s.n|^s.\s*[:.]?\s*\d+|,\s*ng.y\b")
_NUMBER_DATE = re.compile(rf"(?<=[A-ZĐ])\s+(?:\W\s+)?(?=[{UPPER}][\w ]{{1,30}},\s*ng.y\b)")
_OFFICE = re.compile(rf"\s+(?=(?:{CAPACITY_MARKS})[{UPPER} .]*$)")


@dataclass(frozen=True)
class Line:
    """A line that carries text, or one column of it. zone: head, body or foot.

    cells: of a row of a table that was put together from several lines, the stretches of the source of each cell.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    zone: str = "body"
    cells: tuple[tuple[tuple[int, int], ...], ...] = ()


def in_columns(lines: list[Line]) -> list[Line]:
    """The lines with the columns of head and foot one after the other; the body as it stands.

    What a web page shows before the head of the document is left out.
    """
    start, head = _head(lines)
    feet = [n for n, line in enumerate(lines) if n >= head and _FOOT.match(plain(line.text))]
    found = _untangle(lines[start:head], "head")
    at = head
    for foot in feet:
        if foot < at:
            continue
        end = _foot_end(lines, foot)
        found += lines[at:foot] + _untangle([part for line in lines[foot:end] for part in _run_on(line)], "foot")
        at = end
    return found + lines[at:]


def _head(lines: list[Line]) -> tuple[int, int]:
    """Where the head begins and ends: before the line that names the kind of document, or the first that addresses.

    Without the motto of the State or the Party, or a number, there is no head.
    """
    for n, line in enumerate(lines[:_SEARCHED]):
        folded = plain(line.text).strip(" :")
        names = folded in DOC_TYPES and (line.text.isupper() or n < _HEAD_LINES)
        if not names and not (n < _HEAD_LINES and folded.startswith(("kinh gui", *PREAMBLE))):
            continue
        marked = [m for m in range(max(0, n - _HEAD_LINES), n) if _HEAD.search(plain(lines[m].text))]
        if marked:
            start = marked[0]
            while start and start > marked[0] - 4 and lines[start - 1].text.isupper():
                start -= 1
            return (start if start > 3 else 0), n
        if not names:
            return 0, 0
    return 0, 0


def _run_on(line: Line) -> list[Line]:
    """A foot that lost its line ends: the recipients between dashes, the office in capitals, the name after it."""
    cuts = [m.end() for m in _RUN_ON.finditer(line.text)]
    if len(cuts) < 2:
        return [line]
    bar = line.text.find(" | ")
    if bar >= 0:
        cuts = [c for c in cuts if c < bar] + [bar + 3]
        signed = _SIGNED_ON.match(line.text, bar + 3)
        cuts += [signed.start(group) for group in range(2, 5) if signed and signed[group]]
    places = [0, *sorted(set(cuts)), len(line.text)]
    return [_part(line, a, b, "foot") for a, b in pairwise(places) if line.text[a:b].strip(" |")]


def _foot_end(lines: list[Line], start: int) -> int:
    for n in range(start + 1, min(start + _FOOT_LINES, len(lines))):
        folded = plain(lines[n].text).strip(" :")
        if folded in DOC_TYPES or folded.startswith("phu luc"):
            return n
    return min(start + _FOOT_LINES, len(lines))


def _untangle(lines: list[Line], zone: str) -> list[Line]:
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        cut = _cut(line, zone)
        if cut is None:
            side = right if line.indent >= _FAR else left
            side.append(Line(line.start, line.end, line.text, line.indent, zone))
            continue
        before, after = cut
        left.append(_part(line, 0, before, zone))
        right.append(_part(line, after, len(line.text), zone))
    return left + right


def _cut(line: Line, zone: str) -> tuple[int, int] | None:
    patterns: tuple[re.Pattern[str], ...] = (_GAP, _MOTTO, _NUMBER_DATE)
    if zone == "foot":
        patterns = (_GAP, _OFFICE) if _FOOT.match(plain(line.text)) or line.text.startswith("-") else (_GAP,)
    for pattern in patterns:
        if found := pattern.search(line.text):
            return found.span()
    return None


def _part(line: Line, start: int, end: int, zone: str) -> Line:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip(" |"))
    text = text.strip(" |")
    return Line(line.start + start, line.start + start + max(len(text), 1), text, line.indent, zone)
