"""Pages of decisions."""

from django.contrib import messages
from django.db.models import F, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import held, holds_anywhere, words_over
from thidua.decisions import actions, documents, queries, signed
from thidua.decisions.access import funds_of, visible_to
from thidua.decisions.forms import CorrectionForm, DecisionForm, NumberForm, SignedForm, WordingForm
from thidua.decisions.models import Decision, Line
from thidua.decisions.revoking import revocations_of
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refused
from thidua.papers.official import build
from thidua.papers.rules.files import MEDIA
from thidua.papers.serve import answer
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, page_of, signed_in


@signed_in
def decision_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    provinces, units = funds_of(actor)
    context = {
        "page": page_of(
            request, visible_to(actor).select_related("awarder").order_by(F("issued_on").desc(nulls_first=True), "-pk")
        ),
        "may_fund": bool(provinces),
    }
    context["reads"] = holds_anywhere(actor, "office.read")
    context["own_funds"] = list(units)
    context["waiting"] = queries.rounds_approved(actor) if holds_anywhere(actor, "decision.draft") else []
    context["may_forward"] = holds_anywhere(actor, "decision.draft") or holds_anywhere(actor, "decision.number")
    return render(request, "decisions/decision_list.html", context)


@signed_in
def decision_new(request: HttpRequest) -> HttpResponse:
    """A draft on what the council approved, of the rounds that are chosen; ``?dot=<round>`` chooses one beforehand."""
    actor = actor_of(request)
    if not holds_anywhere(actor, "decision.draft"):
        raise Http404
    rounds = list(queries.rounds_approved(actor))
    if wanted_round := number_in(request.GET.get("dot")):
        awarder = {r.awarder_id for r in rounds if r.pk == wanted_round}
        rounds = [r for r in rounds if r.awarder_id in awarder]
    wanted = [request.GET["dot"]] if "dot" in request.GET else [str(r.pk) for r in rounds]
    names = list(dict.fromkeys(r.movement.name for r in rounds if str(r.pk) in wanted))
    subject = f"Về việc khen thưởng phong trào thi đua “{names[0]}”" if len(names) == 1 else "Về việc khen thưởng"
    choices = [(str(r.pk), f"{r.name} – {r.movement.name} ({r.waiting})") for r in rounds]  # type: ignore[attr-defined]  # annotated
    form = DecisionForm(request.POST or None, rounds=choices, initial={"subject": subject[:300], "rounds": wanted})
    if request.method == "POST" and form.is_valid():
        chosen = [r for r in rounds if str(r.pk) in form.cleaned_data["rounds"]]
        try:
            said = {name: form.cleaned_data[name] for name in ("subject", "proposed_by")}
            return redirect(actions.draw_up(chosen, actor=actor, **said))
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("Danh sách gồm mọi trường hợp Hội đồng đã thông qua mà chưa có quyết định; có thể bỏ bớt sau khi lập.")
    context = {
        "form": form,
        "heading": _("Dự thảo quyết định"),
        "intro": intro,
        "button": _("Lập dự thảo"),
        "cancel": reverse("decision_list"),
    }
    return render(request, "ui/form_page.html", context)


@signed_in
def decision_reword(request: HttpRequest, pk: int) -> HttpResponse:
    """What a draft is about, and at whose proposal."""
    actor = actor_of(request)
    rows = visible_to(actor).filter(held(actor, "decision.draft", "province", "awarder"), state="draft")
    decision: Decision = found_or_404(rows, pk=pk)
    written = {"subject": decision.subject, "proposed_by": decision.proposed_by}
    form = WordingForm(request.POST or None, initial=written)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.reword(decision, actor=actor, **form.cleaned_data))
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Sửa dự thảo quyết định"), "button": _("Lưu")}
    return render(request, "ui/form_page.html", context | {"cancel": decision.get_absolute_url()})


