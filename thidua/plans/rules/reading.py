"""The last layer: one reading of one text."""

from dataclasses import dataclass, replace
from typing import Any

from thidua.plans.rules.awarding import award_forms, award_standards, quotas
from thidua.plans.rules.characters import source_of
from thidua.plans.rules.citations import legal_bases
from thidua.plans.rules.confidence import confidence
from thidua.plans.rules.dossiers import dossier_parts, route_steps
from thidua.plans.rules.duties import recipients, responsibilities
from thidua.plans.rules.facts import Fact, fact
from thidua.plans.rules.header import Header
from thidua.plans.rules.outline import Outline, outline_of
from thidua.plans.rules.repair import Damage
from thidua.plans.rules.reporting import report_regimes
from thidua.plans.rules.scope import addressees, contents, criteria, priority_fields
from thidua.plans.rules.targets import targets
from thidua.plans.rules.timing import deadlines, phases


@dataclass(frozen=True)
class Repaired:
    """A stretch of damaged source and the words it was read as."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Reading:
    """source: the text that offsets refer to; header: its fields; facts: everything found, in order of kind;
    cited: documents named in passing; repaired: how a damaged text was read, empty for a sound one."""

    source: str
    header: dict[str, Any]
    facts: tuple[Fact, ...]
    cited: tuple[Fact, ...]
    repaired: tuple[Repaired, ...] = ()

    def of(self, kind: str) -> list[Fact]:
        return [f for f in self.facts if f.kind == kind]

    def has_headings(self) -> bool:
        return any(f.kind == "section" and f.data["level"] == 1 for f in self.facts)


def sections(outline: Outline) -> list[Fact]:
    """Every labelled clause with its level and title; ``heading`` tells a heading from a numbered paragraph."""
    found = []
    for clause in outline.body():
        if (
            clause.level
            and clause.paragraph.kind not in ("dash", "plus", "star")
            and (clause.label or clause.title.isupper())
        ):
            data = {"level": clause.level, "label": clause.label, "title": clause.title, "heading": clause.is_heading}
            found.append(fact(outline, clause, "section", data))
    return found


def read(text: str) -> Reading:
    """Reads a plan. Any text is taken; what it does not say stays empty."""
    outline = outline_of(source_of(text))
    phase_facts, deadline_facts = phases(outline), deadlines(outline)
    header = Header(outline, phase_facts)
    bases, cited = legal_bases(outline)
    duties, told = responsibilities(outline), recipients(outline)
    facts = (
        *header.facts,
        *bases,
        *sections(outline),
        *contents(outline),
        *addressees(outline, told, duties),
        *criteria(outline),
        *targets(outline),
        *priority_fields(outline),
        *phase_facts,
        *deadline_facts,
        *report_regimes(outline, deadline_facts),
        *award_forms(outline),
        *award_standards(outline),
        *quotas(outline),
        *dossier_parts(outline),
        *route_steps(outline, duties),
        *duties,
        *told,
    )
    damaged = outline.damage.value > Damage.SPACES.value
    sure = tuple(replace(f, confidence=confidence(f, damaged)) for f in facts)
    return Reading(outline.source, header.data, sure, tuple(cited), _repaired(outline) if damaged else ())


def _repaired(outline: Outline) -> tuple[Repaired, ...]:
    """Each paragraph of a damaged text as it was read."""
    spans = [c.paragraph.span for c in outline.clauses]
    return tuple(Repaired(s.offsets[0], s.offsets[-1] + 1, s.text) for s in spans if s.offsets)


LISTS = {
    "legal_basis": "legal_bases",
    "section": "sections",
    "content": "contents",
    "addressee": "addressees",
    "criterion": "criteria",
    "target": "targets",
    "priority_field": "priority_fields",
    "phase": "phases",
    "deadline": "deadlines",
    "report_regime": "report_regimes",
    "award_form": "award_forms",
    "award_standard": "award_standards",
    "quota": "quotas",
    "dossier_part": "dossier",
    "route_step": "route",
    "responsibility": "responsibilities",
}


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading in the documented schema (``docs/reference/reading.schema.json``)."""
    answer: dict[str, Any] = dict(reading.header)
    for kind, name in LISTS.items():
        answer[name] = [
            f.data | {"quote": f.quote, "clause": f.clause, "confidence": f.confidence} for f in reading.of(kind)
        ]
    answer["recipients"] = [f.data["name"] for f in reading.of("recipient")]
    answer["cited"] = [f.data | {"quote": f.quote, "clause": f.clause} for f in reading.cited]
    return answer
