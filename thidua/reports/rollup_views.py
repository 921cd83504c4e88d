"""How the units stand on each target, down the tree and on any day."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from thidua.movements.access import receives
from thidua.movements.access import visible_to as visible_movements
from thidua.movements.models import Movement, Target
from thidua.movements.rules.measures import asked, judge, told
from thidua.reports import rollup
from thidua.reports.rules.rollup import WHOLE
from thidua.ui.charts import bars
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, found_or_404, number_in, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Unit


@signed_in
def report_summary(request: HttpRequest, movement_pk: int) -> HttpResponse:
    """Sums over accepted reports; the office and those who receive reports go down to each unit."""
    actor = actor_of(request)
    movement: Movement = found_or_404(visible_movements(actor).select_related("province", "plan"), pk=movement_pk)
    office = "office.read" in actor.in_province(movement.province_id) or receives(actor, movement)
    day = _day(request)
    node = number_in(request.GET.get("don-vi")) if office else WHOLE
    unit = found_or_404(Unit.objects.filter(province=movement.province_id), pk=node) if node else None
    rows = rollup.standings(movement, node=node, day=day)
    if request.GET.get("tep"):
        return _exported(movement, rows)
    chart = [(r.target.subject, 100 * r.met / r.units, f"{r.met}/{r.units}") for r in rows if r.units][:20]
    context = {
        "movement": movement,
        "unit": unit,
        "day": day,
        "rows": rows,
        "office": office,
        "chart": bars(chart, _("Tỷ lệ đơn vị đạt chỉ tiêu")) if chart else "",
        "may_follow": "plan.edit" in actor.in_province(movement.province_id),
        "query": f"&don-vi={node}{f'&ngay={day.isoformat()}' if day else ''}",
    }
    return render(request, "reports/report_summary.html", context)


@signed_in
def target_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One target, unit by unit below a node of the tree."""
    actor = actor_of(request)
    rows = Target.objects.filter(movement__in=visible_movements(actor)).select_related(
        "movement__province", "movement__plan"
    )
    target: Target = found_or_404(rows, pk=pk)
    movement = target.movement
    if "office.read" not in actor.in_province(movement.province_id) and not receives(actor, movement):
        raise Http404
    day, node = _day(request), number_in(request.GET.get("don-vi"))
    lines = [(line, *_stands(target, line)) for line in rollup.below(target, node, day)]
    if request.GET.get("tep"):
        heads = [
            _("Mã"),
            _("Đơn vị"),
            _("Kết quả"),
            _("Đánh giá"),
            _("Đơn vị đạt"),
            _("Đơn vị có số liệu"),
            _("Tính đến"),
        ]
        table = [
            (
                line.unit.code,
                line.unit.name,
                share,
                state,
                line.total.met,
                line.total.units,
                line.own.as_of if line.own else None,
            )
            for line, share, state in lines
        ]
        return as_excel(f"chi-tieu-{target.pk}", heads, table)
    context = {
        "target": target,
        "movement": movement,
        "unit": found_or_404(Unit.objects.filter(province=movement.province_id), pk=node) if node else None,
        "lines": lines,
        "day": day,
        "here": request.GET.urlencode(),
    }
    return render(request, "reports/target_detail.html", context)


def _stands(target: Target, line: rollup.Line) -> tuple[str, str]:
    """What the unit and those under it have, as text, and how its own value is judged."""
    fact = target.fact()
    share = told(fact, line.total.share(target.measure), together=line.total.units > 1)
    return share, name_of("judgement", judge(fact, line.own.value).state) if line.own else ""


def _exported(movement: Movement, rows: list[rollup.Standing]) -> HttpResponse:
    heads = [_("Cấp"), _("Chỉ tiêu"), _("Yêu cầu"), _("Đơn vị có số liệu"), _("Đạt"), _("Kết quả chung"), _("Mục")]
    table: list[Any] = [
        (
            r.target.tier,
            r.target.subject,
            asked(r.target.fact()),
            r.units,
            r.met,
            told(r.target.fact(), r.share, together=True),
            r.target.clause,
        )
        for r in rows
    ]
    return as_excel(f"ket-qua-{movement.pk}", heads, table)


def _day(request: HttpRequest) -> date | None:
    """The day that is asked for; None for today, and for what is no day."""
    try:
        return parse_date(request.GET.get("ngay", ""))
    except ValueError:
        return None
