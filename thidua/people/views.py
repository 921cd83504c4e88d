"""Pages of accounts."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.refusal import Refused
from thidua.kernel.vietnamese import fold
from thidua.people import actions
from thidua.people.forms import AccountForm, DelegationForm, PeopleBookForm, ResetForm, RoleForm
from thidua.people.models import RoleHolding, User
from thidua.people.rules import ROLES
from thidua.people.workbook import HEADS, read_people
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Province
from thidua.units.queries import dated, units_on


def _province(request: HttpRequest) -> Province:
    province = Province.objects.filter(pk__in=actor_of(request).province_ids("admin.people")).first()
    if province is None:
        raise Http404
    return province


@signed_in
def people_list(request: HttpRequest) -> HttpResponse:
    province = _province(request)
    rows = RoleHolding.objects.filter(dated(timezone.localdate()), unit__province=province).select_related(
        "user", "unit"
    )
    if search := request.GET.get("tim", ""):
        rows = rows.filter(user__folded__contains=fold(search))
    return render(request, "people/people_list.html", {"page": page_of(request, rows), "search": search})


@signed_in
def person_new(request: HttpRequest) -> HttpResponse:
    province = _province(request)
    form = AccountForm(request.POST or None, units=units_on(province, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        role, start = data.pop("role"), data.pop("start")
        try:
            with transaction.atomic():
                user = actions.open_account(actor=actor_of(request), **data)
                actions.appoint(user, role, data["unit"], start=start, actor=actor_of(request))
            return redirect("people_list")
        except Refused as refused:
            add_refusals(form, refused)
    return _form(request, form, _("Mở tài khoản"))


def _form(request: HttpRequest, form: object, heading: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "button": _("Lưu"), "cancel": reverse("people_list")}
    return render(request, "ui/form_page.html", context)


@signed_in
def people_import(request: HttpRequest) -> HttpResponse:
    province = _province(request)
    form = PeopleBookForm(request.POST or None, request.FILES or None)
    today = timezone.localdate()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = read_people(file.read(), file.name, province, today)
            with transaction.atomic():
                for row in rows:
                    role = row.pop("role")
                    user = actions.open_account(actor=actor_of(request), **row)
                    actions.appoint(user, role, row["unit"], start=today, actor=actor_of(request))
            messages.success(request, _("Đã mở %(count)s tài khoản.") % {"count": len(rows)})
            return redirect("people_list")
        except Refused as refused:
            add_refusals(form, refused)
    return _form(request, form, _("Mở tài khoản từ Excel"))


@signed_in
def people_template(request: HttpRequest) -> HttpResponse:
    return as_excel("tai-khoan", HEADS, choices={"Vai trò": [name_of("role", code) for code in ROLES]})


@signed_in
def role_new(request: HttpRequest, user_pk: int) -> HttpResponse:
    province = _province(request)
    user = found_or_404(User.objects.filter(holdings__unit__province=province).distinct(), pk=user_pk)
    form = RoleForm(request.POST or None, units=units_on(province, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.appoint(
                user, data["role"], data["unit"], start=data["start"], end=data["end"], actor=actor_of(request)
            )
            return redirect("people_list")
        except Refused as refused:
            add_refusals(form, refused)
    return _form(request, form, _("Giao vai trò cho %(name)s") % {"name": user.full_name})


@signed_in
def delegation_new(request: HttpRequest, holding_pk: int) -> HttpResponse:
    """The holder lends their own role; an administrator anybody's in the province."""
    actor = actor_of(request)
    rows = RoleHolding.objects.filter(
        unit__province__in=actor.province_ids("admin.people")
    ) | RoleHolding.objects.filter(user=actor.user_id)
    holding = found_or_404(rows.select_related("unit", "user"), pk=holding_pk)
    people = User.objects.filter(holdings__unit__province=holding.unit.province_id, is_active=True).distinct()
    form = DelegationForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            actions.delegate(holding, actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã ghi ủy quyền."))
            return redirect("desk")
        except Refused as refused:
            add_refusals(form, refused)
    return _form(request, form, _("Ủy quyền"))


@signed_in
def password_reset(request: HttpRequest, pk: int) -> HttpResponse:
    province = _province(request)
    holding = found_or_404(RoleHolding.objects.filter(unit__province=province).select_related("unit", "user"), user=pk)
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reset_password(
                holding.user, form.cleaned_data["password"], day=timezone.localdate(), actor=actor_of(request)
            )
            messages.success(request, _("Đã đặt lại mật khẩu cho %(name)s.") % {"name": holding.user.full_name})
            return redirect("people_list")
        except Refused as refused:
            add_refusals(form, refused)
    return _form(request, form, _("Đặt lại mật khẩu cho %(name)s") % {"name": holding.user.full_name})


@require_POST
@signed_in
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    holding = found_or_404(RoleHolding.objects.filter(unit__province=_province(request)).select_related("unit"), pk=pk)
    actions.end_holding(holding, day=timezone.localdate(), actor=actor_of(request))
    messages.success(request, _("Vai trò kết thúc hết hôm nay."))
    return redirect("people_list")
