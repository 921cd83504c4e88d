"""Every change of a plan document."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from thidua.journal.door import Flow, register
from thidua.journal.entries import record
from thidua.journal.follow import deliver
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.actions import DOCUMENTS, keep
from thidua.papers.actions import take as take_paper
from thidua.papers.models import Paper
from thidua.papers.scans import Scan, require_tesseract
from thidua.papers.text import text_of
from thidua.plans import access, queries
from thidua.plans.machine import PLAN
from thidua.plans.models import Intake, IntakeState, Item, Plan, Standing
from thidua.plans.rules.kinds import KINDS, check_data
from thidua.plans.rules.reading import Reading, read
from thidua.units.models import Province, Unit


def _discarded(plan: Plan, actor: Actor, data: Mapping[str, Any]) -> None:
    """A discarded replacement leaves its predecessor free to be replaced by another."""
    plan.supersedes = None
    plan.save(update_fields=["supersedes"])


MAX_CHARACTERS = 2_000_000
MAX_ITEMS = 5_000

FLOW = register(
    Flow(
        PLAN,
        Plan,
        access.rights_on,
        queries.facts_of,
        access.visible_to,
        apply={"discard": _discarded},
        reasons={"discard": ("wrong_file", "withdrawn", "other")},
    )
)


def _require(actor: Actor, province_id: int) -> None:
    if "plan.edit" not in actor.in_province(province_id):
        raise Refused([Refusal("machine.right", {"right": "plan.edit"})])


def upload(
    province: Province,
    file: "UploadedFile[Any]",
    *,
    actor: Actor,
    unit: Unit | None = None,
    supersedes: Plan | None = None,
) -> Plan | Intake:
    """Keeps the document, reads it, and proposes; a scan is read in the background, its Intake comes back.

    Raises Refused for what cannot be read, saying why.
    """
    _require(actor, province.pk)
    paper = take_paper(file, actor=actor, taken=DOCUMENTS)
    return _read_in(province, paper, actor, unit, supersedes)


def bring(province: Province, content: bytes, name: str, *, actor: Actor, unit: Unit | None = None) -> Plan:
    """As ``upload``, from bytes that carry text."""
    _require(actor, province.pk)
    found = _read_in(province, keep(content, name=name, actor=actor, taken=DOCUMENTS), actor, unit, None)
    if isinstance(found, Intake):
        raise Refused([Refusal("paper.scan", {"name": name})])
    return found


def _read_in(
    province: Province, paper: Paper, actor: Actor, unit: Unit | None, supersedes: Plan | None
) -> Plan | Intake:
    """Reading comes before the transaction: on SQLite nobody else could write meanwhile."""
    content = paper.content()
    try:
        text = text_of(content, paper.name)
    except Refused as refused:
        if [r.code for r in refused.refusals] != ["paper.scan"]:
            raise
        return _take_in(province, Scan(content, paper.name), paper, actor, unit, supersedes)
    return read_in(province, paper, text, actor=actor, unit=unit, supersedes=supersedes)


@transaction.atomic
def _take_in(
    province: Province, scan: Scan, paper: Paper, actor: Actor, unit: Unit | None, supersedes: Plan | None
) -> Intake:
    require_tesseract()
    _check_supersedes(province, supersedes)
    intake = Intake.objects.create(
        province=province,
        unit=unit,
        paper=paper,
        supersedes=supersedes,
        by_id=actor.user_id,
        pages=len(scan.texts),
        pages_done=len(scan.texts) - len(scan.blank),
    )
    data = {"paper": paper.sha256, "pages": intake.pages}
    deliver("plan.scan", intake, record("plan.scan", intake, actor=actor, after=intake.state, data=data))
    return intake


@transaction.atomic
def cancel(intake: Intake, *, actor: Actor) -> Intake:
    """Stops the reading of a scan; the worker sees it at the next page."""
    _require(actor, intake.province_id)
    moved = Intake.objects.filter(pk=intake.pk, state__in=[IntakeState.WAITING, IntakeState.READING]).update(
        state=IntakeState.CANCELLED
    )
    if not moved:
        raise Refused([Refusal("machine.raced")])
    record("plan.scan_cancel", intake, actor=actor, after=IntakeState.CANCELLED)
    return intake


def read_in(
    province: Province,
    paper: Paper,
    text: str,
    *,
    actor: Actor,
    unit: Unit | None = None,
    supersedes: Plan | None = None,
) -> Plan:
    """A plan from the text of its paper. Raises Refused for a text that is no plan."""
    if len(text) > MAX_CHARACTERS:
        raise Refused([Refusal("plan.too_long", {"name": paper.name, "limit": MAX_CHARACTERS // 1_000_000})])
    reading = read(text)
    if len(reading.facts) > MAX_ITEMS:
        raise Refused([Refusal("plan.too_many_items", {"name": paper.name, "limit": MAX_ITEMS})])
    if not reading.has_headings():
        raise Refused([Refusal("plan.no_headings", {"name": paper.name})])
    return _keep(province, paper, reading, actor, unit, supersedes)


def _check_supersedes(province: Province, supersedes: Plan | None) -> None:
    if supersedes is not None and (
        supersedes.state != "published" or hasattr(supersedes, "successor") or supersedes.province_id != province.pk
    ):
        raise Refused([Refusal("plan.not_supersedable")])


@transaction.atomic
def _keep(
    province: Province, paper: Paper, reading: Reading, actor: Actor, unit: Unit | None, supersedes: Plan | None
) -> Plan:
    header = reading.header
    _check_supersedes(province, supersedes)
    plan = Plan.objects.create(
        province=province,
        issuing_unit=unit,
        paper=paper,
        source=reading.source,
        header=header,
        name=(header["movement_name"] or "")[:300],
        title=header["title"] or "",
        issuer=(header["issuer"] or "")[:200],
        number=header["number"] or "",
        date=date.fromisoformat(header["date"]) if _is_date(header["date"]) else None,
        theme=(header["theme"] or "")[:300],
        signer=header["signer"]["name"] or "",
        period_from=header["period"]["from"],
        period_to=header["period"]["to"],
        supersedes=supersedes,
    )
    _propose(plan, reading)
    record("plan.upload", plan, actor=actor, after="draft", data={"paper": paper.sha256, "name": paper.name})
    return plan


def _is_date(text: str | None) -> bool:
    try:
        return bool(text and date.fromisoformat(text))
    except ValueError:
        return False


def _propose(plan: Plan, reading: Reading) -> None:
    Item.objects.bulk_create(
        Item(
            plan=plan,
            kind=f.kind,
            order=order,
            data=f.data,
            quote=f.quote,
            start=f.start,
            end=f.end,
            clause=f.clause[:40],
        )
        for order, f in enumerate(reading.facts)
        if f.kind in KINDS
    )


def _editable(plan: Plan, actor: Actor) -> None:
    _require(actor, plan.province_id)
    if Plan.objects.select_for_update().get(pk=plan.pk).state != "draft":
        raise Refused([Refusal("plan.frozen")])


@transaction.atomic
def judge(item: Item, standing: str, *, actor: Actor) -> Item:
    """Confirms or rejects one item, or puts it back to waiting."""
    _editable(item.plan, actor)
    if standing not in (Standing.CONFIRMED, Standing.REJECTED, Standing.PROPOSED):
        raise Refused([Refusal("item.standing")])
    item.standing, item.by_id = standing, actor.user_id
    item.save(update_fields=["standing", "by"])
    record("plan.judge", item.plan, actor=actor, data={"item": item.pk, "kind": item.kind, "standing": standing})
    return item


@transaction.atomic
def judge_kind(plan: Plan, kind: str, *, actor: Actor) -> int:
    """Confirms every waiting item of a kind."""
    _editable(plan, actor)
    count = plan.items.filter(kind=kind, standing=Standing.PROPOSED).update(
        standing=Standing.CONFIRMED, by_id=actor.user_id
    )
    record("plan.judge_kind", plan, actor=actor, data={"kind": kind, "count": count})
    return count


@transaction.atomic
def edit_item(item: Item, raw: dict[str, str], *, actor: Actor) -> Item:
    """Corrects an item; its quote and clause stay."""
    _editable(item.plan, actor)
    data, refusals = check_data(item.kind, raw)
    if refusals:
        raise Refused(refusals)
    before = {k: item.data.get(k) for k in data if item.data.get(k) != data[k]}
    item.data = item.data | data
    item.standing, item.by_id = Standing.EDITED, actor.user_id
    item.save(update_fields=["data", "standing", "by"])
    record("plan.edit_item", item.plan, actor=actor, data={"item": item.pk, "kind": item.kind, "before": before})
    return item


@transaction.atomic
def add_item(plan: Plan, kind: str, raw: dict[str, str], *, actor: Actor) -> Item:
    """An item that the reader did not find."""
    _editable(plan, actor)
    data, refusals = check_data(kind, raw)
    if refusals:
        raise Refused(refusals)
    last = plan.items.order_by("-order").first()
    item = Item.objects.create(
        plan=plan,
        kind=kind,
        order=last.order + 1 if last else 0,
        data=data,
        clause=raw.get("clause", "").strip()[:40],
        standing=Standing.EDITED,
        by_id=actor.user_id,
    )
    record("plan.add_item", plan, actor=actor, data={"item": item.pk, "kind": kind})
    return item


@transaction.atomic
def edit_head(plan: Plan, fields: dict[str, Any], *, actor: Actor) -> Plan:
    """Corrects name, number, date and the like."""
    _editable(plan, actor)
    before = {name: str(getattr(plan, name)) for name in fields if getattr(plan, name) != fields[name]}
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(fields))
    record("plan.edit_head", plan, actor=actor, data={"before": before})
    return plan
