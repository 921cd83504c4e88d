"""Pages of the organisation tree."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.kernel.refusal import Refused
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, say_refusals, signed_in
from thidua.ui.sentences import refusal_sentence
from thidua.units import actions, carrying, queries
from thidua.units.access import visible_units
from thidua.units.forms import SuccessionForm, UnitForm, WorkbookForm
from thidua.units.models import Group, Province, Succession, Unit
from thidua.units.workbook import HEADS, choices, read_units


def province_of(request: HttpRequest, word: str = "admin.units") -> Province:
    """The province that the person works in; ``?tinh=`` picks one of several."""
    actor = actor_of(request)
    rows = Province.objects.filter(pk__in=actor.province_ids(word))
    chosen = request.GET.get("tinh") or request.POST.get("tinh")
    province = rows.filter(slug=chosen).first() if chosen else rows.first()
    if province is None:
        raise Http404
    return province


def day_of(request: HttpRequest) -> date:
    """The day that the page is asked for (``?ngay=2025-06-30``), else today."""
    try:
        return date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        return timezone.localdate()


@signed_in
def unit_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    province = province_of(request, "admin.units" if actor.province_ids("admin.units") else "office.read")
    day = day_of(request)
    search = request.GET.get("tim", "")
    context = {
        "province": province,
        "provinces": Province.objects.filter(pk__in=actor.province_ids()),
        "page": page_of(request, queries.units_on(province, day, search)),
        "day": day,
        "search": search,
        "groups": Group.objects.filter(province=province),
        "successions": Succession.objects.filter(province=province)[:10],
        "may_edit": "admin.units" in actor.in_province(province.pk),
    }
    return render(request, "units/unit_list.html", context)


@signed_in
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    unit: Unit = found_or_404(visible_units(actor_of(request)).select_related("province"), pk=pk)
    context = {
        "unit": unit,
        "placements": unit.placements.select_related("parent").order_by("-valid_from"),
        "memberships": unit.memberships.select_related("group").order_by("-valid_from"),
        "before": Succession.objects.filter(targets=unit).prefetch_related("sources"),
        "may_edit": "admin.units" in actor_of(request).in_province(unit.province_id),
        "after": Succession.objects.filter(sources=unit).prefetch_related("targets"),
    }
    return render(request, "units/unit_detail.html", context)


@signed_in
def unit_new(request: HttpRequest) -> HttpResponse:
    province = province_of(request)
    form = UnitForm(request.POST or None, units=queries.units_on(province, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        try:
            fields = dict(form.cleaned_data)
            unit = actions.add_unit(province, actor=actor_of(request), **fields)
            messages.success(request, _("Đã thêm đơn vị."))
            return redirect("unit_detail", unit.pk)
        except Refused as refused:
            add_refusals(form, refused)
    return form_page(request, form, _("Thêm đơn vị"))


@signed_in
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A correction, or a new place in the tree from a day on."""
    province = province_of(request)
    unit = found_or_404(Unit.objects.filter(province=province), pk=pk)
    today = timezone.localdate()
    start = unit.placements.order_by("-valid_from").first()
    names = ("code", "name", "kind", "tier", "valid_from")
    initial = {name: getattr(unit, name) for name in names} | {"parent": start.parent_id if start else None}
    form = UnitForm(request.POST or None, units=queries.units_on(province, today).exclude(pk=unit.pk), initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        parent = fields.pop("parent")
        try:
            actions.correct_unit(unit, fields, actor=actor_of(request))
            if start is None or start.parent_id != (parent.pk if parent else None):
                actions.move_unit(unit, parent=parent, day=today, actor=actor_of(request))
            messages.success(request, _("Đã lưu."))
            return redirect("unit_detail", unit.pk)
        except Refused as refused:
            add_refusals(form, refused)
    intro = _(
        "Sửa điều đã nhập sai. Đổi tên, sáp nhập, chia tách thì dùng “Sáp nhập, chia tách…”; đổi đơn vị cấp trên có hiệu lực từ hôm nay."
    )
    return form_page(request, form, unit.name, intro)


def form_page(request: HttpRequest, form: object, heading: str, intro: str = "") -> HttpResponse:
    context = {"form": form, "heading": heading, "intro": intro, "button": _("Lưu"), "cancel": reverse("unit_list")}
    return render(request, "ui/form_page.html", context)


@signed_in
def unit_import(request: HttpRequest) -> HttpResponse:
    province = province_of(request)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.add_units(province, read_units(file.read(), file.name), actor=actor_of(request))
            messages.success(request, _("Đã thêm %(count)s đơn vị.") % {"count": len(made)})
            return redirect("unit_list")
        except Refused as refused:
            add_refusals(form, refused)
    return form_page(request, form, _("Thêm đơn vị từ Excel"))


@signed_in
def unit_template(request: HttpRequest) -> HttpResponse:
    return as_excel("don-vi", HEADS, choices=choices())


@signed_in
def succession_new(request: HttpRequest) -> HttpResponse:
    """Previewed first; made only when the preview is confirmed."""
    province = province_of(request)
    form = SuccessionForm(request.POST or None, units=Unit.objects.filter(province=province))
    preview = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {
            "sources": list(form.cleaned_data["sources"]),
            "targets": list(form.cleaned_data["targets"]),
        }
        plain = {k: data[k] for k in ("kind", "day", "sources", "targets")}
        refusals = actions.preview_succession(province, **plain)
        if request.POST.get("confirm") and not refusals:
            succession = actions.succeed(province, actor=actor_of(request), **data)
            messages.success(request, _("Đã ghi việc sắp xếp đơn vị."))
            return redirect("succession_carry", succession.pk)
        preview = data | {"refusals": [refusal_sentence(r) for r in refusals]}
    return render(request, "units/succession_new.html", {"form": form, "preview": preview})


@signed_in
def succession_carry(request: HttpRequest, pk: int) -> HttpResponse:
    """What is open at the units that ended; a person says for each which successor takes it over."""
    actor = actor_of(request)
    rows = Succession.objects.filter(province__in=actor.province_ids("admin.units"))
    succession: Succession = found_or_404(rows.prefetch_related("sources", "targets"), pk=pk)
    targets = {str(unit.pk): unit for unit in succession.targets.all()}
    if request.method == "POST":
        choices = {name: targets[value] for name, value in request.POST.items() if value in targets and "-" in name}
        try:
            carried = carrying.carry_over(succession, choices, actor=actor)
            messages.success(request, _("Đã chuyển %(count)s việc.") % {"count": carried})
            return redirect("succession_carry", succession.pk)
        except Refused as refused:
            say_refusals(request, refused)
    sources = [(unit, carrying.duties_of(unit, succession)) for unit in succession.sources.all()]
    context = {"succession": succession, "sources": sources, "targets": list(targets.values())}
    return render(request, "units/succession_carry.html", context)
