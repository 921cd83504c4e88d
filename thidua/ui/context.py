"""What the base template needs on every page."""

from typing import Any

from django.http import HttpRequest

from thidua.ui.http import actor_of
from thidua.ui.menu import menu


def page(request: HttpRequest) -> dict[str, Any]:
    """``actor``, lazily; ``menu``: what the person's words open."""
    return {"actor": lambda: actor_of(request), "menu": lambda: _menu(request)}


def _menu(request: HttpRequest) -> str:
    if not request.user.is_authenticated:
        return ""
    match = request.resolver_match
    return menu(actor_of(request), (match.url_name or "") if match else "")
