"""Phases and deadlines: what is to be done by when."""

import re

from thidua.plans.rules.facts import Fact, fact, segments
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases import ANNUAL, DEADLINES, YEARLY

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?:nam\s+)?((?:19|20)\d{2})"
_PHASE = re.compile(
    rf"giai doan\s*(\d{{1,2}}|[ivx]{{1,4}})?\s*[:.(,-]*\s*(?:tu\s+)?{_YEAR}\s*(?:-|den)\s*(?:het\s+)?{_YEAR}"
)
_WHEN = re.compile(
    r"(?P<full>(?:ngay\s+)?(?P<fd>\d{1,2})\s*(?:/|\s+thang\s+)\s*(?P<fm>\d{1,2})\s*(?:/|\s+nam\s+)\s*(?P<fy>20\d{2}))"
    r"|(?P<quarter>quy\s+(?P<qn>iv|iii|ii|i|[1-4])\s*(?:/|\s*nam\s+|,\s*nam\s+)\s*(?P<qy>20\d{2}))"
    r"|(?P<day>(?:ngay\s+)(?P<dd>\d{1,2})\s*(?:/|\s+thang\s+)\s*(?P<dm>\d{1,2})(?!\s*/)(?!\d))"
    r"|(?P<month>thang\s+(?P<mm>\d{1,2})\s*(?:/|\s*nam\s+)\s*(?P<my>20\d{2}))"
    r"|(?P<year>(?:vao|trong|het|xong|cuoi|den)\s+(?:dip\s+)?(?:cuoi\s+)?nam\s+(?P<yy>20\d{2}))"
    r"|(?P<lead>^nam\s+(?P<ly>20\d{2})(?=[,:]))"
)
_CITED = re.compile(r"\S{0,30}/\S{1,30} ngay [\d/ ]{1,20}(?:thang \d+ nam \d+)?")


def phases(outline: Outline) -> list[Fact]:
    """Phases that begin a clause: label, first and last year. Phases may overlap."""
    found: list[Fact] = []
    seen: set[tuple[str, str, str]] = set()
    for clause in outline.body():
        match = _PHASE.match(clause.folded)
        if not clause.level or not match:
            continue
        label = clause.text[: match.end(1)] if match[1] else f"Giai đoạn {match[2]} - {match[3]}"
        key = (label, match[2], match[3])
        if key not in seen and match[2] <= match[3]:
            seen.add(key)
            found.append(
                fact(outline, clause, "phase", {"label": label, "from": match[2], "to": match[3]}, 0, match.end())
            )
    return found


def deadlines(outline: Outline) -> list[Fact]:
    """Each time in a sentence that an announcing phrase stands with; yearly ones without a day too."""
    found: list[Fact] = []
    seen: set[tuple[str, str]] = set()
    for clause in outline.body():
        if not clause.level and clause.parent < 0:
            continue
        for start, end in segments(clause):
            for what, when, a, b in _in_segment(clause, start, end):
                if (what, when) not in seen:
                    seen.add((what, when))
                    found.append(fact(outline, clause, "deadline", {"what": what, "when": when}, a, b))
    return found


def _in_segment(clause: Clause, start: int, end: int) -> list[tuple[str, str, int, int]]:
    text = clause.folded[start:end]
    blanked = _CITED.sub(lambda m: "_" * len(m[0]), text)
    yearly = next((re.search(rf"\b{y}\b", blanked) for y in YEARLY if re.search(rf"\b{y}\b", blanked)), None)
    found, taken = [], False
    phase = _PHASE.search(blanked)
    for match in _WHEN.finditer(blanked):
        if phase and phase.start() <= match.start() < phase.end():
            continue
        when = _value(match, yearly is not None or "nam bao cao" in blanked or "moi nam" in blanked)
        what = _what(blanked, match.start(), match.end(), yearly is not None)
        if when and what and not (match["year"] and what in ("review", "inspection", "plan")):
            if when.startswith("yearly"):
                what = ANNUAL.get(what, what)
                taken = True
            found.append((what, when, *_window(blanked, match, start)))
    if yearly and not taken and (what := _what(blanked, yearly.start(), yearly.end(), True)):
        if what in ("mid-term review", "review") and "khen thuong" in blanked[:40]:
            return found
        if what in ANNUAL and "chu truong" not in blanked:
            found.append((ANNUAL[what], "yearly", start + (yearly.start() if yearly.start() < 60 else 0), end))
    return found


def _window(text: str, match: re.Match[str], start: int) -> tuple[int, int]:
    """The words of the sentence around a time: from the clause before it to the clause after it."""
    left = max(text.rfind(mark, 0, max(match.start() - 25, 0)) for mark in (",", ";", " va to chuc ", "("))
    marks = (";", "./.") if match["lead"] else (",", ";", " va to chuc ", "./.")
    right = min((p for mark in marks if (p := text.find(mark, match.end())) >= 0), default=len(text))
    return start + left + 1 + (text[left + 1 : left + 2] == " "), start + min(right, len(text))


def _value(match: re.Match[str], yearly: bool) -> str | None:
    group = match.groupdict()
    if group["full"]:
        return f"{group['fy']}-{int(group['fm']):02d}-{int(group['fd']):02d}"
    if group["quarter"]:
        return f"{group['qy']}-Q{_ROMAN.get(group['qn'], group['qn'])}"
    if group["day"]:
        return f"yearly {int(group['dm']):02d}-{int(group['dd']):02d}" if yearly else None
    if group["month"]:
        return f"{group['my']}-{int(group['mm']):02d}"
    return group["yy"] or group["ly"]


def _what(text: str, start: int, end: int, yearly: bool) -> str | None:
    """The announcing phrase nearest to the time, one before it winning over one after it."""
    best: tuple[int, str] | None = None
    for what, words in DEADLINES:
        weak = 200 if what in ("review", "plan", "inspection") else 0
        for word in words:
            before = text.rfind(word, 0, start)
            after = text.find(word, end)
            for distance in ([start - before] if before >= 0 else []) + ([(after - end) + 40] if after >= 0 else []):
                if distance < 140 and (best is None or distance + weak < best[0]):
                    best = (distance + weak, what)
    if best and yearly and "bao cao" in text and best[1] in ("report", "mid-term review", "final review", "review"):
        return "report"
    return best[1] if best else None
