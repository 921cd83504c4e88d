"""The teller's page of a secret ballot: making a key, keying in paper, opening the envelopes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thidua.ballots import queries, sealing, secret
from thidua.ballots.access import visible_to
from thidua.ballots.forms import CodeForm, PaperForm
from thidua.ballots.models import Poll
from thidua.kernel.refusal import Refused
from thidua.ui.http import actor_of, add_refusals, found_or_404, signed_in


def _poll(request: HttpRequest, pk: int) -> Poll:
    return found_or_404(visible_to(actor_of(request)).select_related("body", "first", "second"), pk=pk)  # type: ignore[no-any-return]  # a poll


def _page(request: HttpRequest, poll: Poll, **more: object) -> HttpResponse:
    is_first = poll.first_id == actor_of(request).user_id
    turn = {"locked": poll.first_id, "stripped": poll.second_id}.get(poll.state)
    lines = queries.paper_lines(poll, actor_of(request)) if poll.state in ("locked", "stripped") else []
    context = {
        "poll": poll,
        "is_first": is_first,
        "has_key": bool(poll.first_key if is_first else poll.second_key),
        "code_form": CodeForm(),
        "lines": lines,
        "paper_form": PaperForm(lines=lines) if lines else None,
        "keyed": sum(line.mine for line in lines),
        "may_open": turn == actor_of(request).user_id,
        "motions": poll.motions.order_by("pk") if poll.state == "counted" else [],
        "altered": queries.differing(poll) if poll.state == "counted" else queries.altered(poll),
        "destroyed": poll.destroyed.filter(pk=actor_of(request).person).exists(),
    }
    return render(request, "ballots/poll_detail.html", context | more)


@never_cache
@signed_in
def poll_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _poll(request, pk))


@never_cache
@require_POST
@signed_in
def poll_key_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows a new key once; nothing of it is kept until its teller gives it back."""
    return _page(request, _poll(request, pk), code=sealing.new_code())


@never_cache
@require_POST
@signed_in
def poll_key_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The key that the teller is being shown, as a text file to keep."""
    poll, form = _poll(request, pk), CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, poll, code_form=form)
    answer = HttpResponse(form.cleaned_data["code"] + "\n", content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="khoa-kiem-phieu-{poll.pk}.txt"'
    return answer


def _with_key(request: HttpRequest, pk: int, act: Callable[..., Poll], told: str) -> HttpResponse:
    """Does what needs the teller's key, which is used for that and not kept."""
    poll, form = _poll(request, pk), CodeForm(request.POST)
    try:
        if form.is_valid():
            act(poll, form.cleaned_data["code"], actor=actor_of(request))
            messages.success(request, told)
            return redirect(poll)
    except Refused as refused:
        add_refusals(form, refused)
    return _page(request, poll, code_form=form)


@never_cache
@require_POST
@signed_in
def poll_key_give(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("Đã ghi phần công khai của khóa. Hãy giữ kín mã khóa đến khi kiểm phiếu.")
    return _with_key(request, pk, secret.give_key, told)


@never_cache
@require_POST
@signed_in
def poll_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """What this teller counted on paper; what the other counted is not shown."""
    poll = _poll(request, pk)
    form = PaperForm(request.POST, lines=queries.paper_lines(poll, actor_of(request)))
    try:
        if form.is_valid():
            secret.key_in(poll, form.counts(), actor=actor_of(request))
            messages.success(request, _("Đã ghi số phiếu giấy bạn kiểm."))
            return redirect(poll)
    except Refused as refused:
        add_refusals(form, refused)
    return _page(request, poll, paper_form=form)


@never_cache
@require_POST
@signed_in
def poll_open(request: HttpRequest, pk: int) -> HttpResponse:
    told = _("Đã mở phong bì. Mã khóa không được lưu lại; hãy hủy bản bạn đang giữ.")
    return _with_key(request, pk, secret.open_envelopes, told)


@require_POST
@signed_in
def poll_destroyed(request: HttpRequest, pk: int) -> HttpResponse:
    poll = _poll(request, pk)
    secret.say_destroyed(poll, actor=actor_of(request))
    messages.success(request, _("Đã ghi nhận bạn đã hủy mã khóa."))
    return redirect(poll)
