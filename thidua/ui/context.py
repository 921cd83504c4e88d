"""What the base template needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from thidua.ui.http import actor_of
from thidua.ui.menu import entries


def page(request: HttpRequest) -> dict[str, Any]:
    """``actor``, lazily; ``is_demo`` for the banner; ``words``: what the menu shows by."""
    return {"actor": lambda: actor_of(request), "is_demo": settings.DEMO, "menu": lambda: _menu(request)}


def _menu(request: HttpRequest) -> list[tuple[str, str]]:
    if not request.user.is_authenticated:
        return []
    return entries(actor_of(request))
