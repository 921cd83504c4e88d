"""Targets: a number with its comparator, its unit and the tier that it binds."""

import re
from dataclasses import replace
from typing import Any

from thidua.plans.rules.awarding import mentions
from thidua.plans.rules.bodies import names_body
from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact, fact, heading_words, heads_of, segments
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases.awards import INDIVIDUALS
from thidua.plans.rules.phrases.numbers import (
    AT_LEAST,
    AT_MOST,
    NO_UNITS,
    ONE_WORD_UNITS,
    TARGET_VERBS,
    TIERS,
    UNITS_OF_MORE,
    WORD,
    WORDS,
)
from thidua.plans.rules.tabled import target_rows

_NUMBER = r"(?<![\d.,/-])(\d{1,3}(?:[.,]\d{1,2})?)"
_PERCENT = re.compile(rf"{_NUMBER}\s*(?:%|phan tram)")
_DIGIT = re.compile(r"\d")
_WORD = r"[^\W\d_]+"
_COUNT = re.compile(
    r"(?:\b|^)(?P<how>it nhat|toi thieu|khong duoi|khong it hon|tren|hon|tu|toi da|khong qua|khong vuot qua|duoi|nhieu nhat"
    rf"|{'|'.join(TARGET_VERBS)}|(?P<each>moi (?!tren|duoi|hon|it|toi|khong)(?:{_WORD}\s+){{0,2}}{_WORD})|^\W*)\s*(?:moi |duoc |them )?(?<!\w)(?P<n>\d{{1,3}}(?:\.\d{{3}})*|{WORD})\s+(?!%|phan tram|thang\b|nam\b|/)(?P<unit>{_WORD}(?:\s+{_WORD}){{0,3}})"
)
_COMPARE = re.compile(
    "("
    + "|".join(sorted(map(re.escape, (*AT_LEAST, *AT_MOST)), key=len, reverse=True))
    + r")\s*(?:dat\s+)?(?:muc\s+)?$"
)
_WORDS = re.compile(rf"{_WORD}(?: {_WORD}){{0,7}}")
_STOP_UNIT = re.compile(
    r"\s+(?:duoc|co|la|va|tai|cho|cua|trong|ve|theo|moi|tro|voi|so|de|do|tu|ngoai|tren|o|dat|cung)\b.*$"
)
_BACKGROUND = re.compile(
    r"\b(?:hien nay|hien moi|moi chi|thuc trang|do do|cho thay|nam 20\d{2} (?:chi|moi|da|dat|toan))\b"
)
_REPORTED = re.compile(
    r"\b(?:theo khao sat nam|qua theo doi|tinh den (?:het )?ngay|(?:sau|9|6|3|chin|ba) thang dau nam|(?:van|moi|chi|hien) con)\b"
)
_IN_YEAR = re.compile(r"^\W*(?:trong |den (?:het |cuoi )?|ket thuc |het )?nam (20\d{2})\b(?! *[-–])")
_PAST = re.compile(r"\bnam 20\d{2} (?:la|dat|chi|moi|co)\W*$")
_YEAR = re.compile(r"\b20\d{2}\b|hien nay")
_AIMING = ("chi tieu", "muc tieu", "tieu chi", "phan dau")


def targets(outline: Outline) -> list[Fact]:
    """Every percentage that is asked for; every count with a comparator or, among targets, with a verb of making."""
    found: list[Fact] = []
    tabled: set[int] = set()
    for asked in target_rows(outline):
        tier = _group(asked.group) or tier_of(outline, asked.row.clause)[0]
        found.append(replace(asked.fact, data=asked.fact.data | {"tier": tier}))
        tabled.add(asked.row.clause.index)
    for clause in outline.body():
        if clause.index in tabled:
            continue
        if not _DIGIT.search(clause.folded):
            continue
        if clause.paragraph.zone != "body" or (not clause.level and clause.parent < 0):
            continue
        heads = heads_of(outline, clause)
        heads = heads if clause.is_heading else [h for h in heads if h != heading_words(clause)]
        if any(_is_awarding(h) for h in heads) or (outline.rewards and not any("chi tieu" in h for h in heads)):
            continue
        aiming = any(word in h for h in heads for word in _AIMING)
        counting = not any(w in h for h in heads for w in ("to chuc thuc hien", "phan cong", "trach nhiem"))
        for start, end in segments(clause):
            words = clause.folded[start:end]
            if _REPORTED.search(words) or (not aiming and _BACKGROUND.search(words)):
                continue
            if (year := _IN_YEAR.match(words)) and int(year[1]) < outline.year:
                continue
            found += _in_sentence(outline, clause, (start, end), aiming, counting or aiming)
    return found


