"""Award forms, standards and quotas."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Any

from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact, fact, heading_words, on_awards, segments
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases.awards import AWARD_WORDS, COLLECTIVES, GIVERS, INDIVIDUALS, OCCASIONS
from thidua.plans.rules.phrases.numbers import WORD, WORDS
from thidua.plans.rules.tabled import quota_rows

_N = rf"(?<![\w.,])(\d{{1,3}}|{WORD})"
_COLLECTIVE = rf"{_N}\s*(?:\([^)]*\)\s*)?(?:{'|'.join(COLLECTIVES)})\b"
_INDIVIDUAL = rf"{_N}\s*(?:\([^)]*\)\s*)?(?:{'|'.join(INDIVIDUALS)})\b"
_BETWEEN = r"(?:\([^)]{0,60}\)|[^.;\d]){0,90}?(?:,|\bva\b|;)\s*(?:cho\s+)?(?:khong qua |toi da |khong vuot qua |\W)*"
_CAP = re.compile(rf"{_COLLECTIVE}(?:{_BETWEEN}{_INDIVIDUAL})?|{_INDIVIDUAL}(?:{_BETWEEN}{_COLLECTIVE})?")
_CAPPING = re.compile(r"(?:khong qua|toi da|khong vuot qua|nhieu nhat|khong nhieu hon)\W*$")
_ITEM_KINDS = ("dash", "plus", "star", "letter", "number", "dotted", "small")
_AWARD = re.compile(r"\b(?:" + "|".join(sorted(AWARD_WORDS, key=len, reverse=True)) + r")\b")
_NAME_END = re.compile(
    r"[;:.()]|\s-\s|,(?!\s*(?:thu truong|nganh|ban|tinh|phuong|xa|thanh pho|dac khu|trung uong)\b)"
    r"|\s(?:cho|tang|doi voi|trao|khong qua|toi da|khong vuot qua|de|xet|hoac|va|theo|neu|khi|duoc|voi|xem xet|chu dong|hang|truoc|tri gia|moi giai|do|kem|vao|trong|den|toi|nam)\b|\s\d"
)
_GIVEN = re.compile(
    rf"(?P<giver>(?:{'|'.join(GIVERS)})\b[^,;.:]{{0,90}}?)\s+(?:se |xem xet,? ?|quyet dinh |xet,? ?|ky )*(?:tang thuong|tang|trao|khen|gui)\s+$"
)
_QUOTED = re.compile(r"\s*[“\"][^”\"]{3,80}[”\"]")
_BARE = re.compile(r"^(?:danh hieu |hinh thuc )?(?:" + "|".join(sorted(AWARD_WORDS, key=len, reverse=True)) + r")$")


@dataclass(frozen=True)
class Mention:
    """An award named in running text: its name and where the words that name it stand in the clause."""

    name: str
    start: int
    end: int


def mentions(clause: Clause, start: int, end: int) -> list[Mention]:
    """The awards named in a stretch of a clause; ``X tặng Bằng khen`` is X's."""
    found: list[Mention] = []
    for match in _AWARD.finditer(clause.folded, start, end):
        if found and match.start() < found[-1].end:
            continue
        quoted = _QUOTED.match(clause.text, match.end(), end)
        at = quoted.end() if quoted else match.end()
        last = _name_end(clause, at, end)
        name = clause.text[match.start() : last].strip(" ,")
        first = match.start()
        given = (
            _GIVEN.search(clause.folded, max(start, match.start() - 140), match.start())
            if _BARE.match(plain(name))
            else None
        )
        if given:
            begin = max(
                given.start("giver"), clause.folded.rfind(" de nghi ", 0, given.end("giver")) + len(" de nghi ")
            )
            begin = begin if begin < given.end("giver") else given.start("giver")
            name, first = f"{name} của {clause.text[begin : given.end('giver')]}", begin
        found.append(Mention(name[:1].upper() + name[1:], first, last))
    return found


