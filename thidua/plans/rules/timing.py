"""Phases and deadlines: what is to be done by when."""

import re

from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact, fact, section_is, segments
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases.times import ANNUAL, DEADLINES, YEARLY
from thidua.plans.rules.tables import Row, quote_of, rows_of

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?:nam\s+)?((?:19|20)\d{2})"
_PHASE = re.compile(
    rf"giai doan\s*(\d{{1,2}}|[ivx]{{1,4}})?\s*[:.(,-]*\s*(?:tu\s+)?{_YEAR}\s*(?:-|den)\s*(?:het\s+)?{_YEAR}"
)
_WHEN = re.compile(
    r"(?P<full>(?:ngay\s+)?(?P<fd>\d{1,2})\s*(?:[/.-]|\s+thang\s+)\s*(?P<fm>\d{1,2})\s*(?:[/.-]|\s+nam\s+)\s*(?P<fy>20\d{2}))"
    r"|(?P<quarter>quy\s+(?P<qn>iv|iii|ii|i|[1-4])\s*(?:/|\s*nam\s+|,\s*nam\s+)\s*(?P<qy>20\d{2}))"
    r"|(?P<day>(?:(?:ngay|truoc)\s+)(?P<dd>\d{1,2})\s*(?:[/-]|\s+thang\s+)\s*(?P<dm>\d{1,2})(?!\s*[/-]\s*\d)(?!\d))"
    r"|(?P<month>thang\s+(?P<mm>\d{1,2})\s*(?:[/-]|\s*nam\s+)\s*(?P<my>20\d{2}))"
    r"|(?P<year>(?:vao|trong|het|xong|cuoi|den)\s+(?:dip\s+)?(?:cuoi\s+)?nam\s+(?P<yy>20\d{2}))"
    r"|(?P<lead>^nam\s+(?P<ly>20\d{2})(?=[,:]))"
)
_YEARLY = re.compile(r"\b(?:" + "|".join(YEARLY) + r")\b")
_EACH_YEAR = re.compile(r"nam bao cao|moi nam|nam xet|bao cao (?:ket qua )?(?:nam|6 thang|sau thang)\b")
_ROUNDS = {"thang": "monthly", "quy": "quarterly", "6 thang": "half-yearly", "sau thang": "half-yearly"}
_ROUND = re.compile(
    r"(?:ngay\s+(?P<before>\d{1,2})\s+(?:cua\s+)?(?:thang (?:cuoi|dau)\s+)?)?"
    r"(?:\b(?:hang|moi|tung|dinh ky|theo)\s+|(?<=thang cuoi )|(?<=thang dau ))(?P<unit>thang|quy(?! (?:dinh|che|hoach|trinh|luat))|6 thang|sau thang)\b"
    r"(?![\s,]+(?:nam\s+)?20\d)(?:[\s,(]+(?:cham nhat\s+|truoc\s+|vao\s+|la\s+)*ngay\s+(?P<after>\d{1,2})\b(?!\s*(?:[/.-]|thang\s+\d)))?"
)
_REPORTING = re.compile(r"\bbao cao\b(?!\s+vien)|\b(?:cap nhat|tong hop|gui) (?:ket qua|so lieu)\b")
_SCHOOL = re.compile(
    r"[\s:.(,]*(?:tu\s+)?nam hoc\s+(20\d{2})\s*-\s*(20\d{2})(?:\s*den(?: het)? nam hoc\s+20\d{2}\s*-\s*(20\d{2}))?"
)
_HANDED_IN = re.compile(r"\b(?:gui|nop|nhan|khoa)\b[^.]{0,60}$")
_AS_OF = re.compile(r"\btinh den (?:het |thoi diem )?$")
_NEAR = 220
_CITED = re.compile(r"\S{0,30}/\S{1,30} ngay [\d/ ]{1,20}(?:thang \d+ nam \d+)?")


