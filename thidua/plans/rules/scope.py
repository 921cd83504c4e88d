"""Contents, criteria, addressees and priority fields."""

import re

from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact, fact, heading_words
from thidua.plans.rules.outline import Clause, Outline
from thidua.plans.rules.phrases.bodies import ADDRESSEES
from thidua.plans.rules.phrases.documents import SECTION
from thidua.plans.rules.targets import tier_of


def _sections(outline: Outline, kind: str) -> list[Clause]:
    """The innermost headings that announce a kind of section; within one, headings of the same kind are not repeated."""
    words = SECTION[kind]
    found = [c for c in outline.body() if c.level and c.is_heading and any(w in heading_words(c) for w in words)]
    return [c for c in found if not any(o is not c and c in outline.path(o)[:-1] for o in found)]


def contents(outline: Outline) -> list[Fact]:
    """The content items of the movement, in order."""
    for section in _sections(outline, "contents"):
        items = [c for c in outline.below(section) if c.parent == section.index and c.level]
        if items:
            return [fact(outline, c, "content", {"label": c.label, "text": c.text}) for c in items]
    return []


_GROUP = re.compile(r"(?:doi voi|khoi)\s+")


def criteria(outline: Outline) -> list[Fact]:
    """Criteria without a number, each with the group of subjects that its heading names."""
    found = []
    for section in _sections(outline, "criteria"):
        for clause in outline.below(section):
            deeper = any(
                c.parent == clause.index and c.level for c in outline.clauses[clause.index + 1 : clause.index + 4]
            )
            text = clause.text.split(":", 1)[-1].strip() if clause.is_heading and ":" in clause.text else clause.text
            if (
                not clause.level
                or deeper
                or "%" in text
                or len(text) < 30
                or (clause.is_heading and ":" not in clause.text)
            ):
                continue
            found.append(fact(outline, clause, "criterion", {"group": _subject_group(outline, clause), "text": text}))
    return found


def _subject_group(outline: Outline, clause: Clause) -> str:
    for above in reversed(outline.path(clause)):
        head = heading_words(above)
        if found := _GROUP.match(head):
            return above.text.split(":")[0][found.end() :].strip()
    return tier_of(outline, clause)[0]


def addressees(outline: Outline, recipients: list[Fact], duties: list[Fact]) -> list[Fact]:
    """The kinds of unit that the plan addresses, from its part on participants, else its duties and recipients."""
    found: dict[str, Fact] = {}
    for section in _sections(outline, "addressees"):
        for clause in [section, *outline.below(section)]:
            for kind, words in ADDRESSEES:
                if kind not in found and any(word in clause.folded for word in words):
                    found[kind] = fact(outline, clause, "addressee", {"unit_kind": kind})
    if set(found) - {"enterprise"}:
        for item in duties:
            _from(item, found, only=("central", "front"))
        return list(found.values())
    for item in (*duties, *recipients):
        _from(item, found)
    return list(found.values())


def _from(item: Fact, found: dict[str, Fact], only: tuple[str, ...] = ()) -> None:
    from_text = f"{item.data.get('agency', '')} {item.data.get('name', '')}"
    folded = re.sub(r"\s+", " ", plain(from_text))
    for kind, words in ADDRESSEES:
        if kind not in found and (not only or kind in only) and any(word in folded for word in words):
            found[kind] = Fact("addressee", {"unit_kind": kind}, item.quote, item.start, item.end, item.clause)


_FIELDS = re.compile(
    r"(?:mot so )?(?:nganh, )?linh vuc(?: uu tien| trong tam| sau)?\s*(?:,\s*)?(?:nhu|gom|sau)?\s*:\s*([^.;]{5,400})"
)
_FIELD_ITEM = re.compile(r"linh vuc ([^:]{3,60}):")


def priority_fields(outline: Outline) -> list[Fact]:
    """Fields that the plan puts first: items ``Lĩnh vực X: …`` or one list after a colon."""
    found = []
    for clause in outline.body():
        if item := _FIELD_ITEM.match(clause.folded):
            name = clause.text[item.start(1) : item.end(1)].strip()
            found.append(fact(outline, clause, "priority_field", {"name": name}, 0, item.end()))
            continue
        if "uu tien" not in clause.folded or not clause.level:
            continue
        match = _FIELDS.search(clause.folded, clause.folded.find("uu tien"))
        if match:
            for part in re.finditer(r"[^,…]+", clause.text[match.start(1) : match.end(1)]):
                name = part[0].strip(" .…")
                if 1 < len(name) < 60:
                    at = match.start(1) + part.start()
                    found.append(fact(outline, clause, "priority_field", {"name": name}, at, at + len(part[0])))
    return found
