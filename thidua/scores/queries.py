"""Reads of sets, sheets and what stands beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone

from thidua.kernel.actor import Actor
from thidua.kernel.vietnamese import fold, format_date
from thidua.movements.models import Movement, Target
from thidua.movements.rules.duties import UnitFact
from thidua.movements.rules.measures import binds
from thidua.scores.access import FIRST, MODERATION, SECOND, turns
from thidua.scores.machine import AssessmentFacts, ObjectionFacts, SheetFacts, VersionFacts
from thidua.scores.models import Appraisal, Assessment, IndexVersion, Objection, Sheet
from thidua.scores.rules.answers import Answer
from thidua.scores.rules.checking import flaws
from thidua.scores.rules.scoring import Scored, score
from thidua.scores.rules.sets import Indicator
from thidua.units.models import Membership, Province, Unit
from thidua.units.queries import dated


def version_facts_of(version: IndexVersion) -> VersionFacts:
    return VersionFacts(tuple(flaws(version.index)))


def counts_of(assessment: Assessment) -> dict[str, tuple[int, int]]:
    """state → how many sheets, and how many unanswered objections they have; read once for a loaded assessment."""
    known: dict[str, tuple[int, int]] | None = assessment.__dict__.get("_counts")
    if known is None:
        waiting = Count("objections", filter=Q(objections__state="open"))
        rows = assessment.sheets.order_by().values_list("state").annotate(n=Count("pk", distinct=True), waiting=waiting)
        known = assessment.__dict__["_counts"] = {state: (n, unanswered) for state, n, unanswered in rows}
    return known


def assessment_facts_of(assessment: Assessment) -> AssessmentFacts:
    """One query beside the assessment's own."""
    counts = counts_of(assessment)
    days = (
        assessment.opens,
        assessment.self_due,
        assessment.appraisal_due,
        assessment.objects_from,
        assessment.objects_to,
    )
    drafts = sum(counts.get(state, (0, 0))[0] for state in ("draft", "returned"))
    return AssessmentFacts(
        today=timezone.localdate(),
        self_due=assessment.self_due,
        objects_to=assessment.objects_to,
        sheets=sum(n for n, _waiting in counts.values()) - drafts,
        drafts=drafts,
        unfinished=counts.get("submitted", (0, 0))[0],
        objections=sum(unanswered for _n, unanswered in counts.values()),
        ordered=list(days) == sorted(days),
        published=assessment.version.state == "published",
    )


def answers_of(sheet: Sheet) -> dict[str, Answer]:
    """What the unit entered."""
    return sheet.assessment.version.layout.unpack(bytes(sheet.record))


def standing_answers(sheet: Sheet) -> dict[str, Answer]:
    """What counts now: as appraised, once it is."""
    return sheet.assessment.version.layout.unpack(sheet.standing)


def bests_of(assessment: Assessment) -> dict[str, int | None]:
    return dict(assessment.bests)


def scored(sheet: Sheet, answers: dict[str, Answer] | None = None) -> Scored:
    """The score of what counts now, or of other answers, explained."""
    assessment = sheet.assessment
    return score(assessment.version.index, answers or standing_answers(sheet), bests_of(assessment))


@dataclass(frozen=True)
class Beside:
    """What stands beside a sheet's answers, by indicator: files, findings by turn, objections."""

    proofs: dict[str, list[Any]]
    findings: dict[str, dict[int, Appraisal]]
    objections: dict[str, list[Objection]]


def beside(sheet: Sheet) -> Beside:
    """Three queries, read once for a loaded sheet."""
    known: Beside | None = sheet.__dict__.get("_beside")
    if known is not None:
        return known
    proofs: dict[str, list[Any]] = {}
    for proof in sheet.proofs.select_related("paper"):
        proofs.setdefault(proof.indicator, []).append(proof)
    findings: dict[str, dict[int, Appraisal]] = {}
    for finding in sheet.appraisals.select_related("by"):
        findings.setdefault(finding.indicator, {})[finding.turn] = finding
    objections: dict[str, list[Objection]] = {}
    for objection in sheet.objections.all():
        objections.setdefault(objection.indicator, []).append(objection)
    found = Beside(proofs, findings, objections)
    sheet.__dict__["_beside"] = found
    return found


