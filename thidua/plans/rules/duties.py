"""Responsibilities, recipients, and the reporting regime."""

import re

from thidua.plans.rules.bodies import names_body
from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact, chapters, fact, heading_words, segments
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases.bodies import DUTY_OPENERS, DUTY_VERBS, MARKED_VERBS
from thidua.plans.rules.phrases.documents import SECTION
from thidua.plans.rules.tables import quote_of, rows_of

_VERB = re.compile(
    r"[\s,;:]\s*(?:(?:can|cung|se) (?!cu\b))?(yeu cau|de nghi|tran trong|"
    + "|".join(sorted(DUTY_VERBS, key=len, reverse=True))
    + r")\b|\s*:"
)

_OPENER = re.compile(r"\s*(?:" + "|".join(sorted(map(re.escape, DUTY_OPENERS), key=len, reverse=True)) + r")\s*")
_BASIS = re.compile(
    r"\s*(?:can cu|theo|tren co so)\b.{5,250}?,\s*(?=(?:cac|so|uy ban|ubnd|truong|thu truong|giao|de nghi|ban|hoi dong)\b)"
)


# A name ends with the place that it belongs to, when a word follows that cannot go on with it.
_PLACED = re.compile(
    r"(?!(?:[Cc]ác|[Nn]hững|[Mm]ỗi|UBND các|Ủy ban nhân dân các)\b)\w[^,;:.]{3,80}?\s(?:tỉnh|thành phố|huyện|(?<!- )xã|phường|đặc khu)"
    r"(?=\s(?!(?:hội|và|hoặc|trực|thuộc|trên|tại|của|có|cùng|liên|đóng|nơi|các|đã|được|khác|vùng|là|giao|còn)\b)[a-zà-ỹđ])"
)


def agency_at(clause: Clause, start: int, end: int) -> tuple[str, int, int] | None:
    """The agency with which a sentence begins: (name, start, end), or None when it begins with none."""
    at = start
    while at < end and clause.folded[at] in " -+":
        at += 1
    for pattern in (_OPENER, _BASIS, _OPENER):
        if found := pattern.match(clause.folded, at, end):
            at = found.end()
    if not names_body(clause.text[at:end], clause.folded[at:end]):
        return None
    verb = _VERB.search(clause.folded, at + 2, end)
    stop = verb.start() if verb else end
    while verb and _inside_name(clause.text, verb):
        verb = _VERB.search(clause.folded, verb.end(), end)
        stop = verb.start() if verb else end
    if placed := _PLACED.match(clause.text, at, stop):
        stop = placed.end()
        verb = verb or placed
    name = re.sub(r"\s*\([^)]*\)?", "", clause.text[at:stop]).strip(" ,;:.-")
    name = re.sub(r"\s+([,;])", r"\1", name)
    if not 4 <= len(name) <= 260 or (not verb and len(name) > 110) or plain(name) in _NO_NAMES:
        return None
    if verb and verb is not placed and verb[1] in ("yeu cau", "de nghi", "tran trong"):
        return None
    return name, at, stop


_NO_NAMES = ("to chuc", "thuong truc", "thuong truc phong trao", "thuong truc phong trao thi dua", "can bo", "don vi")


def _inside_name(text: str, verb: re.Match[str]) -> bool:
    """Whether the word belongs to the name: a capital (``Ban Tuyên giáo``), or the noun in ``các tổ chức chính trị``."""
    if verb[1] is None or ":" in verb[0]:
        return False
    if text[verb.start(1)].isupper():
        return True
    wanted = MARKED_VERBS.get(verb[1])
    if wanted and (text[verb.start(1) : verb.end(1)] != wanted if not text.isascii() else verb[1] == "dua"):
        return True
    if verb[1] == "cap" and plain(text[verb.end(1) :]).startswith(
        (" nuoc", " uy", " tinh", " xa", " tren", " duoi", " co so")
    ):
        return True
    before, after = plain(text[: verb.start(1)]), plain(text[verb.end(1) :])
    return verb[1] == "to chuc" and (
        before.endswith(("cac ", "nhung ", "cua "))
        or after.startswith((",", " chinh tri", " xa hoi", " hop phap", " co lien quan"))
    )


