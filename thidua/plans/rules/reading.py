"""The last layer: one reading of one text."""

from dataclasses import dataclass
from typing import Any

from thidua.plans.rules.awarding import award_forms, award_standards, quotas
from thidua.plans.rules.characters import source_of
from thidua.plans.rules.citations import legal_bases
from thidua.plans.rules.dossiers import dossier_parts, route_steps
from thidua.plans.rules.duties import recipients, report_regimes, responsibilities
from thidua.plans.rules.facts import Fact, fact
from thidua.plans.rules.header import Header
from thidua.plans.rules.outline import Outline, outline_of
from thidua.plans.rules.scope import addressees, contents, criteria, priority_fields
from thidua.plans.rules.targets import targets
from thidua.plans.rules.timing import deadlines, phases


@dataclass(frozen=True)
class Reading:
    """source: the text that offsets refer to; header: its fields; facts: everything found, in order of kind; cited."""

    source: str
    header: dict[str, Any]
    facts: tuple[Fact, ...]
    cited: tuple[Fact, ...]

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
        *route_steps(outline),
        *duties,
        *told,
    )
    return Reading(outline.source, header.data, facts, tuple(cited))


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
        answer[name] = [f.data | {"quote": f.quote, "clause": f.clause} for f in reading.of(kind)]
    answer["recipients"] = [f.data["name"] for f in reading.of("recipient")]
    answer["cited"] = [f.data | {"quote": f.quote, "clause": f.clause} for f in reading.cited]
    return answer
