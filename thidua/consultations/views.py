"""Pages of consultations: for those who run them, and for everybody."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import held, words_over
from thidua.consultations import actions, queries
from thidua.consultations.access import published, visible_opinions, visible_to
from thidua.consultations.forms import AnswerForm, OpinionForm, PlanForm, ReceiptForm
from thidua.consultations.models import Consultation, Opinion
from thidua.kernel.refusal import Refusal, Refused
from thidua.nominations.access import visible_rounds
from thidua.papers.actions import EVIDENCE, take
from thidua.papers.serve import answer
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, signed_in
from thidua.ui.limits import over_limit
from thidua.ui.sentences import refusal_sentence


@signed_in
def consultation_list(request: HttpRequest) -> HttpResponse:
    rows = visible_to(actor_of(request)).select_related("round__movement")
    return render(request, "consultations/consultation_list.html", {"page": page_of(request, rows)})


@signed_in
def consultation_new(request: HttpRequest, round_pk: int) -> HttpResponse:
    actor = actor_of(request)
    round_ = found_or_404(
        visible_rounds(actor).filter(held(actor, "consult.run", "movement__province", "awarder")), pk=round_pk
    )
    waiting = queries.to_consult(round_)
    if not waiting:
        messages.error(request, refusal_sentence(Refusal("consultation.empty")))
        return redirect(round_)
    form = PlanForm(request.POST or None, initial={"workdays": 10})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.plan(round_, actor=actor, **form.cleaned_data))
        except Refused as refused:
            add_refusals(form, refused)
    names = ", ".join(n.subject_name for n in waiting[:20])
    intro = _("Danh sách gồm các hồ sơ đã đi hết trình tự của đợt: %(names)s.") % {"names": names}
    context = {"form": form, "heading": _("Lấy ý kiến công khai"), "intro": intro, "button": _("Lập danh sách")}
    return render(request, "ui/form_page.html", context | {"cancel": round_.get_absolute_url()})


@signed_in
def consultation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    row: Consultation = found_or_404(visible_to(actor).select_related("round__movement"), pk=pk)
    context = {
        "consultation": row,
        "nominations": row.nominations.select_related("unit", "offer").order_by("subject_kind", "pk"),
        "opinions": row.opinions.select_related("nomination"),
        "form": AnswerForm(),
        "may_answer": "consult.run" in words_over(actor, row),
        "today": timezone.localdate(),
    }
    return render(request, "consultations/consultation_detail.html", context)


@require_POST
@signed_in
def opinion_answer(request: HttpRequest, pk: int) -> HttpResponse:
    opinion = found_or_404(visible_opinions(actor_of(request)), pk=pk)
    actions.answer(opinion, request.POST.get("answer", ""), actor=actor_of(request))
    messages.success(request, _("Đã ghi câu trả lời."))
    return redirect(opinion.consultation)


@signed_in
def opinion_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    rows = visible_opinions(actor_of(request)).exclude(paper=None).select_related("paper")
    return answer(found_or_404(rows, pk=pk).paper)


def public_list(request: HttpRequest) -> HttpResponse:
    """Lists that are open to everybody, and finding the answer to one's opinion."""
    form = ReceiptForm(request.GET if "receipt" in request.GET else None)
    found: Any = None
    if "receipt" in request.GET and form.is_valid():
        if over_limit(request, "receipt"):
            return render(request, "ui/slow_down.html", status=429)
        found = Opinion.objects.filter(receipt=form.cleaned_data["receipt"].strip().lower()).first()
        if found is None:
            form.add_error("receipt", _("Không có ý kiến nào mang mã này. Hãy kiểm tra lại mã."))
    rows = published().select_related("round__movement__province").order_by("closes_on")
    return render(request, "consultations/public_list.html", {"rows": rows, "form": form, "found": found})


def public_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A list, with a form for an opinion; the receipt is shown once it is taken."""
    row: Consultation = found_or_404(published().select_related("round__movement__province"), pk=pk)
    nominations = list(row.nominations.select_related("unit", "offer").order_by("subject_kind", "pk"))
    form = OpinionForm(request.POST or None, request.FILES or None, nominations=nominations)
    context = {"consultation": row, "nominations": nominations, "form": form, "today": timezone.localdate()}
    if request.method == "POST" and form.is_valid():
        if over_limit(request, "opinion"):
            return render(request, "ui/slow_down.html", status=429)
        data = dict(form.cleaned_data)
        chosen, file = data.pop("nomination"), data.pop("file")
        nomination = next((n for n in nominations if str(n.pk) == chosen), None)
        try:
            paper = take(file, actor=actor_of(request), taken=EVIDENCE) if file else None
            context["opinion"] = actions.speak(row, data, nomination=nomination, paper=paper)
        except Refused as refused:
            add_refusals(form, refused)
    return render(request, "consultations/public_detail.html", context)
