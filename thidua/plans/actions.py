"""Every change of a plan document."""

import re
from collections import Counter
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
from thidua.plans.exchange import take_up
from thidua.plans.machine import PLAN
from thidua.plans.models import Change, Intake, IntakeState, Item, Plan, Standing
from thidua.plans.rules.characters import squash
from thidua.plans.rules.comparing import Entry, Pair, pairs
from thidua.plans.rules.exchange import is_exchange
from thidua.plans.rules.facts import Fact
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


def require_edit(actor: Actor, province_id: int) -> None:
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
    require_edit(actor, province.pk)
    paper = take_paper(file, actor=actor, taken=DOCUMENTS)
    return _read_in(province, paper, actor, unit, supersedes)


def bring(province: Province, content: bytes, name: str, *, actor: Actor, unit: Unit | None = None) -> Plan:
    """As ``upload``, from bytes that carry text."""
    require_edit(actor, province.pk)
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
    if is_exchange(text):
        return take_up(province, paper, text, actor=actor, unit=unit)
    return read_in(province, paper, text, actor=actor, unit=unit, supersedes=supersedes)


@transaction.atomic
def _take_in(
    province: Province, scan: Scan, paper: Paper, actor: Actor, unit: Unit | None, supersedes: Plan | None
) -> Intake:
    require_tesseract()
    check_supersedes(province, supersedes)
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
    require_edit(actor, intake.province_id)
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


def check_supersedes(province: Province, supersedes: Plan | None) -> None:
    """Raises Refused unless the plan is in force in the province and nothing replaces it yet."""
    if supersedes is not None and (
        supersedes.state != "published" or hasattr(supersedes, "successor") or supersedes.province_id != province.pk
    ):
        raise Refused([Refusal("plan.not_supersedable")])


@transaction.atomic
def _keep(
    province: Province, paper: Paper, reading: Reading, actor: Actor, unit: Unit | None, supersedes: Plan | None
) -> Plan:
    header = reading.header
    check_supersedes(province, supersedes)
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
        repaired=[[r.start, r.end, r.text] for r in reading.repaired],
    )
    _propose(plan, reading)
    if supersedes is not None:
        _carry_over(list(supersedes.items.all()), plan)
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
            confidence=f.confidence,
        )
        for order, f in enumerate(reading.facts)
        if f.kind in KINDS
    )


def _carry_over(old: list[Item], plan: Plan) -> None:
    """What a person said of an item stays where it reads as before; what reads otherwise is marked and waits."""
    new = {item.pk: item for item in plan.items.all()}
    known = {item.pk: item for item in old}
    for pair in pairs([_entry(i) for i in old], [_entry(i) for i in new.values()]):
        item = new.get(pair.new or 0)
        was = known.get(pair.old or 0)
        if item is None:
            continue
        if pair.state == "same" and was is not None:
            item.standing, item.by_id = was.standing, was.by_id
        elif was is not None:
            item.change, item.before = Change.CHANGED, was.data
        else:
            item.change = Change.NEW
    Item.objects.bulk_update(new.values(), ["standing", "by", "change", "before"])


def _entry(item: Item) -> Entry:
    return Entry(item.pk, item.kind, item.data)


def reupload(plan: Plan, file: "UploadedFile[Any]", *, actor: Actor) -> Plan:
    """A corrected file for a draft: what reads as before keeps its standing, the rest shows what changed.

    Items that the new text no longer has stay, marked, until a person confirms or rejects them.
    """
    require_edit(actor, plan.province_id)
    paper = take_paper(file, actor=actor, taken=DOCUMENTS)
    reading = read(text_of(paper.content(), paper.name))
    if not reading.has_headings():
        raise Refused([Refusal("plan.no_headings", {"name": paper.name})])
    return _replace_text(plan, paper, reading, actor)


