"""The third layer: paragraphs become clauses with a level, a parent and a path."""

import re
from dataclasses import dataclass
from functools import cached_property

from thidua.plans.rules.characters import plain, squash
from thidua.plans.rules.lines import Paragraph, paragraphs_of
from thidua.plans.rules.phrases.documents import DOC_TYPES
from thidua.plans.rules.repair import Damage, damage_of

_HEADING_LENGTH = 160
_ISSUED = re.compile(r",\s*ng.y\s*\d{0,2}[\s.…_]*th.ng\s*\d{0,2}[\s.…_]*n.m\s*(20\d{2})")
_ON_AWARDS = re.compile(
    r"(?:v/v |ve viec |ve )?(?:huong dan )?(?:viec |cong tac )?(?:xet,? |de nghi |xet tang )?khen thuong\b"
)
ITEMS = ("dash", "plus", "star")


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

    @cached_property
    def text(self) -> str:
        return self.paragraph.text

    @cached_property
    def folded(self) -> str:
        return self.paragraph.folded

    @cached_property
    def head(self) -> str:
        """The folded beginning of a heading or of a short labelled clause; empty for running text."""
        return self.folded[:200] if self.is_heading or (self.level > 0 and len(self.text) < 120) else ""


@dataclass(frozen=True)
class Outline:
    """The whole document: its source text and its clauses.

    feet: the signature blocks (recipients, signer) as ranges of clauses; annex: where the annexes begin.
    """

    source: str
    clauses: tuple[Clause, ...]
    feet: tuple[tuple[int, int], ...]
    annex: int
    damage: Damage = Damage.NONE

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
        return self._paths[clause.index]

    @cached_property
    def _paths(self) -> list[list[Clause]]:
        found: list[list[Clause]] = []
        for clause in self.clauses:
            found.append([*(found[clause.parent] if clause.parent >= 0 else ()), clause])
        return found

    def address(self, clause: Clause) -> str:
        """How an official cites the clause: ``II.2.a``."""
        parts: list[str] = []
        for above in self.path(clause):
            if above.label and above.paragraph.kind not in ITEMS:
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

    @cached_property
    def year(self) -> int:
        """The year in which the document says it was issued; 0 when it does not."""
        dated = (_ISSUED.search(c.paragraph.span.folded) for c in self.clauses[:25])
        return next((int(found[1]) for found in dated if found), 0)

    @cached_property
    def is_letter(self) -> bool:
        """Whether this is an official letter (*công văn*): addressed to somebody, its subject after ``V/v``."""
        head = [c.paragraph.span.folded for c in self.clauses[:25]]
        return any(h.startswith(("v/v", "vv ")) for h in head) and any(h.startswith("kinh gui") for h in head)

    @cached_property
    def rewards(self) -> str:
        """The folded title of a document that is on awards as a whole; empty for any other."""
        head = [c.paragraph.span.folded for c in self.clauses[:25] if not c.level]
        return next((text for text in head if _ON_AWARDS.match(text)), "")

    def body(self) -> tuple[Clause, ...]:
        """Every clause outside of signature blocks and annexes."""
        return self._body

    @cached_property
    def _body(self) -> tuple[Clause, ...]:
        return tuple(c for c in self.clauses[: self.annex] if not any(a <= c.index < b for a, b in self.feet))

    def foot(self) -> tuple[Clause, ...]:
        """The first signature block: the document's own, before anything attached."""
        if not self.feet:
            return ()
        start, end = self.feet[0]
        return self.clauses[start:end]


def outline_of(source: str) -> Outline:
    """Builds the outline; never fails, whatever the text."""
    damage = damage_of(source)
    paragraphs = paragraphs_of(source, damage)
    feet, annex = _feet(paragraphs)
    depth = _depths(paragraphs)
    begun = _begun(paragraphs)
    clauses: list[Clause] = []
    open_levels: list[tuple[int, float, int]] = []  # level, depth, index
    for index, paragraph in enumerate(paragraphs):
        outside = paragraph.zone != "body" or any(a <= index < b for a, b in feet)
        kind = paragraph.kind
        if not kind and index >= begun and not outside and _is_bare_heading(paragraph):
            kind = "title"
        if not kind and not outside and _leads(paragraphs, index):
            kind = "lead"
        if not kind or outside:
            parent = open_levels[-1][2] if open_levels and not outside else -1
            clauses.append(Clause(index, 0, parent, paragraph, False, ""))
            continue
        deep = depth[kind] + (0.1 * (paragraph.label.count(".") - 1) if kind == "dotted" else 0)
        while open_levels and open_levels[-1][1] >= deep - 0.01:
            open_levels.pop()
        level = open_levels[-1][0] + 1 if open_levels else 1
        parent = open_levels[-1][2] if open_levels else -1
        open_levels.append((level, deep, index))
        title, is_heading = (paragraph.text.strip(" :."), True) if kind in _BARE else _title(paragraph)
        clauses.append(Clause(index, level, parent, paragraph, is_heading, title))
    return Outline(source, tuple(clauses), feet, annex, damage)


