"""What the reader proposes: facts with their quote and the address of their clause."""

import re
from dataclasses import dataclass, field
from typing import Any

from thidua.plans.rules.outline import Clause, Outline


@dataclass(frozen=True)
class Fact:
    """kind: see ``KINDS``; data: the values of the kind; quote: a true substring of the source, spaces squashed;
    start, end: its place in the source; clause: its address, such as ``II.2.a``; confidence: between 0 and 1."""

    kind: str
    data: dict[str, Any] = field(hash=False)
    quote: str
    start: int
    end: int
    clause: str
    confidence: float = 0.0


KINDS = (
    "header",
    "legal_basis",
    "section",
    "content",
    "addressee",
    "criterion",
    "target",
    "priority_field",
    "phase",
    "deadline",
    "report_regime",
    "award_form",
    "award_standard",
    "quota",
    "dossier_part",
    "route_step",
    "responsibility",
    "recipient",
)


def fact(
    outline: Outline, clause: Clause, kind: str, data: dict[str, Any], start: int = 0, end: int | None = None
) -> Fact:
    text = clause.text
    if end is not None:
        while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    quote, a, b = outline.quote(clause, start, end)
    return Fact(kind, data, quote, a, b, outline.address(clause))


_SHORTENED = re.compile(r"(?:^|[\s(])(?:[A-ZĐ]{1,4}|Tp|TP|tr|đ|v\.v)$")
_SENTENCE = {marks: re.compile(rf"[{re.escape(marks)}](?=\s|$)") for marks in (".;", ".")}


def segments(clause: Clause, marks: str = ".;") -> list[tuple[int, int]]:
    """The sentences of a clause as (start, end) in its text; a full stop inside a number or an abbreviation does not end one."""
    text, found, start = clause.text, [], 0
    for match in _SENTENCE[marks].finditer(text):
        at, end = match.span()
        if text[at] == "." and _SHORTENED.search(text, max(at - 7, 0), at):
            continue
        if text[start:end].strip():
            found.append((start, end))
        start = end
    if text[start:].strip():
        found.append((start, len(text)))
    return found


def section_is(outline: Outline, clause: Clause, words: tuple[str, ...]) -> bool:
    """Whether the clause or one of its ancestors has a heading with one of the words."""
    return any(word in above.head for above in outline.path(clause) if above.head for word in words)


def heads_of(outline: Outline, clause: Clause) -> list[str]:
    """The folded headings above a clause, its own included."""
    return [heading_words(c) for c in chapters(outline.path(clause))]


def chapters(path: list[Clause]) -> list[Clause]:
    """A path without the part (``Phần thứ hai``) that only groups chapters (``I``, ``A``)."""
    grouped = len(path) > 1 and path[0].paragraph.kind == "part" and path[1].paragraph.kind in ("roman", "capital")
    return path[1:] if grouped else path


def on_awards(outline: Outline, clause: Clause) -> bool:
    """Whether the clause stands in a part on awards; of a document on awards every part is one."""
    return section_is(outline, clause, ("khen thuong",)) or (
        bool(outline.rewards) and section_is(outline, clause, ("hinh thuc", "so luong", "bang khen", "giay khen"))
    )


def heading_words(clause: Clause) -> str:
    """The folded heading of a clause, without what follows its colon."""
    return clause.head.split(":")[0]
