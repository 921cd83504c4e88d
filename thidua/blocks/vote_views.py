"""The page of the acclamation: who stands, who is there, the ballots, the result."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.blocks import access, acclaiming, queries
from thidua.blocks.models import BlockYear, Candidate, Member
from thidua.blocks.rules.phases import reached
from thidua.blocks.views import year_of
from thidua.kernel.refusal import Refused
from thidua.people.models import User
from thidua.ui.http import actor_of, found_or_404, number_in, say_refusals, signed_in


@signed_in
def block_vote(request: HttpRequest, pk: int) -> HttpResponse:
    actor, year = actor_of(request), year_of(request, pk)
    found = queries.whole(year)
    runs = "block.lead" in access.year_rights_on(actor, year)
    mine = next((m for m in found.members if m.delegate_id == actor.user_id and m.is_present), None)
    concluded = reached(year.state, "concluded")
    last = {row.pk for row in queries.standing_candidates(year)}
    over = year.state == "voting" and not queries.unvoted(year)
    result = queries.result_of(year) if over and runs and queries.is_counted(year) else None
    people = queries.people_of(year) if runs and year.state in ("settled", "voting") else {}
    context: dict[str, Any] = {
        "year": year,
        "candidates": [_row(year, row, mine, concluded, row.pk in last) for row in found.candidates],
        "standing": {row.member_id for row in found.candidates},
        "placed": sorted((m for m in found.members if m.rank), key=lambda m: (m.rank or 0, m.unit.order)),
        "roll": [(m, people.get(m.unit_id, []), m.delegate_id) for m in found.members],
        "runs": runs,
        "choosing": runs and year.state == "settled",
        "calling": runs and year.state in ("settled", "voting"),
        "voting": year.state == "voting",
        "mine": mine,
        "present": sum(m.is_present for m in found.members),
        "tied": [found.by_pk[pk] for pk in result.tied] if result else [],
        "concluded": concluded,
        "poll": year.poll,
        "tellers": _tellers(year, people) if runs and year.secret else [],
        "may_lock": runs and over and year.poll is not None and year.poll.state == "voting",
    }
    return render(request, "blocks/block_vote.html", context)


def _row(year: BlockYear, row: Candidate, mine: Member | None, concluded: bool, last: bool) -> dict[str, Any]:
    """A candidate as the page shows it; how many voted yes only once it is concluded."""
    votes = list(row.motion.votes.all()) if row.motion else []
    return {
        "candidate": row,
        "cast": len(votes),
        "may": len(queries.electorate(year, row)),
        "done": mine is not None and any(vote.user_id == mine.delegate_id for vote in votes),
        "barred": mine is not None and mine.pk == row.member_id and not year.votes_own,
        "open": last and mine is not None and year.state == "voting",
        "tally": row.result if concluded else None,
    }


def _tellers(year: BlockYear, people: dict[int, list[User]]) -> list[User]:
    """Who may be named to count the ballot that comes next; nobody while one is under way."""
    free = year.poll is None or year.poll.state in ("preparing", "counted", "cancelled")
    return sorted({u for users in people.values() for u in users}, key=lambda u: u.full_name) if free else []


@require_POST
@signed_in
def vote_secret(request: HttpRequest, pk: int) -> HttpResponse:
    year = year_of(request, pk)
    acclaiming.choose_secret(year, request.POST.get("secret") == "1", actor=actor_of(request))
    messages.success(request, _("Đã ghi cách bỏ phiếu."))
    return redirect("block_vote", year.pk)


@require_POST
@signed_in
def vote_tellers(request: HttpRequest, pk: int) -> HttpResponse:
    year = year_of(request, pk)
    known = {user.pk: user for users in queries.people_of(year).values() for user in users}
    chosen = [known.get(number_in(request.POST.get(name))) for name in ("first", "second")]
    if chosen[0] is None or chosen[1] is None:
        messages.error(request, _("Hãy chọn đủ hai người kiểm phiếu."))
    else:
        acclaiming.name_tellers(year, chosen[0], chosen[1], actor=actor_of(request))
        messages.success(request, _("Đã ghi ban kiểm phiếu. Mỗi người mở bàn làm việc của mình để tạo khóa."))
    return redirect("block_vote", year.pk)


@require_POST
@signed_in
def vote_lock(request: HttpRequest, pk: int) -> HttpResponse:
    year = year_of(request, pk)
    acclaiming.lock_box(year, actor=actor_of(request))
    messages.success(request, _("Đã khóa hòm phiếu. Hai người kiểm phiếu mở phong bì ở bàn làm việc của mình."))
    return redirect("block_vote", year.pk)


@require_POST
@signed_in
def vote_stand(request: HttpRequest, pk: int) -> HttpResponse:
    year = year_of(request, pk)
    members = year.members.filter(pk__in=[number_in(text) for text in request.POST.getlist("member")])
    try:
        acclaiming.put_forward(year, members, actor=actor_of(request))
        messages.success(request, _("Đã lập danh sách đưa ra suy tôn."))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect("block_vote", year.pk)


@require_POST
@signed_in
def vote_roll(request: HttpRequest, pk: int) -> HttpResponse:
    year = year_of(request, pk)
    people = queries.people_of(year)
    delegates = {}
    for member in queries.whole(year).members:
        chosen = number_in(request.POST.get(f"m{member.pk}"))
        user = next((u for u in people.get(member.unit_id, []) if u.pk == chosen), None)
        if user is not None:
            delegates[member.pk] = user
    try:
        acclaiming.take_roll(year, delegates, actor=actor_of(request))
        messages.success(request, _("Đã ghi điểm danh."))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect("block_vote", year.pk)


@require_POST
@signed_in
def vote_again(request: HttpRequest, pk: int) -> HttpResponse:
    year = year_of(request, pk)
    try:
        turn = acclaiming.vote_again(year, actor=actor_of(request))
        messages.success(request, _("Đã mở lượt bỏ phiếu thứ %(turn)s.") % {"turn": turn})
    except Refused as refused:
        say_refusals(request, refused)
    return redirect("block_vote", year.pk)


@require_POST
@signed_in
def vote_cast(request: HttpRequest, pk: int) -> HttpResponse:
    rows = access.visible_candidates(actor_of(request)).select_related("member", "motion")
    candidate: Candidate = found_or_404(rows, pk=pk)
    try:
        acclaiming.cast(candidate, request.POST.get("choice", ""), actor=actor_of(request))
        messages.success(request, _("Đã ghi phiếu của đơn vị."))
    except Refused as refused:
        say_refusals(request, refused)
    return redirect("block_vote", candidate.member.year_id)
