"""What everybody may see of issued decisions: who was awarded what, for what, by which decision. Of a revoked one nobody."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from thidua.decisions.models import Decision, Line
from thidua.decisions.revoking import revocations_of
from thidua.ui.http import found_or_404, number_in, page_of
from thidua.ui.limits import over_limit

MOST = 5_000  # rows of open data in one answer


def _issued() -> QuerySet[Decision]:
    rows = Decision.objects.filter(state__in=["issued", "revoked"]).select_related("province", "awarder")
    return rows.order_by("-issued_on", "-pk")


def _standing() -> QuerySet[Line]:
    """Lines of decisions in force, without what was taken out or revoked since."""
    rows = Line.objects.filter(decision__state="issued", dropped=False, nomination__state="awarded")
    return rows.select_related("nomination__unit", "decision").order_by("decision", "subject_kind", "pk")


def public_list(request: HttpRequest) -> HttpResponseBase:
    """The issued decisions, the latest first; ``?tep=json`` the awards in force as open data (``?sau=<id>`` goes on)."""
    if request.GET.get("tep") == "json":
        if over_limit(request, "awards"):
            return render(request, "ui/slow_down.html", status=429)
        return _open_data(number_in(request.GET.get("sau")))
    return render(request, "decisions/public_list.html", {"page": page_of(request, _issued())})


def public_detail(request: HttpRequest, pk: int) -> HttpResponse:
    decision: Decision = found_or_404(_issued(), pk=pk)
    page = page_of(request, _standing().filter(decision=decision), 200)
    revocations = revocations_of(decision) if decision.state == "revoked" else []
    context = {"decision": decision, "page": page, "revocations": revocations}
    return render(request, "decisions/public_detail.html", context)


def _open_data(after: int) -> JsonResponse:
    rows = list(_standing().filter(pk__gt=after).order_by("pk")[:MOST])
    told: list[dict[str, Any]] = [
        {
            "id": line.pk,
            "subject": line.subject_name,
            "kind": line.subject_kind,
            "unit": line.nomination.unit.name,
            "award": line.award_name,
            "achievement": line.achievement,
            "decision": line.decision.full_number,
            "issued": line.decision.issued_on.isoformat() if line.decision.issued_on else None,
        }
        for line in rows
    ]
    whole = {"format": "thidua-awards/1", "awards": told, "next": rows[-1].pk if len(rows) == MOST else None}
    return JsonResponse(whole, json_dumps_params={"ensure_ascii": False})
