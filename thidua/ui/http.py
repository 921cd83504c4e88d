"""What views share: the signed-in check, the actor of a request, refusals as messages or form errors, paging."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from thidua.kernel.actor import Actor
from thidua.kernel.refusal import Refused
from thidua.questions import Rows
from thidua.ui.paging import Pages
from thidua.ui.sentences import refusal_sentence

M = TypeVar("M", bound=Model)
View = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The actor that ``people.middleware`` put on the request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by the middleware
    return actor


def signed_in(view: View) -> View:
    """Sends strangers to sign in and back."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return checked


def found_or_404(rows: QuerySet[Any], **lookup: Any) -> Any:
    """The row among those that the actor may see; 404 otherwise, so that its existence does not show."""
    return first_or_404(rows.filter(**lookup)[:1])


def first_or_404(rows: Iterable[M]) -> M:
    for row in rows:
        return row
    raise Http404


def number_in(text: str | None) -> int:
    """A row's number as a form sends it; 0, which no row has, for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def say_refusals(request: HttpRequest, refused: Refused) -> None:
    for refusal in refused.refusals:
        messages.error(request, refusal_sentence(refusal))


def add_refusals(form: BaseForm, refused: Refused) -> None:
    """Puts the refusals on top of the form, which keeps what was typed."""
    for refusal in refused.refusals:
        form.add_error(None, refusal_sentence(refusal))


def back(request: HttpRequest, fallback: str) -> HttpResponseRedirect:
    """To the ``next`` of the form when it is of this site, else to the fallback."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(target if target and safe else fallback)


def narrowed(request: HttpRequest, rows: QuerySet[M], keys: Mapping[str, str]) -> QuerySet[M]:
    """The rows that belong to what the address names by key. keys: as ``named_in``."""
    return rows.filter(**named_in(request, keys))


def named_in(request: HttpRequest, keys: Mapping[str, str]) -> dict[str, Any]:
    """field → the key that the address names. keys: name in the address → field; absent ones ask nothing."""
    return {field: number_in(value) for name, field in keys.items() if (value := request.GET.get(name, ""))}


def page_of(request: HttpRequest, rows: QuerySet[Any] | Rows, size: int = 50) -> Page[Any]:
    return Pages(rows, size).get_page(request.GET.get("trang"))
