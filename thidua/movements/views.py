"""Pages of movements: launch preview, overview, coverage, acknowledgement, extension."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.refusal import Refused
from thidua.movements import actions, queries
from thidua.movements.access import visible_obligations, visible_to, within
from thidua.movements.forms import ExtendForm
from thidua.movements.impact import touched_by_replacing
from thidua.movements.models import Movement
from thidua.movements.rules.duties import warnings
from thidua.plans.access import visible_to as visible_plans
from thidua.plans.machine import PLAN
from thidua.plans.models import Plan
from thidua.plans.queries import against_parent, standing_items
from thidua.plans.queries import facts_of as plan_facts
from thidua.plans.rules.cascade import doubts as weaker_than_parent
from thidua.ui.charts import bars, tiles
from thidua.ui.http import (
    actor_of,
    add_refusals,
    first_or_404,
    found_or_404,
    number_in,
    page_of,
    say_refusals,
    signed_in,
)
from thidua.ui.names import name_of


@signed_in
def movement_list(request: HttpRequest) -> HttpResponse:
    rows = visible_to(actor_of(request)).select_related("plan").defer("plan__source", "plan__header")
    return render(request, "movements/movement_list.html", {"page": page_of(request, rows)})


@signed_in
def movement_launch(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """What publication would set going; publishing is an act of its own."""
    actor = actor_of(request)
    plan = found_or_404(visible_plans(actor), pk=plan_pk, state="draft")
    today = timezone.localdate()
    if request.method == "POST":
        try:
            movement = actions.launch(plan, actor=actor)
            messages.success(request, _("Đã công bố. Phong trào bắt đầu; các đơn vị đã nhận việc."))
            return redirect(movement)
        except Refused as refused:
            say_refusals(request, refused)
    units, owed = queries.preview(plan, today)
    kinds: dict[str, int] = {}
    for unit in units:
        kinds[unit.kind] = kinds.get(unit.kind, 0) + 1
    periods = sorted({(d.due, d.kind, d.period, d.clause) for d in owed})
    refusals = PLAN.refusals(
        "publish", state=plan.state, rights=actor.in_province(plan.province_id), facts=plan_facts(plan), reason=""
    )
    doubts = warnings(
        issuer=plan.issuer,
        province=plan.province.name,
        number=plan.number,
        has_date=plan.date is not None,
        period=(plan.period_from, plan.period_to),
        year=today.year,
    )
    context = {
        "plan": plan,
        "doubts": doubts,
        "weaker": [doubt for one in against_parent(plan) for doubt in weaker_than_parent(one)],
        "kinds": sorted(kinds.items()),
        "unit_count": len(units),
        "periods": periods,
        "refusals": refusals,
        **_replaced(plan),
    }
    return render(request, "movements/movement_launch.html", context)


def _replaced(plan: Plan) -> dict[str, object]:
    """What the plan replaces or repeats, for the page that asks whether to publish it."""
    old = Movement.objects.filter(plan=plan.supersedes_id).first() if plan.supersedes_id else None
    touched = touched_by_replacing(old) if old else []
    changes = queries.changes(plan) if old else []
    return {"old": old, "touched": touched, "changes": changes, "similar": queries.similar(plan)}


@signed_in
def movement_of_plan(request: HttpRequest, plan_pk: int) -> HttpResponse:
    return redirect(found_or_404(visible_to(actor_of(request)), plan=plan_pk))


@signed_in
def movement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    movement: Movement = first_or_404(queries.for_its_page(actor=actor, pk=pk))
    today = timezone.localdate()
    receivers = queries.receivers_of(movement=pk)
    drafting, reading = actor.unit_ids("unit.draft"), actor.unit_ids("unit.read")
    may_review = "office.review" in actor.in_province(movement.province_id)
    receives = may_review or any(r.unit_id in drafting for r in receivers)
    office = receives or "office.read" in actor.in_province(movement.province_id)
    context: dict[str, Any] = {
        "movement": movement,
        "items": standing_items(movement.plan, "content", "criterion", "award_form", "priority_field"),
        "receives": receives,
        "receivers": receivers,
        "drafts": bool(drafting),
        "office": office,
        "may_review": may_review,
        "today": today,
    }
    if office:
        said = queries.acknowledged(movement, drafting)
        context |= said | _progress(request, movement, today, reading, said["last"])
        unsaid = said["unsaid"]
    else:
        context["mine"] = queries.owed_by(movement, reading)
        waiting = queries.unsaid.first(movement=pk, units=tuple(drafting))
        unsaid = waiting.unit_id if waiting else None
    context["acknowledge"] = next((o.unit for o in context["mine"] if o.unit_id == unsaid), None)
    return render(request, "movements/movement_detail.html", context)


def _progress(
    request: HttpRequest, movement: Movement, today: date, units: frozenset[int], said: datetime | None
) -> dict[str, Any]:
    """How far the units are with what is asked for, and what the person's own units owe."""
    covered = queries.coverage(movement, today)
    periods = list(covered)
    wanted = request.GET.get("viec", "")
    chosen = next((p for p in periods if f"{p[0]}:{p[1]}" == wanted), periods[0] if periods else ("launch", "", today))
    owed, mine = queries.owed_by_all(movement, chosen[0], chosen[1], units)
    last = [localtime(said).date() if said else None, *(line.last for lines in covered.values() for line in lines)]
    by = request.GET.get("theo", "")
    if by in queries.BY:
        rows = queries.coverage_by(by, movement, owed, today)
    else:
        by, rows = "", [replace(r, label=name_of("unit_kind", r.label)) for r in covered.get(chosen, [])]
    chart = [(r.label or _("còn lại"), r.share, f"{r.done}/{r.total}") for r in rows]
    return {
        "by": by,
        "periods": periods,
        "chosen": chosen[:2],
        "rows": rows,
        "chart": bars(chart, _("Tỷ lệ đơn vị đã thực hiện")) if rows else "",
        "tiles": tiles(queries.tiles_of(owed, today), _("Các xã, phường, đặc khu")),
        "quiet": queries.is_quiet(movement, today, last),
        "outstanding": queries.late_first(owed, today)[:200],
        "mine": mine,
    }


@require_POST
@signed_in
def movement_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    movement = found_or_404(visible_to(actor), pk=pk)
    row = found_or_404(
        movement.acknowledgements.filter(unit__in=actor.unit_ids("unit.draft")),
        unit=number_in(request.POST.get("unit")),
    )
    actions.acknowledge(movement, row.unit, actor=actor)
    messages.success(request, _("Đã xác nhận nhận kế hoạch."))
    return redirect(movement)


@require_POST
@signed_in
def movement_remind(request: HttpRequest, pk: int) -> HttpResponse:
    movement = found_or_404(visible_to(actor_of(request)), pk=pk)
    kind, _sep, period = request.POST.get("viec", "").partition(":")
    told = actions.remind(movement, kind, period, actor=actor_of(request))
    messages.success(request, _("Đã nhắc %(count)s người.") % {"count": told})
    return redirect(f"{movement.get_absolute_url()}?viec={kind}:{period}")


@signed_in
def obligation_extend(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_obligations(actor).filter(movement__in=within(actor, "office.review"))
    owed = found_or_404(rows.select_related("movement", "unit"), pk=pk)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend(owed, actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã gia hạn."))
            return redirect(owed.movement)
        except Refused as refused:
            add_refusals(form, refused)
    heading = _("Gia hạn cho %(unit)s") % {"unit": owed.unit.name}
    context = {"form": form, "heading": heading, "button": _("Gia hạn"), "cancel": owed.movement.get_absolute_url()}
    return render(request, "ui/form_page.html", context)
