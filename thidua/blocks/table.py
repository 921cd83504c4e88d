"""The table of criteria: written line by line, copied from another year, or read from Excel and Word."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from thidua.blocks.actions import locked, require_draft
from thidua.blocks.models import BlockYear, Criterion
from thidua.blocks.rules.reading import Line, read_lines
from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.rows import rows_of

_MOST = Decimal("99999.99")
_FIELDS = ("part", "name", "kind", "full", "how", "evidence", "source")


def _judged(year: BlockYear, fields: Mapping[str, Any]) -> None:
    """There are points to give; a movement's result says where it comes from, and that source has to be there."""
    if not 0 < fields["full"] <= _MOST:
        raise Refused([Refusal("criterion.points", {"name": fields["name"]})])
    if fields["kind"] != "movement":
        return
    if not fields.get("source"):
        raise Refused([Refusal("criterion.no_source", {"name": fields["name"]})])
    if fields["source"] == "index" and not year.index_code:
        raise Refused([Refusal("criterion.no_index")])
    if fields["source"] != "index" and year.movement_id is None:
        raise Refused([Refusal("criterion.no_movement")])


def _draft(year: BlockYear, actor: Actor) -> BlockYear:
    fresh = locked(year, ("draft",))
    require_draft(actor, fresh)
    return fresh


def _still(row: Criterion) -> Criterion:
    """The criterion as it stands; somebody may have dropped it."""
    found = Criterion.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise Refused([Refusal("criterion.gone", {"name": row.name})])
    return found


@transaction.atomic
def add(year: BlockYear, fields: Mapping[str, Any], *, actor: Actor) -> Criterion:
    fresh = _draft(year, actor)
    _judged(fresh, fields)
    last = fresh.criteria.aggregate(last=Max("order"))["last"] or 0
    row = Criterion.objects.create(year=fresh, order=last + 1, **fields)
    record("block.add_criterion", fresh, actor=actor, data={"name": row.name, "full": str(row.full)})
    return row


@transaction.atomic
def edit(row: Criterion, fields: Mapping[str, Any], *, actor: Actor) -> Criterion:
    fresh = _draft(row.year, actor)
    _judged(fresh, fields)
    row = _still(row)
    before = {name: str(getattr(row, name)) for name in fields if getattr(row, name) != fields[name]}
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    record("block.edit_criterion", fresh, actor=actor, data={"criterion": row.pk, "before": before})
    return row


@transaction.atomic
def drop(row: Criterion, *, actor: Actor) -> None:
    fresh = _draft(row.year, actor)
    row = _still(row)
    record("block.drop_criterion", fresh, actor=actor, data={"name": row.name, "full": str(row.full)})
    row.delete()


def _append(year: BlockYear, lines: list[dict[str, Any]]) -> int:
    last = year.criteria.aggregate(last=Max("order"))["last"] or 0
    Criterion.objects.bulk_create(Criterion(year=year, order=last + n, **line) for n, line in enumerate(lines, 1))
    return len(lines)


@transaction.atomic
def copy(year: BlockYear, other: BlockYear, *, actor: Actor) -> int:
    """The criteria of another block or year, behind those that are there; how many."""
    fresh = _draft(year, actor)
    lines = [{name: getattr(row, name) for name in _FIELDS} for row in other.criteria.all()]
    for line in lines:
        _judged(fresh, line)
    if not fresh.agreement:
        fresh.agreement = other.agreement
        fresh.save(update_fields=["agreement"])
    record("block.copy_criteria", fresh, actor=actor, data={"from": other.pk, "count": len(lines)})
    return _append(fresh, lines)


@transaction.atomic
def bring(year: BlockYear, content: bytes, name: str, *, actor: Actor) -> int:
    """The criteria of a table; how many. A line that cannot be read is named, and then nothing is kept."""
    fresh = _draft(year, actor)
    lines, refusals = read_lines(rows_of(content, name))
    if not lines and not refusals:
        refusals = [Refusal("criteria.no_table", {"name": name})]
    if refusals:
        raise Refused(refusals)
    kept = [_fields(line) for line in lines]
    for fields in kept:
        fields["source"] = _source(fresh) if fields["kind"] == "movement" else ""
        _judged(fresh, fields)
    record("block.bring_criteria", fresh, actor=actor, data={"count": len(kept), "file": name})
    return _append(fresh, kept)


def _fields(line: Line) -> dict[str, Any]:
    return {
        "part": line.part,
        "name": line.name,
        "kind": line.kind,
        "full": line.full,
        "how": line.how,
        "evidence": line.evidence,
    }


def _source(year: BlockYear) -> str:
    """Where a movement's result is taken from while nobody has said: the index set that is named, else the reports."""
    return "index" if year.index_code else "targets"