def objections_of(sheet: Sheet) -> list[Objection]:
    """In the order of their raising; none is read twice for a loaded sheet."""
    found = [one for some in beside(sheet).objections.values() for one in some]
    for one in found:
        one.sheet = sheet
    return sorted(found, key=lambda one: one.pk)


def sheet_facts_of(sheet: Sheet) -> SheetFacts:
    assessment, index = sheet.assessment, sheet.assessment.version.index
    answers, around, bests = answers_of(sheet), beside(sheet), bests_of(sheet.assessment)
    unproved, unanswered, unappraised, unmoderated = [], [], [], []
    for one in index.indicators:
        if one.kind == "effect":
            continue
        answer = answers[one.code]
        if answer.is_empty and not sheet.words(one.code).excuse:
            unanswered.append(one.code)
        if not answer.is_empty and needs_proof(one, answer, bests) and not is_proved(sheet, one):
            unproved.append(one.code)
        found = around.findings.get(one.code, {})
        if FIRST not in found or (index.appraisals == 2 and SECOND not in found):
            unappraised.append(one.code)
        elif differ(found) and MODERATION not in found:
            unmoderated.append(one.code)
    return SheetFacts(
        assessment.state,
        timezone.localdate(),
        assessment.self_due,
        tuple(unproved),
        tuple(unanswered),
        tuple(unappraised),
        tuple(unmoderated),
    )


def needs_proof(one: Indicator, answer: Answer, bests: dict[str, int | None]) -> bool:
    """What claims points, or that it does not apply, and asks for evidence."""
    if not one.evidence:
        return False
    if answer.skipped:
        return True
    points = one.formula.points(answer.values, bests.get(one.code)) if answer.is_whole or one.formula.partial else 0
    return points > 0


def is_proved(sheet: Sheet, one: Indicator) -> bool:
    """By a file, a document named, numbers taken over, or a word why there is none."""
    words = sheet.words(one.code)
    return bool(words.reference or words.excuse or words.taken_from) or one.code in beside(sheet).proofs


def differ(found: dict[int, Appraisal]) -> bool:
    """Whether two agencies found different values."""
    first, second = found.get(FIRST), found.get(SECOND)
    if first is None or second is None:
        return False
    return first.values != second.values or first.skipped != second.skipped


def found_answer(sheet: Sheet, one: Indicator, own: Answer) -> Answer:
    """What is found of an indicator: the moderation, else the first finding, else the unit's own word."""
    findings = beside(sheet).findings.get(one.code, {})
    finding = findings.get(MODERATION) or findings.get(FIRST)
    return own if finding is None else Answer(tuple(finding.values), finding.skipped)


def objection_facts_of(objection: Objection) -> ObjectionFacts:
    return ObjectionFacts(objection.answer, objection.sheet.assessment.state)


@dataclass(frozen=True)
class Place:
    """A provisional place: rank of so many; group: empty for the province."""

    rank: int
    of: int
    group: str = ""


def with_place(rows: QuerySet[Sheet]) -> QuerySet[Sheet]:
    """Each with how many sheets of its assessment are ``ahead`` of it, and how many there are in ``whole``."""
    others = Sheet.objects.filter(assessment=OuterRef("assessment")).order_by().values("assessment")
    ahead = others.filter(points__gt=OuterRef("points"))
    return rows.annotate(ahead=_count(ahead), whole=_count(others))


def _count(rows: "QuerySet[Any, Any]") -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def place_of(sheet: Sheet) -> list[Place]:
    """Where the sheet stands now, in the province and in each of its blocks and clusters. One query beside
    ``with_place``."""
    placed: Any = sheet if hasattr(sheet, "ahead") else with_place(Sheet.objects.all()).get(pk=sheet.pk)
    found = [Place(placed.ahead + 1, placed.whole)]
    members = Membership.objects.filter(dated(sheet.assessment.tree_date))
    mates = members.filter(group=OuterRef("group")).order_by().values("group")
    mates = mates.filter(unit__sheets__assessment=sheet.assessment_id)
    ahead = mates.filter(unit__sheets__points__gt=sheet.points)
    rows = members.filter(unit=sheet.unit_id).annotate(ahead=_count(ahead), whole=_count(mates))
    return found + [Place(n + 1, whole, name) for name, n, whole in rows.values_list("group__name", "ahead", "whole")]


