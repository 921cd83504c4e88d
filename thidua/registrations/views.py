"""Pages of registrations."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.refusal import Refused
from thidua.movements.access import visible_to as visible_movements
from thidua.papers.actions import DOCUMENTS, take
from thidua.papers.serve import answer
from thidua.registrations import actions
from thidua.registrations.access import may_write, visible_to
from thidua.registrations.forms import RegistrationForm
from thidua.ui.exports import MOST_ROWS, as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, narrowed, page_of, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Unit


@signed_in
def registration_list(request: HttpRequest) -> HttpResponse:
    rows = visible_to(actor_of(request)).select_related("unit", "movement", "own_plan")
    rows = rows.order_by("state", "unit__order")
    if state := request.GET.get("trang-thai", ""):
        rows = rows.filter(state=state)
    if request.GET.get("dang-thuc-hien"):
        rows = rows.filter(movement__state="running")
    rows = narrowed(request, rows, {"tinh": "movement__province"})
    if request.GET.get("xep") == "trung-loi":
        rows = rows.filter(own_plan__overlap__isnull=False).order_by("-own_plan__overlap", "unit__order")
    if request.GET.get("tep"):
        heads = [_("Đơn vị"), _("Phong trào"), _("Trạng thái"), _("Số kế hoạch"), _("Ngày kế hoạch")]
        found = rows.values_list("unit__name", "movement__name", "state", "plan_number", "plan_date")[:MOST_ROWS]
        named = (
            (unit, movement, name_of("state", f"registration.{state}"), *rest) for unit, movement, state, *rest in found
        )
        return as_excel("dang-ky", heads, named)
    context = {"page": page_of(request, rows), "query": request.GET.urlencode()}
    return render(request, "registrations/registration_list.html", context)


@require_POST
@signed_in
def registration_begin(request: HttpRequest, movement_pk: int, unit_pk: int) -> HttpResponse:
    """Opens the unit's draft, beginning one when there is none."""
    actor = actor_of(request)
    movement = found_or_404(visible_movements(actor), pk=movement_pk)
    unit = found_or_404(Unit.objects.filter(pk__in=actor.unit_ids("unit.draft")), pk=unit_pk)
    registration = visible_to(actor).filter(movement=movement, unit=unit).first()
    if registration is None:
        registration = actions.begin(movement, unit, actor=actor)
    return redirect(registration)


@signed_in
def registration_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    registration = found_or_404(visible_to(actor).select_related("unit", "movement__plan", "plan_paper"), pk=pk)
    editable = may_write(actor, registration)
    fields = ("commitment", "plan_number", "plan_date")
    form = RegistrationForm(
        request.POST or None, request.FILES or None, initial={f: getattr(registration, f) for f in fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data.pop("paper")
            paper = take(file, actor=actor, taken=DOCUMENTS) if file is not None else None
            actions.save(registration, form.cleaned_data, actor=actor, paper=paper)
            messages.success(request, _("Đã lưu."))
            return redirect(registration)
        except Refused as refused:
            add_refusals(form, refused)
    context = {
        "registration": registration,
        "form": form,
        "editable": editable,
        "may_submit": "unit.submit" in actor.at_unit(registration.unit_id),
    }
    return render(request, "registrations/registration_detail.html", context)


@signed_in
def registration_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    registration = found_or_404(visible_to(actor_of(request)), pk=pk)
    if registration.plan_paper is None:
        raise Http404(_("Chưa có kế hoạch."))
    return answer(registration.plan_paper)