def _name_end(clause: Clause, start: int, end: int) -> int:
    """Where the name of an award ends; ``và`` and a comma within the giver's own name do not end it."""
    for stop in _NAME_END.finditer(clause.folded, start, end):
        following = clause.text[stop.end() : end].lstrip()
        joins = stop[0].strip() in ("va", ",")
        if not (joins and following[:1].isupper() and not plain(following).startswith((*AWARD_WORDS, "giai "))):
            return stop.start()
    return end


def _key(name: str) -> str:
    key = re.sub(r"\bubnd\b", "uy ban nhan dan", plain(name))
    return re.sub(r"\W+|\bcua\b", " ", re.sub(r"^(?:danh hieu|hinh thuc) ", "", key)).strip()


def award_forms(outline: Outline) -> list[Fact]:
    """The award forms that the plan lists, each once, in its order; without a list, those that its text names."""
    found: dict[str, Fact] = {}
    for clause in outline.body():
        if not on_awards(outline, clause) or not _is_list_item(outline, clause):
            continue
        head = re.split(
            r"[:;.]|\s\(|(?<=[”\"])\s|\s(?=kèm\b|tặng cho\b)|,\s(?=phân bổ|mỗi|không quá|tối đa)", clause.text
        )[0].strip()
        key = plain(head)
        if 5 < len(head) <= 95 and " de " not in key and not re.search(r"\bdoi voi\b|\bgiai doan\b|\d", key):
            found.setdefault(_key(head), fact(outline, clause, "award_form", {"name": head}, 0, len(head)))
    for asked in quota_rows(outline):
        name = asked.fact.data["award"]
        found.setdefault(_key(name), replace(asked.fact, kind="award_form", data={"name": name}))
    for clause in outline.body():
        if _tells_forms(outline, clause):
            _named(outline, clause, found)
    return _without_bare(list(found.values()))


def _is_list_item(outline: Outline, clause: Clause) -> bool:
    if clause.paragraph.kind not in _ITEM_KINDS or not clause.folded.startswith(AWARD_WORDS):
        return False
    if re.search(r"\b(?:tang|trao|cho)\b", clause.folded.split(":")[0]):
        return False
    above = outline.path(clause)[:-1]
    if any("hinh thuc" in c.folded[:120] for c in above):
        return True
    return clause.paragraph.kind in ("dash", "plus", "star") or ":" in clause.text


def _tells_forms(outline: Outline, clause: Clause) -> bool:
    heads = [heading_words(c) for c in outline.path(clause)]
    if not on_awards(outline, clause) and not any("khen, thuong" in h for h in heads):
        return False
    return not any(h.startswith(("ho so", "tieu chuan", "thoi gian", "doi tuong", "trinh tu")) for h in heads)


def _named(outline: Outline, clause: Clause, found: dict[str, Fact]) -> None:
    for start, end in segments(clause):
        if re.search(r"\b(?:ho so|da duoc|nguyen tac|tieu chuan)\b", clause.folded[start:end]):
            continue
        for one in mentions(clause, start, end):
            key = _key(one.name)
            if (
                plain(one.name) not in _GENERIC
                and 5 < len(one.name) <= 95
                and not any(_covers(known, key) for known in found)
            ):
                found[key] = fact(outline, clause, "award_form", {"name": one.name}, one.start, one.end)


_GENERIC = ("danh hieu", "giai thuong", "danh hieu thi dua", "khen thuong")


def _covers(known: str, key: str) -> bool:
    return known == key or known.startswith(f"{key} ") or key.startswith(f"{known} ")


def _without_bare(facts: list[Fact]) -> list[Fact]:
    """Leaves out a bare ``Giấy khen`` beside one that says whose."""
    keys = [_key(f.data["name"]) for f in facts]
    return [
        f for f, key in zip(facts, keys, strict=True) if not any(o != key and o.startswith(f"{key} ") for o in keys)
    ]


def _occasions_in(text: str) -> int:
    return sum(any(word in text for word in words) for _, words in OCCASIONS)