def _is_awarding(head: str) -> bool:
    mixed = any(word in head for word in (*_AIMING, "noi dung", "phong trao"))
    return ("khen thuong" in head and not mixed) or head.startswith(("ho so", "tieu chuan khen"))


def _in_sentence(
    outline: Outline, clause: Clause, sentence: tuple[int, int], aiming: bool, counting: bool
) -> list[Fact]:
    start, end = sentence
    numbers: list[tuple[int, int, str, str, str]] = []
    if mentions(clause, start, end):
        return []
    for match in _PERCENT.finditer(clause.folded, start, end):
        if _aside(clause, start, match.start()) or _PAST.search(
            clause.folded, max(start, match.start() - 30), match.start()
        ):
            continue
        comparator, first = _comparator(clause.folded, match, start, end)
        numbers.append((first, match.end(), comparator, match[1], "%"))
    if counting:
        numbers += [n for m in _COUNT.finditer(clause.folded, start, end) if (n := _count(clause, m, end, aiming))]
    numbers.sort()
    found = []
    for index, (first, last, comparator, value, unit) in enumerate(numbers):
        left = _cut_left(clause.folded, numbers[index - 1][1], first) if index else start
        right = _cut_right(clause.folded, last, numbers[index + 1][0]) if index + 1 < len(numbers) else end
        found.append(_target(outline, clause, (left, first, last, right), comparator, value, unit))
    return found


def _aside(clause: Clause, start: int, at: int) -> bool:
    """Whether a number stands in brackets that tell how things were: ``(năm 2025: 58%)``."""
    opened = clause.text.rfind("(", max(start, at - 60), at)
    return opened >= 0 and ")" not in clause.text[opened:at] and bool(_YEAR.search(clause.folded, opened, at))


_SHORTEST = 14  # letters: a comma nearer to its number only lists who is meant


def _cut_left(text: str, after: int, first: int) -> int:
    """Where the words of a number begin that another one stands before."""
    cut = max(text.rfind(mark, after, first) for mark in (",", ";", " va ", ":"))
    return cut + 1 if cut >= 0 else after


def _cut_right(text: str, last: int, following: int) -> int:
    cut = max(text.rfind(mark, last, following) for mark in (",", ";", " va "))
    return cut if cut >= last + _SHORTEST else following


def _count(clause: Clause, match: re.Match[str], end: int, aiming: bool) -> tuple[int, int, str, str, str] | None:
    """A count as (start, end, comparator, value, unit); None for one that asks for nothing."""
    how, rest = match["how"], clause.folded[match.end("n") : min(end, match.end("n") + 90)]
    more = "tro len" in rest
    if (how == "tu" and (not more or match["unit"].startswith(INDIVIDUALS))) or (
        match["unit"].startswith(NO_UNITS) and not match["unit"].startswith("trang tai lieu")
    ):
        return None
    if how not in AT_LEAST and how not in AT_MOST and not aiming:
        return None
    amount = _amount(clause, match)
    if amount is None or (match["each"] and clause.text[match.start() : match.start() + 3].lower() == "mới"):
        return None
    comparator = "<=" if how in AT_MOST else ">=" if more or how in AT_LEAST else "="
    run = _WORDS.match(clause.text, match.start("unit"))
    words = _STOP_UNIT.sub("", run[0] if run else "")
    known = next((unit for unit in UNITS_OF_MORE if clause.folded.startswith(unit, match.start("unit"))), "")
    taken = len(known.split()) or (1 if match["unit"].split()[0] in ONE_WORD_UNITS else 2)
    unit = " ".join(words.split(" ")[:taken])
    return match.start(), match.start("unit") + len(unit), comparator, amount, unit


def _amount(clause: Clause, match: re.Match[str]) -> str | None:
    """The digits of a count; None for a word that is no number here, as ``một`` mostly and ``năm`` after ``mỗi``."""
    if match["n"][0].isdigit():
        return match["n"].replace(".", "")
    if not match["how"]:
        return None
    number = WORDS.get(clause.text[match.start("n") : match.end("n")].lower(), 0)
    asked = match["how"] in AT_LEAST[1:] or match["how"] in AT_MOST
    return str(number) if number > 1 and (asked or number != WORDS["năm"]) else None


