"""Public pages."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.kernel.refusal import Refused
from thidua.movements.queries import coverage
from thidua.portal import actions, queries
from thidua.portal.forms import SetupForm
from thidua.ui.charts import bars
from thidua.ui.http import add_refusals, found_or_404, page_of
from thidua.ui.names import name_of
from thidua.units.models import Province


def home(request: HttpRequest) -> HttpResponse:
    """The movements; on a new installation, the first-run page."""
    movements = queries.latest()
    if not movements and not Province.objects.exists():
        return redirect("setup")
    return render(request, "portal/home.html", {"movements": movements})


def portal_movement(request: HttpRequest, pk: int) -> HttpResponse:
    movement = found_or_404(queries.published(), pk=pk)
    covered = coverage(movement, timezone.localdate())
    rows = next((lines for (kind, _period, _due), lines in covered.items() if kind == "launch"), [])
    chart = [(name_of("unit_kind", r.label), r.share, f"{r.done}/{r.total}") for r in rows]
    context = {
        "movement": movement,
        "rows": rows,
        "chart": bars(chart, _("Tỷ lệ đơn vị đã phát động")) if rows else "",
        "items": queries.plan_items(movement.plan),
        "page": page_of(request, queries.awarded(movement)),
    }
    return render(request, "portal/portal_movement.html", context)


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html")


def setup(request: HttpRequest) -> HttpResponse:
    """The first page of a real installation."""
    if Province.objects.exists():
        return redirect("home")
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.set_up(**form.cleaned_data)
            login(request, user, backend="thidua.people.backend.HoldingBackend")
            return redirect("unit_list")
        except Refused as refused:
            add_refusals(form, refused)
    intro = _("Bản cài đặt mới. Lập tỉnh và tài khoản quản trị; sau đó thêm đơn vị, người dùng và Hội đồng.")
    context = {"form": form, "heading": _("Thiết lập lần đầu"), "intro": intro, "button": _("Bắt đầu")}
    return render(request, "ui/form_page.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "portal/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        "<!doctype html><html lang=vi><meta charset=utf-8><title>Lỗi</title><h1>Có lỗi xảy ra</h1>"
        "<p>Dữ liệu đã lưu không bị ảnh hưởng. Hãy quay lại trang trước và thử lại; nếu còn lỗi, báo quản trị hệ thống.</p>",
        status=500,
    )
