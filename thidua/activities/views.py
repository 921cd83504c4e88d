"""Pages of the book of activities."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.activities import actions, queries
from thidua.activities.access import editable_by, sees_names, visible_to
from thidua.activities.forms import ActivityForm, NewActivityForm
from thidua.activities.models import Activity, ActivityKind
from thidua.kernel.refusal import Refused
from thidua.movements.access import visible_to as visible_movements
from thidua.movements.models import Movement
from thidua.papers.actions import take
from thidua.papers.serve import answer
from thidua.plans.queries import standing_items
from thidua.ui.charts import bars
from thidua.ui.exports import MOST_ROWS, as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, narrowed, page_of, say_refusals, signed_in
from thidua.units.models import Unit


@signed_in
def activity_list(request: HttpRequest) -> HttpResponse:
    """The books that the person may read, and how much was done by month."""
    actor = actor_of(request)
    rows = visible_to(actor)
    if kind := request.GET.get("loai", ""):
        rows = rows.filter(kind=kind)
    rows = narrowed(request, rows, {"don-vi": "unit"})
    shown = rows.select_related("unit", "movement")
    if request.GET.get("tep"):
        return _exported(shown)
    months = queries.by_month(rows)
    most = max((n for _month, n, _people, _items in months), default=0)
    chart = [(f"{month:%m/%Y}", 100 * n / most, str(n)) for month, n, _people, _items in months]
    drafting = actor.unit_ids("unit.draft")
    context = {
        "page": page_of(request, shown),
        "months": months,
        "chart": bars(chart, _("Số hoạt động theo tháng"), percent=False) if chart else "",
        "kinds": ActivityKind.choices,
        "kind": kind,
        "query": request.GET.urlencode(),
        "movements": visible_movements(actor).filter(state="running")[:20] if drafting else [],
    }
    return render(request, "activities/activity_list.html", context)


def _exported(rows: Any) -> HttpResponse:
    heads = [
        _("Đơn vị"),
        _("Loại"),
        _("Hoạt động"),
        _("Ngày"),
        _("Nội dung"),
        _("Lĩnh vực"),
        _("Số người"),
        _("Tin, bài"),
    ]
    table = (
        (
            a.unit.name,
            str(a.get_kind_display()),
            a.name,
            a.held_on,
            a.content,
            a.field,
            a.named or a.people,
            a.items,
            a.hours,
        )
        for a in rows.annotate(named=queries.named())[:MOST_ROWS]
    )
    return as_excel("hoat-dong", [*heads, _("Số giờ")], table)


@signed_in
def activity_new(request: HttpRequest, movement_pk: int) -> HttpResponse:
    actor = actor_of(request)
    movement: Movement = found_or_404(visible_movements(actor).select_related("plan"), pk=movement_pk, state="running")
    units = Unit.objects.filter(pk__in=actor.unit_ids("unit.draft"), province=movement.province_id)
    if not units:
        raise Http404
    form = NewActivityForm(
        request.POST or None,
        request.FILES or None,
        units=units,
        initial={"unit": units[0].pk, "held_on": timezone.localdate()},
        **_of_plan(movement),
    )
    if request.method == "POST" and form.is_valid():
        try:
            fields, roster, paper = _typed(request, form)
            made = actions.enter(movement, fields.pop("unit"), fields, roster=roster, paper=paper, actor=actor)
            messages.success(request, _("Đã ghi vào sổ hoạt động."))
            return redirect(made)
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("Tập huấn, bình dân học vụ số, truyền thông. Chỉ tiêu lấy số liệu từ sổ này không phải nhập lại.")
    context = {"form": form, "heading": _("Ghi hoạt động"), "intro": intro, "button": _("Ghi sổ")}
    return render(request, "ui/form_page.html", context | {"cancel": movement.get_absolute_url()})


def _of_plan(movement: Movement) -> dict[str, list[str]]:
    items = standing_items(movement.plan, "content", "priority_field")
    return {
        "contents": [str(i.data["text"])[:300] for i in items if i.kind == "content"],
        "priorities": [str(i.data["name"])[:100] for i in items if i.kind == "priority_field"],
    }


def _typed(request: HttpRequest, form: ActivityForm) -> tuple[dict[str, Any], str, Any]:
    fields = dict(form.cleaned_data)
    roster, file = fields.pop("roster"), fields.pop("file")
    return fields, roster, take(file, actor=actor_of(request)) if file is not None else None


@signed_in
def activity_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The line of the book; its people for those who keep it, their number for the office."""
    actor = actor_of(request)
    activity: Activity = found_or_404(visible_to(actor).select_related("unit", "movement__plan", "paper"), pk=pk)
    editable = "unit.draft" in actor.at_unit(activity.unit_id) and activity.movement.state == "running"
    form = None
    if editable:
        form = ActivityForm(
            request.POST or None, request.FILES or None, instance=copy(activity), **_of_plan(activity.movement)
        )
        if request.method == "POST" and form.is_valid():
            try:
                fields, roster, paper = _typed(request, form)
                actions.correct(pk, fields, roster=roster or None, paper=paper, actor=actor)
                messages.success(request, _("Đã lưu."))
                return redirect(activity)
            except Refused as refused:
                add_refusals(form, refused)
    people = list(activity.trainees.all())
    context = {
        "activity": activity,
        "form": form,
        "count": len(people) or activity.people,
        "people": people if sees_names(actor, activity) else [],
    }
    return render(request, "activities/activity_detail.html", context)


@require_POST
@signed_in
def activity_drop(request: HttpRequest, pk: int) -> HttpResponse:
    found_or_404(editable_by(actor_of(request)), pk=pk)
    try:
        actions.drop(pk, reason=request.POST.get("reason", ""), actor=actor_of(request))
        messages.success(request, _("Đã bỏ khỏi sổ."))
    except Refused as refused:
        say_refusals(request, refused)
        return redirect("activity_detail", pk)
    return redirect("activity_list")


@signed_in
def activity_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    activity = found_or_404(visible_to(actor_of(request)), pk=pk, paper__isnull=False)
    return answer(activity.paper)
