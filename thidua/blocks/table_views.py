"""Pages of the agreement and its table of criteria."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.blocks import access, actions, queries, table
from thidua.blocks.documents import agreement_digest
from thidua.blocks.forms import AgreementForm, CopyForm, CriterionForm, TableForm
from thidua.blocks.models import BlockYear, Criterion, Member
from thidua.blocks.showing import full_of
from thidua.blocks.views import own_member, year_of
from thidua.kernel.refusal import Refused
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, say_refusals, signed_in


@signed_in
def block_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """What the members sign: the text, the rules, the criteria; written here while it is drafted."""
    actor, year = actor_of(request), year_of(request, pk)
    editable = year.state == "draft" and access.may_draft(actor, year)
    form = None
    if editable:
        form = AgreementForm(request.POST or None, instance=BlockYear.objects.get(pk=year.pk))
        if request.method == "POST" and form.is_valid():
            try:
                version = number_in(request.POST.get("version")) or None
                actions.save(year, form.cleaned_data, actor=actor, version=version)
                messages.success(request, _("Đã lưu."))
                return redirect("block_agreement", year.pk)
            except Refused as refused:
                add_refusals(form, refused)
    context = {
        "year": year,
        "form": form,
        "criteria": queries.whole(year).criteria,
        "full": full_of(year),
        "member": own_member(actor, year) if year.state == "signing" else None,
        "members": queries.whole(year).members,
        "digest": agreement_digest(year),
        "signs": year.state == "signing" and "unit.submit" in _held(request, year),
    }
    return render(request, "blocks/block_agreement.html", context)


def _held(request: HttpRequest, year: BlockYear) -> frozenset[str]:
    """The actor's words at the member that is their unit."""
    actor = actor_of(request)
    member = own_member(actor, year)
    return actor.at_unit(member.unit_id) if member is not None else frozenset()


@require_POST
@signed_in
def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    rows = access.visible_members(actor).select_related("year__group")
    member: Member = found_or_404(rows, pk=pk)
    try:
        actions.sign(member, request.POST.get("digest", ""), actor=actor)
        messages.success(request, _("Đã ký giao ước."))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect("block_agreement", member.year_id)


def _draft(request: HttpRequest, pk: int) -> BlockYear:
    year = year_of(request, pk)
    if not access.may_draft(actor_of(request), year) or year.state != "draft":
        raise Http404
    return year


@signed_in
def criterion_edit(request: HttpRequest, pk: int, criterion: int | None = None) -> HttpResponse:
    year = _draft(request, pk)
    row = found_or_404(Criterion.objects.filter(year=year), pk=criterion) if criterion else None
    last = queries.whole(year).criteria[-1:] if row is None else []
    initial = {"part": last[0].part, "kind": last[0].kind} if last else {}
    form = CriterionForm(request.POST or None, instance=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if row is None:
                table.add(year, form.cleaned_data, actor=actor_of(request))
            else:
                stored = Criterion.objects.select_related("year").get(pk=row.pk)
                table.edit(stored, form.cleaned_data, actor=actor_of(request))
            again = row is None and request.POST.get("again")
            return redirect("criterion_new" if again else "block_agreement", year.pk)
        except Refused as refused:
            add_refusals(form, refused)
    return render(request, "blocks/criterion_edit.html", {"form": form, "year": year, "row": row})


@require_POST
@signed_in
def criterion_drop(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    year = _draft(request, pk)
    row = found_or_404(Criterion.objects.filter(year=year).select_related("year"), pk=criterion)
    table.drop(row, actor=actor_of(request))
    messages.success(request, _("Đã bỏ tiêu chí."))
    return redirect("block_agreement", year.pk)


@signed_in
def table_bring(request: HttpRequest, pk: int) -> HttpResponse:
    year = _draft(request, pk)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            count = table.bring(year, file.read(), file.name, actor=actor_of(request))
            messages.success(request, _("Đã đọc %(count)s tiêu chí.") % {"count": count})
            return redirect("block_agreement", year.pk)
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Đọc bảng tiêu chí"), "intro": year.group.name, "button": _("Đọc bảng")}
    return render(request, "ui/form_page.html", context | {"cancel": f"{year.get_absolute_url()}giao-uoc/"})


@signed_in
def table_copy(request: HttpRequest, pk: int) -> HttpResponse:
    year, actor = _draft(request, pk), actor_of(request)
    rows = access.visible_years(actor).filter(group__province=year.group.province_id, criteria__isnull=False)
    years = rows.exclude(pk=year.pk).select_related("group")
    form = CopyForm(request.POST or None, years=years)
    if request.method == "POST" and form.is_valid():
        try:
            count = table.copy(year, form.cleaned_data["other"], actor=actor)
            messages.success(request, _("Đã chép %(count)s tiêu chí.") % {"count": count})
            return redirect("block_agreement", year.pk)
        except Refused as refused:
            say_refusals(request, refused)
    context = {"form": form, "heading": _("Chép tiêu chí của năm, khối khác"), "button": _("Chép")}
    return render(request, "ui/form_page.html", context | {"cancel": f"{year.get_absolute_url()}giao-uoc/"})
