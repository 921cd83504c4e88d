"""The buttons of an object, from its machine; greyed ones say why."""

from typing import Any

from django import template
from django.template import RequestContext

from thidua.journal.door import FLOWS, options
from thidua.journal.entries import history

register = template.Library()


@register.inclusion_tag("journal/steps.html", takes_context=True)
def steps(context: RequestContext, obj: Any, machine: str, hide: str = "") -> dict[str, Any]:
    flow = FLOWS[machine]
    request = context["request"]
    shown = [o for o in options(flow, obj, request.actor) if o.step.verb not in hide.split()]
    return {
        "options": shown,
        "object": obj,
        "machine": machine,
        "reasons": flow.reasons,
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("journal/history.html")
def journal_of(obj: Any) -> dict[str, Any]:
    return {"entries": history(obj)[:50]}


@register.simple_tag
def last_reason(obj: Any, verb: str) -> Any:
    """The entry of the last time the verb was performed on the object; it stands on top of a returned file."""
    return history(obj).filter(verb=verb).first()
