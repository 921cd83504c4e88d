"""Responsibilities, recipients, and the reporting regime."""

import re

from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact, fact, heading_words, segments
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases import AGENCY_HEADS, DUTY_OPENERS, DUTY_VERBS, SECTION

_VERB = re.compile(r"[\s,;:]\s*(?:can |cung )?(" + "|".join(sorted(DUTY_VERBS, key=len, reverse=True)) + r")\b|\s*:")
_HEAD = re.compile(r"(?:" + "|".join(sorted(AGENCY_HEADS, key=len, reverse=True)) + r")\b")
_OPENER = re.compile(r"\s*(?:" + "|".join(sorted(map(re.escape, DUTY_OPENERS), key=len, reverse=True)) + r")\s*")
_BASIS = re.compile(
    r"\s*(?:can cu|theo|tren co so)\b.{5,250}?,\s*(?=(?:cac|so|uy ban|ubnd|truong|thu truong|giao|de nghi|ban|hoi dong)\b)"
)


def agency_at(clause: Clause, start: int, end: int) -> tuple[str, int, int] | None:
    """The agency with which a sentence begins: (name, start, end), or None when it begins with none."""
    at = start
    while at < end and clause.folded[at] in " -+":
        at += 1
    for pattern in (_OPENER, _BASIS, _OPENER):
        if found := pattern.match(clause.folded, at, end):
            at = found.end()
    if not _HEAD.match(clause.folded, at, end):
        return None
    verb = _VERB.search(clause.folded, at + 2, end)
    stop = verb.start() if verb else end
    while verb and _inside_name(clause.text, verb):
        verb = _VERB.search(clause.folded, verb.end(), end)
        stop = verb.start() if verb else end
    name = re.sub(r"\s*\([^)]*\)?", "", clause.text[at:stop]).strip(" ,;:.-")
    name = re.sub(r"\s+([,;])", r"\1", name)
    if not 4 <= len(name) <= 260 or (not verb and len(name) > 110):
        return None
    return name, at, stop


def _inside_name(text: str, verb: re.Match[str]) -> bool:
    """Whether the word belongs to the name: a capital (``Ban Tuyên giáo``), or the noun in ``các tổ chức chính trị``."""
    if verb[1] is None:
        return False
    if text[verb.start(1)].isupper():
        return True
    before, after = plain(text[: verb.start(1)]), plain(text[verb.end(1) :])
    return verb[1] == "to chuc" and (
        before.endswith(("cac ", "nhung ", "cua "))
        or after.startswith((",", " chinh tri", " xa hoi", " hop phap", " co lien quan"))
    )


def responsibilities(outline: Outline) -> list[Fact]:
    """Who does what, from the part on implementation; an agency once for each sentence that it begins."""
    found: list[Fact] = []
    seen: set[str] = set()
    for clause in outline.body():
        top = outline.path(clause)[0]
        if top is clause or top.level != 1 or not any(w in heading_words(top) for w in SECTION["duties"]):
            continue
        if clause.paragraph.kind in ("dash", "plus"):
            continue
        for start, end in segments(clause, "."):
            agency = agency_at(clause, start, end)
            if agency is None:
                continue
            name, at, stop = agency
            key = name.casefold()
            if key in seen:
                continue
            seen.add(key)
            duty = clause.text[stop:end].strip(" ,:;.") or _duties_below(outline, clause)
            found.append(
                fact(outline, clause, "responsibility", {"agency": name, "duty": duty[:400]}, at, min(end, stop + 160))
            )
    return found


def _duties_below(outline: Outline, clause: Clause) -> str:
    after = outline.clauses[clause.index + 1 : clause.index + 4]
    return " ".join(c.text for c in after if c.parent == clause.index)


_STOP = re.compile(r"^(?:tm\.|kt\.|tl\.|tuq\.|[^a-z]*\bgiam d|chu tich$|pho chu tich$)")


def recipients(outline: Outline) -> list[Fact]:
    """The lines after ``Nơi nhận`` up to the signer."""
    found = []
    for clause in outline.clauses[outline.closing + 1 :]:
        text = clause.paragraph.span.text
        letters = [c for c in text if c.isalpha()]
        upper = bool(letters) and sum(c.isupper() for c in letters) > 0.9 * len(letters) and len(letters) > 5
        if _STOP.match(clause.paragraph.span.folded) or (upper and not text.startswith("-")):
            break
        if clause.paragraph.kind not in ("dash", "plus") and not text.startswith("-"):
            continue
        for part in re.finditer(r"[^;]+", clause.text):
            name = re.sub(r"\s*\([^)]*\)", "", part[0]).strip(" ;.,-")
            folded = clause.folded[part.start() : part.end()].strip()
            if len(name) > 2 and not re.match(r"l.u\b", folded):
                found.append(fact(outline, clause, "recipient", {"name": name}, part.start(), part.end()))
    return found


_REPORT_TO = re.compile(
    r"(?:ve|gui ve|gui|den|qua|cho)\s+(?=(?:so|ban|van phong|hoi dong|uy ban|ubnd|phong|cong doan|bo)\b)"
)
_NAME_END = re.compile(r"\s+(?:de|truoc|tong hop|vao|cham nhat|theo|bao cao|xem|va de)\b|[,;.(:]")


def report_regimes(outline: Outline, deadlines: list[Fact]) -> list[Fact]:
    """Who reports to whom and when: yearly (with a day where the plan gives one), or at the reviews."""
    found: list[Fact] = []
    for clause in outline.body():
        for start, end in segments(clause, "."):
            text = clause.folded[start:end]
            at = text.find("bao cao")
            if at < 0 or not clause.level:
                continue
            to = _REPORT_TO.search(text, at)
            if not to:
                continue
            stop = _NAME_END.search(text, to.end() + 3)
            receiver = clause.text[start + to.end() : start + (stop.start() if stop else len(text))].strip()
            occasions = [
                n for n, w in (("yearly", "hang nam"), ("mid-term", "so ket"), ("final", "tong ket")) if w in text
            ]
            if not occasions or not 4 < len(receiver) < 90 or "vuong mac" in text:
                continue
            due = next(
                (d.data["when"] for d in deadlines if d.data["what"] == "annual report" and " " in d.data["when"]), None
            )
            data = {
                "occasions": occasions,
                "receiver": receiver,
                "day": due.split(" ")[1] if due and "yearly" in occasions else None,
            }
            found.append(fact(outline, clause, "report_regime", data, start, end))
    return found[:4]
