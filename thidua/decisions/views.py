"""Pages of decisions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.decisions import actions, documents
from thidua.decisions.access import visible_to
from thidua.decisions.forms import DecisionForm
from thidua.decisions.models import Decision, Line
from thidua.kernel.refusal import Refused
from thidua.nominations.access import visible_rounds
from thidua.papers.rules.files import MEDIA
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, signed_in


@signed_in
def decision_list(request: HttpRequest) -> HttpResponse:
    rows = visible_to(actor_of(request)).select_related("round")
    return render(request, "decisions/decision_list.html", {"page": page_of(request, rows)})


@signed_in
def decision_new(request: HttpRequest, round_pk: int) -> HttpResponse:
    actor = actor_of(request)
    drafting = actor.province_ids("decision.draft")
    round_ = found_or_404(
        visible_rounds(actor).select_related("movement"), pk=round_pk, movement__province__in=drafting
    )
    subject = f"Về việc khen thưởng phong trào thi đua “{round_.movement.name}”"
    form = DecisionForm(request.POST or None, initial={"subject": subject[:300]})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(actions.draw_up(round_, subject=form.cleaned_data["subject"], actor=actor))
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("Danh sách gồm mọi trường hợp Hội đồng đã thông qua mà chưa có quyết định; có thể bỏ bớt sau khi lập.")
    context = {
        "form": form,
        "heading": _("Dự thảo quyết định"),
        "intro": intro,
        "button": _("Lập dự thảo"),
        "cancel": round_.get_absolute_url(),
    }
    return render(request, "ui/form_page.html", context)


@signed_in
def decision_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    decision: Decision = found_or_404(visible_to(actor).select_related("round__movement", "signer", "province"), pk=pk)
    words = actor.in_province(decision.province_id)
    lines = list(decision.lines.select_related("nomination__offer"))
    offers = {line.nomination.offer_id: line.nomination.offer for line in lines}
    context = {
        "decision": decision,
        "lines": lines,
        "editable": decision.state == "draft" and "decision.draft" in words,
        "offers": list(offers.values()),
    }
    return render(request, "decisions/decision_detail.html", context)


@require_POST
@signed_in
def line_drop(request: HttpRequest, pk: int) -> HttpResponse:
    line = found_or_404(Line.objects.filter(decision__in=visible_to(actor_of(request))), pk=pk)
    actions.drop_line(line, dropped=request.POST.get("dropped") == "1", actor=actor_of(request))
    return redirect(line.decision)


@signed_in
def decision_paper(request: HttpRequest, pk: int) -> HttpResponse:
    decision = found_or_404(
        visible_to(actor_of(request)).select_related("province", "signer", "round__movement__plan"), pk=pk
    )
    response = HttpResponse(documents.write(decision), content_type=MEDIA["docx"])
    response["Content-Disposition"] = f'attachment; filename="quyet-dinh-{decision.number or decision.pk}.docx"'
    return response
