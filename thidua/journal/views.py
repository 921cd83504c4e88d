"""One POST view for every step of every machine, and the journal's own pages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.journal import keys
from thidua.journal.access import visible_to
from thidua.journal.door import FLOWS, perform, repeated
from thidua.journal.models import Root
from thidua.kernel.refusal import Refusal, Refused
from thidua.ui.http import actor_of, back, first_or_404, page_of, say_refusals, signed_in
from thidua.ui.names import name_of
from thidua.ui.templatetags.vietnam import moment


@require_POST
@signed_in
def step(request: HttpRequest, machine: str, pk: int, verb: str) -> HttpResponse:
    """Takes one step; a refusal changes nothing and says everything that stands against it."""
    actor = actor_of(request)
    flow = FLOWS.get(machine)
    if flow is None or verb not in {s.verb for s in flow.machine.steps if not s.inner}:
        raise Http404
    obj = first_or_404(flow.seen(actor=actor, pk=pk))
    try:
        perform(flow, obj, verb, actor=actor, reason=_reason(request, flow.reasons.get(verb, ())))
        messages.success(request, _("Đã thực hiện: %(step)s.") % {"step": name_of("verb", f"{machine}.{verb}")})
    except Refused as refused:
        if (before := repeated(flow, obj, verb, actor)) is not None:
            messages.info(request, _("Việc này đã được ghi nhận lúc %(at)s.") % {"at": moment(before.at)})
        else:
            say_refusals(request, refused)
    return back(request, obj.get_absolute_url())


def _reason(request: HttpRequest, codes: tuple[str, ...]) -> str:
    """The reason picked from the step's list, with what was added to it. Raises Refused for none, or a bare "other"."""
    code, text = request.POST.get("reason", ""), request.POST.get("reason_text", "").strip()
    if codes and code not in codes:
        raise Refused([Refusal("machine.reason_choice")])
    if code == "other" and not text:
        raise Refused([Refusal("machine.reason_text")])
    return ": ".join(part for part in (name_of("reason", code) if code else "", text) if part)


@signed_in
def journal_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.province_ids("journal.read"):
        raise Http404
    rows = visible_to(actor).select_related("actor").order_by("-id")
    if verb := request.GET.get("buoc", ""):
        rows = rows.filter(verb=verb)
    return render(request, "journal/journal_list.html", {"page": page_of(request, rows), "root": Root.objects.last()})


def root_latest(request: HttpRequest) -> HttpResponse:
    """The last signed root, for anybody to keep: digests only."""
    root = Root.objects.last()
    if root is None:
        raise Http404
    heads = len(root.heads)
    return JsonResponse(
        {
            "at": root.at.isoformat(),
            "digest": root.digest,
            "previous": root.previous,
            "chains": heads,
            "signature": root.signature,
            "key_sha256": keys.fingerprint().replace(" ", ""),
        }
    )
