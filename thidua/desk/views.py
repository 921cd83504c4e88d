"""The desk."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from thidua.desk.queries import unread, waiting
from thidua.movements.queries import due_for
from thidua.people.actions import read_notices
from thidua.ui.http import actor_of, signed_in

MOST_DUE = 12  # of those who hold many units; the list of obligations has all


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    today = timezone.localdate()
    items = waiting(actor)
    due = due_for(actor, today) if any(word == "unit.draft" for word, _scope in actor.grants) else []
    context = {
        "groups": [(code, list(rows)) for code, rows in groupby(sorted(items, key=_code), key=_code)],
        "count": len(items),
        "due": due[:MOST_DUE],
        "more_due": len(due) > MOST_DUE,
        "notices": unread(person=actor.person),
        "today": today,
        "nothing_held": not actor.grants,
    }
    return render(request, "desk/desk.html", context)


def _code(item: tuple[str, str, str]) -> str:
    return item[0]


@require_POST
@signed_in
def notices_read(request: HttpRequest) -> HttpResponse:
    read_notices(actor_of(request))
    return redirect("desk")
