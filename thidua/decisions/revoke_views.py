"""Pages that take awards back, and that set right what was mistyped in the ledger."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.awards.actions import ENTERED
from thidua.awards.authority import held
from thidua.awards.models import Grant, Revocation
from thidua.awards.queries import award_names, book_of
from thidua.decisions import revoking
from thidua.decisions.access import visible_to
from thidua.decisions.models import Decision
from thidua.decisions.revoke_forms import EntryForm, LinesForm, RevocationForm
from thidua.kernel.refusal import Refused
from thidua.papers.actions import EVIDENCE, take
from thidua.papers.serve import answer
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, signed_in


def _page(
    request: HttpRequest, form: forms.BaseForm, heading: str, intro: str, button: str, cancel: str
) -> HttpResponse:
    context = {"form": form, "heading": heading, "intro": intro, "button": button, "cancel": cancel}
    return render(request, "ui/form_page.html", context)


def _document(request: HttpRequest, form: RevocationForm) -> Revocation:
    document, file = form.document(), form.cleaned_data["file"]
    if file:
        document.paper = take(file, actor=actor_of(request), taken=EVIDENCE)
    return document


@signed_in
def decision_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """A whole decision, or some of its lines; ``?dong=<line>`` chooses one beforehand."""
    actor = actor_of(request)
    rows = visible_to(actor).filter(held(actor, "decision.sign", "province", "awarder"), state="issued")
    decision: Decision = found_or_404(rows, pk=pk)
    lines = list(revoking.standing(decision))
    one = str(number_in(request.GET.get("dong")) or "")
    form = LinesForm(
        request.POST or None,
        request.FILES or None,
        lines=[(str(line.pk), f"{line.subject_name} – {line.award_name}") for line in lines],
        initial={"day": timezone.localdate(), "whole": not one, "lines": [one]},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["lines"]
        keys = {int(key) for key in chosen} if chosen else {line.pk for line in lines}
        try:
            with transaction.atomic():
                revoking.revoke_lines(decision, keys, _document(request, form), actor=actor)
            messages.success(
                request, _("Đã ghi việc thu hồi, hủy bỏ. Trang kiểm tra công khai báo ngay, không nêu tên.")
            )
            return redirect(decision)
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("Quyết định số %(number)s. Sổ khen thưởng, danh sách công khai và tiền thưởng được sửa theo.")
    intro %= {"number": decision.full_number}
    return _page(
        request, form, _("Thu hồi, hủy bỏ khen thưởng"), intro, _("Thu hồi, hủy bỏ"), decision.get_absolute_url()
    )


@signed_in
def revocation_paper(request: HttpRequest, pk: int, revocation: int) -> HttpResponseBase:
    decision = found_or_404(visible_to(actor_of(request)), pk=pk)
    rows = revoking.revocations_of(decision).exclude(paper=None).select_related("paper")
    return answer(found_or_404(rows, pk=revocation).paper)


@signed_in
def grant_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """An award from above or from an old paper was taken back by whoever gave it."""
    actor = actor_of(request)
    grant: Grant = found_or_404(revoking.entered(actor), pk=pk)
    form = RevocationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                revoking.revoke_entry(grant, _document(request, form), actor=actor)
            messages.success(request, _("Đã ghi việc thu hồi, hủy bỏ vào sổ khen thưởng."))
            return redirect("recipient_detail", grant.recipient_id) if grant.recipient_id else redirect("ledger_list")
        except Refused as refused:
            add_refusals(form, refused)
    return _page(request, form, _("Thu hồi, hủy bỏ khen thưởng"), _told(grant), _("Thu hồi, hủy bỏ"), _back(grant))


def _told(grant: Grant) -> str:
    return f"{grant.subject_name} – {grant.award_name}, {grant.decision_number}"


def _back(grant: Grant) -> str:
    return reverse("recipient_detail", args=[grant.recipient_id]) if grant.recipient_id else reverse("ledger_list")


@signed_in
def grant_correct(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    grant: Grant = found_or_404(revoking.entered(actor), pk=pk)
    names = award_names(book_of(grant.province_id), timezone.localdate())
    form = EntryForm(request.POST or None, instance=grant, awards=names)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ENTERED}
        try:
            fresh = revoking.correct_entry(grant, typed, reason=form.cleaned_data["reason"], actor=actor)
            messages.success(request, _("Đã sửa dòng trong sổ khen thưởng; nội dung cũ còn trong nhật ký."))
            return redirect(_back(fresh))
        except Refused as refused:
            add_refusals(form, refused)
    return _page(request, form, _("Sửa dòng trong sổ khen thưởng"), _told(grant), _("Lưu"), _back(grant))


@signed_in
def grant_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document that revoked an award, which may name others as well: for the office."""
    mine = actor_of(request).province_ids("office.read")
    rows = Grant.objects.filter(province__in=mine).exclude(revocation__paper=None).select_related("revocation__paper")
    grant: Grant = found_or_404(rows, pk=pk)
    return answer(grant.revocation.paper)  # type: ignore[union-attr, arg-type]  # the query asks for it
