"""Pages of the award fund, and the payment list of a decision."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import held
from thidua.decisions import actions, queries
from thidua.decisions.access import visible_to
from thidua.decisions.forms import FundForm
from thidua.decisions.models import Decision
from thidua.kernel.refusal import Refused
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, page_of, signed_in
from thidua.units.models import Province


def _province(request: HttpRequest) -> Province:
    actor = actor_of(request)
    held = actor.province_ids("fund.keep") | actor.province_ids("journal.read") | actor.province_ids("decision.sign")
    return found_or_404(Province.objects.filter(pk__in=held))  # type: ignore[no-any-return]  # a province


@signed_in
def fund_list(request: HttpRequest) -> HttpResponse:
    """The fund's lines with what was left after each; entering one; what is to come back."""
    actor, province = actor_of(request), _province(request)
    may_keep = "fund.keep" in actor.in_province(province.pk)
    form = FundForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and may_keep and form.is_valid():
        try:
            actions.enter_fund(province, actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã ghi sổ quỹ."))
            return redirect("fund_list")
        except Refused as refused:
            add_refusals(form, refused)
    rows = queries.fund_of(province.pk)
    if request.GET.get("tep"):
        heads = [_("Ngày"), _("Loại"), _("Nội dung"), _("Số tiền (đồng)"), _("Còn lại (đồng)")]
        table = ((r.day, r.get_kind_display(), r.note, r.amount, r.left) for r in rows)  # type: ignore[attr-defined]  # annotated
        return as_excel("quy-khen-thuong", heads, table)
    context = {
        "page": page_of(request, rows.order_by("-day", "-pk")),
        "balance": queries.balance_of(province.pk),
        "promised": queries.promised(province.pk),
        "form": form if may_keep else None,
        "owed": queries.to_recover(province.pk)[:50],
        "may_keep": may_keep,
    }
    return render(request, "decisions/fund_list.html", context)


@require_POST
@signed_in
def bonus_recover(request: HttpRequest, pk: int) -> HttpResponse:
    province = _province(request)
    line = found_or_404(queries.to_recover(province.pk), pk=pk)
    actions.recover(line, actor=actor_of(request))
    messages.success(request, _("Đã ghi thu hồi tiền thưởng."))
    return redirect("fund_list")


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
