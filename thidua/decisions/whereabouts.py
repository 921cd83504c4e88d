"""Dossiers that the council approved: who has the decision on them, here or above."""

from typing import Any

from django.utils.translation import gettext as _

from thidua.awards.queries import of_level
from thidua.decisions.models import Decision
from thidua.nominations.models import Nomination
from thidua.nominations.whereabouts import Whereabouts, finds, since, waits

_HANDS = {"draft": "decision.draft", "for_signature": "decision.sign", "signed": "decision.number"}


def _told(state: str) -> str:
    return {
        "draft": _("trong dự thảo quyết định, chưa trình ký"),
        "for_signature": _("quyết định chờ ký"),
        "signed": _("quyết định đã ký, chờ cấp số"),
    }[state]


@finds("approved", "awarded")
def with_the_decision(nomination: Nomination) -> Whereabouts | None:
    if nomination.grant_id is not None:
        return None
    rows = Decision.objects.filter(lines__nomination=nomination, lines__dropped=False, state__in=_HANDS)
    decision = rows.first()
    if decision is not None:
        more: dict[str, Any] = {"start": since(decision), "address": decision.get_absolute_url(), "sees": "office.read"}
        return waits(nomination, _told(decision.state), _HANDS[decision.state], step="decide", **more)
    if nomination.state == "awarded":
        return None
    if nomination.awarder_id is None and nomination.offer.award_code in of_level("state", nomination.province_id):
        return waits(nomination, _("chờ trình cấp trên"), "decision.draft", step="decide")
    return waits(nomination, _("chờ lập dự thảo quyết định"), "decision.draft", step="decide")


@finds("forwarded")
def with_the_higher_level(nomination: Nomination) -> Whereabouts:
    if nomination.awarder_id is not None:
        copy = nomination.forwarded_to.order_by("-pk").first()
        address = copy.get_absolute_url() if copy is not None else ""
        return Whereabouts(_("đã chuyển lên đợt của tỉnh"), (), since(nomination), address=address)
    return waits(nomination, _("chờ quyết định của cấp trên"), "decision.number")
