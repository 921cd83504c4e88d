"""The register of rules about awards, as of a day."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from thidua.awards.queries import forms_on, thresholds_on
from thidua.ui.http import signed_in


@signed_in
def rule_list(request: HttpRequest) -> HttpResponse:
    """Forms, titles and thresholds in force on a day (``?ngay=2024-05-01``), each with its article and whether it was
    checked against it."""
    try:
        day = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        day = timezone.localdate()
    forms, thresholds = forms_on(day), thresholds_on(day)
    names = {form.code: form.name for form in forms}
    rules = [*forms, *thresholds]
    context = {
        "day": day,
        "forms": forms,
        "thresholds": [(names.get(one.award_code, ""), one) for one in thresholds],
        "unconfirmed": sum(not rule.confirmed for rule in rules),
        "count": len(rules),
    }
    return render(request, "awards/rule_list.html", context)
