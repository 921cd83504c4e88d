"""A numbered decision gets its signed file, and whoever it is about is told; what a changed template touches."""

from collections import defaultdict
from datetime import date

from thidua.awards.impact import Case, Shift, shifts
from thidua.awards.rules.kinds import KINDS
from thidua.awards.rules.selecting import differing
from thidua.decisions.models import Decision, Line
from thidua.decisions.signed import write_signed
from thidua.journal.follow import daily, on
from thidua.journal.models import Entry
from thidua.nominations.queries import concerned
from thidua.people.actions import notify
from thidua.people.models import Notice, User


@on("decision.number")
def write_signed_file(decision: Decision, entry: Entry) -> None:
    write_signed(decision)


@on("decision.number")
def tell_awards(decision: Decision, entry: Entry) -> None:
    """Units and nominees learn of it, each once, however often it runs."""
    told: dict[int, User] = {}
    for line in decision.lines.filter(dropped=False).select_related("nomination__unit", "nomination__nominee"):
        told |= {user.pk: user for user in concerned(line.nomination)}
    values, address = {"number": decision.full_number}, decision.get_absolute_url()
    known = Notice.objects.filter(code="notice.awarded", link=address).values_list("user", flat=True)
    notify([user for pk, user in told.items() if pk not in set(known)], "notice.awarded", values, address)


@shifts
def drafts(shift: Shift) -> list[Case]:
    """Decisions not issued yet whose text another template would now give."""
    if KINDS[shift.kind].keyed_by != "issuer":
        return []
    rows = Decision.objects.filter(province=shift.province, state__in=("draft", "for_signature", "signed"))
    held: dict[tuple[str, date], list[Decision]] = {
        ("unit" if row.awarder_id else "province", shift.judged): [] for row in rows
    }
    found = differing(shift.before, shift.after, held, shift.kind, shift.judged)
    touched = [row for row in rows if ("unit" if row.awarder_id else "province", shift.judged) in found]
    return [Case(row.subject, f"decision.{row.state}", row.get_absolute_url()) for row in touched]


@shifts
def signed_lines(shift: Shift) -> list[Case]:
    """Signed decisions that wait for their number: the bonus is reckoned only then, by the rules of that day."""
    kind = KINDS[shift.kind]
    if kind.selected_by != "decision" or kind.keyed_by not in ("award", ""):
        return []
    rows = Line.objects.filter(decision__province=shift.province, decision__state="signed", dropped=False)
    held: dict[tuple[str, date], dict[int, Decision]] = defaultdict(dict)
    for line in rows.select_related("decision"):
        key = line.award_code if kind.keyed_by == "award" else ""
        held[key, shift.judged][line.decision_id] = line.decision
    found = differing(shift.before, shift.after, held, shift.kind, shift.judged)
    touched = {pk: row for case in found for pk, row in held[case].items()}
    return [Case(row.subject, f"decision.{row.state}", row.get_absolute_url()) for _, row in sorted(touched.items())]


@daily
def write_missing_files() -> int:
    """Decisions whose signed file could not be written when they were numbered, as when the token was not there."""
    rows = list(Decision.objects.filter(state="issued", paper=None)[:50])
    for row in rows:
        write_signed(row)
    return len(rows)
