"""What a new version of a movement, and a changed rule, find in this stage."""

from collections import defaultdict

from thidua.awards.impact import Case, Shift, shifts
from thidua.awards.rules.kinds import KINDS
from thidua.awards.rules.selecting import differing
from thidua.movements.impact import Touched, touches
from thidua.movements.models import Movement
from thidua.nominations.models import Nomination, Round

_OPEN = {
    "receipt": ("draft", "returned", "in_route", "ready"),
    "session": ("in_route", "ready"),
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
    rows = Nomination.objects.filter(round__movement__province=shift.province, state__in=_OPEN[kind.selected_by])
    held = defaultdict(list)
    for row in rows.select_related("offer"):
        day = row.received_on if kind.selected_by == "receipt" else None
        key = row.offer.award_code if kind.keyed_by == "award" else ""
        held[key, day or shift.judged].append(row)
    found = differing(shift.before, shift.after, held, shift.kind, shift.judged)
    return [
        Case(row.subject_name, f"nomination.{row.state}", row.get_absolute_url())
        for case in sorted(found)
        for row in held[case]
    ]