def subjects(assessment: Assessment, day: date) -> QuerySet[Unit]:
    """The units that the set is for, on a day."""
    kinds = assessment.version.index.subjects
    rows = Unit.objects.filter(province=assessment.province_id).on(day)
    return rows.filter(kind__in=kinds) if kinds else rows


def targets_by_tier(movement: Movement) -> dict[str, list[Target]]:
    """tier, as the plan words it → its targets in the plan's order."""
    found: dict[str, list[Target]] = {}
    for target in movement.targets.all():
        found.setdefault(target.tier, []).append(target)
    return found


def kinds_bound(province: Province, targets: Iterable[Target]) -> list[str]:
    """The kinds of unit of today that any of the targets binds."""
    rows = Unit.objects.filter(province=province).on(timezone.localdate()).order_by().values_list("kind", "tier")
    facts = [UnitFact(0, kind, tier, False, "") for kind, tier in rows.distinct()]
    asked = list(targets)
    return sorted({f.kind for f in facts if any(binds(t.tier, t.kind_list, f) for t in asked)})


def units_named(province: int, names: Iterable[str], day: date) -> dict[str, int]:
    """name → the unit that bears it alone."""
    wanted = {fold(name): name for name in names}
    found: dict[str, list[int]] = {}
    rows = Unit.objects.filter(province=province, folded__in=wanted).on(day)
    for pk, folded in rows.values_list("pk", "folded"):
        found.setdefault(wanted[folded], []).append(pk)
    return {name: pks[0] for name, pks in found.items() if len(pks) == 1}


def to_appraise(actor: Actor, sheet: Sheet) -> list[tuple[Indicator, tuple[int, ...]]]:
    """The indicators that the actor appraises, each with the turns."""
    index = sheet.assessment.version.index
    return [(one, mine) for one in index.indicators if one.kind != "effect" and (mine := turns(actor, sheet, one))]


def waiting_rows(actor: Actor) -> "list[QuerySet[Any, Any]]":
    """Sheets that the actor's units have to send; assessments with sheets for the actor to appraise, and how many. Rows as
    ``difficulties.queries.WAITING``."""
    own = Sheet.objects.filter(
        unit__in=actor.unit_ids("unit.draft"), state__in=["draft", "returned"], assessment__state="open"
    )
    own = own.order_by().annotate(what=Value("sheet"))
    named = Q(verifiers__unit__in=actor.unit_ids("unit.draft"))
    asked = Assessment.objects.filter(named | Q(province__in=actor.province_ids("office.review")))
    sent = Sheet.objects.filter(assessment=OuterRef("pk"), state="submitted").order_by().values("assessment")
    count = Subquery(sent.annotate(n=Count("pk")).values("n"))
    asked = asked.filter(state__in=["open", "appraising"]).annotate(what=Value("appraise"), n=count).filter(n__gt=0)
    asked = asked.order_by().distinct().annotate(text=Cast("n", CharField()))
    return [
        own.values_list("what", "state", "unit__name", "assessment__name", "assessment__self_due", "pk"),
        asked.values_list("what", "state", "name", "text", "appraisal_due", "pk"),
    ]


def told(what: str, state: str, name: str, text: str, due: date, pk: int) -> tuple[str, str, str]:
    """A waiting row as (code, what, address)."""
    said = f"{name}: {text} – {format_date(due)}"
    if what == "sheet":
        return f"wait.sheet_{state}", said, reverse("sheet_detail", args=[pk])
    return "wait.sheet_appraise", said, f"{reverse('assessment_detail', args=[pk])}?trang-thai=submitted"


def next_ahead(sheet: Sheet) -> int | None:
    """The points of the sheet right ahead; None where none is."""
    rows = Sheet.objects.filter(assessment=sheet.assessment_id, points__gt=sheet.points)
    found = rows.order_by("points").values_list("points", flat=True).first()
    return int(found) if found is not None else None