def occasion_of(outline: Outline, clause: Clause, start: int, end: int) -> str:
    """The occasion of an award, the nearest words first, with its year: ``sơ kết 2023``."""
    above = outline.path(clause)[:-1]
    named = [h for c in reversed(above) if "khen thuong" in (h := heading_words(c)) and _occasions_in(h) == 1]
    sentence = re.split(r"[;.]\s", clause.folded[end:])[0]
    places = [*named[:1], clause.folded[start:end], sentence, clause.folded[:start][-200:]]
    places += [c.folded[:160] for c in reversed(above)]
    for place in places:
        spots = [(place.rfind(word), name, word) for name, words in OCCASIONS for word in words if word in place]
        if spots:
            at, name, word = max(spots)
            years = re.findall(r"20\d{2}", place[at : at + len(word) + 40])
            return f"{name} {'-'.join(years[:2])}".strip()
    told = next((name for name, words in OCCASIONS if any(word in outline.rewards for word in words)), "")
    return f"{told} {max(re.findall(r'20[0-9]{2}', outline.rewards), default='')}".strip() if told else ""


def quotas(outline: Outline) -> list[Fact]:
    """How many collectives and individuals at most, by award and occasion."""
    found: list[Fact] = []
    tabled: set[int] = set()
    for asked in quota_rows(outline):
        clause = asked.row.clause
        occasion = asked.fact.data["occasion"] or occasion_of(outline, clause, 0, 0)
        found.append(replace(asked.fact, data=asked.fact.data | {"occasion": occasion}))
        tabled.add(clause.index)
    for clause in outline.body():
        if clause.index in tabled or not _CAP.search(clause.folded):
            continue
        awarding = on_awards(outline, clause)
        for start, end in segments(clause):
            named = mentions(clause, start, end)
            for match in _CAP.finditer(clause.folded, start, end):
                capped = _CAPPING.search(clause.folded, max(start, match.start() - 30), match.start())
                award = _award_of(outline, clause, named, match.start())
                if not award or not (capped or awarding) or not (named or awarding):
                    continue
                if not (capped or named or ":" in clause.folded[: match.start()]):
                    continue
                first = capped.start() if capped else match.start()
                amounts = [_amount(clause, match, group, capped is not None) for group in range(1, 5)]
                if None in amounts:
                    continue
                data: dict[str, Any] = {
                    "award": award,
                    "occasion": occasion_of(outline, clause, start, match.start()),
                    "collectives": amounts[0] or amounts[3] or None,
                    "individuals": amounts[1] or amounts[2] or None,
                }
                found.append(fact(outline, clause, "quota", data, first, match.end()))
    return found


def _amount(clause: Clause, match: re.Match[str], group: int, capped: bool) -> int | None:
    """The number of a group, 0 where it took no part; None for a word that is no number, or that caps nothing."""
    found = match[group]
    if not found:
        return 0
    if found.isdigit():
        return int(found)
    return WORDS.get(clause.text[match.start(group) : match.end(group)].lower()) if capped else None


def _award_of(outline: Outline, clause: Clause, named: list[Mention], at: int) -> str:
    """The award that a number belongs to: named before it in the sentence, after it, or by a heading above."""
    before = bisect_right(named, at, key=lambda one: one.end)
    if before:
        return named[before - 1].name
    if named:
        return named[0].name
    return _award_before(outline, clause, at)


def _award_before(outline: Outline, clause: Clause, at: int) -> str:
    for above in reversed(outline.path(clause)):
        found = mentions(above, 0, at if above is clause else len(above.folded))
        if found:
            return found[-1].name
    return ""


def award_standards(outline: Outline) -> list[Fact]:
    """Clauses that say what an award asks for."""
    found = []
    for clause in outline.body():
        heads = [heading_words(c) for c in outline.path(clause)]
        awarding = any("khen thuong" in h for h in heads) and any("doi tuong" in h for h in heads[1:])
        if not awarding and not any("tieu chuan" in h for h in heads):
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
