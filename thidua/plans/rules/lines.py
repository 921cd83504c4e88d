"""The second layer: wrapped lines become paragraphs; page numbers, rules and table bars go."""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from thidua.plans.rules.bodies import names_body
from thidua.plans.rules.characters import UPPER, Span, cells_span, joined_span, plain
from thidua.plans.rules.columns import Line, in_columns
from thidua.plans.rules.flat import with_tables
from thidua.plans.rules.phrases.bodies import DUTY_VERBS
from thidua.plans.rules.phrases.documents import PREAMBLE
from thidua.plans.rules.repair import Damage, repaired

LABEL = re.compile(
    r"^(?P<junk>[a-z'‘|] )?(?:"
    r"(?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương|PHAN|Phan|CHUONG|Chuong)(?: thứ| THỨ)? (?:[IVX]{1,5}|\d{1,2}|[Nn]h[ấa]t|NH[ẤA]T|[Hh]ai|HAI|[Bb]a|BA|[Bb]ốn|BỐN)\b)[.:]?\s*-?\s*"
    r"|(?P<roman>(?=[IVXl1|]*[IVX])[IVXl1|]{1,5})(?:\s?[.\-)]{1,2}|/(?=\s))(?=\s*[^\W\d_]|\s*[“\"])"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]?\s+(?=\S)|\s?[-–]\s*(?=[^\W\d_]))"
    r"|(?P<number>\d{1,2})(?:\s?[.)]\s*|\s?[-/]\s+)(?=[^\W\d_]|[“\"(])"
    r"|(?P<small>[ivx]{2,4})\)\s*(?=\S)"
    rf"|(?P<letter>[a-zđĐA-H])(?:\)\s*(?=\S)|(?<=[a-zđ])[.-]\s+(?=[{UPPER}]))"
    rf"|(?P<capital>[A-HĐ])(?:\.|\s?-)\s+(?=[{UPPER}])"
    r"|(?P<article>(?:Điều|Dieu|ĐIỀU) \d{1,3})[.:]\s*"
    r"|(?P<star>\*)\s*(?=[^\W\d_]|[“\"(\d])"
    r"|(?P<dash>[-–—•▪])\s*(?=[^\W\d_]|[“\"(\d])"
    r"|(?P<plus>[+○])\s*(?=\S)"
    r")"
)
_TERMINAL = (".", ";", ":", "./.", "!", "?", "|")
_ALONE = re.compile(r"^(?:(?:S[oố]|SỐ)\s*[:.]?\s*\d+\s*[/-]|[^,\d]{2,40},\s*ng[aà]y\s)")
_PAGE = re.compile(r"^\W*(?:trang\s+)?-?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\W*$", re.IGNORECASE)
_RULE = re.compile(r"^[\s_\-=*.·|]{3,}$|^\s*$")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its running text, where it stands in the source, and the label it begins with.

    kind: part, capital, roman, article, number, dotted, letter, star, dash, plus, or "" for text without a label.
    body: index in ``span.text`` where the words after the label begin.
    """

    span: Span
    kind: str
    label: str
    body: int
    last_line: int
    zone: str = "body"

    @cached_property
    def text(self) -> str:
        return self.span.text[self.body :]

    @cached_property
    def folded(self) -> str:
        return self.span.folded[self.body :]


def lines_of(source: str) -> list[Line]:
    """The lines that carry text, stripped; table bars at their ends and page numbers are left out."""
    found: list[Line] = []
    position, raws = 0, source.split("\n")
    for number, raw in enumerate(raws):
        text = raw.strip().rstrip("|").rstrip()
        if text and not (_PAGE.match(text) and _is_apart(raws, number)):
            indent = raw.index(text[0])
            found.append(Line(position + indent, position + indent + len(text), text, indent))
        position += len(raw) + 1
    lines = with_tables(found, source)
    return [line for line in lines if line.cells or not (_PAGE.match(line.text) or _RULE.match(line.text))]


def _is_apart(raws: list[str], number: int) -> bool:
    """Whether blank lines stand around a line: then a number there counts pages, not rows of a table."""
    return not any(raw.strip() for raw in raws[max(0, number - 1) : number] + raws[number + 1 : number + 2])


@dataclass(frozen=True)
class Measure:
    """room: how long a line with the next word may get, in letters, before a break stops to look deliberate."""

    room: float

    def has_room(self, line: str, following: str) -> bool:
        """Whether the first word of the following line would have fitted on this one: then the break was meant."""
        return _with_next(line, following) < self.room


def _with_next(line: str, following: str) -> int:
    return len(line) + 1 + len(following.split(" ", 1)[0])


def measure_of(lines: list[Line]) -> Measure:
    """Learned from the breaks that are surely none: before a word in lower case."""
    body = [line.text for line in lines if line.zone == "body" and not line.cells]
    joins = sum(b[:1].islower() for _, b in pairwise(body))
    if joins < 0.04 * len(body):
        return Measure(float("inf"))
    broken = sorted(_with_next(a, b) for a, b in pairwise(body) if b[:1].islower())
    lengths = sorted(map(len, body))
    usual = 0.75 * lengths[int(len(lengths) * 0.8)] if lengths else 0
    return Measure(max(broken[len(broken) // 10], usual) if len(broken) >= 8 else usual)


def label_of(text: str) -> re.Match[str] | None:
    """The label at the beginning of a line; a lower-case word after a dash is a broken line, not an item."""
    found = LABEL.match(text)
    if not found:
        return None
    rest = text[found.end() :]
    if found.lastgroup in ("dash", "number", "star") and (
        (rest[:1].islower() and not re.match(r"l\d", rest)) or re.match(r"(?:19|20)\d{2}(?!\d|\s*%)", rest)
    ):
        return None
    if found["roman"] and ("-" in found[0] or found["junk"]) and not rest.lstrip()[:1].isupper():
        return None
    return found


def _starts_paragraph(line: Line, before: Line | None, measure: Measure, lines: int) -> bool:
    """lines: how many the paragraph has so far; running text of several ends at a full stop, not where room is left."""
    if before is None or line.zone != before.zone or line.cells or before.cells:
        return True
    if (alone := LABEL.match(before.text)) and alone["part"] and alone.end() == len(before.text):
        return False
    if label_of(line.text):
        return True
    if (
        _in_table(line.text)
        or _in_table(before.text)
        or line.zone == "head"
        or _ALONE.match(line.text)
        or _ALONE.match(before.text)
    ):
        return True
    if line.zone == "foot":
        return (
            before.text.endswith((";", ".", ",", ":")) or not before.text.startswith(("-", "+")) or _is_upper(line.text)
        )
    first = line.text.lstrip("“\"'(")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    if before.text.endswith(_TERMINAL) and first.isupper():
        return True
    if first.isupper() and plain(line.text).startswith(DUTY_VERBS) and _agency_heading(before.text):
        return True
    upper_now, upper_before = _is_upper(line.text), _is_upper(before.text)
    if first.isupper() and plain(line.text).startswith(_OPENERS):
        return True
    if upper_now != upper_before and (upper_now or not before.text.endswith((",", "-"))):
        return True
    if first.isdigit() and not label_of(before.text):
        return False
    if lines > 1 and not plain(line.text).startswith(PREAMBLE):
        return False
    return measure.has_room(before.text, line.text) and not _dangling(before.text, line.text)


def _agency_heading(text: str) -> bool:
    """``4. Các đơn vị trực thuộc``: a numbered line that is a name and nothing more."""
    label = label_of(text)
    if not label or label.lastgroup not in ("number", "dotted", "letter") or text.endswith(("-", ",", ":")):
        return False
    words = text[label.end() :]
    return names_body(words, plain(words)) and not _DOES.search(plain(words))


_DOES = re.compile(r"\s(?:" + "|".join(DUTY_VERBS) + r")\b")


def _in_table(text: str) -> bool:
    return " | " in text or "\t" in text


_OPENERS = (
    "kinh gui",
    "can cu luat",
    "can cu nghi",
    "can cu quyet",
    "can cu ke",
    "can cu thong",
    "can cu chi",
    "can cu cong",
    "thuc hien quyet dinh",
    "thuc hien ke hoach",
    "thuc hien nghi quyet",
    "thuc hien chi thi",
    "thuc hien cong van",
    "thuc hien chuong trinh so",
    "thuc hien ket luan so",
    "trien khai ke hoach so",
    "trien khai quyet dinh so",
    "trien khai nghi quyet so",
    "trien khai chuong trinh so",
    "trien khai cong van so",
    "huong ung ke hoach so",
    "theo de nghi",
    "theo quyet dinh",
)
_OPEN_WORDS = (
    " của",
    " và",
    " về",
    " cho",
    " tại",
    " theo",
    " với",
    " ngày",
    " từ",
    " đến",
    " là",
    " các",
    " những",
    " trong",
    " bởi",
    ",",
    "-",
)
_OPEN_PLAIN = tuple(map(plain, _OPEN_WORDS))


def _dangling(text: str, following: str) -> bool:
    """Whether the line stops at a word that nothing ends with; marks count where the text has any."""
    if plain(following[:4]) == "ban " and plain(text).endswith(" uy"):
        return True
    return plain(text).endswith(_OPEN_PLAIN) if text.isascii() else text.lower().endswith(_OPEN_WORDS)


def _is_upper(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def paragraphs_of(source: str, damage: Damage) -> list[Paragraph]:
    """The paragraphs in order. Reflowing lines or adding page numbers does not change them."""
    lines = in_columns(lines_of(source))
    measure = measure_of(lines)
    groups: list[list[Line]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        if _starts_paragraph(line, before, measure, len(groups[-1]) if groups else 0):
            groups.append([line])
        else:
            groups[-1].append(line)
    return _small_romans([_paragraph(source, group, damage) for group in groups])


def _small_romans(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """An ``i)`` that an ``ii)`` follows is no letter; neither is the ``v)`` after ``iv)``."""
    labels = [(n, p) for n, p in enumerate(paragraphs) if p.kind in ("letter", "small")]
    for (n, one), (_, two) in pairwise(labels):
        if one.label == "i" and two.label == "ii":
            paragraphs[n] = replace(one, kind="small")
    for (_, one), (n, two) in pairwise(labels):
        if one.label == "iv" and two.label == "v":
            paragraphs[n] = replace(two, kind="small")
    return paragraphs


def _paragraph(source: str, group: list[Line], damage: Damage) -> Paragraph:
    if group[0].cells:
        span = cells_span(source, group[0].cells)
    else:
        span = joined_span(source, [(line.start, line.end) for line in group])
    if damage is not Damage.NONE:
        span = repaired(span, damage)
    found = label_of(span.text)
    if not found:
        return Paragraph(span, "", "", 0, group[-1].start, group[0].zone)
    kind = found.lastgroup or ""
    label = found[kind]
    if kind == "roman":
        label = re.sub(r"[1l|]", "I", label)
    body = found.end()
    while body < len(span.text) and span.text[body] in " -.)":
        body += 1
    return Paragraph(span, kind, label, body, group[-1].start, group[0].zone)
