"""Pages of plans that other units sent: who is meant by a line of *Nơi nhận*, what came in, and the word that it did."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.refusal import Refused
from thidua.papers.serve import answer
from thidua.registrations import sending
from thidua.registrations.access import received_by, visible_to
from thidua.registrations.forms import PointForm
from thidua.registrations.models import Recipient
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, signed_in
from thidua.units.queries import units_on


@signed_in
def recipient_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Which unit a line of *Nơi nhận* means."""
    actor = actor_of(request)
    rows = Recipient.objects.filter(plan__registration__in=visible_to(actor), sent_on=None)
    row: Recipient = found_or_404(rows.select_related("plan__registration__movement__province"), pk=pk)
    province = row.plan.registration.movement.province
    form = PointForm(request.POST or None, units=units_on(province, timezone.localdate()))
    back = f"{row.plan.get_absolute_url()}#noi-nhan"
    if request.method == "POST" and form.is_valid():
        try:
            sending.point(row, form.cleaned_data["unit"], actor=actor)
            return redirect(back)
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Nơi nhận"), "intro": row.name, "button": _("Lưu"), "cancel": back}
    return render(request, "ui/form_page.html", context)


@signed_in
def received_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = received_by(actor).select_related(
        "unit", "paper", "plan__registration__unit", "plan__registration__movement"
    )
    mine = actor.unit_ids("unit.draft")
    waiting = rows.filter(at=None, unit__in=mine).count()
    context = {"page": page_of(request, rows.order_by("-sent_on", "-pk")), "mine": mine, "waiting": waiting}
    return render(request, "registrations/received_list.html", context)


@require_POST
@signed_in
def received_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    sending.acknowledge(found_or_404(received_by(actor), pk=pk), actor=actor)
    messages.success(request, _("Đã xác nhận nhận kế hoạch."))
    return redirect("received_list")


@require_POST
@signed_in
def received_acknowledge_all(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    count = sending.acknowledge_all(
        received_by(actor).filter(at=None, unit__in=actor.unit_ids("unit.draft")), actor=actor
    )
    messages.success(request, _("Đã xác nhận nhận %(count)s kế hoạch.") % {"count": count})
    return redirect("received_list")


@signed_in
def received_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = found_or_404(received_by(actor_of(request)).select_related("paper"), pk=pk)
    if row.paper is None:
        raise Http404
    return answer(row.paper)
