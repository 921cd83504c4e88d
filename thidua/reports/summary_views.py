"""Pages of the consolidating agency's report."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.movements.access import receives
from thidua.movements.access import visible_to as visible_movements
from thidua.movements.models import ObligationKind
from thidua.papers.rules.files import MEDIA
from thidua.reports import summing
from thidua.reports.models import Summary
from thidua.ui.http import actor_of, found_or_404, number_in, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Unit

_KINDS = [kind for kind in ObligationKind if kind != ObligationKind.LAUNCH]


def _summary(request: HttpRequest, movement_pk: int, kind: str, period: str) -> Summary:
    actor = actor_of(request)
    movement = found_or_404(visible_movements(actor).select_related("plan", "province"), pk=movement_pk)
    if not receives(actor, movement, kind):
        raise Http404
    if kind not in _KINDS or not movement.obligations.filter(kind=kind, period=period).exists():
        raise Http404
    return summing.gather(movement, kind, period, actor=actor)


@signed_in
def summary_detail(request: HttpRequest, movement_pk: int, kind: str, period: str) -> HttpResponse:
    """The passages of the units' accepted reports by content; ticked ones go into the document as they are edited here."""
    summary = _summary(request, movement_pk, kind, period)
    if request.method == "POST":
        chosen = {number_in(pk) for pk in request.POST.getlist("chosen")}
        texts = {number_in(name[1:]): str(text) for name, text in request.POST.items() if re.fullmatch("p[0-9]+", name)}
        fields = {name: str(request.POST.get(name, "")) for name in ("opening", "proposals")}
        summing.save(summary, fields, chosen=chosen, texts=texts, actor=actor_of(request))
        messages.success(request, _("Đã lưu."))
        return redirect(summary)
    groups = summing.headings_of(summary)
    context = {
        "summary": summary,
        "groups": groups,
        "what": name_of("obligation", kind),
        "chosen": sum(row.chosen for _heading, rows in groups for row in rows),
        "total": sum(len(rows) for _heading, rows in groups),
    }
    return render(request, "reports/summary_detail.html", context)


@signed_in
def summary_document(request: HttpRequest, movement_pk: int, kind: str, period: str) -> HttpResponse:
    """The report as DOCX, ready to be edited and signed."""
    summary = _summary(request, movement_pk, kind, period)
    units = Unit.objects.filter(pk__in=actor_of(request).unit_ids("unit.read"), province=summary.province_id)
    unit = units.first()
    response = HttpResponse(
        summing.document(summary, unit.name if unit else summary.movement.plan.issuer), content_type=MEDIA["docx"]
    )
    response["Content-Disposition"] = f'attachment; filename="bao-cao-tong-hop-{kind}-{period}.docx"'
    return response
