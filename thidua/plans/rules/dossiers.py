"""What a dossier consists of, and the chain it goes through."""

import re

from thidua.plans.rules.facts import Fact, fact, section_is, segments
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases.awards import DOSSIER_WORDS, ROUTE
from thidua.plans.rules.phrases.documents import SECTION

_OPENS = re.compile(r"(?:ho so|thanh phan)\b[^.;]{0,160}?(?:\b(?:gom|bao gom|nhu sau|co)\b(?: co)?\s*:?|:)\s*")
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


_AGENCY = re.compile(
    r"(?:Sở|Ban|Văn phòng|Hội đồng|Phòng|Ủy ban|Uỷ ban|UBND|Giám đốc|Chủ tịch|Thủ trưởng|Bộ phận) [^,;.()]{2,80}?"
    r"(?=[,;.()]|$|\s(?:tổng hợp|phối hợp|chủ trì|thẩm định|khen thưởng|xem xét|và trình|trình|để|hướng dẫn|xét|quyết định)\b)"
)


def route_steps(outline: Outline) -> list[Fact]:
    """The chain of a dossier, in the order of the sentence that sends it: consolidate, opinion, appraise, decide."""
    best: list[tuple[int, Fact]] = []
    for clause in outline.body():
        if "ho so" not in clause.folded and "trinh tu" not in clause.folded:
            continue
        if not section_is(outline, clause, ("ho so", "thu tuc", "khen thuong")):
            continue
        steps = [s for a, b in segments(clause) for s in _steps_in(outline, clause, a, b)]
        if len({s.data["kind"] for _, s in steps}) > len({s.data["kind"] for _, s in best}):
            best = steps
    return [step for _, step in sorted(best, key=lambda pair: pair[0])]


def _steps_in(outline: Outline, clause: Clause, start: int, end: int) -> list[tuple[int, Fact]]:
    text, folded = clause.text[start:end], clause.folded[start:end]
    agencies = [(m.start(), m.end(), m[0]) for m in _AGENCY.finditer(text)]
    found: list[tuple[int, Fact]] = []
    kinds: set[str] = set()
    for kind, side, phrases in ROUTE:
        at = next((p for phrase in phrases if (p := folded.find(phrase)) >= 0), -1)
        if at < 0 or kind in kinds:
            continue
        if side == "after":
            near = [a for a in agencies if 0 <= a[0] - at < 60] or [a for a in agencies if a[0] <= at < a[1]]
        else:
            near = [a for a in agencies if a[0] < at][-1:]
        if kind == "decide" and not near:
            near = [a for a in agencies if a[0] >= at][:1]
        if near:
            kinds.add(kind)
            a, b, name = near[0]
            data = {"kind": kind, "agency": name, "workdays": None}
            found.append(
                (
                    at + (500 if kind == "decide" else 0),
                    fact(outline, clause, "route_step", data, start + min(a, at), start + max(b, at + 8)),
                )
            )
    return found
