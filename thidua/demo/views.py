"""The demo's sign-in buttons. They exist only where the data is the demo's, and never on a real installation."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from thidua.demo.context import is_demo
from thidua.demo.people import ACCOUNTS, COUNCIL, PASSWORD
from thidua.people.models import User


@require_http_methods(["GET", "POST"])
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    if not is_demo():
        raise Http404
    if request.method == "POST":
        names = {*(a.username for a in ACCOUNTS), *COUNCIL}
        user = User.objects.filter(username=request.POST.get("username"), username__in=names, is_demo=True).first()
        if user is None:
            raise Http404
        login(request, user, backend="thidua.people.backend.HoldingBackend")
        return redirect("desk")
    return render(request, "demo/demo_sign_in.html", {"accounts": ACCOUNTS, "council": COUNCIL, "password": PASSWORD})
