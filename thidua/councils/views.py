"""Pages of council sessions."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.ballots.actions import seat
from thidua.ballots.models import Body, Seat
from thidua.councils import actions, queries
from thidua.councils.access import visible_to
from thidua.councils.forms import SeatForm, SessionForm
from thidua.councils.models import Session, SessionItem
from thidua.kernel.refusal import Refused
from thidua.nominations.access import visible_rounds
from thidua.papers.serve import answer
from thidua.people.models import User
from thidua.ui.http import actor_of, add_refusals, found_or_404, number_in, page_of, signed_in
from thidua.units.queries import dated


@signed_in
def session_list(request: HttpRequest) -> HttpResponse:
    rows = visible_to(actor_of(request)).select_related("round", "body")
    return render(request, "councils/session_list.html", {"page": page_of(request, rows)})


@signed_in
def session_new(request: HttpRequest, round_pk: int) -> HttpResponse:
    actor = actor_of(request)
    round_ = found_or_404(visible_rounds(actor), pk=round_pk, movement__province__in=actor.province_ids("council.run"))
    body = Body.objects.filter(province=round_.province_id, kind="council").first()
    if body is None:
        messages.error(request, _("Tỉnh chưa lập Hội đồng. Quản trị hệ thống lập Hội đồng ở trang Đơn vị."))
        return redirect(round_)
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            session = actions.plan_session(body, round_, actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã lập phiên họp."))
            return redirect(session)
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("Mọi hồ sơ đã đi hết trình tự của đợt được đưa vào chương trình họp.")
    context = {
        "form": form,
        "heading": _("Lập phiên họp Hội đồng"),
        "intro": intro,
        "button": _("Lập phiên họp"),
        "cancel": round_.get_absolute_url(),
    }
    return render(request, "ui/form_page.html", context)


@signed_in
def session_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    session: Session = found_or_404(
        visible_to(actor).select_related("round", "body", "minutes").prefetch_related("present"), pk=pk
    )
    words = actor.in_province(session.province_id)
    present = {seat.pk for seat in session.present.all()}
    lines = queries.ballot_lines(session, actor)
    context = {
        "session": session,
        "seats": [(seat, seat.pk in present) for seat in queries.seat_list(session)],
        "present_count": len(present),
        "lines": lines,
        "rule": lines[0].item.motion if lines else None,
        "may_run": "council.run" in words and session.state in ("planned", "open"),
        "may_vote": "council.vote" in words and session.state == "open",
    }
    return render(request, "councils/session_detail.html", context)


@require_POST
@signed_in
def session_roll(request: HttpRequest, pk: int) -> HttpResponse:
    session = found_or_404(visible_to(actor_of(request)), pk=pk)
    seats = Seat.objects.filter(pk__in=[number_in(s) for s in request.POST.getlist("seat")])
    actions.take_roll(session, seats, actor=actor_of(request))
    messages.success(request, _("Đã ghi điểm danh."))
    return redirect(session)


@require_POST
@signed_in
def ballot_cast(request: HttpRequest, pk: int) -> HttpResponse:
    item = found_or_404(
        SessionItem.objects.filter(session__in=visible_to(actor_of(request))).select_related("nomination", "motion"),
        pk=pk,
    )
    actions.cast(item, request.POST.get("choice", ""), actor=actor_of(request))
    messages.success(request, _("Đã ghi phiếu của bạn."))
    return redirect(item.session)


@signed_in
def session_minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    session = found_or_404(visible_to(actor_of(request)), pk=pk)
    if session.minutes is None:
        raise Http404
    return answer(session.minutes)


@signed_in
def seat_list(request: HttpRequest) -> HttpResponse:
    """The members of the province's council: who they are, adding one, ending a term."""
    actor = actor_of(request)
    body = found_or_404(Body.objects.filter(province__in=actor.province_ids("admin.people"), kind="council"))
    today = timezone.localdate()
    people = User.objects.filter(holdings__unit__province=body.province_id, is_active=True).distinct()
    form = SeatForm(request.POST or None, people=people, initial={"start": today})
    if request.method == "POST" and form.is_valid():
        try:
            seat(body, actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã thêm thành viên."))
            return redirect("seat_list")
        except Refused as refused:
            add_refusals(form, refused)
    seats = body.seats.filter(dated(today)).select_related("user")
    return render(request, "councils/seat_list.html", {"form": form, "body": body, "seats": seats})


@require_POST
@signed_in
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Yesterday is the last day, so that the member no longer counts today."""
    actor = actor_of(request)
    row = found_or_404(Seat.objects.filter(body__province__in=actor.province_ids("admin.people")), pk=pk)
    actions.end_membership(row, day=timezone.localdate() - timedelta(days=1), actor=actor)
    messages.success(request, _("Đã kết thúc tư cách thành viên."))
    return redirect("seat_list")
