"""What the base template needs on every page."""

from typing import Any

from django.http import HttpRequest

from thidua.ui.http import actor_of
from thidua.ui.menu import entries


def page(request: HttpRequest) -> dict[str, Any]:
    """``actor``, lazily; ``menu``: what the person's words open."""
    return {"actor": lambda: actor_of(request), "menu": lambda: _menu(request)}


def _menu(request: HttpRequest) -> list[tuple[str, str, str]]:
    if not request.user.is_authenticated:
        return []
    return entries(actor_of(request))
