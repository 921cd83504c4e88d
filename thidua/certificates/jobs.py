"""A numbered decision issues its certificates, a corrected one issues them anew."""

from thidua.certificates.actions import issue_all, reissue_corrected
from thidua.decisions.models import Decision
from thidua.journal.follow import on
from thidua.journal.models import Entry


@on("decision.number")
def issue_certificates(decision: Decision, entry: Entry) -> None:
    issue_all(decision)


@on("decision.correct")
def reissue_certificates(decision: Decision, entry: Entry) -> None:
    reissue_corrected(decision)
