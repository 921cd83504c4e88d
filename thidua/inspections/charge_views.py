"""The page of the council members' sectors and areas."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.ballots.models import Seat
from thidua.inspections.charges import charge, charges_on, end_charge
from thidua.inspections.forms import ChargeForm
from thidua.inspections.models import Charge
from thidua.kernel.refusal import Refused
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, say_refusals, signed_in
from thidua.units.models import Group, Province
from thidua.units.queries import dated


@signed_in
def charge_list(request: HttpRequest) -> HttpResponse:
    actor, today = actor_of(request), timezone.localdate()
    mine = Province.objects.filter(pk__in=actor.province_ids("office.read"))
    chosen = number_in(request.GET.get("tinh"))
    province = found_or_404(mine.filter(pk=chosen) if chosen else mine[:1])
    office = "office.review" in actor.in_province(province.pk)
    seats = Seat.objects.filter(dated(today), body__province=province).select_related("user", "body")
    form = None
    if office:
        groups = Group.objects.filter(province=province)
        form = ChargeForm(request.POST or None, seats=seats, groups=groups, initial={"valid_from": today})
        if request.method == "POST" and form.is_valid():
            try:
                fields = dict(form.cleaned_data)
                charge(fields.pop("seat"), fields, actor=actor)
                messages.success(request, _("Đã phân công."))
                return redirect(f"{reverse('charge_list')}?tinh={province.pk}")
            except Refused as refused:
                add_refusals(form, refused)
    context = {"rows": charges_on(province, today), "form": form, "office": office, "province": province}
    context["others"] = mine.exclude(pk=province.pk) if len(actor.province_ids("office.read")) > 1 else []
    return render(request, "inspections/charge_list.html", context)


@require_POST
@signed_in
def charge_end(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    rows = Charge.objects.filter(seat__body__province__in=actor.province_ids("office.review"))
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=timezone.localdate()))
    try:
        end_charge(found_or_404(rows.select_related("seat__body"), pk=pk), timezone.localdate(), actor=actor)
        messages.success(request, _("Đã kết thúc phân công."))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect("charge_list")
