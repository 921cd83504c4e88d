"""What was sent, each time: the receipt, and the difference to the time before."""

import hashlib
import json
from collections.abc import Mapping

from thidua.kernel.actor import Actor
from thidua.movements.models import Target
from thidua.reports import queries
from thidua.reports.models import OPEN_STATES, Report, Submission
from thidua.reports.rules.differences import Difference, differences
from thidua.reports.rules.entry import BOXES


def keep_sent(report: Report, actor: Actor) -> Submission:
    """The report as it is sent, under its number, with a digest of every word of it and of its evidence."""
    fields = queries.fields_of(report)
    rows = report.evidence.select_related("paper").order_by("pk")
    evidence = [[row.paper.sha256 if row.paper else "", row.reference] for row in rows]
    told = json.dumps([report.pk, fields, evidence], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Submission.objects.create(
        report=report,
        number=report.submissions.count() + 1,
        by_id=actor.user_id,
        fields=fields,
        evidence=evidence,
        digest=hashlib.sha256(told.encode()).hexdigest(),
    )


def difference_of(report: Report, sent: list[Submission], targets: list[Target]) -> list[tuple[str, Difference]]:
    """(what, difference): of a report that came back, to what was sent; of one sent again, to the time before.

    sent: the report's submissions, the latest first. Empty where nothing was sent before.
    """
    labels = _labels(targets)
    if report.state in OPEN_STATES:
        pair = (sent[0].fields, queries.fields_of(report)) if sent else None
    else:
        pair = (sent[1].fields, sent[0].fields) if len(sent) > 1 else None
    return [(labels.get(d.name, d.name), d) for d in differences(*pair)] if pair else []


def _labels(targets: list[Target]) -> Mapping[str, str]:
    found = {name: name for name in ("as_of", "narrative", "difficulties")}
    for number, target in enumerate(targets, 1):
        found |= {f"{box}{target.pk}": f"{box}.{number}" for box in BOXES}
    return found
