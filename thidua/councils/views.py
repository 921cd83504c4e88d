"""Pages of council sessions."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.awards.authority import awarders, held, holds_anywhere, words_over
from thidua.ballots import queries as ballots
from thidua.ballots.actions import seat
from thidua.ballots.models import Body, Seat
from thidua.councils import actions, queries
from thidua.councils.access import visible_to
from thidua.councils.actions import FLOW
from thidua.councils.forms import RelatedForm, SeatForm, SessionForm, TellersForm
from thidua.councils.models import Attendance, Minutes, Session, SessionItem
from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refused
from thidua.nominations.models import Round
from thidua.papers.serve import answer
from thidua.people.models import User
from thidua.ui.http import (
    actor_of,
    add_refusals,
    first_or_404,
    found_or_404,
    number_in,
    page_of,
    say_refusals,
    signed_in,
)
from thidua.units.queries import children_of, dated

_MARKS = ("yes", "no", "abstain")


def _bodies(actor: Actor) -> list[Body]:
    """The councils that the actor runs, the province's first."""
    found = held(actor, "council.run", "province", "awarder")
    return list(Body.objects.filter(found, kind="council").order_by("awarder_id"))


def _body(request: HttpRequest) -> Body:
    """The council that the address names, else the one of the round that it names, else the first."""
    bodies = _bodies(actor_of(request))
    wanted, round_ = number_in(request.GET.get("hoi-dong")), number_in(request.GET.get("dot"))
    awarder = Round.objects.filter(pk=round_).values_list("awarder", flat=True).first() if round_ else None
    fitting = [b for b in bodies if b.pk == wanted] if wanted else [b for b in bodies if b.awarder_id == awarder]
    return first_or_404(fitting or bodies)


def _seats_held(actor: Actor) -> Q:
    """Whose members the actor names: the administrator the province's, who runs it a unit's own."""
    of_province = Q(province__in=actor.province_ids("admin.people"), awarder=None)
    return of_province | Q(awarder__in=awarders(actor, "council.run"))


def _seats_of(body: Body) -> str:
    return f"{reverse('seat_list')}?hoi-dong={body.pk}"


@signed_in
def session_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = visible_to(actor).select_related("body")
    running = holds_anywhere(actor, "council.run")
    mine = held(actor, "council.run", "round__movement__province", "round__awarder")
    waiting = list(queries.rounds_ready(mine)) if running else []
    context = {"page": page_of(request, rows), "waiting": waiting, "may_run": running, "bodies": _bodies(actor)}
    return render(request, "councils/session_list.html", context)


