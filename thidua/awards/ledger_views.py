"""Pages of the ledger: finding awards, the lifetime of one recipient, old decisions from Excel."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards import actions, ledger, searching
from thidua.awards.access import visible_grants
from thidua.awards.forms import OldForm
from thidua.awards.models import Grant, Recipient
from thidua.kernel.refusal import Refused
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, signed_in
from thidua.units.models import Province
from thidua.units.queries import Forebears

SIZE = 50


def _province(request: HttpRequest, word: str = "office.read") -> Province:
    return found_or_404(Province.objects.filter(pk__in=actor_of(request).province_ids(word)))  # type: ignore[no-any-return]  # a province


@signed_in
def ledger_list(request: HttpRequest) -> HttpResponse:
    """Awards that bear every word of ``?q=``, the latest entered first; what is in doubt on top."""
    actor, province = actor_of(request), _province(request)
    words = searching.words_in(request.GET.get("q", ""))[:12]
    page = max(1, number_in(request.GET.get("trang")))
    keys = searching.keys_of(words, province.pk, limit=SIZE + 1, offset=(page - 1) * SIZE)
    found = Grant.objects.filter(pk__in=keys[:SIZE]).select_related("recipient", "unit")
    whole = page == 1 and len(keys) <= SIZE
    count = len(keys) if whole else searching.count_of(words, province.pk)
    context = {
        "query": request.GET.get("q", ""),
        "rows": sorted(found, key=lambda g: (g.decision_date, g.pk), reverse=True),
        "count": count,
        "more": count > searching.MOST_COUNTED,
        "page": page,
        "next": page + 1 if len(keys) > SIZE else None,
        "may_enter": "record.enter" in actor.in_province(province.pk),
        "doubtful": Grant.objects.filter(province=province, in_doubt=True)[:20],
    }
    return render(request, "awards/ledger_list.html", context)


@signed_in
def recipient_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that one recipient was given; of a unit also what those it stands for were given, marked so."""
    actor = actor_of(request)
    recipient: Recipient = found_or_404(
        Recipient.objects.filter(grants__in=visible_grants(actor)).select_related("unit").distinct(), pk=pk
    )
    itself = recipient.kind in ("collective", "enterprise") and recipient.unit is not None
    units = Forebears(recipient.province_id).every(recipient.unit_id or 0) if itself else set()
    near = Recipient.objects.filter(unit__in=units, kind__in=["collective", "enterprise"])
    earlier = [row.pk for row in near.select_related("unit") if row.unit and row.name == row.unit.name]
    rows = Grant.objects.filter(recipient__in={recipient.pk, *earlier}).select_related(
        "unit", "recipient", "revocation"
    )
    context = {"recipient": recipient, "rows": rows, "merged": len(units) > 1}
    context["may_enter"] = "record.enter" in actor.in_province(recipient.province_id)
    return render(request, "awards/recipient_detail.html", context)


@signed_in
def ledger_old(request: HttpRequest) -> HttpResponse:
    """Old decisions from Excel, all rows or none; ``?mau=1`` gives the form to fill in."""
    province = _province(request, "record.enter")
    if request.GET.get("mau"):
        return as_excel("quyet-dinh-cu", ledger.HEADS, choices=ledger.choices(province, timezone.localdate()))
    form = OldForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with transaction.atomic():
                rows = ledger.read_old(file.read(), file.name, province, timezone.localdate())
                entered, known = ledger.enter_old(province, rows, actor=actor_of(request))
            told = _("Đã ghi %(entered)s lần khen thưởng; %(known)s dòng đã có trong sổ.")
            messages.success(request, told % {"entered": entered, "known": known})
            return redirect("ledger_list")
        except Refused as refused:
            add_refusals(form, refused)
    return render(request, "awards/ledger_old.html", {"form": form, "heads": ledger.HEADS})


@require_POST
@signed_in
def grant_settle(request: HttpRequest, pk: int) -> HttpResponse:
    province = _province(request, "record.enter")
    grant = found_or_404(Grant.objects.filter(province=province, in_doubt=True), pk=pk)
    actions.settle_doubt(grant, actor=actor_of(request), reason=request.POST.get("reason", ""))
    messages.success(request, _("Đã ghi kết quả xem lại."))
    return redirect("ledger_list")
