"""The second layer: wrapped lines become paragraphs; page numbers, rules and table bars go."""

import re
from dataclasses import dataclass

from thidua.plans.rules.characters import Span, plain, span_of
from thidua.plans.rules.repair import Damage, damage_of, repaired

LABEL = re.compile(
    r"^(?P<junk>[a-z'‘|] )?(?:"
    r"(?P<roman>(?=[IVXl1|]*[IVX])[IVXl1|]{1,5})\s?[.\-/)]{1,2}(?=\s*[^\W\d_]|\s*[“\"])"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?\s+(?=\S)"
    r"|(?P<number>\d{1,2})\s?[.)]\s*(?=[^\W\d_]|[“\"(])"
    r"|(?P<letter>[a-zđĐA-H])\)\s*(?=\S)"
    r"|(?P<article>(?:Điều|Dieu|ĐIỀU) \d{1,3})[.:]\s*"
    r"|(?P<dash>[-–—•▪*])\s*(?=[^\W\d_]|[“\"(\d])"
    r"|(?P<plus>[+○])\s*(?=\S)"
    r")"
)
_TERMINAL = (".", ";", ":", "./.", "!", "?", "|")
_ALONE = re.compile(r"^(?:(?:S[oố]|SỐ)\s*[:.]?\s*\d+\s*[/-]|[^,\d]{2,40},\s*ng[aà]y\s)")
_PAGE = re.compile(r"^\s*(?:trang\s+)?-?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*-?\s*$", re.IGNORECASE)
_RULE = re.compile(r"^[\s_\-=*.·|]{3,}$|^\s*$")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its running text, where it stands in the source, and the label it begins with.

    kind: roman, dotted, number, letter, article, dash, plus, or "" for text without a label.
    body: index in ``span.text`` where the words after the label begin.
    """

    span: Span
    kind: str
    label: str
    body: int
    last_line: int

    @property
    def text(self) -> str:
        return self.span.text[self.body :]

    @property
    def folded(self) -> str:
        return self.span.folded[self.body :]


@dataclass(frozen=True)
class Line:
    start: int
    end: int
    text: str


def lines_of(source: str) -> list[Line]:
    """The lines that carry text, stripped; table bars at their ends are left out."""
    found, position = [], 0
    for raw in source.split("\n"):
        text = raw.strip().rstrip("|").rstrip()
        if text and not _PAGE.match(text) and not _RULE.match(text):
            start = position + raw.index(text[0])
            found.append(Line(start, start + len(text), text))
        position += len(raw) + 1
    return found


def _width(lines: list[Line]) -> int:
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(len(lengths) * 0.8)] if lengths else 0


def label_of(text: str) -> re.Match[str] | None:
    """The label at the beginning of a line; a lower-case word after a dash is a broken line, not an item."""
    found = LABEL.match(text)
    if found and found.lastgroup in ("dash", "number"):
        rest = text[found.end() : found.end() + 1]
        if rest.islower() or re.match(r"(?:19|20)\d{2}(?!\d|\s*%)", text[found.end() :]):
            return None
    if found and found["roman"] and "-" in found[0] and not text[found.end() :].lstrip()[:1].isupper():
        return None
    return found


def _starts_paragraph(line: Line, before: Line | None, width: int) -> bool:
    if before is None or label_of(line.text) or _ALONE.match(line.text) or _ALONE.match(before.text):
        return True
    first = line.text.lstrip("“\"'(")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    if before.text.endswith(_TERMINAL) and first.isupper():
        return True
    upper_now, upper_before = _is_upper(line.text), _is_upper(before.text)
    if first.isupper() and plain(line.text).startswith(_OPENERS):
        return True
    if upper_now != upper_before and (upper_now or not before.text.endswith((",", "-"))):
        return True
    return len(before.text) < 0.75 * width and first.isupper() and not _dangling(before.text)


_OPENERS = (
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
    "theo de nghi",
    "theo quyet dinh",
)
_OPEN_WORDS = (
    " cua",
    " va",
    " ve",
    " cho",
    " tai",
    " theo",
    " voi",
    " ngay",
    " tu",
    " den",
    " la",
    " cac",
    " nhung",
    " trong",
    ",",
    " -",
    " boi",
    " uy",
)


def _dangling(text: str) -> bool:
    return plain(text).endswith(_OPEN_WORDS)


def _is_upper(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def paragraphs_of(source: str) -> list[Paragraph]:
    """The paragraphs in order. Reflowing lines or adding page numbers does not change them."""
    lines = lines_of(source)
    width = _width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        if _starts_paragraph(line, before, width):
            groups.append([line])
        else:
            groups[-1].append(line)
    damage = damage_of(source)
    return [_paragraph(source, group, damage) for group in groups]


def _paragraph(source: str, group: list[Line], damage: Damage) -> Paragraph:
    span = span_of(source, group[0].start, group[-1].end)
    if damage is not Damage.NONE:
        span = repaired(span, damage)
    found = label_of(span.text)
    if not found:
        return Paragraph(span, "", "", 0, group[-1].start)
    kind = found.lastgroup or ""
    label = found[kind]
    if kind == "roman":
        label = re.sub(r"[1l|]", "I", label)
    body = found.end()
    while body < len(span.text) and span.text[body] in " -.)":
        body += 1
    return Paragraph(span, kind, label, body, group[-1].start)
