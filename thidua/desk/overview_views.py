"""The overview of a province, and of several beside one another."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.desk import overview
from thidua.ui.charts import bars, tiles
from thidua.ui.exports import as_excel
from thidua.ui.http import actor_of, number_in, signed_in
from thidua.ui.names import name_of
from thidua.units.models import Province

Row = dict[str, Any]


@signed_in
def overview_page(request: HttpRequest) -> HttpResponse:
    """Of the province where the person reads for the office; of several, each in a line that leads to its own page."""
    mine = actor_of(request).province_ids("office.read")
    if not mine:
        raise Http404
    chosen = number_in(request.GET.get("tinh"))
    if chosen and chosen not in mine:
        raise Http404
    if chosen or len(mine) == 1:
        return _one(request, Province.objects.get(pk=chosen or next(iter(mine))), several=len(mine) > 1)
    return _several(request, overview.latest(mine))


def _several(request: HttpRequest, rows: list[Row]) -> HttpResponse:
    known = [row["head"] for row in rows if row["head"]]
    names = ("total", "done", "late", "met", "judged", "stuck", "quiet", "movements")
    total = {name: sum(head[name] for head in known) for name in names}
    if request.GET.get("tep"):
        heads = [_("Tỉnh"), _("Phải làm"), _("Đã làm"), _("Quá hạn"), _("Chỉ tiêu đạt"), _("Chỉ tiêu có số liệu")]
        columns = ("total", "done", "late", "met", "judged")
        return as_excel("tong-quan", heads, [[r["name"], *(r["head"][c] for c in columns)] for r in rows if r["head"]])
    chart = [(r["name"], *_share(r["head"]["done"], r["head"]["total"])) for r in rows if r["head"]]
    context = {
        "rows": [r | {"share": _percent(r["head"]["done"], r["head"]["total"]) if r["head"] else None} for r in rows],
        "total": total,
        "waiting": len(rows) - len(known),
        "oldest": min((r["at"] for r in rows if r["at"]), default=None),
        "chart": bars(chart, _("Việc đã làm")) if chart else "",
    }
    return render(request, "desk/overview_all.html", context)


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _share(part: int, whole: int) -> tuple[float, str]:
    return _percent(part, whole) or 0.0, f"{part}/{whole}"


def _one(request: HttpRequest, province: Province, several: bool) -> HttpResponse:
    found = overview.one(province)
    head, body = found.head or {}, found.body or {}
    if part := request.GET.get("tep"):
        return _exported(part, body)
    areas, tiers = body["areas"], body["tiers"]
    for row in areas:
        row["href"] = f"{reverse('obligation_list')}?tinh={province.pk}&khu-vuc={row['key']}"
    for row in body["stuck"]:
        name, _sep, query = row["list"].partition("?")
        row["href"] = f"{reverse(name)}?tinh={province.pk}&{query}"
    area_chart = [(r["name"], *_share(r["done"], r["total"])) for r in areas]
    tier_chart = [(r["tier"], *_share(r["met"], r["judged"])) for r in tiers]
    context = {
        "province": province,
        "several": several,
        "at": found.at,
        "head": head,
        "share": _percent(head["done"], head["total"]),
        "met": _percent(head["met"], head["judged"]),
        "body": body,
        "area_chart": bars(area_chart, _("Việc đã làm theo khối, cụm")) if area_chart else "",
        "tier_chart": bars(tier_chart, _("Tỷ lệ đạt chỉ tiêu theo cấp")) if tier_chart else "",
        "tiles": tiles([(name, state) for name, state in body["tiles"]], _("Các xã, phường, đặc khu")),
    }
    return render(request, "desk/overview.html", context)


def _exported(part: str, body: Row) -> HttpResponse:
    """One of the page's tables as Excel."""
    work = [_("Phải làm"), _("Đã làm"), _("Quá hạn")]
    done = ("total", "done", "late")
    match part:
        case "khu-vuc":
            heads = [_("Khu vực"), *work, _("Chỉ tiêu đạt"), _("Chỉ tiêu có số liệu")]
            rows = [[r["name"], *(r[c] for c in (*done, "met", "judged"))] for r in body["areas"]]
        case "chi-tieu":
            heads = [_("Cấp"), _("Chỉ tiêu"), _("Yêu cầu"), _("Đơn vị có số liệu"), _("Đạt"), _("Kết quả chung")]
            rows = [[r[c] for c in ("tier", "subject", "asked", "units", "met", "share")] for r in body["targets"]]
        case "vuong":
            heads = [_("Việc"), _("Đang ở"), _("Số lượng"), _("Từ ngày, hạn")]
            rows = [[name_of("stuck", r["what"]), r["who"], r["count"], r["since"]] for r in body["stuck"]]
        case "im-lang":
            heads = [_("Đơn vị"), _("Lần gần nhất"), _("Việc chưa làm")]
            rows = [[r["name"], r["last"], r["open"]] for r in body["quiet"]]
        case "viec":
            heads = [_("Việc"), *work]
            rows = [[name_of("obligation", r["key"]), *(r[c] for c in done)] for r in body["kinds"]]
        case _:
            raise Http404
    return as_excel(part, heads, rows)
