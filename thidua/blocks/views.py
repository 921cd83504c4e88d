"""Pages of blocks: the years, one year with its members, its days and its lead, proposals, and what is public."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.blocks import access, actions, documents, queries
from thidua.blocks.forms import DaysForm, LeadForm, ReviewForm, YearForm
from thidua.blocks.marking import confirm_rest, take_over
from thidua.blocks.models import APPRAISED, GATHERED, SELF, BlockYear, Member
from thidua.blocks.rules.phases import reached
from thidua.blocks.showing import progress_of, results_chart, states_of
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refused
from thidua.movements.access import visible_to as visible_movements
from thidua.papers.serve import answer, document
from thidua.scores.outcomes import codes_of
from thidua.ui.charts import lines
from thidua.ui.exports import MOST_ROWS, as_excel
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, page_of, say_refusals, signed_in
from thidua.units.models import Group, Province, Unit


def year_of(request: HttpRequest, pk: int) -> BlockYear:
    rows = access.visible_years(actor_of(request))
    rows = rows.select_related(
        "group__province", "movement", "lead", "deputy", "next_lead", "review", "poll__first", "poll__second"
    )
    return found_or_404(rows, pk=pk)  # type: ignore[no-any-return]  # a BlockYear


@signed_in
def block_list(request: HttpRequest) -> HttpResponse:
    """The years of blocks and clusters, the latest first; and those that have none yet this year."""
    actor, today = actor_of(request), timezone.localdate()
    rows = access.visible_years(actor).select_related("group", "lead")
    members = Member.objects.filter(year=OuterRef("pk")).order_by().values("year").annotate(n=Count("pk")).values("n")
    rows = rows.annotate(whole=Subquery(members)).order_by("-year", "group__kind", "group_id")
    plans = actor.province_ids("office.review")
    context = {
        "page": page_of(request, rows),
        "may_plan": bool(plans),
        "idle": _idle(Group.objects.filter(province__in=plans), today.year) if plans else [],
        "year": today.year,
        "office": bool(actor.province_ids("office.read")),
    }
    return render(request, "blocks/block_list.html", context)


def _idle(groups: QuerySet[Group], year: int) -> QuerySet[Group]:
    """Those without a year that stands."""
    live = BlockYear.objects.filter(group=OuterRef("pk"), year=year).exclude(state="cancelled")
    return groups.exclude(Exists(live))


@signed_in
def block_new(request: HttpRequest) -> HttpResponse:
    """One form for the year of every block and cluster of the province."""
    actor, today = actor_of(request), timezone.localdate()
    province: Province = found_or_404(Province.objects.filter(pk__in=actor.province_ids("office.review")))
    groups = Group.objects.filter(province=province)
    movements = visible_movements(actor).filter(province=province, state="running")
    idle = [group.pk for group in _idle(groups, today.year)]
    initial = {"year": today.year, "groups": idle, "movement": movements.first(), "flags": 1}
    form = YearForm(request.POST or None, groups=groups, movements=movements, codes=codes_of(province), initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        try:
            made = actions.plan(fields.pop("groups"), fields, actor=actor)
            messages.success(request, _("Đã lập năm thi đua cho %(count)s khối, cụm.") % {"count": len(made)})
            return redirect(made[0] if len(made) == 1 else "block_list")
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("Thành viên và khối trưởng, cụm trưởng lấy theo danh sách ngày hôm nay ở trang Đơn vị.")
    context = {"form": form, "heading": _("Lập năm thi đua của khối, cụm"), "intro": intro}
    return render(request, "ui/form_page.html", context | {"button": _("Lập năm thi đua")})


@signed_in
def block_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor, year = actor_of(request), year_of(request, pk)
    found = queries.whole(year)
    settled = reached(year.state, "settled")
    own = [m for m in found.members if "unit.read" in actor.at_unit(m.unit_id)]
    marks = reached(year.state, "scoring") and not settled
    context: dict[str, Any] = {
        "year": year,
        "own": own,
        "rows": states_of(actor, year) if marks else [],
        "mine": _mine(actor, year) if marks else [],
        "members": sorted(found.members, key=lambda m: (m.rank is None, m.rank or 0, m.unit.order)),
        "progress": progress_of(year) if marks else "",
        "settled": settled,
        "chart": results_chart(year) if settled else "",
        "over": lines(series, _("Thứ hạng qua các năm")) if settled and (series := _series(year)) else "",
        "series": series if settled else [],
        "office": "office.review" in actor.in_province(year.province_id),
        "drafts": access.may_draft(actor, year),
        "reviewing": year.state not in ("draft", "signing", "published", "cancelled"),
        "concluded": reached(year.state, "concluded"),
    }
    return render(request, "blocks/block_detail.html", context)


def _series(year: BlockYear) -> list[tuple[str, list[tuple[int, int]]]]:
    """Over the years, where there are more than one."""
    found = queries.over_years(year.group_id, year.year)
    return found if len({y for _name, points in found for y, _rank in points}) > 1 else []


def _mine(actor: Actor, year: BlockYear) -> list[Any]:
    """Markings that the actor's units make now."""
    kinds = {"scoring": SELF, "crossing": "cross", "gathering": GATHERED, "appraising": APPRAISED}
    rows = [row for row in queries.whole(year).markings if row.kind == kinds.get(year.state)]
    return [row for row in rows if "marking.fill" in access.marks_for(actor, row)]