@transaction.atomic
def _replace_text(plan: Plan, paper: Paper, reading: Reading, actor: Actor) -> Plan:
    open_plan(plan, actor)
    old = list(plan.items.all())
    plan.paper, plan.source = paper, reading.source
    plan.repaired = [[r.start, r.end, r.text] for r in reading.repaired]
    plan.save(update_fields=["paper", "source", "repaired"])
    facts = {n: f for n, f in enumerate(reading.facts) if f.kind in KINDS}
    known = {item.pk: item for item in old}
    fresh: list[Item] = []
    for pair in pairs([_entry(i) for i in old], [Entry(n, f.kind, f.data) for n, f in facts.items()]):
        item = known.get(pair.old or 0) or Item(plan=plan, kind=facts[pair.new or 0].kind, change=Change.NEW)
        if pair.new is None:
            item.quote, item.start, item.end = "", 0, 0
            if item.standing != Standing.REJECTED and item.confidence is not None:
                item.change, item.standing = Change.GONE, Standing.PROPOSED
        else:
            _take_fact(item, facts[pair.new], pair)
        fresh.append(item)
    Item.objects.bulk_create([i for i in fresh if i.pk is None])
    Item.objects.bulk_update([i for i in fresh if i.pk is not None], _REREAD)
    counts = Counter(item.change for item in fresh)
    record("plan.reupload", plan, actor=actor, data={"paper": paper.sha256, "changes": dict(counts)})
    return plan


_REREAD = ["order", "data", "quote", "start", "end", "clause", "confidence", "change", "before", "standing"]


def _take_fact(item: Item, fact: Fact, pair: Pair) -> None:
    """The place and, where it reads otherwise, the values of a fact; ``before`` keeps the values it had."""
    item.order, item.quote, item.start, item.end = pair.new or 0, fact.quote, fact.start, fact.end
    item.clause, item.confidence = fact.clause[:40], fact.confidence
    if pair.state == "same":
        item.change, item.before = "", None
        return
    item.before = item.data if pair.state == "changed" else None
    item.change = Change.CHANGED if pair.state == "changed" else Change.NEW
    item.data, item.standing = fact.data, Standing.PROPOSED


def open_plan(plan: Plan, actor: Actor) -> None:
    """Locks the plan. Raises Refused when the actor may not change it or it is published."""
    require_edit(actor, plan.province_id)
    if Plan.objects.select_for_update().get(pk=plan.pk).state not in access.EDITABLE:
        raise Refused([Refusal("plan.frozen")])


@transaction.atomic
def judge(item: Item, standing: str, *, actor: Actor) -> Item:
    """Confirms or rejects one item, or puts it back to waiting."""
    open_plan(item.plan, actor)
    if standing not in (Standing.CONFIRMED, Standing.REJECTED, Standing.PROPOSED):
        raise Refused([Refusal("item.standing")])
    item.standing, item.by_id = standing, actor.user_id
    item.save(update_fields=["standing", "by"])
    record("plan.judge", item.plan, actor=actor, data={"item": item.pk, "kind": item.kind, "standing": standing})
    return item


@transaction.atomic
def judge_kind(plan: Plan, kind: str, *, actor: Actor) -> int:
    """Confirms every waiting item of a kind."""
    open_plan(plan, actor)
    count = plan.items.filter(kind=kind, standing=Standing.PROPOSED).update(
        standing=Standing.CONFIRMED, by_id=actor.user_id
    )
    record("plan.judge_kind", plan, actor=actor, data={"kind": kind, "count": count})
    return count


@transaction.atomic
def edit_item(item: Item, raw: dict[str, str], *, actor: Actor) -> Item:
    """Corrects an item; its quote and clause stay."""
    open_plan(item.plan, actor)
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
    open_plan(plan, actor)
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
        **_place_of(plan, raw.get("quote", "")),
        standing=Standing.EDITED,
        by_id=actor.user_id,
    )
    record("plan.add_item", plan, actor=actor, data={"item": item.pk, "kind": kind})
    return item


def _place_of(plan: Plan, quote: str) -> dict[str, Any]:
    """Where words that a person marked stand in the source. Raises Refused when they stand nowhere."""
    words = squash(quote)
    if not words:
        return {}
    found = re.search(r"\s+".join(map(re.escape, words.split(" "))), plan.source)
    if found is None:
        raise Refused([Refusal("item.quote", {"value": words[:80]})])
    return {"quote": words, "start": found.start(), "end": found.end()}


@transaction.atomic
def edit_head(plan: Plan, fields: dict[str, Any], *, actor: Actor) -> Plan:
    """Corrects name, number, date and the like."""
    open_plan(plan, actor)
    before = {name: str(getattr(plan, name)) for name in fields if getattr(plan, name) != fields[name]}
    for name, value in fields.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(fields))
    record("plan.edit_head", plan, actor=actor, data={"before": before})
    return plan
