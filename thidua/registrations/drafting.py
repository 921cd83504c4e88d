"""Every change of a unit's own plan. It can be changed while its registration can."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from thidua.journal.entries import record
from thidua.journal.follow import deliver
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.actions import DOCUMENTS, keep, take
from thidua.papers.pdf import office
from thidua.papers.text import text_of
from thidua.plans.models import Item, Plan
from thidua.plans.queries import standing_items
from thidua.plans.rules.cascade import INHERITED
from thidua.plans.rules.comparing import Entry, overlap, pairs
from thidua.plans.rules.kinds import check_data
from thidua.plans.rules.reading import Reading, read
from thidua.registrations import documents
from thidua.registrations.actions import open_draft
from thidua.registrations.models import OwnItem, OwnPlan, Registration
from thidua.registrations.rules import refusals_to_write
from thidua.registrations.sending import address


def _begin(registration: Registration, way: str, actor: Actor) -> OwnPlan:
    if OwnPlan.objects.filter(registration=registration).exists():
        raise Refused([Refusal("own.begun")])
    return OwnPlan.objects.create(registration=registration, way=way, by_id=actor.user_id)


@transaction.atomic
def draft(registration: Registration, *, actor: Actor, adopt: bool = False) -> OwnPlan:
    """A plan with every item of the parent's, to be picked from, tightened and added to, or adopted as it is."""
    fresh = open_draft(registration, actor)
    own = _begin(fresh, OwnPlan.Way.ADOPT if adopt else OwnPlan.Way.DRAFT, actor)
    OwnItem.objects.bulk_create(
        OwnItem(plan=own, parent=item, kind=item.kind, order=item.order, data=item.data)
        for item in standing_items(fresh.movement.plan, *INHERITED)
    )
    _measure(own)
    own.recipients = "\n".join(_usual_recipients(fresh.movement.plan))
    own.save(update_fields=["recipients"])
    address(own, timezone.localdate())
    record("own.begin", fresh, actor=actor, data={"way": own.way})
    if adopt:
        _write(own, actor)
    return own


def _usual_recipients(plan: Plan) -> list[str]:
    """Who issued the plan above, and who receives its reports; a person changes the list before it is sent."""
    receivers = (i.data["receiver"] for i in standing_items(plan, "report_regime"))
    return list(dict.fromkeys(name.strip() for name in (plan.issuer, *receivers) if name.strip()))


def upload(registration: Registration, file: "UploadedFile[Any]", *, actor: Actor) -> OwnPlan:
    """The unit's own document, read and matched with the parent's item by item."""
    if "unit.draft" not in actor.at_unit(registration.unit_id):
        raise Refused([Refusal("machine.right", {"right": "unit.draft"})])
    paper = take(file, actor=actor, taken=DOCUMENTS)
    reading = read(text_of(paper.content(), paper.name))
    if not reading.has_headings():
        raise Refused([Refusal("plan.no_headings", {"name": paper.name})])
    with transaction.atomic():
        fresh = open_draft(registration, actor)
        own = _begin(fresh, OwnPlan.Way.UPLOAD, actor)
        own.recipients = "\n".join(f.data["name"] for f in reading.of("recipient"))
        own.signer = (reading.header["signer"]["name"] or "")[:120]
        own.capacity = (reading.header["signer"]["capacity"] or "")[:120]
        own.save(update_fields=["recipients", "signer", "capacity"])
        _match(own, standing_items(fresh.movement.plan, *INHERITED), reading)
        fresh.plan_paper = paper
        fresh.plan_number = (reading.header["number"] or "")[:60]
        fresh.version += 1
        fresh.save(update_fields=["plan_paper", "plan_number", "version"])
        _measure(own)
        address(own, timezone.localdate())
        record("own.begin", fresh, actor=actor, data={"way": own.way, "paper": paper.sha256})
    return own


def _match(own: OwnPlan, parents: list[Item], reading: Reading) -> None:
    facts = {n: f for n, f in enumerate(reading.facts) if f.kind in INHERITED}
    known = {item.pk: item for item in parents}
    rows = []
    for pair in pairs(
        [Entry(i.pk, i.kind, i.data) for i in parents], [Entry(n, f.kind, f.data) for n, f in facts.items()]
    ):
        parent = known.get(pair.old or 0)
        if pair.new is None and parent is not None:
            rows.append(
                OwnItem(plan=own, parent=parent, kind=parent.kind, order=parent.order, data=parent.data, dropped=True)
            )
        elif pair.new is not None:
            fact = facts[pair.new]
            order = parent.order if parent else pair.new + 10_000
            rows.append(OwnItem(plan=own, parent=parent, kind=fact.kind, order=order, data=fact.data))
    OwnItem.objects.bulk_create(rows)


