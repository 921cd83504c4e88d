"""What is owed by whom, in one list that every number of the overview leads to."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from thidua.movements.access import visible_obligations
from thidua.movements.models import Obligation, ObligationKind
from thidua.movements.queries import owed_in_year
from thidua.ui.exports import MOST_ROWS, as_excel
from thidua.ui.http import actor_of, narrowed, number_in, page_of, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Membership, Placement
from thidua.units.queries import dated

_COLUMNS = (
    *("pk", "kind", "period", "closing", "done_on", "unit_id", "unit__name", "unit__code", "unit__kind"),
    *("movement_id", "movement__name", "clause"),
)


@signed_in
def obligation_list(request: HttpRequest) -> HttpResponse:
    """Of running movements, this year's and what is late; narrowed by state, kind, kind of unit, unit, area, movement."""
    closing = Coalesce(F("extended_to"), F("due"))
    rows = _narrowed(request).annotate(closing=closing).values(*_COLUMNS).order_by("closing", "unit__order")
    if request.GET.get("tep"):
        return _exported(rows[:MOST_ROWS])
    context = {
        "page": page_of(request, rows),
        "today": timezone.localdate(),
        "kinds": ObligationKind.values,
        "state": request.GET.get("trang-thai", ""),
        "kind": request.GET.get("loai", ""),
        "kept": [(k, v) for k, v in request.GET.items() if k not in ("trang", "tep", "trang-thai", "loai")],
        "query": request.GET.urlencode(),
    }
    return render(request, "movements/obligation_list.html", context)


def _narrowed(request: HttpRequest) -> QuerySet[Obligation]:
    today, asked = timezone.localdate(), request.GET
    rows = owed_in_year(visible_obligations(actor_of(request)), today)
    late = Q(extended_to=None, due__lt=today) | Q(extended_to__lt=today)
    match asked.get("trang-thai", ""):
        case "tre":
            rows = rows.filter(late, done_on=None)
        case "chua":
            rows = rows.filter(done_on=None)
        case "xong":
            rows = rows.filter(done_on__isnull=False)
    for name, field in (("loai", "kind"), ("loai-don-vi", "unit__kind")):
        if value := asked.get(name, ""):
            rows = rows.filter(**{field: value})
    rows = narrowed(request, rows, {"don-vi": "unit", "phong-trao": "movement", "tinh": "movement__province"})
    return _in_area(rows, asked.get("khu-vuc", ""))


def _in_area(rows: QuerySet[Obligation], area: str) -> QuerySet[Obligation]:
    """``g12``: members of a block or cluster today; ``u3``: units right below one."""
    today, key = timezone.localdate(), number_in(area[1:])
    if area.startswith("g"):
        return rows.filter(unit__in=Membership.objects.filter(dated(today), group=key).values("unit"))
    if area.startswith("u"):
        return rows.filter(unit__in=Placement.objects.filter(dated(today), parent=key).values("unit"))
    return rows


def _exported(rows: Any) -> HttpResponse:
    heads = [_("Mã"), _("Đơn vị"), _("Việc"), _("Kỳ"), _("Hạn"), _("Đã làm ngày"), _("Phong trào"), _("Mục")]
    table = (
        (
            *(r["unit__code"], r["unit__name"], name_of("obligation", r["kind"]), r["period"], r["closing"]),
            *(r["done_on"], r["movement__name"], r["clause"]),
        )
        for r in rows
    )
    return as_excel("viec-phai-lam", heads, table)