_POINT = (
    r"(?:(?:het|cuoi|dau)\s+)?(?:ngay\s+\d{1,2}\s*(?:/|\s+thang\s+)\s*)?"
    r"(?:(?:thang\s+|/)?(?P<@m>\d{1,2})\s*(?:/|-(?=20)|\s+nam\s+)\s*|quy\s+(?P<@q>iv|iii|ii|i|[1-4])\s*(?:/|,?\s*nam\s+|\s+)|nam\s+)?"
    r"(?P<@y>(?:19|20)\d{2})"
)
_SAME_YEAR = r"(?:(?:thang\s+|quy\s+|ngay\s+\d{1,2}\s*/\s*)(?P<sm>\d{1,2}|iv|iii|ii|i))"
_STAGE = re.compile(
    r"(?:giai doan|buoc|dot|chang)\s+(?!20\d{2})[^:.(]{1,40}?(?=\s*[:.(,]|\s+(?:tu|trong)\s+(?:thang|quy|nam|ngay)\b)"
)
_RANGE = re.compile(
    r"[\s:.(,]*(?:thuc hien |trong )?(?:tu\s+)?"
    rf"(?:{_POINT.replace('@', 'a')}|{_SAME_YEAR})\s*(?:-|den|toi)\s*{_POINT.replace('@', 'b')}"
)
_NUMBERED_STAGE = re.compile(r"(?<=[:;.]\s)(?:giai doan|buoc|dot|chang) (?:\d|[ivx]{1,3}|mot|hai|ba)\b")
_ONE = re.compile(
    r"[\s:.,]*\(\s*(?:(?:quy|thang) [ivx\d]{1,3},? (?:va )?){0,4}(?:nam\s+)?(?P<alone>20\d{2})\s*\)"
    r"|[\s:.(,]*(?:trong )?nam\s+(?P<year>20\d{2})\s*[):]"
)


def phases(outline: Outline) -> list[Fact]:
    """Phases that begin a clause: label, begin and end as a year, a quarter or a month. Phases may overlap."""
    found: list[Fact] = []
    seen: set[tuple[str, str, str]] = set()
    for clause in outline.body():
        for at in _phase_places(clause):
            read = _phase_at(clause, at)
            if read is None:
                continue
            label, start, end, stop = read
            if (label, start, end) not in seen and start[:4] <= end[:4]:
                seen.add((label, start, end))
                found.append(fact(outline, clause, "phase", {"label": label, "from": start, "to": end}, at, stop))
    return found


def _phase_places(clause: Clause) -> list[int]:
    """Where a phase may be told: at the beginning, and of numbered ones at the beginning of each sentence."""
    return [0, *(m.start() for m in _NUMBERED_STAGE.finditer(clause.folded, 1))]


def _phase_at(clause: Clause, at: int = 0) -> tuple[str, str, str, int] | None:
    """(label, from, to, end of the words), or None where no phase begins."""
    if match := _PHASE.match(clause.folded, at):
        label = clause.text[at : match.end(1)] if match[1] else f"Giai đoạn {match[2]} - {match[3]}"
        alone = clause.text[match.end() :].lstrip()[:1].isalpha() and clause.parent >= 0
        return (label, match[2], match[3], match.end()) if clause.level or match[1] or alone else None
    stage = _STAGE.match(clause.folded, at)
    if not stage:
        return None
    label = clause.text[at : stage.end()].strip()
    if school := _SCHOOL.match(clause.folded, stage.end()):
        return label, school[1], school[3] or school[2], school.end()
    if span := _RANGE.match(clause.folded, stage.end()):
        g = span.groupdict()
        end = _point(g["by"], g["bm"], g["bq"])
        first = g["sm"]
        start = _point(g["ay"], g["am"], g["aq"]) if g["ay"] else _point(g["by"], *_either(first, "quy" in span[0]))
        return label, start, end, span.end()
    if one := _ONE.match(clause.folded, stage.end()):
        year = one["alone"] or one["year"]
        return label, year, year, one.end()
    return None


def _either(number: str, is_quarter: bool) -> tuple[str | None, str | None]:
    return (None, number) if is_quarter else (number, None)


def _point(year: str, month: str | None, quarter: str | None) -> str:
    if month and 1 <= int(month) <= 12:
        return f"{year}-{int(month):02d}"
    return f"{year}-Q{_ROMAN.get(quarter, quarter)}" if quarter else year


