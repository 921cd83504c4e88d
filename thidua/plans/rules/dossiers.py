"""What a dossier consists of, and the chain it goes through."""

import re
from collections.abc import Iterator

from thidua.plans.rules.bodies import body_at
from thidua.plans.rules.facts import Fact, fact, section_is, segments
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases.awards import DOSSIER_WORDS, ROUTE
from thidua.plans.rules.phrases.documents import SECTION

_OPENS = re.compile(
    r"(?:ho so|thanh phan|m(?:ot|oi) bo|giay to)\b[^.;]{0,160}?(?:\b(?:gom|bao gom|nhu sau|co(?![^.;]{0,90}\bgom\b))\b(?: co)?\s*:?|:(?![^.;]{0,120}\bgom\b))\s*"
)
_COUNTED = re.compile(r"^\W*(?:\(?\d{1,2}[).]\s*|[a-z]\)\s*|\d{2} (?:ban|bo)\b(?: chinh)?\s*)?")
_COPIES = ("ban giay", "ban dien tu", "ban chinh", "ban cung", "ban mem")
_SPLIT = re.compile(
    r";|,(?=\s*(?:" + "|".join(DOSSIER_WORDS) + r")\b)|(?=\(\d\))|\bva(?=\s+(?:" + "|".join(DOSSIER_WORDS) + r")\b)"
)


def dossier_parts(outline: Outline) -> list[Fact]:
    """The parts of a dossier: the items after the sentence that announces them, or those within it."""
    for clause in outline.body():
        if not section_is(outline, clause, (*SECTION["dossier"], "khen thuong")):
            continue
        if clause.folded.rstrip().endswith(":") and "ho so" in clause.folded and (below := _below(outline, clause)):
            return below
        for opens in _OPENS.finditer(clause.folded):
            inline = _inline(outline, clause, opens.end())
            if len(inline) > 1:
                return inline
        if _announces(clause) and (below := _below(outline, clause)):
            return below
    return []


def _announces(clause: Clause) -> bool:
    """A heading on the dossier, under which its parts stand as items."""
    return clause.is_heading and "ho so" in clause.folded[:60]


def _inline(outline: Outline, clause: Clause, start: int) -> list[Fact]:
    stop = re.search(r"\.(?=\s+[A-ZĐÂÊÔƠƯ]|\s*$)", clause.text[start:])
    end = start + stop.start() if stop else len(clause.text)
    found, at = [], start
    for cut in (*(m.span() for m in _SPLIT.finditer(clause.folded, start, end)), (end, end)):
        found += _part(outline, clause, at, cut[0])
        at = cut[1]
    return found


def _part(outline: Outline, clause: Clause, start: int, end: int) -> list[Fact]:
    counted = _COUNTED.match(clause.folded[start:end])
    start += counted.end() if counted else 0
    folded = clause.folded[start:end].strip()
    name = clause.text[start:end].strip(" .;,:")
    name = re.split(r",\s+(?:gửi|nộp)\b", name)[0]
    if not folded.startswith(DOSSIER_WORDS) or folded.startswith(_COPIES) or not 5 < len(name) < 260:
        return []
    return [fact(outline, clause, "dossier_part", {"item": name, "source": _source(folded)}, start, end)]


def _below(outline: Outline, clause: Clause) -> list[Fact]:
    found: list[Fact] = []
    for item in outline.clauses[clause.index + 1 :]:
        if item.paragraph.kind not in ("dash", "plus", "star", "letter", "number", "small"):
            break
        if item.level and clause.level and item.level < clause.level:
            break
        part = _part(outline, item, 0, len(item.text))
        if not part:
            break
        found += part
    return found


def _source(folded: str) -> str:
    """Whether a part comes from the movement itself: the unit's launch plan or its review report."""
    if folded.startswith("ke hoach") and ("phat dong" in folded or "trien khai" in folded):
        return "launch_plan"
    if folded.startswith("bao cao") and ("so ket" in folded or "tong ket" in folded):
        return "review_report"
    return "upload"


def route_steps(outline: Outline, duties: list[Fact]) -> list[Fact]:
    """The chain of a dossier: consolidate, opinion, appraise, decide; each step where the plan names it first.

    A sentence that gives most of the chain gives its order; other steps follow in the order above.
    """
    found: dict[str, tuple[int, int, Fact]] = {}
    for clause in outline.body():
        if not _RELEVANT.search(clause.folded) or "vuong mac" in clause.folded:
            continue
        awarding = section_is(outline, clause, ("ho so", "thu tuc", "trinh tu", "khen thuong"))
        for start, end in segments(clause):
            for kind, at, step in _steps_in(outline, clause, (start, end), awarding, duties):
                found.setdefault(kind, (clause.index, at, step))
    if len({place for place, _, _ in found.values()}) == 1:
        return [step for _, _, step in sorted(found.values(), key=lambda one: one[1])]
    return [found[kind][2] for kind in _ORDER if kind in found]


_ORDER = ("consolidate", "opinion", "appraise", "decide")
_RELEVANT = re.compile(r"\bho so\b|\btrinh tu\b|\btham dinh\b|\bbinh xet\b|\bkhen thuong\b")


def _steps_in(
    outline: Outline, clause: Clause, sentence: tuple[int, int], awarding: bool, duties: list[Fact]
) -> Iterator[tuple[str, int, Fact]]:
    start, end = sentence
    text = clause.folded
    about = bool(re.search(r"\bho so\b", text[start:end]))
    for kind, side, phrases in ROUTE:
        at = next((p for phrase in phrases if (p := text.find(phrase, start, end)) >= 0), -1)
        if at < 0 or not (awarding or about) or (kind == "consolidate" and not about):
            continue
        phrase = next(phrase for phrase in phrases if text.startswith(phrase, at))
        after = at + len("trinh ") if phrase.startswith("trinh ") else at + len(phrase)
        name, a, b = _agency_of(outline, clause, (start, at, after, end), side, duties)
        council = name.startswith("Hội đồng")
        if name and not (kind == "decide" and council) and (side == "after" or kind != "opinion" or council):
            data = {"kind": kind, "agency": name, "workdays": None}
            yield kind, at + (500 if kind == "decide" else 0), fact(outline, clause, "route_step", data, min(a, at), b)


def _agency_of(
    outline: Outline, clause: Clause, places: tuple[int, int, int, int], side: str, duties: list[Fact]
) -> tuple[str, int, int]:
    """(name, start, end) of who takes a step: named after the phrase, before it in the sentence, or above the clause."""
    start, at, after, end = places
    if side == "after":
        for gap in range(after, min(after + 40, end)):
            if clause.text[gap - 1] in " ," and (name := body_at(clause.text, clause.folded, gap, end)):
                return name, gap, gap + len(name)
        return "", 0, 0
    for gap in range(at - 1, max(start, at - 160) - 1, -1):
        begins = gap == start or clause.text[gap - 1] in " ,;:"
        if begins and (name := body_at(clause.text, clause.folded, gap, end)) and gap + len(name) <= at + 1:
            return name, gap, at + 10
    above = {c.index for c in outline.path(clause)}
    for duty in duties:
        own = next(
            (
                c
                for c in outline.path(clause)
                if c.paragraph.span.offsets[0] <= duty.start <= c.paragraph.span.offsets[-1]
            ),
            None,
        )
        if own is not None and own.index in above:
            return str(duty.data["agency"]), at, min(end, at + 80)
    return "", 0, 0
