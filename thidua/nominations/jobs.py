"""What a new version of a movement, and a changed rule, find in this stage."""

from collections import defaultdict
from datetime import date

from thidua.awards.impact import Case, Shift, shifts
from thidua.awards.models import RuleChange
from thidua.awards.rules.kinds import KINDS
from thidua.awards.rules.selecting import differing
from thidua.awards.rules.templates import paper_of
from thidua.journal.follow import daily, on
from thidua.journal.models import Entry
from thidua.kernel.refusal import Refused
from thidua.movements.impact import Touched, touches
from thidua.movements.models import Movement
from thidua.nominations.actions import lapse
from thidua.nominations.models import Nomination, Part, Round, RouteRow
from thidua.nominations.queries import concerned, part_names, silent_rows
from thidua.nominations.rules.dossier import WRITTEN
from thidua.people.actions import notify
from thidua.people.models import Notice


@daily
def pass_over_silence() -> int:
    """Rows whose silence counts as agreement go on when their day is over; how many. A day later nothing is lost: what is
    overdue is found by its day."""
    passed = 0
    for row in silent_rows():
        try:
            lapse(row)
            passed += 1
        except Refused:  # answered in this very moment, or its dossier may not go on: the others still do
            continue
    return passed


@on("rulechange.confirm")
def lay_parts_anew(change: RuleChange, entry: Entry) -> None:
    """A dossier that was never sent follows the rule on its parts."""
    if change.kind == "dossier":
        lay_parts()


@daily
def lay_parts() -> int:
    """Dossiers not received yet have the parts of today: what is asked anew is added, what is no longer asked and is empty goes.
    How many changed."""
    changed = 0
    near = ("offer", "round__movement__plan")
    for row in Nomination.objects.filter(state="draft", received_on=None).select_related(*near):
        wanted = dict(part_names(row.round, row.offer.award_code))
        there = set(row.parts.values_list("name", flat=True))
        gone = row.parts.filter(name__in=there - wanted.keys(), paper=None, texts=None).delete()[0]
        made = Part.objects.bulk_create(
            Part(nomination=row, name=name, source=source) for name, source in wanted.items() if name not in there
        )
        changed += bool(gone or made)
    return changed


@on("nomination.revoke", "nomination.revoke_above")
def tell_revocation(nomination: Nomination, entry: Entry) -> None:
    """Once, however often it runs."""
    address = nomination.get_absolute_url()
    if not Notice.objects.filter(code="notice.revoked", link=address).exists():
        values = {"name": nomination.subject_name, "award": nomination.offer.award_name}
        notify(concerned(nomination), "notice.revoked", values, address)


_OPEN = {
    "receipt": ("draft", "returned", "in_route", "ready", "reserve"),
    "session": ("in_route", "ready", "reserve"),
    "decision": ("ready", "approved"),
    "day": ("in_route",),
}


@touches
def rounds(movement: Movement) -> list[Touched]:
    return [Touched("round", Round.objects.filter(movement=movement).count(), "/khen-thuong/")]


@shifts
def dossiers(shift: Shift) -> list[Case]:
    """Open dossiers for which another version would hold: by their day of receipt, else as of the day of judgement."""
    kind = KINDS[shift.kind]
    if kind.keyed_by not in ("award", ""):
        return []
    rows = Nomination.objects.filter(round__movement__province=shift.province, state__in=_OPEN[kind.selected_by])
    held: dict[tuple[str, date], list[Nomination]] = defaultdict(list)
    for row in rows.select_related("offer"):
        day = row.received_on if kind.selected_by == "receipt" else None
        key = row.offer.award_code if kind.keyed_by == "award" else ""
        held[key, day or shift.judged].append(row)
    found = differing(shift.before, shift.after, held, shift.kind, shift.judged)
    return _cases({row.pk: row for case in found for row in held[case]})


@shifts
def papers(shift: Shift) -> list[Case]:
    """Dossiers still at their units with a part that another template would now begin; what is written stays as it is."""
    if KINDS[shift.kind].keyed_by != "paper":
        return []
    rows = Part.objects.filter(source__in=WRITTEN, nomination__state__in=("draft", "returned"))
    held: dict[tuple[str, date], dict[int, Nomination]] = defaultdict(dict)
    for part in rows.filter(nomination__round__movement__province=shift.province).select_related("nomination"):
        row = part.nomination
        held[paper_of(part.source, row.subject_kind), row.received_on or shift.judged][row.pk] = row
    found = differing(shift.before, shift.after, held, shift.kind, shift.judged)
    return _cases({pk: row for case in found for pk, row in held[case].items()})


def _cases(rows: dict[int, Nomination]) -> list[Case]:
    return [
        Case(row.subject_name, f"nomination.{row.state}", row.get_absolute_url()) for _, row in sorted(rows.items())
    ]


@shifts
def steps(shift: Shift) -> list[Case]:
    """Open steps whose time limit another version would set. What is open keeps its day; the next step takes the new one."""
    if KINDS[shift.kind].keyed_by != "step":
        return []
    rows = RouteRow.objects.filter(nomination__round__movement__province=shift.province, state__in=["open", "waiting"])
    held: dict[tuple[str, date], dict[int, Nomination]] = defaultdict(dict)
    for row in rows.select_related("nomination"):
        held[row.kind, shift.judged][row.nomination_id] = row.nomination
    found = differing(shift.before, shift.after, held, shift.kind, shift.judged)
    return _cases({pk: row for case in found for pk, row in held[case].items()})
