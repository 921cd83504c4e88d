"""A numbered decision issues its certificates."""

from thidua.certificates.actions import issue_all
from thidua.decisions.models import Decision
from thidua.journal.follow import on
from thidua.journal.models import Entry


@on("decision.number")
def issue_certificates(decision: Decision, entry: Entry) -> None:
    issue_all(decision)
