"""The buttons of an object, from its machine; greyed ones say why."""

from typing import Any

from django import template
from django.template import RequestContext

from thidua.journal.door import FLOWS, options
from thidua.journal.entries import latest

register = template.Library()


@register.inclusion_tag("journal/steps.html", takes_context=True)
def steps(context: RequestContext, obj: Any, machine: str) -> dict[str, Any]:
    flow = FLOWS[machine]
    request = context["request"]
    return {
        "options": [(o, flow.reasons.get(o.step.verb, ())) for o in options(flow, obj, request.actor)],
        "object": obj,
        "machine": machine,
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }


def _entries(obj: Any) -> list[dict[str, Any]]:
    """The object's latest entries, read once for each loaded object."""
    found: list[dict[str, Any]] | None = obj.__dict__.get("_journal")
    if found is None:
        found = obj.__dict__["_journal"] = latest(obj)
    return found


@register.inclusion_tag("journal/history.html")
def journal_of(obj: Any) -> dict[str, Any]:
    return {"entries": _entries(obj)}


@register.simple_tag
def last_reason(obj: Any, verb: str) -> dict[str, Any] | None:
    """The entry of the last time the verb was performed on the object; it stands on top of a returned file."""
    return next((entry for entry in _entries(obj) if entry["verb"] == verb), None)
