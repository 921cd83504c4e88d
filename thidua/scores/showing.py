"""A sheet as its page shows it: a row for each indicator, with what stands beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from thidua.kernel.actor import Actor
from thidua.scores.access import MODERATION, sees_whole, turns
from thidua.scores.boxes import Box, boxes
from thidua.scores.models import Appraisal, Objection, Sheet, Words
from thidua.scores.queries import answers_of, beside, bests_of, needs_proof, scored
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.fixed import decimal
from thidua.scores.rules.scoring import Line, PillarScore, line_of
from thidua.scores.rules.sets import Indicator


@dataclass(frozen=True)
class Finding:
    """An appraisal in words."""

    appraisal: Appraisal
    boxes: list[Box]
    points: Decimal


@dataclass(frozen=True)
class ShownRow:
    """points: of the unit's own answer; found: of what stands after appraisal, None before; mine: the turns in which the
    reader appraises; claims: whether evidence is asked for."""

    one: Indicator
    boxes: list[Box]
    skipped: bool
    line: Line
    points: Decimal
    full: Decimal
    found: Decimal | None
    note: Words
    proofs: list[Any]
    findings: list[Finding]
    objections: list[Objection]
    mine: tuple[int, ...] = ()
    claims: bool = False
    error: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def turn(self) -> int:
        """The turn that is due for the reader; 0 for whom none is."""
        return turn_of(self.mine, self.findings) if self.mine else 0

    @property
    def reference(self) -> str:
        return self.typed.get(f"{self.one.code}:reference", self.note.reference)

    @property
    def excuse(self) -> str:
        return self.typed.get(f"{self.one.code}:excuse", self.note.excuse)


def rows_of(
    sheet: Sheet,
    indicators: Iterable[Indicator],
    actor: Actor,
    *,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> list[ShownRow]:
    """The rows of some indicators that the actor may see."""
    own, around, bests = answers_of(sheet), beside(sheet), bests_of(sheet.assessment)
    index = sheet.assessment.version.index
    standing = {line.indicator.code: line for line in scored(sheet).lines} if sheet.appraised is not None else {}
    whole, found = sees_whole(actor, sheet), []
    for one in indicators:
        mine = turns(actor, sheet, one) if one.kind != "effect" else ()
        if not whole and not mine:
            continue
        answer = own[one.code]
        line = line_of(index, one, answer, bests.get(one.code))
        findings = around.findings.get(one.code, {})
        if not _sees_findings(actor, sheet, mine):
            findings = {}
        found.append(
            ShownRow(
                one,
                boxes(one, answer, typed or {}),
                bool((typed or {}).get(f"{one.code}:skip")) if typed else answer.skipped,
                line,
                decimal(line.points),
                decimal(one.full),
                decimal(standing[one.code].points) if one.code in standing else None,
                sheet.words(one.code),
                around.proofs.get(one.code, []),
                [_finding(sheet, one, findings[turn]) for turn in sorted(findings)],
                around.objections.get(one.code, []),
                mine,
                needs_proof(one, answer, bests),
                (errors or {}).get(one.code, ""),
                typed or {},
            )
        )
    return found


def _sees_findings(actor: Actor, sheet: Sheet, mine: tuple[int, ...]) -> bool:
    """The unit sees findings once they are shown; of two agencies each sees its own first."""
    if "unit.read" in actor.at_unit(sheet.unit_id) and "office.read" not in actor.in_province(sheet.province_id):
        return sheet.assessment.state in ("shown", "published")
    return True


def _finding(sheet: Sheet, one: Indicator, appraisal: Appraisal) -> Finding:
    answer = Answer(tuple(appraisal.values), appraisal.skipped)
    line = line_of(sheet.assessment.version.index, one, answer, bests_of(sheet.assessment).get(one.code))
    return Finding(appraisal, boxes(one, answer, {}), decimal(line.points))


@dataclass(frozen=True)
class ShownPillar:
    """How far a pillar of the sheet is."""

    pillar: PillarScore
    answered: int
    count: int

    @property
    def points(self) -> Decimal:
        return decimal(self.pillar.points)

    @property
    def full(self) -> Decimal:
        return decimal(self.pillar.full)

    @property
    def share(self) -> float:
        return 100 * self.pillar.points / self.pillar.full if self.pillar.full else 0.0


def pillars_of(sheet: Sheet) -> list[ShownPillar]:
    return [
        ShownPillar(pillar, sum(line.state != "missing" for line in pillar.lines), len(pillar.lines))
        for pillar in scored(sheet).pillars
    ]


def turn_of(mine: tuple[int, ...], findings: Iterable[Finding]) -> int:
    """The turn that is due for somebody who may take several: the moderation once both have found."""
    done = {finding.appraisal.turn for finding in findings}
    waiting = [turn for turn in mine if turn not in done and turn != MODERATION]
    return waiting[0] if waiting else mine[-1]
