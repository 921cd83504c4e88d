"""Puts ``request.actor`` on every request, lazily: pages that need nobody cost no query."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from thidua.kernel.actor import Actor
from thidua.people.models import User
from thidua.people.queries import actor_of


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]  # declared in ui.http
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    request_id = str(uuid.uuid4())
    if isinstance(request.user, User):
        return actor_of(request.user, timezone.localdate(), request_id)
    return Actor(request_id=request_id)
