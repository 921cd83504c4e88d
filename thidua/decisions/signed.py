"""The signed file of an issued decision: written and signed here, or signed elsewhere and brought."""

from dataclasses import asdict

from django.db import transaction

from thidua.awards.authority import words_over
from thidua.decisions import documents
from thidua.decisions.models import Decision
from thidua.decisions.rules import missing_words
from thidua.journal.entries import record
from thidua.kernel.actor import Actor, system
from thidua.kernel.refusal import Refusal, Refused
from thidua.papers import signing
from thidua.papers.actions import keep
from thidua.papers.official import as_pdf
from thidua.papers.rules.files import sniff
from thidua.papers.text import pdf_pages


def _keep(decision: Decision, content: bytes, *, brought: bool, actor: Actor) -> Decision:
    decision.paper = keep(content, name=f"quyet-dinh-{decision.number}-{decision.pk}.pdf", actor=actor, taken=("pdf",))
    decision.signatures = [asdict(one) for one in signing.signatures_in(content)]
    decision.brought = brought
    decision.save(update_fields=["paper", "signatures", "brought"])
    told = {"sha256": decision.paper.sha256, "brought": brought, "signatures": decision.signatures}
    record("decision.keep_signed", decision, actor=actor, data=told)
    return decision


@transaction.atomic
def write_signed(decision: Decision) -> Decision:
    """The PDF of an issued decision with the installation's signature; not again where there is one."""
    fresh = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("province", "awarder", "signer")
        .get(pk=decision.pk)
    )
    if fresh.paper_id is not None or fresh.state != "issued":
        return fresh
    content = signing.sign(as_pdf(documents.official(fresh)), reason=fresh.full_number)
    return _keep(fresh, content, brought=False, actor=system())


@transaction.atomic
def bring_signed(decision: Decision, content: bytes, *, name: str, actor: Actor) -> Decision:
    """A PDF that was signed elsewhere takes the place of the installation's own. Its text must have the decision's number
    and everybody of its list; a scan, which has no text, is taken as it is. Raises Refused."""
    fresh = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    refusals = []
    if "decision.number" not in words_over(actor, fresh):
        refusals.append(Refusal("machine.right", {"right": "decision.number"}))
    if fresh.state != "issued":
        refusals.append(Refusal("draft.closed", {"state": f"decision.{fresh.state}"}))
    if sniff(content) != "pdf":
        refusals.append(Refusal("paper.kind", {"name": name, "taken": "PDF"}))
    if refusals:
        raise Refused(refusals)
    text = " ".join(pdf_pages(content, name))
    names = fresh.lines.filter(dropped=False).values_list("subject_name", flat=True)
    if missing := missing_words(text, [fresh.full_number, *names]):
        raise Refused([Refusal("decision.other_paper", {"words": "; ".join(missing[:5])})])
    try:
        found = signing.signatures_in(content)
    except ValueError as error:
        raise Refused([Refusal("paper.damaged", {"name": name})]) from error
    if broken := [one.name for one in found if not (one.intact and one.whole)]:
        raise Refused([Refusal("decision.broken_signature", {"names": ", ".join(broken)})])
    return _keep(fresh, content, brought=True, actor=actor)