_ATTACHED = re.compile(r"(?:ke hoach|phu luc\b.*|chuong trinh|de an|quy che|huong dan)$")
_SIGNED = re.compile(
    r"^(?:tm\.|kt\.|t/m|k/t|tl\.|tuq\.|(?:pho )?(?:chu tich|giam doc|tong giam doc|hieu truong|truong ban|bi thu|cuc truong|chinh uy|chi huy truong|tu lenh))"
    r"[^a-z]*(?:[a-z ]{0,40})$"
)


def _feet(paragraphs: list[Paragraph]) -> tuple[tuple[tuple[int, int], ...], int]:
    """(signature blocks, beginning of the annexes). Without ``Nơi nhận`` the block begins after the last ``./.``."""
    found: list[tuple[int, int]] = []
    annex = len(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        if found and index < found[-1][1]:
            continue
        if re.match(r"\W*n.i nh.n\b", paragraph.span.folded):
            start = index
            signed = [n for n in range(max(0, index - 6), index) if _SIGNED.match(paragraphs[n].span.folded)]
            start = min(signed, default=index)
            end = next((n for n in range(index + 1, len(paragraphs)) if _is_attached(paragraphs[n])), len(paragraphs))
            found.append((start, end))
    annex = next((n for n in range(len(paragraphs)) if n > 8 and _is_annex(paragraphs[n])), annex)
    if not found:
        ends = [n + 1 for n, p in enumerate(paragraphs) if p.text.endswith("./.")]
        if ends:
            found.append((ends[-1], max(annex, ends[-1])))
    return tuple(found), annex


def _is_attached(paragraph: Paragraph) -> bool:
    """Whether another document begins here: a line in capitals that names its kind."""
    return paragraph.span.text.isupper() and bool(_ATTACHED.match(paragraph.span.folded.strip(" :")))


def _is_annex(paragraph: Paragraph) -> bool:
    return paragraph.span.folded.startswith("phu luc") and paragraph.span.text[:7].isupper()


_DEPTH = {"part": 0.2, "capital": 0.6, "title": 1, "roman": 1, "article": 1, "number": 2, "dotted": 3, "letter": 4}
_DEPTH |= {"small": 5, "lead": 6, "star": 7, "dash": 8, "plus": 9}


def _depths(paragraphs: list[Paragraph]) -> dict[str, float]:
    """How deep each kind of label stands. Capital letters stand above Roman numerals unless these come first."""
    first = next((p.kind for p in paragraphs if p.kind in ("roman", "capital")), "")
    chapters = sum(p.kind == "number" and p.text.isupper() and len(p.text) > 8 for p in paragraphs)
    if not first and chapters > 1:
        return _DEPTH | {"title": 2.5}
    return _DEPTH | ({"capital": 1.5} if first == "roman" else {})


def _begun(paragraphs: list[Paragraph]) -> int:
    """The paragraph after the preamble: the first that announces what follows, or the first with a label."""
    for index, paragraph in enumerate(paragraphs):
        if paragraph.kind and paragraph.zone == "body":
            return index
        if re.search(r"(?:nhu sau|sau day|duoi day|sau)\s*:$", paragraph.span.folded):
            return index + 1
    return len(paragraphs)


_BARE = ("title", "lead")


def _leads(paragraphs: list[Paragraph], index: int) -> bool:
    """A short line without a label that ends in a colon, with items below."""
    text = paragraphs[index].span.text
    below = paragraphs[index + 1].kind if index + 1 < len(paragraphs) else ""
    return text.endswith(":") and len(text) < 120 and below in ITEMS


def _is_bare_heading(paragraph: Paragraph) -> bool:
    """A line in capitals of at least two words that no label opens."""
    text = paragraph.span.text
    if plain(text).strip(" :") in DOC_TYPES:
        return False
    return text.isupper() and 8 <= len(text) <= 110 and " " in text and "|" not in text and not text.endswith(".")


def _title(paragraph: Paragraph) -> tuple[str, bool]:
    """The heading of a clause: all of a short line, or what stands before the first colon."""
    text = paragraph.text.rstrip(" :;,")
    head, colon, _ = text.partition(":")
    if len(text) <= _HEADING_LENGTH and not text.endswith("."):
        return text, paragraph.kind not in ITEMS
    if colon and len(head) <= _HEADING_LENGTH and "." not in head:
        return head.strip(), paragraph.kind not in ITEMS
    if text.endswith(".") and len(text) <= 70 and ";" not in text and "," not in plain(text):
        return text.rstrip("."), paragraph.kind not in ITEMS
    return text, False
