"""The third layer: paragraphs become clauses with a level, a parent and a path."""

import re
from dataclasses import dataclass

from thidua.plans.rules.characters import plain, squash
from thidua.plans.rules.lines import Paragraph, paragraphs_of

_HEADING_LENGTH = 160


@dataclass(frozen=True)
class Clause:
    """One clause. level 0 is text without a place in the outline; parent is an index into the outline, -1 for none."""

    index: int
    level: int
    parent: int
    paragraph: Paragraph
    is_heading: bool
    title: str

    @property
    def label(self) -> str:
        return self.paragraph.label

    @property
    def text(self) -> str:
        return self.paragraph.text

    @property
    def folded(self) -> str:
        return self.paragraph.folded


@dataclass(frozen=True)
class Outline:
    """The whole document: its source text, its clauses, and where the closing block (recipients, signer) begins."""

    source: str
    clauses: tuple[Clause, ...]
    closing: int

    def quote(self, clause: Clause, start: int = 0, end: int | None = None) -> tuple[str, int, int]:
        """``clause.text[start:end]`` as (quote, start, end) of the source; the quote is a true substring, spaces squashed."""
        body = clause.paragraph.body
        stop = len(clause.text) if end is None else min(end, len(clause.text))
        last = len(clause.paragraph.span.offsets)
        first = min(body + start, last - 1)
        a, b = clause.paragraph.span.source_range(first, min(max(body + stop, first + 1), last))
        return squash(self.source[a:b]), a, b

    def path(self, clause: Clause) -> list[Clause]:
        """The clause's ancestors, the outermost first, itself last."""
        found = [clause]
        while found[0].parent >= 0:
            found.insert(0, self.clauses[found[0].parent])
        return found

    def address(self, clause: Clause) -> str:
        """How an official cites the clause: ``II.2.a``."""
        parts: list[str] = []
        for above in self.path(clause):
            if above.label and above.paragraph.kind not in ("dash", "plus"):
                if parts and above.label.startswith(f"{parts[-1]}."):
                    parts.pop()
                parts.append(above.label)
        return ".".join(parts)

    def below(self, clause: Clause) -> list[Clause]:
        """Every clause under this one, in order."""
        inside, found = {clause.index}, []
        for other in self.clauses[clause.index + 1 :]:
            if other.parent in inside:
                inside.add(other.index)
                found.append(other)
            elif other.level and other.level <= clause.level:
                break
        return found

    def body(self) -> tuple[Clause, ...]:
        return self.clauses[: self.closing]


def outline_of(source: str) -> Outline:
    """Builds the outline; never fails, whatever the text."""
    paragraphs = paragraphs_of(source)
    clauses: list[Clause] = []
    open_levels: list[tuple[int, str, int]] = []  # level, kind, index
    closing = _closing(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        kind = paragraph.kind if index < closing else ""
        if not kind:
            parent = open_levels[-1][2] if open_levels and index < closing else -1
            clauses.append(Clause(index, 0, parent, paragraph, False, ""))
            continue
        _close(open_levels, kind, paragraph.label)
        level = _level(open_levels, kind, paragraph.label)
        parent = open_levels[-1][2] if open_levels else -1
        open_levels.append((level, kind, index))
        title, is_heading = _title(paragraph)
        clauses.append(Clause(index, level, parent, paragraph, is_heading, title))
    return Outline(source, tuple(clauses), closing)


def _closing(paragraphs: list[Paragraph]) -> int:
    for index in range(len(paragraphs) - 1, -1, -1):
        if re.match(r"n.i nh.n\b", paragraphs[index].span.folded):
            return index
    return next((i + 1 for i, p in reversed(list(enumerate(paragraphs))) if p.text.endswith("./.")), len(paragraphs))


_DEPTH = {"roman": 1, "article": 1, "number": 2, "dotted": 3, "letter": 4, "dash": 8, "plus": 9}


def _close(open_levels: list[tuple[int, str, int]], kind: str, label: str) -> None:
    depth = _DEPTH[kind] + (label.count(".") - 1 if kind == "dotted" else 0) * 0.1
    while open_levels:
        _, other, _ = open_levels[-1]
        if _DEPTH[other] + (0.05 if other == "dotted" else 0) >= depth:
            open_levels.pop()
        else:
            break


def _level(open_levels: list[tuple[int, str, int]], kind: str, label: str) -> int:
    if kind in ("roman", "article"):
        return 1
    if kind == "number":
        return 2 if any(k in ("roman", "article") for _, k, _ in open_levels) else 1
    return open_levels[-1][0] + 1 if open_levels else 1


def _title(paragraph: Paragraph) -> tuple[str, bool]:
    """The heading of a clause: all of a short line, or what stands before the first colon."""
    text = paragraph.text.rstrip(" :;,")
    head, colon, _ = text.partition(":")
    if len(text) <= _HEADING_LENGTH and not text.endswith("."):
        return text, paragraph.kind not in ("dash", "plus")
    if colon and len(head) <= _HEADING_LENGTH and "." not in head:
        return head.strip(), paragraph.kind not in ("dash", "plus")
    if text.endswith(".") and len(text) <= 70 and ";" not in text and "," not in plain(text):
        return text.rstrip("."), paragraph.kind not in ("dash", "plus")
    return text, False
