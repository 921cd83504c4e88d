"""Pages of a unit's own plan."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.kernel.refusal import Refused
from thidua.papers.serve import answer
from thidua.plans.rules.cascade import INHERITED
from thidua.plans.rules.kinds import KINDS
from thidua.registrations import drafting
from thidua.registrations.access import may_write, visible_to
from thidua.registrations.forms import DropForm, OwnUploadForm, WriteForm
from thidua.registrations.models import OwnItem, OwnPlan, Recipient, Registration
from thidua.ui.forms import FieldsForm
from thidua.ui.http import actor_of, add_refusals, found_or_404, say_refusals, signed_in


def _registration(request: HttpRequest, pk: int) -> Registration:
    rows = visible_to(actor_of(request)).select_related("unit", "movement__plan", "movement__province", "own_plan")
    return found_or_404(rows, pk=pk)  # type: ignore[no-any-return]  # a Registration


@signed_in
def own_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """How the unit's plan stands to its parent's, item by item; before it is begun, the three ways in."""
    registration = _registration(request, pk)
    own: OwnPlan | None = getattr(registration, "own_plan", None)
    editable = may_write(actor_of(request), registration)
    if own is None and not editable:
        raise Http404
    items = list(own.items.select_related("parent")) if own else []
    groups = [(kind, [i for i in items if i.kind == kind]) for kind in INHERITED]
    standings = [i.standing for i in items]
    context = {
        "registration": registration,
        "own": own,
        "editable": editable,
        "may_settle": "unit.draft" in actor_of(request).at_unit(registration.unit_id),
        "groups": [(kind, own_items) for kind, own_items in groups if own_items or editable],
        "counts": {name: standings.count(name) for name in ("inherited", "changed", "own", "dropped")},
        "doubts": [doubt for item in items for doubt in item.doubts],
        "superseded": [i for i in items if i.superseding or i.gone],
        **_recipients(own),
        "upload_form": OwnUploadForm(),
        "write_form": WriteForm(instance=own) if own else None,
    }
    return render(request, "registrations/own_plan.html", context)


def _recipients(own: OwnPlan | None) -> dict[str, object]:
    """The lines of *Nơi nhận*, each with the units it means, and how far they have acknowledged."""
    lines: dict[str, list[Recipient]] = {}
    for row in own.addressees.select_related("unit") if own else ():
        lines.setdefault(row.name, []).append(row)
    every = [row for rows in lines.values() for row in rows]
    return {
        "recipients": list(lines.items()),
        "sent": sum(row.sent_on is not None for row in every),
        "acknowledged": sum(row.at is not None for row in every),
    }


@require_POST
@signed_in
def own_begin(request: HttpRequest, pk: int) -> HttpResponse:
    registration = _registration(request, pk)
    actor = actor_of(request)
    try:
        if request.POST.get("way") == "upload":
            form = OwnUploadForm(request.POST, request.FILES)
            if form.is_valid():
                drafting.upload(registration, form.cleaned_data["file"], actor=actor)
            else:
                messages.error(request, _("Chưa chọn tệp."))
        else:
            drafting.draft(registration, actor=actor, adopt=request.POST.get("way") == "adopt")
    except Refused as refused:
        say_refusals(request, refused)
    return redirect("own_plan", registration.pk)


@require_POST
@signed_in
def own_write(request: HttpRequest, pk: int) -> HttpResponse:
    registration = _registration(request, pk)
    own: OwnPlan | None = getattr(registration, "own_plan", None)
    if own is None:
        raise Http404
    form = WriteForm(request.POST, instance=own)
    try:
        if form.is_valid():
            drafting.write(own, form.cleaned_data, actor=actor_of(request))
            messages.success(
                request,
                _("Đã lập văn bản kế hoạch và đính kèm vào đăng ký. Tải về, chỉnh sửa, ký rồi đính kèm bản đã ký."),
            )
    except Refused as refused:
        say_refusals(request, refused)
    return redirect("own_plan", registration.pk)


@signed_in
def own_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    registration = _registration(request, pk)
    own: OwnPlan | None = getattr(registration, "own_plan", None)
    if own is None or own.pdf is None:
        raise Http404
    return answer(own.pdf)


def _item(request: HttpRequest, pk: int) -> OwnItem:
    rows = OwnItem.objects.filter(plan__registration__in=visible_to(actor_of(request)))
    return found_or_404(  # type: ignore[no-any-return]  # an OwnItem
        rows.select_related("parent", "plan__registration__movement__plan", "plan__registration__unit"), pk=pk
    )


@signed_in
def own_item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    return _item_form(request, item.plan, item.kind, item)


@signed_in
def own_item_new(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    registration = _registration(request, pk)
    if kind not in INHERITED or not hasattr(registration, "own_plan"):
        raise Http404
    return _item_form(request, registration.own_plan, kind, None)


def _item_form(request: HttpRequest, own: OwnPlan, kind: str, item: OwnItem | None) -> HttpResponse:
    form = FieldsForm(request.POST or None, fields=KINDS[kind].fields, data_of=item.data if item else None)
    back = f"{own.get_absolute_url()}#nhom-{kind}"
    if request.method == "POST" and form.is_valid():
        try:
            if item is None:
                drafting.add(own, kind, form.raw(), actor=actor_of(request))
            else:
                drafting.edit(item, form.raw(), actor=actor_of(request))
            return redirect(back)
        except Refused as refused:
            add_refusals(form, refused)
    above = _("Kế hoạch cấp trên: %(line)s") % {"line": item.parent_line} if item and item.parent_line else ""
    context = {"form": form, "heading": KINDS[kind].name, "intro": above, "button": _("Lưu"), "cancel": back}
    return render(request, "ui/form_page.html", context)


@signed_in
def own_item_drop(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    form = DropForm(request.POST or None)
    back = f"{item.plan.get_absolute_url()}#nhom-{item.kind}"
    if request.method == "POST" and form.is_valid():
        try:
            drafting.drop(item, reason=form.cleaned_data["reason"], actor=actor_of(request))
            return redirect(back)
        except Refused as refused:
            add_refusals(form, refused)
    context = {
        "form": form,
        "heading": _("Không đưa vào kế hoạch của đơn vị"),
        "intro": item.line,
        "button": _("Không đưa vào"),
        "cancel": back,
    }
    return render(request, "ui/form_page.html", context)


@require_POST
@signed_in
def own_item_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an item back as the parent has it, or settles what a newer version of the parent changed."""
    item = _item(request, pk)
    actor = actor_of(request)
    match request.POST.get("step"):
        case "back":
            drafting.take_back(item, actor=actor)
        case "follow" | "keep" as step:
            drafting.settle_change(item, follow=step == "follow", actor=actor)
        case _:
            raise Http404
    return redirect(f"{item.plan.get_absolute_url()}#nhom-{item.kind}")