def _measure(own: OwnPlan) -> None:
    """How much of the plan stands word for word in its parent."""
    above = standing_items(own.registration.movement.plan, *INHERITED)
    items = own.items.filter(dropped=False)
    own.overlap = overlap([Entry(i.pk, i.kind, i.data) for i in above], [Entry(i.pk, i.kind, i.data) for i in items])
    own.save(update_fields=["overlap"])


@transaction.atomic
def edit(item: OwnItem, raw: dict[str, str], *, actor: Actor) -> OwnItem:
    """Other values for an item; the parent's stay beside them."""
    registration = open_draft(item.plan.registration, actor)
    data, refusals = check_data(item.kind, raw)
    if refusals:
        raise Refused(refusals)
    before = {k: item.data.get(k) for k in data if item.data.get(k) != data[k]}
    item.data, item.dropped = item.data | data, False
    item.save(update_fields=["data", "dropped"])
    _measure(item.plan)
    record("own.edit", registration, actor=actor, data={"item": item.pk, "kind": item.kind, "before": before})
    return item


@transaction.atomic
def add(own: OwnPlan, kind: str, raw: dict[str, str], *, actor: Actor) -> OwnItem:
    """An item of the unit's own."""
    registration = open_draft(own.registration, actor)
    data, refusals = check_data(kind, raw)
    if refusals:
        raise Refused(refusals)
    last = own.items.aggregate(last=Max("order"))["last"] or 0
    item = OwnItem.objects.create(plan=own, kind=kind, order=last + 1, data=data)
    _measure(own)
    record("own.add", registration, actor=actor, data={"item": item.pk, "kind": kind})
    return item


@transaction.atomic
def drop(item: OwnItem, *, reason: str, actor: Actor) -> OwnItem:
    """Leaves an item out, with the reason; an own item is simply taken away."""
    registration = open_draft(item.plan.registration, actor)
    if item.parent_id is not None and not reason.strip():
        raise Refused([Refusal("machine.reason")])
    record(
        "own.drop",
        registration,
        actor=actor,
        reason=reason,
        data={"item": item.pk, "kind": item.kind, "line": item.line},
    )
    if item.parent_id is None:
        item.delete()
    else:
        item.dropped, item.reason = True, reason.strip()[:300]
        item.save(update_fields=["dropped", "reason"])
    _measure(item.plan)
    return item


@transaction.atomic
def take_back(item: OwnItem, *, actor: Actor) -> OwnItem:
    """An inherited item as the parent has it, whatever was done to it."""
    registration = open_draft(item.plan.registration, actor)
    if item.parent is not None:
        item.data, item.dropped, item.reason = item.parent.data, False, ""
        item.save(update_fields=["data", "dropped", "reason"])
        _measure(item.plan)
        record("own.take_back", registration, actor=actor, data={"item": item.pk})
    return item


@transaction.atomic
def write(own: OwnPlan, fields: Mapping[str, str], *, actor: Actor) -> OwnPlan:
    """The plan as a document, kept with the registration until a signed one takes its place."""
    open_draft(own.registration, actor)
    for name in ("recipients", "signer", "capacity"):
        setattr(own, name, fields.get(name, getattr(own, name)))
    own.save(update_fields=["recipients", "signer", "capacity"])
    address(own, timezone.localdate())
    _write(own, actor)
    return own


def _write(own: OwnPlan, actor: Actor) -> None:
    items = list(own.items.select_related("parent"))
    if refusals := refusals_to_write(i.held for i in items):
        raise Refused(refusals)
    registration = own.registration
    paper = keep(documents.write(own, items), name=f"ke-hoach-{registration.unit.code}.docx", actor=actor)
    registration.plan_paper = paper
    registration.version += 1
    registration.save(update_fields=["plan_paper", "version"])
    own.pdf_of, own.pdf = (paper if office() else None), None
    own.save(update_fields=["pdf_of", "pdf"])
    deliver("own.write", own, record("own.write", registration, actor=actor, data={"paper": paper.sha256}))


@transaction.atomic
def settle_change(item: OwnItem, *, follow: bool, actor: Actor) -> OwnItem:
    """The parent was superseded and this item changed in it: the unit follows the new version or keeps its own."""
    if "unit.draft" not in actor.at_unit(item.plan.registration.unit_id):
        raise Refused([Refusal("machine.right", {"right": "unit.draft"})])
    rows = OwnItem.objects.select_for_update(of=("self",)).select_related("parent", "plan__registration")
    item = rows.get(pk=item.pk)
    if item.superseding is None and not item.gone:
        raise Refused([Refusal("machine.raced")])
    before = item.line
    if follow and item.gone:
        item.dropped, item.reason = True, "Kế hoạch cấp trên không còn mục này"
    elif follow:
        item.data, item.dropped = item.superseding or item.data, False
    item.superseding, item.gone = None, False
    item.save(update_fields=["data", "dropped", "reason", "superseding", "gone"])
    data = {"item": item.pk, "follow": follow, "before": before}
    record("own.settle", item.plan.registration, actor=actor, data=data)
    return item