_TOLD_KINDS = ("roman", "number", "dotted", "letter")
_ITEMS = ("dash", "plus", "star")


def responsibilities(outline: Outline) -> list[Fact]:
    """Who does what, from the part on implementation; an agency once for each sentence that it begins."""
    found: list[Fact] = []
    seen: set[str] = set()
    owners: set[int] = set()
    for clause in outline.body():
        above = chapters(outline.path(clause))[:-1]
        named = bool(above) and any(w in heading_words(above[0]) for w in SECTION["duties"])
        told = outline.is_letter and clause.paragraph.kind in _TOLD_KINDS and len(above) < 2 and not clause.is_heading
        if not named and not told:
            continue
        item = clause.paragraph.kind in _ITEMS and not _leads(outline, clause)
        if any(c.index in owners for c in above) and (not clause.level or item):
            continue
        if item and clause.parent != above[0].index:
            continue
        if " | " in clause.text:
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
            if clause.level:
                owners.add(clause.index)
            duty = clause.text[stop:end].strip(" ,:;.") or _duties_below(outline, clause)
            found.append(
                fact(outline, clause, "responsibility", {"agency": name, "duty": duty[:400]}, at, min(end, stop + 160))
            )
    _from_tables(outline, found, seen)
    return found


def _leads(outline: Outline, clause: Clause) -> bool:
    """A starred line with items of its own stands as a heading."""
    after = outline.clauses[clause.index + 1 : clause.index + 2]
    return clause.paragraph.kind == "star" and any(c.parent == clause.index for c in after)


def _from_tables(outline: Outline, found: list[Fact], seen: set[str]) -> None:
    """Who leads which task of a table."""
    for row in rows_of(outline.clauses):
        if "agency" not in row.cells or not {"task", "criterion"} & set(row.cells):
            continue
        heads = [heading_words(c) for c in outline.path(row.clause)]
        inside = row.clause in outline.body()
        if inside and not any(w in h for h in heads for w in (*SECTION["duties"], "nhiem vu")):
            continue
        task = row.cells.get("task") or row.cells["criterion"]
        quote, a, b = quote_of(outline, row, "task" if "task" in row.cells else "criterion", "agency")
        for part in re.split(r"\s*;\s*", row.cells["agency"].text):
            opener = _OPENER.match(plain(part))
            name = part[opener.end() :] if opener else part
            if 3 < len(name) < 160 and name.casefold() not in seen:
                seen.add(name.casefold())
                data = {"agency": name, "duty": task.text[:400]}
                found.append(Fact("responsibility", data, quote, a, b, outline.address(row.clause)))


def _duties_below(outline: Outline, clause: Clause) -> str:
    after = outline.clauses[clause.index + 1 : clause.index + 4]
    return " ".join(c.text for c in after if c.parent == clause.index)


_STOP = re.compile(r"^(?:tm\.|kt\.|tl\.|tuq\.|t/m|k/t|(?:pho )?giam doc$|(?:pho )?chu tich$)")


def recipients(outline: Outline) -> list[Fact]:
    """The lines after ``Nơi nhận`` up to the signer."""
    found = []
    foot = outline.foot()
    begin = next((n for n, c in enumerate(foot) if re.match(r"\W*n.i nh.n\b", c.paragraph.span.folded)), 0)
    for clause in foot[begin:]:
        text = clause.paragraph.span.text
        letters = [c for c in text if c.isalpha()]
        upper = bool(letters) and sum(c.isupper() for c in letters) > 0.9 * len(letters) and len(letters) > 5
        if _STOP.match(clause.paragraph.span.folded) or (upper and not text.startswith("-")):
            break
        if clause.paragraph.kind not in ("dash", "plus", "star") and not text.startswith("-"):
            continue
        for part in re.finditer(r"[^;]+", clause.text):
            name = re.sub(r"\s*\([^)]*\)", "", part[0]).strip(" ;.,-")
            folded = clause.folded[part.start() : part.end()].strip()
            if len(name) > 2 and not name.isupper() and not re.match(r"l.u\b", folded):
                found.append(fact(outline, clause, "recipient", {"name": name}, part.start(), part.end()))
    return found