@signed_in
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    decision: Decision = found_or_404(visible_to(actor).select_related("signer", "province", "awarder"), pk=pk)
    words, issued = words_over(actor, decision), decision.issued_on is not None
    lines, may_read = queries.lines_of(decision), "office.read" in words
    if issued:
        prefetch_related_objects(lines, "corrections")
    paid = queries.paid_of(decision) if may_read else {}
    revoked = any(line.nomination.state == "revoked" for line in lines)
    numbers = decision.state == "signed" and "decision.number" in words
    context = {
        "decision": decision,
        "rounds": list({line.nomination.round_id: line.nomination.round for line in lines}.values()),
        "lines": [(line, paid.get(line.pk), line.corrections.all() if issued else []) for line in lines],
        "dossiers": queries.dossiers_seen(lines, actor),
        "cost": sum(payment.amount or 0 for payment in paid.values()),
        "unknown": sum(payment.amount is None for payment in paid.values()),
        "editable": decision.state == "draft" and "decision.draft" in words,
        "may_correct": decision.state == "issued" and "decision.sign" in words,
        "may_read": may_read,
        "may_take": may_read or not revoked,
        "template": documents.template_of(decision) if not issued else None,
        "revocations": revocations_of(decision) if revoked else [],
        "may_fund": bool(words & {"fund.keep", "decision.sign", "journal.read"}),
        "owed": queries.owed_of(decision) if may_read and revoked else 0,
        "number_form": NumberForm(initial={"day": timezone.localdate()}) if numbers else None,
        "places": queries.places_of(decision),
        "sessions": queries.sessions_of(decision) if "council.read" in words and not issued else [],
        "signed_form": SignedForm() if decision.state == "issued" and "decision.number" in words else None,
    }
    return render(request, "decisions/decision_detail.html", context)


def _hidden(decision: Decision, actor: Actor) -> bool:
    """Whether its files name somebody whose award was revoked, to one who may not read the office's papers."""
    if "office.read" in words_over(actor, decision):
        return False
    return decision.lines.filter(nomination__state="revoked").exists()


@signed_in
def decision_signed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The signed file; posted, one that was signed elsewhere."""
    actor = actor_of(request)
    decision: Decision = found_or_404(visible_to(actor).select_related("paper"), pk=pk)
    if request.method == "POST":
        form = SignedForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            signed.bring_signed(decision, file.read(), name=file.name, actor=actor)
            messages.success(request, _("Đã nhận bản có chữ ký."))
        else:
            messages.error(request, _("Hãy chọn tệp PDF."))
        return redirect(decision)
    if decision.paper is None or _hidden(decision, actor):
        raise Http404
    return answer(decision.paper)


@require_POST
@signed_in
def decision_number(request: HttpRequest, pk: int) -> HttpResponse:
    """The number and day that the records office gave."""
    decision = found_or_404(visible_to(actor_of(request)), pk=pk)
    form = NumberForm(request.POST)
    if form.is_valid():
        actions.number_as_given(decision, actor=actor_of(request), **form.cleaned_data)
        messages.success(request, _("Đã ghi số, ngày của quyết định."))
    for name, errors in form.errors.items():
        messages.error(request, f"{form.fields[name].label}: {' '.join(map(str, errors))}")
    return redirect(decision)


@signed_in
def line_correct(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    rows = Line.objects.filter(
        held(actor, "decision.sign", "decision__province", "decision__awarder"), decision__in=visible_to(actor)
    )
    line: Line = found_or_404(rows.select_related("decision"), pk=pk)
    form = CorrectionForm(request.POST or None, initial={"after": line.subject_name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.correct(line, data["field"], data["after"], paper=data["paper"], actor=actor)
            messages.success(request, _("Đã đính chính. Sổ khen thưởng được sửa theo, bằng được cấp lại."))
            return redirect(line.decision)
        except Refused as refused:
            add_refusals(form, refused)
    context = {
        "form": form,
        "heading": _("Đính chính quyết định"),
        "intro": " · ".join(text for text in (line.subject_name, line.position, line.achievement) if text),
        "button": _("Đính chính"),
    }
    return render(request, "ui/form_page.html", context | {"cancel": line.decision.get_absolute_url()})


@require_POST
@signed_in
def line_drop(request: HttpRequest, pk: int) -> HttpResponse:
    line = found_or_404(Line.objects.filter(decision__in=visible_to(actor_of(request))), pk=pk)
    actions.drop_line(line, dropped=request.POST.get("dropped") == "1", actor=actor_of(request))
    return redirect(line.decision)


@signed_in
def decision_paper(request: HttpRequest, pk: int) -> HttpResponse:
    decision = found_or_404(visible_to(actor_of(request)).select_related("province", "awarder", "signer"), pk=pk)
    if _hidden(decision, actor_of(request)):
        raise Http404
    response = HttpResponse(build(documents.official(decision)), content_type=MEDIA["docx"])
    response["Content-Disposition"] = f'attachment; filename="quyet-dinh-{decision.number or decision.pk}.docx"'
    return response
