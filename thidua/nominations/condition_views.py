"""Pages of the conditions of an award: of one nominee, and of everybody in a round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import words_over
from thidua.awards.models import Recipient
from thidua.nominations import judging, settling
from thidua.nominations.access import visible_rounds, visible_to
from thidua.nominations.models import Nomination, Round
from thidua.nominations.rules.eligibility import MET, Condition
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, found_or_404, number_in, page_of, signed_in
from thidua.ui.names import name_of
from thidua.ui.sentences import sentence

_NEAR = ("unit", "offer__movement", "round__movement__plan", "round__awarder")


def told(condition: Condition) -> str:
    """What a condition was judged by."""
    return sentence(f"condition.{condition.code}.{condition.verdict}", condition.told)


@signed_in
def nomination_conditions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every condition of a nominee, met, not met or not known, with its source; and whom of the ledger they might be."""
    actor = actor_of(request)
    nomination: Nomination = found_or_404(visible_to(actor).select_related(*_NEAR), pk=pk)
    words = words_over(actor, nomination)
    known = judging.Known([nomination])
    found = known.conditions()[nomination.pk]
    may_settle = bool(words & {"route.step", "office.review"})
    context = {
        "nomination": nomination,
        "conditions": [(one, told(one)) for one in found],
        "missed": sum(one.verdict != MET for one in found),
        "may_settle": may_settle,
        "namesakes": known.namesakes(nomination) if may_settle else (),
        "candidates": known.to_settle(nomination) if may_settle else [],
        "may_bar": "record.enter" in words,
    }
    return render(request, "nominations/nomination_conditions.html", context)


@require_POST
@signed_in
def nomination_settle(request: HttpRequest, pk: int) -> HttpResponse:
    nomination = found_or_404(visible_to(actor_of(request)), pk=pk)
    if "apart" in request.POST:
        settling.apart(nomination, actor=actor_of(request))
        messages.success(request, _("Đã ghi xác nhận."))
        return redirect("nomination_conditions", pk)
    key = number_in(request.POST.get("recipient"))
    recipient = found_or_404(Recipient.objects.filter(province=nomination.province_id), pk=key) if key else None
    settling.settle(nomination, recipient, actor=actor_of(request))
    messages.success(request, _("Đã ghi xác nhận."))
    return redirect("nomination_conditions", pk)


@signed_in
def round_conditions(request: HttpRequest, pk: int) -> HttpResponse:
    """The nominees of a round against every condition; ``?tep=1`` as Excel."""
    actor = actor_of(request)
    round_: Round = found_or_404(visible_rounds(actor).select_related("movement__plan"), pk=pk)
    rows = visible_to(actor).filter(round=round_).exclude(state="draft").select_related(*_NEAR)
    rows = rows.order_by("unit__order", "pk")
    if request.GET.get("tep"):
        return _excel(list(rows))
    page = page_of(request, rows)
    found = judging.judge(list(page))
    codes = list(dict.fromkeys(one.code for some in found.values() for one in some))
    table = [(row, [{one.code: one for one in found[row.pk]}.get(code) for code in codes]) for row in page]
    people = rows.order_by().filter(subject_kind="individual").values_list("pk", "is_direct_worker")
    kinds = [direct for _pk, direct in people]
    context = {
        "round": round_,
        "page": page,
        "codes": codes,
        "table": [(row, [(c, told(c)) if c else None for c in cells]) for row, cells in table],
        "direct": sum(kinds),
        "individuals": len(kinds),
    }
    return render(request, "nominations/round_conditions.html", context)


def _excel(rows: list[Nomination]) -> HttpResponse:
    heads = [_("Đối tượng"), _("Đơn vị đề nghị"), _("Hình thức"), _("Điều kiện"), _("Kết luận"), _("Căn cứ, nguồn")]
    found = judging.judge(rows)
    lines = (
        (
            row.subject_name,
            row.unit.name,
            row.offer.award_name,
            name_of("condition_code", one.code),
            name_of("condition_verdict", one.verdict),
            told(one) + (f" ({one.rule.article})" if one.rule else ""),
        )
        for row in rows
        for one in found[row.pk]
    )
    return as_excel("dieu-kien-xet", heads, lines)
