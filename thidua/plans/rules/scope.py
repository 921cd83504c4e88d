"""Contents, criteria, addressees and priority fields."""

import re

from thidua.kernel.vietnamese import parse_number
from thidua.plans.rules.bodies import kinds_named
from thidua.plans.rules.characters import plain
from thidua.plans.rules.facts import Fact, fact, heading_words
from thidua.plans.rules.outline import ITEMS, Clause, Outline
from thidua.plans.rules.phrases.documents import SECTION
from thidua.plans.rules.phrases.tables import FORMULAS
from thidua.plans.rules.tables import quote_of, rows_of
from thidua.plans.rules.targets import tier_of


def _sections(outline: Outline, kind: str) -> list[Clause]:
    """The innermost headings that announce a kind of section; within one, headings of the same kind are not repeated."""
    words = SECTION[kind]
    found = [c for c in outline.body() if c.level and c.is_heading and any(w in heading_words(c) for w in words)]
    return [c for c in found if not any(o is not c and c in outline.path(o)[:-1] for o in found)]


def contents(outline: Outline) -> list[Fact]:
    """The content items of the movement, in order."""
    for section in _sections(outline, "contents"):
        below = [c for c in outline.below(section) if c.parent == section.index]
        items = [c for c in below if c.level] or [c for c in below if len(c.text) > 30]
        if items and not any(c.is_heading and _GROUP.match(c.folded) for c in items):
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
                or re.search(r"\d\s*%|\b\d{2,}\b", text)
                or len(text) < 30
                or (clause.is_heading and ":" not in clause.text)
            ):
                continue
            found.append(fact(outline, clause, "criterion", {"group": _subject_group(outline, clause), "text": text}))
    return found + _scored(outline)


def _scored(outline: Outline) -> list[Fact]:
    """The rows of scoring tables, annexes included: a criterion with its points, how they are given, its evidence."""
    found: list[Fact] = []
    group = ""
    for row in rows_of(outline.clauses):
        if "criterion" not in row.cells and "task" not in row.cells:
            continue
        key = "criterion" if "criterion" in row.cells else "task"
        points = _points(row.cells["points"].text) if "points" in row.cells else None
        rule = row.cells["formula"].text if "formula" in row.cells else ""
        if points is None or not rule:
            group = row.cells[key].text if "agency" not in row.cells else group
            continue
        evidence = row.cells["evidence"].text if "evidence" in row.cells else ""
        quote, a, b = quote_of(outline, row, key, "points")
        data = {"group": group, "text": row.cells[key].text, "points": points, "formula": _formula(rule)}
        data |= {"rule": rule, "evidence": evidence}
        found.append(Fact("criterion", data, quote, a, b, outline.address(row.clause)))
    return found


def _points(text: str) -> int | float | None:
    try:
        number = parse_number(text)
    except ValueError:
        return None
    return int(number) if number == int(number) else float(number)


def _formula(rule: str) -> str:
    folded = plain(rule)
    return next((kind for kind, words in FORMULAS if any(word in folded for word in words)), "other")


def _subject_group(outline: Outline, clause: Clause) -> str:
    for above in reversed(outline.path(clause)):
        head = heading_words(above)
        if found := _GROUP.match(head):
            return above.text.split(":")[0][found.end() :].strip()
    return tier_of(outline, clause)[0]


def addressees(outline: Outline, recipients: list[Fact], duties: list[Fact]) -> list[Fact]:
    """The kinds of unit that the plan addresses: those of its part on participants and those that it gives duties,
    of a letter those that it is sent to; the recipients when neither tells."""
    found: dict[str, Fact] = {}
    for section in _sections(outline, "addressees"):
        for clause in [section, *outline.below(section)]:
            _kinds_in(outline, clause, found)
    for clause in _sent_to(outline):
        _kinds_in(outline, clause, found)
    named = set(found) - {"enterprise"}
    for item in duties:
        _from(item, found, only=("central", "front") if named else ())
    if not found:
        for item in recipients:
            _from(item, found)
    return list(found.values())


def _kinds_in(outline: Outline, clause: Clause, found: dict[str, Fact]) -> None:
    for kind in kinds_named(clause.folded):
        if kind not in found:
            found[kind] = fact(outline, clause, "addressee", {"unit_kind": kind})


def _sent_to(outline: Outline) -> list[Clause]:
    """The lines after ``Kính gửi`` of an official letter."""
    start = next((c.index for c in outline.clauses[:40] if c.paragraph.span.folded.startswith("kinh gui")), None)
    if start is None:
        return []
    found = [outline.clauses[start]]
    for clause in outline.clauses[start + 1 :]:
        if clause.paragraph.kind not in ITEMS:
            break
        found.append(clause)
    return found


def _from(item: Fact, found: dict[str, Fact], only: tuple[str, ...] = ()) -> None:
    from_text = f"{item.data.get('agency', '')} {item.data.get('name', '')}"
    folded = re.sub(r"\s+", " ", plain(from_text)).strip()
    for kind in kinds_named(folded):
        if kind not in found and (not only or kind in only):
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