def _comparator(text: str, match: re.Match[str], start: int, end: int) -> tuple[str, int]:
    """What is asked of a percentage, and where the words that say so begin."""
    before = text[max(start, match.start() - 30) : match.start()]
    reach = 80 if re.search(r"\btu\s+$", before) else 12
    more = re.match(rf"[^,;.\d]{{0,{reach}}}?\btro len\b", text[match.end() : end]) is not None
    word = _COMPARE.search(before)
    if not word or (word[1] in ("tu", "tren", "hon") and not re.search(rf"(?:^|[\s,;(]){word[1]}\s*", before)):
        return (">=" if more else "="), match.start()
    first = match.start() - (len(before) - word.start(1))
    if word[1] in AT_MOST:
        return "<=", first
    if word[1] in ("tu", "dat tu") and not more:
        return "=", match.start()
    return ">=", first


def _target(
    outline: Outline, clause: Clause, places: tuple[int, int, int, int], comparator: str, value: str, unit: str
) -> Fact:
    """places: where the words of the target begin, its comparator and number begin and end, and its words end."""
    left, first, last, right = places
    while left < first and not clause.text[left].isalnum():
        left += 1
    tier, lead = tier_of(outline, clause)
    if lead and left < lead <= first:
        left = lead
    after = clause.text[last:right].strip(" ,;.")
    before = clause.text[left:first].strip(" ,;.")
    number = float(value.replace(",", "."))
    data: dict[str, Any] = {
        "tier": tier,
        "comparator": comparator,
        "value": int(number) if number == int(number) else number,
        "unit": unit,
        "subject": (after if len(after) > 7 else before or after)[:200],
        "excludes": _excluded(clause.text[left : right + 120], clause.folded[left : right + 120]),
    }
    begin = left if first - left <= 110 else first
    return fact(outline, clause, "target", data, begin, min(right, last + 220))


_GROUP = re.compile(
    r"(?:(?:chi tieu|muc tieu)(?: cu the)? )?(?:doi voi|cap|cac|khoi|tai|toan|moi|nhom|ve phia|o cap|o|giao duc|bac|nganh)\s+"
)
_TIERED = re.compile(
    "|".join(rf"{phrase}\b" for _, phrases in TIERS for phrase in phrases)
    + r"|to dan pho\b|ho kinh doanh\b|ho gia dinh\b|truong hoc\b|thon\b|ap\b|khu pho\b"
)
_NOT_GROUP = re.compile(r"(?:cac|nhom) (?:chi tieu|muc tieu|noi dung|tieu chi|nhiem vu|giai phap)")


def tier_of(outline: Outline, clause: Clause) -> tuple[str, int]:
    """(tier, end of the lead words): the group named before the clause's colon, or by the nearest heading above.

    Known tiers have one name each; any other group is called as the text does; ``chung`` when none is named.
    """
    lead = clause.folded[:80].find(":")
    if lead > 0 and (found := _group(clause.text[:lead])):
        return found, lead + 1
    for above in reversed(outline.path(clause)[:-1]):
        if above.paragraph.kind in ("dash", "plus", "star") and ":" not in above.text[:80]:
            continue
        words = above.text[:140].split(":")[0]
        if (above.level or above.is_heading) and (found := _group(words)):
            return found, 0
    return "chung", 0


def _group(words: str) -> str:
    """The group of units that a heading names, or nothing."""
    folded = plain(words).strip(" .")
    if _NOT_GROUP.match(folded) or len(folded) > 120:
        return ""
    opens = _GROUP.match(folded)
    opens = opens or _TIERED.match(folded)
    if not opens and not (
        names_body(words.strip(), plain(words.strip())) and not re.search(r"\bthi dua\b|\bchi tieu\b", folded)
    ):
        return ""
    for name, phrases in TIERS[:3]:
        if any(re.search(rf"\b{phrase}\b", folded) for phrase in phrases):
            return name
    text = words.strip(" .")
    return re.sub(r"^(?:[Cc]hỉ tiêu (?:cụ thể )?)?[Đđ]ối với\s+", "", text)[:60]


def _excluded(text: str, folded: str) -> str:
    """What leaves the denominator: ``(trừ văn bản mật …)``."""
    found = re.match(r"[^;.]*?\((tru [^)]{3,100})\)", folded)
    return text[found.start(1) : found.end(1)] if found else ""
