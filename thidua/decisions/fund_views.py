"""Pages of the award fund, and the payment list of a decision."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import held, words_at
from thidua.decisions import fund, queries
from thidua.decisions.access import funds_of, visible_to
from thidua.decisions.forms import FundForm
from thidua.decisions.models import Decision, Line
from thidua.kernel.refusal import Refused
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, page_of, signed_in
from thidua.units.models import Province, Unit


def _fund(request: HttpRequest) -> tuple[Province, Unit | None]:
    """Of the unit that ``?don-vi=`` names; else of the province, for who sees that; else of the first unit."""
    provinces, units = funds_of(actor_of(request))
    if wanted := number_in(request.GET.get("don-vi")):
        unit: Unit = found_or_404(units.select_related("province"), pk=wanted)
        return unit.province, unit
    if provinces:
        return found_or_404(Province.objects.filter(pk__in=provinces)), None
    first: Unit = found_or_404(units.select_related("province"))
    return first.province, first


def _address(unit: Unit | None) -> str:
    return reverse("fund_list") + (f"?don-vi={unit.pk}" if unit else "")


@signed_in
def fund_list(request: HttpRequest) -> HttpResponse:
    """The fund's lines with what was left after each; entering one; what is to come back."""
    actor, (province, unit) = actor_of(request), _fund(request)
    key = unit.pk if unit else None
    may_keep = "fund.keep" in words_at(actor, province.pk, key)
    form = FundForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and may_keep and form.is_valid():
        try:
            fund.enter_fund(province, awarder=unit, actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã ghi sổ quỹ."))
            return redirect(_address(unit))
        except Refused as refused:
            add_refusals(form, refused)
    rows = queries.fund_of(province.pk, key)
    if request.GET.get("tep"):
        heads = [_("Ngày"), _("Loại"), _("Nội dung"), _("Số tiền (đồng)"), _("Còn lại (đồng)")]
        table = ((r.day, r.get_kind_display(), r.note, r.amount, r.left) for r in rows)  # type: ignore[attr-defined]  # annotated
        return as_excel("quy-khen-thuong", heads, table)
    context = {
        "page": page_of(request, rows.order_by("-day", "-pk")),
        "unit": unit,
        "balance": queries.balance_of(province.pk, key),
        "promised": queries.promised(province.pk, key),
        "form": form if may_keep else None,
        "owed": queries.to_recover(province.pk, key)[:50],
        "may_keep": may_keep,
    }
    return render(request, "decisions/fund_list.html", context)


@require_POST
@signed_in
def bonus_recover(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    provinces, units = funds_of(actor)
    mine = Q(decision__province__in=provinces, decision__awarder=None) | Q(decision__awarder__in=units)
    line: Line = found_or_404(
        Line.objects.filter(mine, nomination__state="revoked").select_related("decision__awarder"), pk=pk
    )
    fund.recover(line, actor=actor)
    messages.success(request, _("Đã ghi thu hồi tiền thưởng."))
    return redirect(_address(line.decision.awarder))


@signed_in
def payment_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is paid what by a decision, as Excel: reckoned today until the decision has its day; nobody whose award was
    revoked."""
    actor = actor_of(request)
    rows = visible_to(actor).filter(
        Q(province__in=actor.province_ids("office.read")) | held(actor, "office.read", "province", "awarder")
    )
    decision: Decision = found_or_404(rows, pk=pk)
    standing = decision.lines.filter(dropped=False).exclude(nomination__state="revoked")
    lines = list(standing.select_related("decision", "nomination__unit"))
    paid = queries.payments(lines, decision.issued_on or timezone.localdate())
    heads = [
        "TT",
        _("Tập thể, cá nhân"),
        _("Đơn vị"),
        _("Hình thức"),
        _("Hệ số"),
        _("Lương cơ sở"),
        _("Tiền thưởng (đồng)"),
        _("Căn cứ"),
        _("Ký nhận"),
    ]
    found = (
        (
            number,
            line.subject_name,
            line.nomination.unit.name,
            line.award_name,
            paid[line.pk].coefficient.replace(".", ","),
            paid[line.pk].salary or None,
            line.bonus if decision.issued_on else paid[line.pk].amount,
            paid[line.pk].article or _("chưa có mức trong sổ quy định"),
            "",
        )
        for number, line in enumerate(lines, 1)
    )
    return as_excel(f"chi-tien-thuong-{decision.pk}", heads, found)
