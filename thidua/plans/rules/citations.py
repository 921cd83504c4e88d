"""Documents that the plan rests on (legal bases) or names in passing (cited)."""

import re
from typing import Any

from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact, fact
from thidua.plans.rules.outline import ITEMS, Clause, Outline
from thidua.plans.rules.phrases.documents import DOC_NAMES, PREAMBLE

_KINDS = "|".join(sorted(DOC_NAMES, key=len, reverse=True))
NUMBER = re.compile(
    r"(?<![\w/])\d{1,4}[a-z]?(?:/\d{4})?(?:/QH\d{1,2}|/[A-ZĐ][A-ZĐa-z]{0,7}(?:-\s?[A-ZĐa-z&]{1,12}){0,3}(?:\.[A-ZĐ]{1,5})?|-[A-ZĐ][A-Za-zĐ]{0,6}/[A-ZĐ]{2,8}(?:-[A-ZĐ]+){0,2}|/[A-ZĐ]{3,8})"
    r"(?![\w/])"
)
DATE = re.compile(r"\bng.y\s+(\d{1,2})(?:\s*[/.-]\s*|\s+th.ng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+n.m\s+)(\d{4})")
_ISSUER = re.compile(
    r"\s+(?:c.a|c\w{0,2})\s+(?P<who>.+?)"
    r"(?=\s+(?:ve|vé|v/v|ban hanh|phe duyet|thuc hien|sua doi|quy dinh|huong dan|trien khai|to chuc)\b|[;,.(]|\s+-\s|$)"
)
_KIND = re.compile(rf"({_KINDS})(?: (?:thi dua|cong tac|thuc hien|hanh dong))?(?:\s+(?:s\S{{0,2}}))?\s*$")


_OPENING = (
    *PREAMBLE,
    "trien khai ",
    "thi hanh ",
    "cu the hoa ",
    "chap hanh ",
    "quan triet ",
    "luat ",
    "bo luat ",
    "phap lenh ",
)
_NUMBERED_LAW = re.compile(r"\b(luat|phap lenh)\s+[^;.]{4,90}\s+so\s*$")


def read_date(match: re.Match[str]) -> str | None:
    day, month, year = (int(g) for g in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= 31 and 1 <= month <= 12 else None


def citations_in(clause: Clause) -> list[tuple[int, int, dict[str, Any]]]:
    """Every document named in a clause: (start, end, {number, date, kind, issuer})."""
    found = []
    for match in NUMBER.finditer(clause.text):
        before = plain(clause.text[max(0, match.start() - 120) : match.start()])
        kind = _KIND.search(before[-40:]) or _NUMBERED_LAW.search(before)
        if not kind:
            continue
        start = match.start() - (len(kind.string) - kind.start(1))
        end, day, issuer = match.end(), None, ""
        date = DATE.match(clause.folded, match.end() + (2 if clause.text[match.end() : match.end() + 1] == "," else 1))
        if date:
            day, end = read_date(date), date.end()
        who = _ISSUER.match(clause.folded, end)
        if who:
            issuer = clause.text[who.start("who") : who.end("who")].strip()
            end = who.end()
        data = {
            "number": re.sub(r"\s+", "", match[0]),
            "date": day,
            "kind": DOC_NAMES[kind[1]],
            "issuer": issuer or None,
        }
        found.append((start, end, data))
    return found


_LAW = re.compile(r"\b(luat|phap lenh) (?!khoi)[^;.]{4,200}?(?=[;.]|$| ngay)")


def legal_bases(outline: Outline) -> tuple[list[Fact], list[Fact]]:
    """(bases, cited): those of the preamble, and those that the body names; each number once."""
    bases: list[Fact] = []
    cited: list[Fact] = []
    seen: set[tuple[str, bool]] = set()
    in_preamble = True
    for clause in outline.body():
        if clause.level and (clause.label or clause.title.isupper()) and clause.paragraph.kind not in ITEMS:
            in_preamble = False
        opens = in_preamble and (clause.folded.startswith(_OPENING) or clause.folded.lstrip("-+ ").startswith(PREAMBLE))
        for start, end, data in citations_in(clause):
            key = data["number"].upper()
            known = next((n for n, f in enumerate(bases) if opens and f.data["number"] == data["number"]), None)
            if known is not None and bases[known].data["date"] is None and data["date"]:
                bases[known] = fact(outline, clause, "legal_basis", data, start, end)
            if (key, opens) in seen or (key, True) in seen:
                continue
            seen.add((key, opens))
            found = fact(outline, clause, "legal_basis", data, start, end)
            (bases if opens else cited).append(found)
        for law in _LAW.finditer(clause.folded) if opens else ():
            if law.start() >= 12 and clause.folded[: law.start()].rstrip()[-1:] != ";":
                continue
            day = DATE.search(clause.folded, law.end() - 1)
            data = {
                "number": None,
                "date": read_date(day) if day else None,
                "kind": DOC_NAMES[law[1]],
                "issuer": "Quốc hội",
            }
            if not NUMBER.search(clause.text[: law.end() + 20]):
                bases.append(fact(outline, clause, "legal_basis", data, law.start(), law.end()))
    return bases, [f for f in cited if (str(f.data["number"]).upper(), True) not in seen]
