"""A plan that goes on from one that ran: its items as proposals, with how the last phase ended."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from thidua.journal.entries import record
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refusal, Refused
from thidua.papers.official import Official, build
from thidua.plans.actions import require_edit
from thidua.plans.models import Change, Item, Plan, Standing
from thidua.plans.queries import standing_items
from thidua.plans.rules.kinds import KINDS
from thidua.plans.rules.shifting import shifted
from thidua.plans.rules.wording import body

_LEFT_BEHIND = ("section", "legal_basis")


@transaction.atomic
def begin_next(plan: Plan, *, period: tuple[int, int], results: Mapping[int, dict[str, Any]], actor: Actor) -> Plan:
    """A draft of the next phase. Every item waits for a person; years are moved, and say what they were.

    results: by the order of a target among the plan's items, how it ended: ``units``, ``met``, ``share``.
    """
    require_edit(actor, plan.province_id)
    if plan.state not in ("published", "superseded"):
        raise Refused([Refusal("plan.not_supersedable")])
    if period[0] > period[1]:
        raise Refused([Refusal("plan.no_period")])
    follower = Plan.objects.create(
        province=plan.province,
        issuing_unit=plan.issuing_unit,
        follows=plan,
        parent=plan.parent,
        source="",
        header={"doc_type": "Kế hoạch"},
        name=plan.name,
        issuer=plan.issuer,
        theme=plan.theme,
        signer=plan.signer,
        period_from=period[0],
        period_to=period[1],
    )
    years = period[0] - (plan.period_from or period[0])
    kinds = [kind for kind in KINDS if kind not in _LEFT_BEHIND]
    Item.objects.bulk_create(_carried(follower, item, years, results) for item in standing_items(plan, *kinds))
    record("plan.follow", follower, actor=actor, after="draft", data={"plan": plan.pk, "targets": len(results)})
    return follower


def _carried(plan: Plan, item: Item, years: int, results: Mapping[int, dict[str, Any]]) -> Item:
    data = shifted(item.kind, item.data, years)
    changed = data != item.data
    return Item(
        plan=plan,
        kind=item.kind,
        order=item.order,
        data=data,
        change=Change.CHANGED if changed else "",
        before=item.data if changed else None,
        last=results.get(item.order) if item.kind == "target" else None,
    )


def draw_up(plan: Plan) -> bytes:
    """The plan's items as DOCX in the layout of Nghị định 30/2020/NĐ-CP, to be edited, signed and uploaded again."""
    items = list(plan.items.exclude(standing=Standing.REJECTED))
    name = f"phong trào thi đua “{plan.name}” giai đoạn {plan.period_from} - {plan.period_to}"
    last = plan.follows
    basis = f"Tiếp nối {last.cited} của {last.issuer}; " if last is not None and last.number and last.issuer else ""
    issuer = plan.issuer or f"Ủy ban nhân dân tỉnh {plan.province.name}"
    opening = f"{basis}{issuer} ban hành Kế hoạch tổ chức {name} như sau:"
    return build(
        Official(
            parent="",
            issuer=issuer,
            number=plan.number or "      /KH-UBND",
            place=plan.province.name,
            day=plan.date or timezone.localdate(),
            kind="Kế hoạch",
            subject=f"Tổ chức {name}",
            paragraphs=[opening[:1].upper() + opening[1:], *body(items)],
            capacity="CHỦ TỊCH",
            signer=plan.signer,
            recipients=[*(i.data["name"] for i in items if i.kind == "recipient"), "Lưu: VT"],
        )
    )
