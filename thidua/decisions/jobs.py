"""A numbered decision gets its signed file."""

from thidua.decisions.models import Decision
from thidua.decisions.signed import write_signed
from thidua.journal.follow import on
from thidua.journal.models import Entry


@on("decision.number")
def write_signed_file(decision: Decision, entry: Entry) -> None:
    write_signed(decision)
