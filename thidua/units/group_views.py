"""Pages of blocks and clusters: who belongs to one, and who leads it, year by year."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.kernel.refusal import Refused
from thidua.ui.http import actor_of, add_refusals, found_or_404, signed_in
from thidua.units import actions, queries
from thidua.units.access import visible_units
from thidua.units.forms import GroupForm, MemberForm, MembersForm
from thidua.units.models import Group, Unit
from thidua.units.views import form_page, province_of


@signed_in
def group_new(request: HttpRequest) -> HttpResponse:
    province = province_of(request)
    form = GroupForm(request.POST or None, units=queries.units_on(province, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            group = actions.add_group(province, name=data["name"], kind=data["kind"], actor=actor_of(request))
            actions.join_group(group, data["members"], day=data["day"], lead=data["lead"], actor=actor_of(request))
            return redirect("group_detail", group.pk)
        except Refused as refused:
            add_refusals(form, refused)
    return form_page(request, form, _("Lập khối, cụm thi đua"))


@signed_in
def group_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who works in the province reads it; those who keep the units change it."""
    actor, today = actor_of(request), timezone.localdate()
    rows = Group.objects.filter(province__in=visible_units(actor).order_by().values("province"))
    group: Group = found_or_404(rows.select_related("province"), pk=pk)
    may_edit = "admin.units" in actor.in_province(group.province_id)
    forms = _forms(request, group) if may_edit else {}
    if may_edit and request.method == "POST":
        name = request.POST.get("do", "")
        form = forms.get(name)
        if form is not None and form.is_valid():
            try:
                _do(request, group, name, form)
                messages.success(request, _("Đã lưu."))
                return redirect("group_detail", group.pk)
            except Refused as refused:
                add_refusals(form, refused)
    context = {
        "group": group,
        "members": group.memberships.select_related("unit").order_by("unit__order", "valid_from"),
        "today": today,
        "forms": [(name, title, forms[name]) for name, title in _titles() if name in forms],
    }
    return render(request, "units/group_detail.html", context)


def _titles() -> tuple[tuple[str, str], ...]:
    return ("lead", _("Đổi khối trưởng, cụm trưởng")), ("join", _("Thêm thành viên")), ("leave", _("Rời khối, cụm"))


def _forms(request: HttpRequest, group: Group) -> dict[str, Form]:
    today, sent = timezone.localdate(), request.POST.get("do", "")
    inside = group.memberships.filter(queries.dated(today)).values("unit")
    members = Unit.objects.filter(pk__in=inside)
    others = queries.units_on(group.province, today).exclude(pk__in=inside)

    def data(name: str) -> Any:
        return request.POST if sent == name else None

    return {
        "lead": MemberForm(data("lead"), units=members, prefix="lead", initial={"day": today}),
        "join": MembersForm(data("join"), units=others, prefix="join", initial={"day": today}),
        "leave": MemberForm(data("leave"), units=members, prefix="leave", initial={"day": today}),
    }


def _do(request: HttpRequest, group: Group, name: str, form: Form) -> None:
    actor, data = actor_of(request), form.cleaned_data
    if name == "join":
        actions.join_group(group, data["units"], day=data["day"], actor=actor)
    elif name == "lead":
        actions.lead_group(group, data["unit"], day=data["day"], actor=actor)
    else:
        actions.leave_group(group, data["unit"], day=data["day"] - timedelta(days=1), actor=actor)
