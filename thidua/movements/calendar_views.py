"""A person's deadlines for their calendar program."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from thidua.movements.calendar import calendar_of, owner_of, token_of
from thidua.movements.queries import due_for
from thidua.people.models import User
from thidua.people.queries import actor_of as actor_of_person
from thidua.ui.http import actor_of, found_or_404, signed_in

_AHEAD = 400  # days


@signed_in
def calendar_address(request: HttpRequest) -> HttpResponse:
    """The address to subscribe to."""
    address = reverse("calendar_feed", args=[token_of(found_or_404(User.objects.all(), pk=actor_of(request).person))])
    return render(request, "movements/calendar_address.html", {"address": request.build_absolute_uri(address)})


def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself; whoever has the address reads it, so that it names no more than unit, work and day."""
    user = owner_of(token)
    if user is None:
        raise Http404
    today = timezone.localdate()
    owed = due_for(actor_of_person(user, today), today, _AHEAD)
    response = HttpResponse(calendar_of(owed, request.build_absolute_uri("/")[:-1]), content_type="text/calendar")
    response["Cache-Control"] = "private, no-store"
    return response
