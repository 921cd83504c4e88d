"""The office's pages of surveys."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.businesses import actions, queries
from thidua.businesses.access import visible_to
from thidua.businesses.exporting import lines_of
from thidua.businesses.forms import SurveyForm
from thidua.businesses.jobs import share_out
from thidua.businesses.models import RunPart, Sector, Survey
from thidua.businesses.running import begin
from thidua.journal.entries import record
from thidua.kernel.refusal import Refused
from thidua.scores.access import visible_versions
from thidua.ui.charts import bars
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, say_refusals, signed_in
from thidua.units.models import Province


@signed_in
def survey_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_to(actor).select_related("version", "province").defer("version__body")
    context = {"page": page_of(request, rows), "may_plan": bool(actor.province_ids("office.review"))}
    return render(request, "businesses/survey_list.html", context)


@signed_in
def survey_new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    province = found_or_404(Province.objects.filter(pk__in=actor.province_ids("office.review")))
    versions = visible_versions(actor).filter(province=province, state="published")
    today = timezone.localdate()
    form = SurveyForm(request.POST or None, versions=versions, initial={"year": today.year, "opens": today})
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            return redirect(actions.plan(province, fields.pop("version"), fields, actor=actor))
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Lập đợt tự đánh giá của doanh nghiệp"), "button": _("Lập đợt")}
    return render(request, "ui/form_page.html", context)


@signed_in
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How many took part, how the sectors stand, and the runs that it is a part of."""
    actor = actor_of(request)
    survey: Survey = found_or_404(visible_to(actor).select_related("version", "province"), pk=pk)
    sectors = [(str(Sector(s).label), levels, n) for s, levels, n in queries.by_level(survey)]
    most = max((n for _s, _levels, n in sectors), default=0)
    levels = survey.version.index.levels
    context = {
        "survey": survey,
        "sectors": [(s, [shown.get(n, 0) for n in range(6)], n) for s, shown, n in sectors],
        "names": levels.names if levels else (),
        "chart": bars([(s, 100 * n / most, str(n)) for s, _l, n in sectors], _("Theo ngành"), percent=False)
        if most
        else "",
        "parts": RunPart.objects.filter(survey=survey).select_related("run").defer("results", "distribution", "ranks"),
        "review": "office.review" in actor.in_province(survey.province_id),
        "audit": "journal.read" in actor.in_province(survey.province_id),
    }
    return render(request, "businesses/survey_detail.html", context)


@require_POST
@signed_in
def survey_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins a run over all closed surveys of the year by the same set; the parts are computed in the background."""
    actor = actor_of(request)
    survey: Survey = found_or_404(visible_to(actor).select_related("version"), pk=pk)
    try:
        share_out(begin(survey.version, survey.year, actor=actor))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(survey)


@signed_in
def part_export(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For auditors: every sheet of a part with its result, a line each; who took it is written down."""
    actor = actor_of(request)
    rows = RunPart.objects.filter(survey__province__in=actor.province_ids("journal.read"), state="ranked")
    part: RunPart = found_or_404(rows.select_related("run__version", "survey"), pk=pk)
    record("business_run.export", part.run, actor=actor, data={"part": pk}, province_id=part.survey.province_id)
    response = StreamingHttpResponse(lines_of(part), content_type="application/x-ndjson")
    response["Content-Disposition"] = f'attachment; filename="dot-{part.run_id}-{pk}.ndjson"'
    return response
