"""Pages of the report's sheet in Excel: one unit's, and many units' in one workbook."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.refusal import Refused
from thidua.movements.access import visible_to as visible_movements
from thidua.movements.models import Obligation
from thidua.papers.rules.files import MEDIA
from thidua.reports import loading, queries, workbook
from thidua.reports.access import visible_to
from thidua.reports.forms import SheetForm
from thidua.reports.models import Report
from thidua.ui.http import actor_of, add_refusals, found_or_404, say_refusals, signed_in
from thidua.ui.names import name_of


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@signed_in
def report_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The report's numbers as a workbook, to be filled offline while it is a draft."""
    report: Report = found_or_404(visible_to(actor_of(request)).select_related("unit", "movement"), pk=pk)
    sheet = workbook.Sheet(report.unit, queries.targets_of(report), queries.fields_of(report))
    return _workbook(workbook.write([sheet]), f"bao-cao-{report.unit.code}-{report.period}")


@require_POST
@signed_in
def report_load(request: HttpRequest, pk: int) -> HttpResponse:
    """A filled workbook into one draft."""
    actor = actor_of(request)
    report: Report = found_or_404(visible_to(actor).select_related("unit", "movement"), pk=pk)
    owed = queries.obligation_of(report)
    if owed is None or "unit.draft" not in actor.at_unit(report.unit_id):
        raise Http404
    form = SheetForm(request.POST, request.FILES)
    if form.is_valid():
        _load(request, form, [owed])
    else:
        messages.error(request, _("Chưa chọn tệp."))
    return redirect(report)


def _load(request: HttpRequest, form: SheetForm, owed: list[Obligation]) -> bool:
    file = form.cleaned_data["file"]
    try:
        loaded = loading.load(owed, workbook.read(file.read(), file.name), actor=actor_of(request))
    except Refused as refused:
        if len(owed) == 1:
            say_refusals(request, refused)
        else:
            add_refusals(form, refused)
        return False
    told = _("Đã nạp %(boxes)s ô của %(units)s đơn vị vào bản nháp. Thủ trưởng đơn vị xem rồi gửi.")
    messages.success(request, told % {"boxes": loaded.boxes, "units": loaded.units})
    return True


@signed_in
def movement_sheet(request: HttpRequest, movement_pk: int, kind: str, period: str) -> HttpResponse:
    """One workbook for every unit that still owes the report and for which the person may enter numbers."""
    actor = actor_of(request)
    movement = found_or_404(visible_movements(actor), pk=movement_pk)
    owed = loading.owing(movement, kind, period, actor)
    if not owed:
        raise Http404
    if request.GET.get("tep"):
        return _workbook(workbook.write(loading.sheets_of(owed, actor)), f"bao-cao-{period}")
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _load(request, form, owed):
        return redirect("movement_sheet", movement.pk, kind, period)
    context = {"movement": movement, "form": form, "owed": owed, "what": name_of("obligation", kind), "period": period}
    return render(request, "reports/movement_sheet.html", context)
