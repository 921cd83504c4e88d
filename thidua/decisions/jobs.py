"""A numbered decision gets its signed file."""

from thidua.decisions.models import Decision
from thidua.decisions.signed import write_signed
from thidua.journal.follow import daily, on
from thidua.journal.models import Entry


@on("decision.number")
def write_signed_file(decision: Decision, entry: Entry) -> None:
    write_signed(decision)


@daily
def write_missing_files() -> int:
    """Decisions whose signed file could not be written when they were numbered, as when the token was not there."""
    rows = list(Decision.objects.filter(state="issued", paper=None)[:50])
    for row in rows:
        write_signed(row)
    return len(rows)