@signed_in
def session_new(request: HttpRequest) -> HttpResponse:
    """A session on the dossiers that wait, of the rounds that are chosen; ``?dot=<round>`` chooses one beforehand."""
    actor = actor_of(request)
    body = _body(request)
    own = Q(pk__in=queries.ready_for(body).values("pk"))
    rounds = list(queries.rounds_ready(own))
    if not rounds:
        messages.error(request, _("Chưa có hồ sơ nào chờ Hội đồng: hồ sơ phải đi hết trình tự của đợt."))
        return redirect("session_list")
    wanted = [request.GET["dot"]] if "dot" in request.GET else [str(r.pk) for r in rounds]
    name = next((r.name for r in rounds if [str(r.pk)] == wanted), "")
    choices = [(str(r.pk), f"{r.name} – {r.movement.name} ({r.waiting})") for r in rounds]  # type: ignore[attr-defined]  # annotated
    initial = {"rounds": wanted, "held_on": timezone.localdate(), "name": name}
    form = SessionForm(request.POST or None, rounds=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        nominations = queries.ready_for(body).filter(round__in=data.pop("rounds"))
        try:
            session = actions.plan_session(body, nominations, actor=actor, **data)
            messages.success(request, _("Đã lập phiên họp."))
            return redirect(session)
        except Refused as refused:
            add_refusals(form, refused)
    context = {
        "form": form,
        "heading": _("Lập phiên họp Hội đồng"),
        "intro": _("Mọi hồ sơ đã đi hết trình tự của các đợt được chọn được đưa vào chương trình họp."),
        "button": _("Lập phiên họp"),
        "cancel": reverse("session_list"),
    }
    return render(request, "ui/form_page.html", context)


@signed_in
def session_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    near = ("body", "poll__first", "poll__second")
    session: Session = found_or_404(visible_to(actor).select_related(*near), pk=pk)
    words = words_over(actor, session)
    room, lines = queries.chamber(session), queries.ballot_lines(session, actor)
    over = session.state in FLOW.machine.final
    there = {} if over else {row.seat_id: row for row in room.attendances}
    may_run = "council.run" in words
    secret = any(line.secret for line in lines)
    changes = may_run and session.state in ("planned", "open")
    context = {
        "session": session,
        "seats": [] if over else [(s, there.get(s.pk), room.deputies(s) if changes else []) for s in room.seats],
        "present_count": sum(row.votes for row in there.values()),
        "lines": lines,
        "rules": list({_rule_of(line.item): line.item for line in lines}.values()),
        "secret": secret,
        "may_run": changes,
        "may_vote": "council.vote" in words and session.state == "open",
        "open_lines": any(not (line.mine or line.barred) for line in lines),
        "may_decide": session.state == "closed" and "decision.draft" in words,
        "related_form": RelatedForm(items=room.items, seats=room.seats) if changes else None,
        "papers": _papers(session) if may_run and secret and session.state == "open" else [],
        "tellers_form": _tellers_form(session) if may_run and secret and session.state == "planned" else None,
        "minutes": session.minutes.select_related("movement") if session.state == "closed" else [],
        "altered": _altered(session),
    }
    return render(request, "councils/session_detail.html", context)


def _rule_of(item: SessionItem) -> tuple[object, ...]:
    motion = item.motion
    name = item.nomination.offer.award_name
    return name, motion.quorum_percent, motion.approval_percent, motion.denominator, motion.article


def _altered(session: Session) -> list[str]:
    """What of a counted ballot no longer agrees with the journal; until it is counted, locking and opening look."""
    return ballots.differing(session.poll) if session.poll is not None and session.poll.state == "counted" else []


def _tellers_form(session: Session, data: Any = None) -> TellersForm:
    poll, people = session.poll, list(queries.chamber(session).people.values())
    initial = {"first": poll.first_id, "second": poll.second_id} if poll else {}
    return TellersForm(data, people=people, initial=initial)


def _papers(session: Session) -> list[tuple[Attendance, int, int]]:
    """(attendance, secret items still open to the person, ballots on paper that they hold)."""
    room = queries.chamber(session)
    held = Counter(user for _motion, user, on_paper in room.votes if on_paper)
    free = Counter(row.pk for item in room.items if item.motion.poll_id for row in room.silent(item))
    return [(row, free[row.pk], held[row.voter_id]) for row in room.present]


@require_POST
@signed_in
def session_roll(request: HttpRequest, pk: int) -> HttpResponse:
    session = found_or_404(visible_to(actor_of(request)), pk=pk)
    seats = Seat.objects.filter(pk__in=[number_in(s) for s in request.POST.getlist("seat")])
    people = queries.chamber(session).people
    present = {seat: people.get(number_in(request.POST.get(f"deputy{seat.pk}"))) for seat in seats}
    actions.take_roll(session, present, actor=actor_of(request))
    messages.success(request, _("Đã ghi điểm danh."))
    return redirect(session)


@require_POST
@signed_in
def session_tellers(request: HttpRequest, pk: int) -> HttpResponse:
    session = found_or_404(visible_to(actor_of(request)), pk=pk)
    people = queries.chamber(session).people
    form = _tellers_form(session, request.POST)
    if form.is_valid():
        first, second = (people[form.cleaned_data[name]] for name in ("first", "second"))
        actions.name_tellers(session, first, second, actor=actor_of(request))
        messages.success(request, _("Đã ghi ban kiểm phiếu. Mỗi người mở bàn làm việc của mình để tạo khóa."))
    else:
        messages.error(request, _("Hãy chọn đủ hai người kiểm phiếu."))
    return redirect(session)


@require_POST
@signed_in
def session_papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Ballots on paper for the member of an attendance, or (``back``) their return unused."""
    session = found_or_404(visible_to(actor_of(request)), pk=pk)
    row = found_or_404(session.attendances.select_related("seat"), pk=number_in(request.POST.get("attendance")))
    if request.POST.get("back"):
        actions.take_back_papers(session, row, actor=actor_of(request))
        messages.success(request, _("Đã nhận lại phiếu giấy chưa dùng."))
    else:
        count = actions.hand_papers(session, row, actor=actor_of(request))
        messages.success(request, _("Đã phát %(count)s phiếu giấy.") % {"count": count})
    return redirect(session)


@require_POST
@signed_in
def session_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """What a member marked, shown once more; posted with ``sure``, cast: each item for itself, what is refused is said."""
    actor = actor_of(request)
    session: Session = found_or_404(visible_to(actor).select_related("body"), pk=pk)
    marked = [
        (line.item, choice)
        for line in queries.ballot_lines(session, actor)
        if (choice := request.POST.get(f"c{line.item.pk}", "")) in _MARKS
    ]
    if not marked:
        messages.error(request, _("Hãy đánh dấu ít nhất một nội dung."))
        return redirect(session)
    if "sure" not in request.POST:
        page = render(request, "councils/vote_review.html", {"session": session, "marked": marked})
        page["Cache-Control"] = "no-store"
        return page
    given = 0
    for item, choice in marked:
        try:
            actions.cast(item, choice, actor=actor)
            given += 1
        except Refused as refused:
            say_refusals(request, refused)
    if given:
        messages.success(request, _("Đã ghi %(count)s phiếu của bạn.") % {"count": given})
    return redirect(session)


@require_POST
@signed_in
def session_recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """A member (``seat``) takes no part in an item, for a ``reason``, or does after all (``back``)."""
    actor = actor_of(request)
    session: Session = found_or_404(visible_to(actor).select_related("body"), pk=pk)
    item = found_or_404(session.items.all(), pk=number_in(request.POST.get("item")))
    member = found_or_404(session.body.seats.select_related("user"), pk=number_in(request.POST.get("seat")))
    if request.POST.get("back"):
        actions.take_part(item, member, actor=actor)
    else:
        actions.recuse(item, member, reason=request.POST.get("reason", ""), actor=actor)
    messages.success(request, _("Đã ghi."))
    return redirect(session)


@signed_in
def session_minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    rows = Minutes.objects.filter(session__in=visible_to(actor_of(request)))
    return answer(found_or_404(rows.select_related("paper"), pk=pk).paper)


@signed_in
def seat_list(request: HttpRequest) -> HttpResponse:
    """The members of the province's council: who they are, adding one, ending a term."""
    actor = actor_of(request)
    bodies = Body.objects.filter(kind="council").filter(_seats_held(actor)).order_by("awarder_id")
    wanted = number_in(request.GET.get("hoi-dong"))
    body = found_or_404(bodies.filter(pk=wanted) if wanted else bodies)
    today = timezone.localdate()
    people = User.objects.filter(holdings__unit__province=body.province_id, is_active=True)
    if body.awarder_id is not None:
        people = people.filter(Q(holdings__unit=body.awarder_id) | Q(holdings__unit__in=children_of(body.awarder_id)))
    people = people.distinct()
    form = SeatForm(request.POST or None, people=people, initial={"start": today})
    if request.method == "POST" and form.is_valid():
        try:
            seat(body, actor=actor, **form.cleaned_data)
            messages.success(request, _("Đã thêm thành viên."))
            return redirect(_seats_of(body))
        except Refused as refused:
            add_refusals(form, refused)
    seats = body.seats.filter(dated(today)).select_related("user")
    context = {"form": form, "body": body, "seats": seats, "able": queries.able(body, today)}
    return render(request, "councils/seat_list.html", context)


@require_POST
@signed_in
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Yesterday is the last day, so that the member no longer counts today."""
    actor = actor_of(request)
    rows = Seat.objects.filter(body__in=Body.objects.filter(_seats_held(actor), kind="council"))
    row = found_or_404(rows.select_related("body"), pk=pk)
    actions.end_membership(row, day=timezone.localdate() - timedelta(days=1), actor=actor)
    messages.success(request, _("Đã kết thúc tư cách thành viên."))
    return redirect(_seats_of(row.body))