def deadlines(outline: Outline) -> list[Fact]:
    """Each time in a sentence that an announcing phrase stands with; yearly ones without a day too; those of tables."""
    found: list[Fact] = []
    seen: set[tuple[str, str]] = set()
    for row in rows_of(outline.clauses):
        _from_row(outline, row, found, seen)
    for clause in outline.body():
        if (not clause.level and clause.parent < 0) or clause.text.count("|") > 1:
            continue
        phase, dossier = _phase_at(clause), section_is(outline, clause, ("ho so",))
        for start, end in segments(clause):
            for what, when, a, b in _in_segment(clause, max(start, phase[3] if phase else 0), end, dossier):
                past = when[:4].isdigit() and int(when[:4]) < outline.year
                if (what, when) not in seen and not past:
                    seen.add((what, when))
                    found.append(fact(outline, clause, "deadline", {"what": what, "when": when}, a, b))
    return found


def _from_row(outline: Outline, row: Row, found: list[Fact], seen: set[tuple[str, str]]) -> None:
    """What a table sets for a task in its column of times."""
    key = next((k for k in ("task", "criterion", "product") if k in row.cells), None)
    if "when" not in row.cells or key is None:
        return
    time, task = plain(row.cells["when"].text), plain(row.cells[key].text)
    match = _WHEN.search(time)
    when = _value(match, yearly=bool(_YEARLY.search(time))) if match else None
    what = _what(f"{task} ", len(task), len(task), yearly=False)
    if when is None and what in ANNUAL and _YEARLY.search(time):
        what, when = ANNUAL[what], "yearly"
    if when and what and (what, when) not in seen:
        seen.add((what, when))
        quote, a, b = quote_of(outline, row, key, "when")
        found.append(Fact("deadline", {"what": what, "when": when}, quote, a, b, outline.address(row.clause)))


def _in_segment(clause: Clause, start: int, end: int, dossier: bool) -> list[tuple[str, str, int, int]]:
    text = clause.folded[start:end]
    blanked = _CITED.sub(lambda m: "_" * len(m[0]), text)
    yearly = _YEARLY.search(blanked)
    whens = list(_WHEN.finditer(blanked))
    found = _rounds(blanked, start, end)
    if not whens and not yearly:
        return found
    taken = False
    phase = _PHASE.search(blanked)
    dated = any(m["full"] or m["quarter"] or m["month"] for m in whens)
    each_year = yearly is not None or _EACH_YEAR.search(blanked) is not None
    for match in whens:
        if match["lead"] and dated:
            continue
        if phase and phase.start() <= match.start() < phase.end():
            continue
        if _AS_OF.search(blanked[: match.start()]):
            continue
        when = _value(match, each_year)
        what = _what(blanked, match.start(), match.end(), yearly is not None)
        if what is None and _HANDED_IN.search(blanked[: match.start()]):
            what = _what(clause.folded[:start], start, start, yearly=False) or ("nomination" if dossier else None)
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


def _rounds(text: str, start: int, end: int) -> list[tuple[str, str, int, int]]:
    """Reports of every month, quarter or half-year, with their day where one is told."""
    if not _REPORTING.search(text):
        return []
    found = []
    for match in _ROUND.finditer(text):
        day = match["before"] or match["after"]
        rule = _ROUNDS[match["unit"]]
        if not day or 1 <= int(day) <= 31:
            left = max(text.rfind(mark, 0, match.start()) for mark in (";", "."))
            found.append(("report", f"{rule} {int(day):02d}" if day else rule, start + left + 1, end))
    return found


def _window(text: str, match: re.Match[str], start: int) -> tuple[int, int]:
    """The words of the sentence around a time: from the clause before it to the clause after it."""
    floor = max(match.start() - 2 * _NEAR, 0)
    left = max(text.rfind(mark, floor, max(match.start() - 25, 0)) for mark in (",", ";", " va to chuc ", "("))
    left = max(left, floor - 1)
    marks = (";", "./.") if match["lead"] else (",", ";", " va to chuc ", "./.")
    ceiling = min(len(text), match.end() + 2 * _NEAR)
    right = min((p for mark in marks if (p := text.find(mark, match.end(), ceiling)) >= 0), default=ceiling)
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
            before = text.rfind(word, max(start - _NEAR, 0), start)
            after = text.find(word, end, end + _NEAR)
            for distance in ([start - before] if before >= 0 else []) + ([(after - end) + 40] if after >= 0 else []):
                if distance < 140 and (best is None or distance + weak < best[0]):
                    best = (distance + weak, what)
    if best and yearly and "bao cao" in text and best[1] in ("report", "mid-term review", "final review", "review"):
        return "report"
    return best[1] if best else None
