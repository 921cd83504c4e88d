"""Award forms, standards, quotas, dossier parts and the route of a dossier."""

import re
from typing import Any

from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact, fact, heading_words, section_is, segments
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases import AWARD_WORDS, OCCASIONS, ROUTE, SECTION

_COLLECTIVES = r"(\d{1,3})\s*(?:\([^)]*\)\s*)?(?:tap the|don vi|to chuc)"
_INDIVIDUALS = r"(\d{1,3})\s*(?:\([^)]*\)\s*)?(?:ca nhan|nguoi)"
_CAP = re.compile(
    rf"(?:khong qua|toi da|khong vuot qua|nhieu nhat)\s+(?:{_COLLECTIVES}(?:\s*(?:,|va|;)\s*(?:khong qua |toi da )?{_INDIVIDUALS})?"
    rf"|{_INDIVIDUALS}(?:\s*(?:,|va|;)\s*(?:khong qua |toi da )?{_COLLECTIVES})?)"
)
_ITEM_KINDS = ("dash", "plus", "letter", "number", "dotted")


def award_forms(outline: Outline) -> list[Fact]:
    """The award forms that the plan lists, each once, in its order."""
    found: list[Fact] = []
    seen: set[str] = set()
    for clause in outline.body():
        if not section_is(outline, clause, ("khen thuong",)):
            continue
        if clause.level and "hinh thuc khen" in clause.folded[:40] and ":" in clause.text[:60]:
            _inline_forms(outline, clause, found, seen)
        if clause.paragraph.kind not in _ITEM_KINDS or not clause.folded.startswith(AWARD_WORDS):
            continue
        head = re.split(r"[:;.]|\s\(", clause.text)[0].strip()
        key = plain(head)
        if (
            5 < len(head) <= 95
            and key not in seen
            and " de " not in key
            and not re.search(r"\bdoi voi\b|\bgiai doan\b", key)
        ):
            if not _is_list_item(outline, clause):
                continue
            seen.add(key)
            found.append(fact(outline, clause, "award_form", {"name": head}, 0, len(head)))
    return found


def _is_list_item(outline: Outline, clause: Clause) -> bool:
    above = outline.path(clause)[:-1]
    if any("hinh thuc" in c.folded[:120] for c in above):
        return True
    return clause.paragraph.kind in ("dash", "plus") or ":" in clause.text


def _inline_forms(outline: Outline, clause: Clause, found: list[Fact], seen: set[str]) -> None:
    start = clause.text.index(":") + 1
    for part in re.finditer(r"[^;,.]+", clause.text[start:]):
        name = part[0].strip()
        key = plain(name)
        if key.startswith(AWARD_WORDS) and key not in seen and len(name) < 95:
            seen.add(key)
            at = start + part.start() + part[0].index(name)
            found.append(fact(outline, clause, "award_form", {"name": name}, at, at + len(name)))


def occasion_of(outline: Outline, clause: Clause) -> str:
    """The occasion of an award as the nearest heading names it, with its years: ``sơ kết 2022-2023``."""
    for above in reversed(outline.path(clause)):
        for name, words in OCCASIONS:
            if any(word in above.folded[:160] for word in words):
                years = re.findall(r"20\d{2}", above.folded[:160])
                return f"{name} {'-'.join(years[:2])}".strip()
    return ""


def quotas(outline: Outline) -> list[Fact]:
    """Caps on the number of collectives and individuals, by award and occasion."""
    found = []
    for clause in outline.body():
        for match in _CAP.finditer(clause.folded):
            collectives, individuals = match[1] or match[4], match[2] or match[3]
            data: dict[str, Any] = {
                "award": _award_before(outline, clause, match.start()),
                "occasion": occasion_of(outline, clause),
                "collectives": int(collectives) if collectives else None,
                "individuals": int(individuals) if individuals else None,
            }
            found.append(fact(outline, clause, "quota", data, match.start(), match.end()))
    return found


def _award_before(outline: Outline, clause: Clause, at: int) -> str:
    for above in reversed(outline.path(clause)):
        text = above.folded[:at] if above is clause else above.folded
        places = [text.rfind(word) for word in AWARD_WORDS]
        if (start := max(places)) >= 0:
            words = above.text[start : at if above is clause else len(above.text)]
            return re.split(r"[:;.,]|\s\(|\s(?:xét|tặng|để|không|tối)\b", words)[0].strip()
    return ""


def dossier_parts(outline: Outline) -> list[Fact]:
    """What a dossier consists of: the items after a sentence on the dossier that ends in a colon."""
    found: list[Fact] = []
    clauses = outline.body()
    for clause in clauses:
        opens = re.search(r"ho so[^.;]*(?:gom|bao gom|nhu sau|co)\s*(?:co\s*)?:?\s*$", clause.folded)
        if not opens or not section_is(outline, clause, (*SECTION["dossier"], "khen thuong")):
            continue
        for item in clauses[clause.index + 1 :]:
            if item.paragraph.kind not in ("dash", "plus", "letter", "number") or (
                item.level and 0 < item.level < clause.level
            ):
                break
            if item.is_heading and item.paragraph.kind == "number" and clause.level and item.level <= clause.level:
                break
            name = item.text.rstrip(" .;,")
            found.append(fact(outline, item, "dossier_part", {"item": name, "source": _source(item.folded)}))
        break
    return found


def _source(folded: str) -> str:
    """Whether a part comes from the movement itself: the unit's launch plan or its review report."""
    if folded.startswith("ke hoach") and ("phat dong" in folded or "trien khai" in folded):
        return "launch_plan"
    if folded.startswith("bao cao") and ("so ket" in folded or "tong ket" in folded):
        return "review_report"
    return "upload"


def award_standards(outline: Outline) -> list[Fact]:
    """Clauses that say what an award asks for."""
    found = []
    for clause in outline.body():
        heads = [heading_words(c) for c in outline.path(clause)]
        if not any("khen thuong" in h for h in heads) or not any(
            "tieu chuan" in h or "doi tuong" in h for h in heads[1:]
        ):
            continue
        if not clause.is_heading and len(clause.text) > 40:
            found.append(
                fact(
                    outline,
                    clause,
                    "award_standard",
                    {"text": clause.text, "award": _award_before(outline, clause, 60)},
                )
            )
    return found


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