@signed_in
def block_days(request: HttpRequest, pk: int) -> HttpResponse:
    year = _of_office(request, pk)
    form = DaysForm(request.POST or None, instance=BlockYear.objects.get(pk=year.pk))
    if request.method == "POST" and form.is_valid():
        days = dict(form.cleaned_data)
        try:
            return redirect(actions.reschedule(year, days, days.pop("reason"), actor=actor_of(request)))
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Đổi thời hạn"), "intro": str(year.group.name), "button": _("Lưu")}
    return render(request, "ui/form_page.html", context | {"cancel": year.get_absolute_url()})


def _of_office(request: HttpRequest, pk: int) -> BlockYear:
    year = year_of(request, pk)
    if "office.review" not in actor_of(request).in_province(year.province_id):
        raise Http404
    return year


@signed_in
def block_lead(request: HttpRequest, pk: int) -> HttpResponse:
    year = _of_office(request, pk)
    units = Unit.objects.filter(block_years__year=year)
    form = LeadForm(request.POST or None, units=units, initial={"lead": year.lead_id, "deputy": year.deputy_id})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            return redirect(
                actions.name_lead(year, data["lead"], data["deputy"], data["reason"], actor=actor_of(request))
            )
        except Refused as refused:
            add_refusals(form, refused)
    context = {"form": form, "heading": _("Khối trưởng, khối phó trong năm"), "intro": year.group.name}
    return render(request, "ui/form_page.html", context | {"button": _("Lưu"), "cancel": year.get_absolute_url()})


@signed_in
def block_review(request: HttpRequest, pk: int) -> HttpResponse:
    """What the yearly review says beside its figures."""
    year = year_of(request, pk)
    if not access.may_draft(actor_of(request), year):
        raise Http404
    units = Unit.objects.filter(block_years__year=year)
    form = ReviewForm(request.POST or None, instance=BlockYear.objects.get(pk=year.pk), units=units)
    if request.method == "POST" and form.is_valid():
        try:
            version = number_in(request.POST.get("version")) or None
            return redirect(actions.tell_review(year, form.cleaned_data, actor=actor_of(request), version=version))
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("Bảng điểm, xếp hạng và kết quả suy tôn được phần mềm đưa vào báo cáo.")
    context: dict[str, Any] = {
        "hidden": {"version": request.POST.get("version", year.version)},
        "form": form,
        "heading": _("Báo cáo tổng kết năm"),
        "intro": intro,
        "button": _("Lưu"),
    }
    return render(request, "ui/form_page.html", context | {"cancel": year.get_absolute_url()})


