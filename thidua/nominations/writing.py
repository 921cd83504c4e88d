"""Parts of a dossier that are written here: every version is kept."""

from django.db import transaction

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.nominations.actions import editable
from thidua.nominations.drafting import first_text
from thidua.nominations.models import Nomination, Part, PartText
from thidua.nominations.rules.dossier import WRITTEN

MOST, MOST_LINES = 60_000, 2_000


@transaction.atomic
def write(part: Part, body: str, *, base: int, actor: Actor) -> PartText:
    """Another version. base: the number of the version that was edited, 0 for none; where somebody saved another since, it
    is refused, and nothing is lost. An unchanged text is no new version."""
    editable(part.nomination, actor)
    if part.source not in WRITTEN:
        raise Refused([Refusal("part.not_written")])
    body = "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").strip().splitlines())
    if not body or len(body) > MOST or body.count("\n") >= MOST_LINES:
        raise Refused([Refusal("part.length", {"limit": MOST, "lines": MOST_LINES})])
    last = part.texts.order_by("-number").first()
    if (last.number if last else 0) != base:
        raise Refused([Refusal("part.changed")])
    if last is not None and last.body == body:
        return last
    row = PartText.objects.create(part=part, number=base + 1, body=body, by_id=actor.user_id)
    Nomination.objects.filter(pk=part.nomination_id).update(nominee_confirmed=False)
    record("nomination.write", part.nomination, actor=actor, data={"part": part.pk, "version": row.number})
    return row


@transaction.atomic
def draft(part: Part, *, actor: Actor) -> PartText:
    """A version from what the system knows today."""
    editable(part.nomination, actor)
    if part.source not in WRITTEN:
        raise Refused([Refusal("part.not_written")])
    body = first_text(part)
    if body is None:
        raise Refused([Refusal("part.no_template")])
    last = part.texts.order_by("-number").first()
    return write(part, body, base=last.number if last else 0, actor=actor)
