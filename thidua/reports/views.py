"""Pages of reports."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.periods import show_when
from thidua.kernel.refusal import Refused
from thidua.movements.access import visible_to as visible_movements
from thidua.papers.actions import take
from thidua.papers.serve import answer
from thidua.plans.next_phase import begin_next
from thidua.plans.queries import standing_items
from thidua.plans.rules.shifting import period_after
from thidua.questions import Rows
from thidua.reports import actions, queries
from thidua.reports.access import visible_to
from thidua.reports.drawing import draw, draw_list
from thidua.reports.forms import EvidenceForm, NextPhaseForm, SheetForm
from thidua.reports.models import OPEN_STATES, Evidence, Report
from thidua.reports.rollup import results_of, standings
from thidua.reports.sending import difference_of
from thidua.ui.exports import MOST_ROWS, as_excel
from thidua.ui.forms import drawn_empty
from thidua.ui.http import actor_of, add_refusals, first_or_404, found_or_404, named_in, number_in, page_of, signed_in
from thidua.ui.names import name_of
from thidua.ui.sentences import refusal_sentence

_NOT_TYPED = ("csrfmiddlewaretoken", "base", "reference", "drop", "take")


@signed_in
def report_list(request: HttpRequest) -> HttpResponse:
    wanted = named_in(request, {"phong-trao": "movement", "don-vi": "unit", "tinh": "movement__province"})
    if state := request.GET.get("trang-thai", ""):
        wanted["state"] = state
    if request.GET.get("dang-thuc-hien"):
        wanted["movement__state"] = "running"
    columns = ("pk", "kind", "period", "state", "as_of", "unit__name", "movement__name")
    rows = Rows(queries.listed, *columns, actor=actor_of(request), **wanted)
    if request.GET.get("tep"):
        heads = [_("Đơn vị"), _("Loại"), _("Kỳ"), _("Phong trào"), _("Trạng thái"), _("Số liệu tính đến ngày")]
        return as_excel("bao-cao", heads, (_cells(row) for row in rows[:MOST_ROWS]))
    page = page_of(request, rows)
    context = {"page": page, "rows": draw_list(page.object_list), "query": request.GET.urlencode()}
    return render(request, "reports/report_list.html", context)


def _cells(row: Mapping[str, Any]) -> tuple[Any, ...]:
    kind, state = name_of("obligation", row["kind"]), name_of("state", f"report.{row['state']}")
    return row["unit__name"], kind, show_when(row["period"]), row["movement__name"], state, row["as_of"]


@require_POST
@signed_in
def report_begin(request: HttpRequest, obligation_pk: int) -> HttpResponse:
    actor = actor_of(request)
    owed = first_or_404(queries.to_begin(actor=actor, pk=obligation_pk))
    return redirect("report_detail", owed.begun or actions.begin(owed, actor=actor).pk)


@signed_in
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The form while it can be edited, the filled sheet afterwards."""
    errors: list[str] = []
    if request.method == "POST":
        quiet = request.headers.get("Accept") == "application/json"
        try:
            kept, warnings = _save(request, pk)
            return _kept(kept, warnings) if quiet else _saved(request, kept, warnings)
        except Report.DoesNotExist as unseen:
            raise Http404 from unseen
        except Refused as refused:
            errors = [refusal_sentence(r) for r in refused.refusals]
            if quiet:
                return JsonResponse({"errors": errors}, status=422)
    actor = actor_of(request)
    report = queries.load(actor, pk)
    if report is None:
        raise Http404
    editable = report.state in OPEN_STATES and "unit.draft" in actor.at_unit(report.unit_id)
    fields = queries.fields_of(report)
    sent = queries.last_sent(report=pk)
    shown = fields | _typed(request)
    book = queries.fed_values(report) if editable else {}
    context = {
        "report": report,
        "editable": editable,
        "rows": draw(queries.rows_of(report), shown, book, editable=editable),
        "shown": shown,
        "base": _signed(fields) if editable else "",
        "errors": errors,
        "owed": queries.obligation_of(report),
        "sent": sent,
        "changes": difference_of(report, sent, queries.targets_of(report)),
        "evidence": queries.evidence_of(report=pk),
        "evidence_form": drawn_empty(EvidenceForm) if editable else "",
        "sheet_form": drawn_empty(SheetForm) if editable else "",
        "may_submit": "unit.submit" in actor.at_unit(report.unit_id),
    }
    return render(request, "reports/report_detail.html", context, status=422 if errors else 200)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: str(text) for name, text in request.POST.items() if name not in _NOT_TYPED}