@signed_in
def block_paper(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The agreement at any time; the review as it stands, and as it was concluded once it is."""
    year = year_of(request, pk)
    if name == "giao-uoc":
        return document(documents.agreement(year), f"giao-uoc-{year.pk}.docx")
    if year.review is not None:
        return answer(year.review)
    if not access.names_shown(actor_of(request), year) or not reached(year.state, "scoring"):
        raise Http404
    return document(documents.review(year, actor_of(request).name), f"tong-ket-{year.pk}.docx")


@require_POST
@signed_in
def block_do(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """What is done at one press beside the steps: members anew, results anew, the rest confirmed."""
    year, actor = year_of(request, pk), actor_of(request)
    try:
        if verb == "thanh-vien":
            count = actions.renew_members(year, actor=actor)
            messages.success(request, _("Danh sách thành viên đã cập nhật: %(count)s thay đổi.") % {"count": count})
        elif verb == "ket-qua":
            take_over(year, actor=actor)
            messages.success(request, _("Đã lấy lại kết quả phong trào."))
        elif verb == "xac-nhan":
            count, left = confirm_rest(year, actor=actor)
            messages.success(request, _("Đã xác nhận %(count)s phiếu.") % {"count": count})
            if left:
                names = {"names": "; ".join(left)}
                messages.warning(request, _("Chưa xác nhận được: %(names)s. Mở từng phiếu để xem vì sao.") % names)
        else:
            raise Http404
    except Refused as refused:
        say_refusals(request, refused)
    return redirect(year)


@signed_in
def proposal_list(request: HttpRequest, number: int) -> HttpResponse:
    """Whom the blocks and clusters of a year acclaimed: what the standing agency puts to the council."""
    provinces = actor_of(request).province_ids("office.read")
    if not provinces:
        raise Http404
    rows = queries.proposals(number, provinces)
    if request.GET.get("tep"):
        heads = [_("Khối, cụm"), _("Thứ tự"), _("Đơn vị"), _("Điểm"), _("Thứ hạng"), _("Tán thành"), _("Trên")]
        cells = (
            (
                row.member.year.group.name,
                row.place,
                row.member.unit.name,
                row.member.total,
                row.member.rank,
                row.result["yes"],
                row.result["base"],
            )
            for row in rows[:MOST_ROWS]
        )
        return as_excel(f"de-nghi-co-thi-dua-{number}", heads, cells)
    years = BlockYear.objects.filter(group__province__in=provinces, year=number)
    counts = years.aggregate(all=Count("pk"), done=Count("pk", filter=Q(state__in=["concluded", "published"])))
    context = {"rows": rows, "number": number, "counts": counts}
    return render(request, "blocks/proposal_list.html", context)


def public_list(request: HttpRequest) -> HttpResponse:
    """Published years of blocks, for everybody."""
    rows = BlockYear.objects.filter(state="published").select_related("group__province", "lead")
    number = number_in(request.GET.get("nam"))
    rows = rows.filter(year=number) if number else rows
    return render(request, "blocks/public_list.html", {"page": page_of(request, rows)})


def public_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = BlockYear.objects.filter(state="published").select_related("group__province", "lead", "movement")
    year: BlockYear = found_or_404(rows, pk=pk)
    found = queries.whole(year)
    placed = sorted((m for m in found.members if m.rank), key=lambda m: (m.rank, m.unit.order))
    outcomes = {c.member_id: c for c in found.candidates if c.turn == 1}
    if request.GET.get("tep"):
        heads = [_("Thứ hạng"), _("Đơn vị"), _("Điểm"), _("Suy tôn")]
        cells = (
            (m.rank, m.unit.name, m.total, outcomes[m.pk].get_outcome_display() if m.pk in outcomes else "")
            for m in placed
        )
        return as_excel(f"khoi-thi-dua-{year.pk}", heads, cells)
    context = {"year": year, "rows": [(m, outcomes.get(m.pk)) for m in placed], "chart": results_chart(year)}
    return render(request, "blocks/public_detail.html", context)


def own_member(actor: Actor, year: BlockYear) -> Member | None:
    """The member that the actor's unit is."""
    return next((m for m in queries.whole(year).members if "unit.read" in actor.at_unit(m.unit_id)), None)
