"""Targets: a number with its comparator, its unit and the tier that it binds."""

import re
from typing import Any

from thidua.plans.rules.facts import Fact, fact
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases import AT_LEAST, AT_MOST, TIERS

_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_PERCENT = re.compile(rf"{_NUMBER}\s*%(?:\s*tro len)?")
_COUNT = re.compile(r"\b(?:it nhat|toi thieu)\s+(\d{1,4})\s+((?!%)[^\W\d_]+(?:\s+[^\W\d_]+){0,3})")
_COMPARE = re.compile(
    "("
    + "|".join(sorted(map(re.escape, (*AT_LEAST, *AT_MOST)), key=len, reverse=True))
    + r")\s*(?:dat\s+)?(?:muc\s+)?$"
)
_STOP_UNIT = re.compile(r"\s+(?:duoc|co|la|va|tai|cho|cua|trong|ve|theo|moi|tro|voi)\b.*$")


def tier_of(outline: Outline, clause: Clause) -> str:
    """The tier named by the nearest heading above the clause; ``chung`` when none names one."""
    for above in reversed(outline.path(clause)):
        if above is clause and len(clause.text) > 120 and clause.paragraph.kind in ("dash", "plus"):
            continue
        words = above.folded[:120].split(":")[0] if above.level else ""
        if above.paragraph.kind in ("dash", "plus") or not words.startswith(
            ("doi voi", "cap ", "cac ", "khoi ", "tai ")
        ):
            continue
        for name, phrases in TIERS:
            if any(phrase in words for phrase in phrases):
                return name
    return "chung"


def targets(outline: Outline) -> list[Fact]:
    """Every percentage that is asked for, and every count with ``ít nhất``/``tối thiểu``."""
    found: list[Fact] = []
    for clause in outline.body():
        if not clause.level and clause.parent < 0:
            continue
        tier = tier_of(outline, clause)
        for match in _PERCENT.finditer(clause.folded):
            comparator, start = _comparator(clause.folded, match)
            if comparator:
                found.append(_target(outline, clause, tier, comparator, match[1], "%", start, match.end()))
        for match in _COUNT.finditer(clause.folded):
            unit = _STOP_UNIT.sub("", clause.text[match.start(2) : match.end(2)]).strip()
            found.append(_target(outline, clause, tier, ">=", match[1], unit, match.start(), match.end()))
    return found


def _comparator(text: str, match: re.Match[str]) -> tuple[str, int]:
    before = text[max(0, match.start() - 30) : match.start()]
    if re.search(r"(?:giam|tang them|lai suat|muc)\s*$", before) and "tro len" not in match[0]:
        return "=", match.start()
    word = _COMPARE.search(before)
    if not word or (word[1] in ("tu", "tren", "hon") and not re.search(rf"(?:^|[\s,;(]){word[1]}\s*", before)):
        return (">=" if "tro len" in match[0] else "="), match.start()
    start = match.start() - (len(before) - word.start(1))
    if word[1] in AT_MOST:
        return "<=", start
    if word[1] == "tu" and "tro len" not in text[match.end() - 8 : match.end() + 9]:
        return "=", match.start()
    return ">=", start


def _target(
    outline: Outline, clause: Clause, tier: str, comparator: str, value: str, unit: str, start: int, end: int
) -> Fact:
    rest = clause.folded[end : end + 400]
    stop = re.search(r"[;.](?:\s|$)|(?:\bva\b|,)\s+(?:\w+ ){0,4}\d{1,3}\s*%", rest)
    finish = end + (stop.start() if stop else len(rest))
    finish = min(finish, end + 220)
    number: Any = float(value.replace(",", "."))
    subject = clause.text[end:finish].strip(" ,;.")
    data = {
        "tier": tier,
        "comparator": comparator,
        "value": int(number) if number == int(number) else number,
        "unit": unit,
        "subject": subject[:200],
        "excludes": _excluded(clause.text[start : finish + 120], clause.folded[start : finish + 120]),
    }
    return fact(outline, clause, "target", data, start, finish)


def _excluded(text: str, folded: str) -> str:
    """What leaves the denominator: ``(trừ văn bản mật …)``."""
    found = re.match(r"[^;.]*?\((tru [^)]{3,100})\)", folded)
    return text[found.start(1) : found.end(1)] if found else ""
