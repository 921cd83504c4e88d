"""Pages on which a refusal is explained to the unit."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from thidua.awards.authority import held
from thidua.kernel.refusal import Refused
from thidua.nominations import refusing
from thidua.nominations.access import visible_rounds, visible_to
from thidua.nominations.forms import WhyForm
from thidua.nominations.models import Round
from thidua.papers.official import build
from thidua.papers.serve import document
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, page_of, signed_in
from thidua.units.models import Unit


def _round(request: HttpRequest, pk: int) -> Round:
    actor = actor_of(request)
    mine = held(actor, "office.review", "movement__province", "awarder")
    mine |= held(actor, "decision.draft", "movement__province", "awarder")
    rows = visible_rounds(actor).filter(mine).select_related("movement__province", "awarder")
    return found_or_404(rows, pk=pk)  # type: ignore[no-any-return]  # a round


@signed_in
def refusal_list(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _round(request, pk)
    actor = actor_of(request)
    refused_rows = visible_to(actor).filter(round=round_, state="refused").select_related("unit", "offer")
    page = page_of(request, refused_rows.order_by("told_on", "unit__order", "pk"), 30)
    rows = list(page)
    said = refusing.reasons_of(rows)
    sent = number_in(request.POST.get("ho-so"))
    found = []
    for row in rows:
        mine = request.method == "POST" and row.pk == sent
        initial = {"why": row.why or "votes", "words": row.why_words}
        form = WhyForm(request.POST if mine else None, prefix=str(row.pk), initial=initial)
        if mine and form.is_valid():
            try:
                refusing.tell(row, form.cleaned_data["why"], form.cleaned_data["words"], actor=actor)
                messages.success(request, _("Đã trả lời. Đơn vị thấy lý do ở hồ sơ."))
                return redirect("refusal_list", round_.pk)
            except Refused as refused:
                add_refusals(form, refused)
        found.append((row, form, said.get(row.pk, "")))
    units = Unit.objects.filter(nominations__in=refused_rows.filter(told_on__isnull=False)).distinct()
    context = {"round": round_, "rows": found, "units": units, "page": page}
    context["untold"] = refused_rows.filter(told_on=None).count()
    return render(request, "nominations/refusal_list.html", context)


@signed_in
def refusal_letter(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """The letter to one unit as DOCX."""
    round_ = _round(request, pk)
    unit: Unit = found_or_404(Unit.objects.filter(nominations__round=round_).distinct(), pk=unit_pk)
    official = refusing.letter(round_, unit)
    if len(official.table) < 2:
        raise Http404
    return document(build(official), f"thong-bao-{round_.pk}-{unit.code}.docx")
