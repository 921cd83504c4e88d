"""Public pages: an enterprise takes part, fills its sheet, sees its level and how its sector stands."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.businesses import actions, queries
from thidua.businesses.forms import EnrolForm, ReturnForm
from thidua.businesses.models import BusinessSheet, RunPart, Sector, Survey
from thidua.businesses.running import place_in
from thidua.kernel.refusal import Refused
from thidua.scores.boxes import boxes, typed
from thidua.scores.rules.fixed import decimal
from thidua.scores.rules.scoring import line_of, score
from thidua.scores.rules.whatif import lift, to_level
from thidua.ui.charts import bars
from thidua.ui.http import add_refusals, found_or_404
from thidua.ui.limits import over_limit
from thidua.ui.sentences import refusal_sentence

_WHO = "business"


def business_home(request: HttpRequest) -> HttpResponse:
    """The open surveys."""
    surveys = queries.open_surveys(timezone.localdate())
    return render(request, "businesses/home.html", {"surveys": surveys, "known": _WHO in request.session})


def _open(pk: int) -> Survey:
    rows = Survey.objects.filter(state__in=["open", "closed"]).select_related("province", "version")
    return found_or_404(rows, pk=pk)  # type: ignore[no-any-return]  # a Survey


def business_enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """Taking part: by tax code; the access key is shown once."""
    survey = _open(pk)
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if over_limit(request, "enrol"):
            return render(request, "ui/slow_down.html", status=429)
        fields = dict(form.cleaned_data)
        code, sure = fields.pop("code"), fields.pop("sure")
        try:
            business, key = actions.enrol(code, fields | {"province": survey.province}, sure=sure)
            request.session[_WHO] = business.pk
            sheet = actions.sheet_of(survey, business)
            return render(request, "businesses/key.html", {"key": key, "sheet": sheet, "survey": survey})
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": survey.name, "button": _("Tham gia"), "intro": survey.province.name}
    return render(request, "ui/form_page.html", context | {"cancel": "/doanh-nghiep/"})


def business_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Coming back: by tax code and access key."""
    survey = _open(pk)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if over_limit(request, "return"):
            return render(request, "ui/slow_down.html", status=429)
        try:
            business = actions.recognise(form.cleaned_data["code"], form.cleaned_data["key"])
            actions.sheet_of(survey, business)
            request.session.cycle_key()
            request.session[_WHO] = business.pk
            return redirect("business_sheet", pk)
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Mở lại phiếu"), "button": _("Mở phiếu"), "intro": survey.name}
    return render(request, "ui/form_page.html", context | {"cancel": "/doanh-nghiep/"})


def _mine(request: HttpRequest, pk: int) -> BusinessSheet:
    """The sheet of the enterprise that the session knows; 404 for strangers."""
    rows = BusinessSheet.objects.filter(business=request.session.get(_WHO, 0), survey__state__in=["open", "closed"])
    rows = rows.select_related("survey__version", "survey__province", "business")
    return found_or_404(rows, survey=pk)  # type: ignore[no-any-return]  # a BusinessSheet


def business_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The level so far, the pillars, how the sector stands, and what the next level needs."""
    sheet = _mine(request, pk)
    index = sheet.survey.version.index
    answers = sheet.survey.version.layout.unpack(bytes(sheet.record))
    found = score(index, answers, {})
    chart = [
        (p.pillar.name, 100 * p.points / p.full, f"{decimal(p.points)}/{decimal(p.full)}")
        for p in found.pillars
        if p.full
    ]
    levels = index.levels
    next_level = (found.level or 0) + 1
    way = None
    if levels and sheet.sent_at and next_level < len(levels.names):
        way = lift(index, answers, {}, to_level(index, next_level))
    part = RunPart.objects.filter(survey=sheet.survey, run__state="done").select_related("run__version").last()
    context = {
        "sheet": sheet,
        "found": found,
        "level": levels.names[found.level or 0] if levels else "",
        "next_level": levels.names[next_level] if levels and next_level < len(levels.names) else "",
        "way": [(m.indicator, decimal(m.gain)) for m in way] if way else [],
        "full": decimal(index.full),
        "chart": bars(chart, _("Điểm theo trụ cột")),
        "compared": queries.compared(sheet) if sheet.sent_at else None,
        "sector": Sector(sheet.sector).label,
        "names": levels.names if levels else (),
        "place": place_in(part.run, sheet.survey, sheet.business_id) if part else None,
        "total": len(index.indicators),
    }
    return render(request, "businesses/sheet.html", context)


def business_pillar(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One pillar's boxes."""
    sheet = _mine(request, pk)
    index = sheet.survey.version.index
    indicators = index.of_pillar(code)
    if not indicators:
        raise Http404
    errors: list[str] = []
    found = typed(request, indicators) if request.method == "POST" else None
    if found is not None:
        try:
            sheet = actions.save(sheet, found.entered)
            if not found.errors:
                return redirect(_following(sheet, code))
        except Refused as refused:
            errors = [refusal_sentence(one) for one in refused.refusals]
    answers = sheet.survey.version.layout.unpack(bytes(sheet.record))
    shown = found.shown if found is not None else {}
    rows: list[dict[str, Any]] = [
        {
            "one": one,
            "boxes": boxes(one, answers[one.code], shown),
            "line": line_of(index, one, answers[one.code], None),
            "error": found.errors.get(one.code, "") if found is not None else "",
        }
        for one in indicators
    ]
    pillar = next(p for p in index.pillars if p.code == code)
    context = {"sheet": sheet, "pillar": pillar, "pillars": index.pillars, "rows": rows, "errors": errors}
    failed = errors or (found is not None and found.errors)
    return render(request, "businesses/pillar.html", context, status=422 if failed else 200)


def _following(sheet: BusinessSheet, code: str) -> str:
    codes = [pillar.code for pillar in sheet.survey.version.index.pillars]
    after = codes[codes.index(code) + 1 :]
    base = f"/doanh-nghiep/{sheet.survey_id}/phieu/"
    return f"{base}{after[0]}/" if after else base


@require_POST
def business_send(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = _mine(request, pk)
    try:
        actions.send(sheet)
        messages.success(request, _("Đã gửi phiếu. Có thể sửa tiếp đến hết hạn."))
    except Refused as refused:
        for one in refused.refusals:
            messages.error(request, refusal_sentence(one))
    return redirect("business_sheet", pk)


@require_POST
def business_leave(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    return redirect("business_home")
