"""Pages of assessments."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.refusal import Refused
from thidua.movements.access import visible_to as visible_movements
from thidua.scores import actions, queries
from thidua.scores.access import visible_assessments, visible_sheets, visible_versions
from thidua.scores.forms import AssessmentForm, DaysForm
from thidua.scores.models import Assessment, Run, Verifier
from thidua.scores.rules.fixed import decimal
from thidua.ui.charts import bars
from thidua.ui.exports import MOST_ROWS, as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, page_of, say_refusals, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Province, Unit


@signed_in
def assessment_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_assessments(actor).select_related("version", "province").defer("version__body")
    sent = Count("sheets", filter=~Q(sheets__state__in=["draft", "returned"]))
    page = page_of(request, rows.annotate(whole=Count("sheets"), sent=sent).order_by("-year", "-pk"))
    return render(
        request, "scores/assessment_list.html", {"page": page, "may_plan": bool(actor.province_ids("office.review"))}
    )


@signed_in
def assessment_new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    province = found_or_404(Province.objects.filter(pk__in=actor.province_ids("office.review")))
    versions = visible_versions(actor).filter(province=province, state="published")
    movements = visible_movements(actor).filter(province=province, state="running")
    today = timezone.localdate()
    form = AssessmentForm(
        request.POST or None, versions=versions, movements=movements, initial={"year": today.year, "opens": today}
    )
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            return redirect(actions.plan(province, fields.pop("version"), fields, actor=actor))
        except Refused as refused:
            add_refusals(form, refused)
    context: dict[str, Any] = {"form": form, "heading": _("Lập kỳ đánh giá"), "button": _("Lập kỳ đánh giá")}
    if not versions:
        context["intro"] = _("Chưa có bộ chỉ số nào được ban hành. Hãy lập và ban hành bộ chỉ số trước.")
    return render(request, "ui/form_page.html", context)


@signed_in
def assessment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the assessment is, and its sheets."""
    actor = actor_of(request)
    rows = visible_assessments(actor).select_related("version", "province", "movement")
    last = Run.objects.filter(assessment=OuterRef("pk")).order_by("-number").values("pk")[:1]
    assessment: Assessment = found_or_404(rows.annotate(run=Subquery(last)), pk=pk)
    held = actor.in_province(assessment.province_id)
    sheets = (
        visible_sheets(actor).filter(assessment=assessment).select_related("unit").order_by("-points", "unit__order")
    )
    if state := request.GET.get("trang-thai", ""):
        sheets = sheets.filter(state=state)
    if request.GET.get("tep"):
        return _exported(sheets)
    office = "office.read" in held
    context = {
        "assessment": assessment,
        "office": office,
        "review": "office.review" in held,
        "page": page_of(request, sheets),
        "full": decimal(assessment.version.index.full),
        "levels": assessment.version.index.levels,
        "progress": _progress(assessment) if office else "",
        "verifiers": list(assessment.verifiers.select_related("unit")) if office else [],
    }
    return render(request, "scores/assessment_detail.html", context)


def _progress(assessment: Assessment) -> str:
    """How many sheets are in which state, drawn."""
    counts = {state: n for state, (n, _waiting) in queries.counts_of(assessment).items()}
    whole = sum(counts.values())
    states = ("draft", "returned", "submitted", "appraised")
    rows = [
        (name_of("state", f"sheet.{s}"), 100 * counts.get(s, 0) / whole, str(counts.get(s, 0))) for s in states if whole
    ]
    return bars(rows, _("Phiếu theo trạng thái")) if rows else ""


def _exported(sheets: Any) -> HttpResponse:
    heads = [_("Đơn vị"), _("Trạng thái"), _("Đã trả lời"), _("Tự chấm"), _("Điểm"), _("Mức độ")]
    rows = (
        (
            s.unit.name,
            name_of("state", f"sheet.{s.state}"),
            s.answered,
            decimal(s.self_points),
            decimal(s.points),
            s.level,
        )
        for s in sheets[:MOST_ROWS]
    )
    return as_excel("danh-gia", heads, rows)


def _of_office(request: HttpRequest, pk: int) -> Assessment:
    actor = actor_of(request)
    rows = visible_assessments(actor).filter(province__in=actor.province_ids("office.review"))
    return found_or_404(rows.select_related("version", "province"), pk=pk)  # type: ignore[no-any-return]  # an Assessment


@require_POST
@signed_in
def assessment_more(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = _of_office(request, pk)
    try:
        count = actions.hand_out_more(assessment, actor=actor_of(request))
        messages.success(request, _("Đã lập thêm %(count)s phiếu.") % {"count": count})
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(assessment)


@signed_in
def assessment_days(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = _of_office(request, pk)
    form = DaysForm(request.POST or None, instance=copy(assessment))
    if request.method == "POST" and form.is_valid():
        days = dict(form.cleaned_data)
        try:
            return redirect(actions.reschedule(assessment, days, days.pop("reason"), actor=actor_of(request)))
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Đổi thời hạn"), "intro": assessment.name, "button": _("Lưu")}
    return render(request, "ui/form_page.html", context | {"cancel": assessment.get_absolute_url()})


@signed_in
def verifier_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Which unit is the agency that the set names."""
    actor = actor_of(request)
    rows = Verifier.objects.filter(assessment__province__in=actor.province_ids("office.review"))
    verifier: Verifier = found_or_404(rows.select_related("assessment"), pk=pk)
    units = Unit.objects.filter(province=verifier.assessment.province_id).on(timezone.localdate())
    if request.method == "POST":
        chosen = units.filter(pk=number_in(request.POST.get("unit"))).first()
        try:
            actions.point(verifier, chosen, actor=actor)
            return redirect(verifier.assessment)
        except Refused as refused:
            say_refusals(request, refused)
    context = {
        "verifier": verifier,
        "units": units.filter(kind__in=["department", "party", "front", "central", "committee"]),
    }
    return render(request, "scores/verifier_point.html", context)