def _save(request: HttpRequest, pk: int) -> tuple[Report, list[str]]:
    """The sheet and its evidence, all or nothing; and what another typed into the same box."""
    with transaction.atomic():
        report, clashes = actions.save(pk, _typed(request), base=_base(request), actor=actor_of(request))
        _evidence(request, report)
        if taken := number_in(request.POST.get("take")):
            actions.take_fed(pk, taken, actor=actor_of(request))
    text = _("Người khác vừa sửa cùng ô này thành “%(text)s”; nội dung bạn nhập được giữ.")
    return report, [text % {"text": clash.theirs} for clash in clashes]


def _saved(request: HttpRequest, report: Report, warnings: list[str]) -> HttpResponse:
    for text in warnings:
        messages.warning(request, text)
    messages.success(request, _("Đã lưu."))
    return redirect(report)


def _kept(report: Report, warnings: list[str]) -> JsonResponse:
    """For the script that saves a draft by itself: what is stored now, so that it need not draw the page again."""
    fields = queries.fields_of(report)
    return JsonResponse({"base": _signed(fields), "fields": fields, "told": warnings})


def _signed(fields: Mapping[str, str]) -> str:
    return signing.dumps(dict(fields), compress=True)


def _evidence(request: HttpRequest, report: Report) -> None:
    """What the form brings of evidence, and what it takes away."""
    actor = actor_of(request)
    file, reference = request.FILES.get("paper"), request.POST.get("reference", "").strip()
    if file is not None or reference:
        paper = take(file, actor=actor) if file is not None else None
        actions.add_evidence(report, actor=actor, paper=paper, reference=reference[:300])
    for pk in request.POST.getlist("drop"):
        actions.drop_evidence(found_or_404(report.evidence.all(), pk=number_in(pk)), actor=actor)


def _base(request: HttpRequest) -> dict[str, str]:
    """What the person saw when the form was drawn; signed, so that it cannot be made up."""
    try:
        found = signing.loads(request.POST.get("base", ""))
    except signing.BadSignature:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


@signed_in
def evidence_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    evidence = found_or_404(Evidence.objects.filter(report__in=visible_to(actor_of(request))), pk=pk)
    if evidence.paper is None:
        raise Http404
    return answer(evidence.paper)


@signed_in
def next_phase(request: HttpRequest, movement_pk: int) -> HttpResponse:
    """How the phase ended, and a draft of the next one that starts from it."""
    actor = actor_of(request)
    movement = found_or_404(
        visible_movements(actor)
        .filter(province__in=actor.province_ids("plan.edit"))
        .select_related("province", "plan__province"),
        pk=movement_pk,
    )
    plan, rows = movement.plan, standings(movement)
    phases = [(str(i.data["from"]), str(i.data["to"])) for i in standing_items(plan, "phase")]
    years = period_after((movement.period_from, movement.period_to), phases, timezone.localdate().year)
    form = NextPhaseForm(request.POST or None, initial={"period_from": years[0], "period_to": years[1]})
    if request.method == "POST" and form.is_valid():
        try:
            period = (form.cleaned_data["period_from"], form.cleaned_data["period_to"])
            return redirect(begin_next(plan, period=period, results=results_of(rows), actor=actor))
        except Refused as refused:
            add_refusals(form, refused)
    context = {"movement": movement, "rows": rows, "form": form, "difficulties": queries.difficulties(movement)}
    return render(request, "reports/next_phase.html", context)
