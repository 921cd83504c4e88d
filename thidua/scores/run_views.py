"""Published rankings: for everybody."""

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from thidua.scores.models import Run, Standing
from thidua.scores.outcomes import over_years, ranks_over_years, together, together_file
from thidua.scores.publishing import data_of, explained, ranking_of, read_under
from thidua.scores.rules.cohort import Scorer
from thidua.scores.rules.fixed import decimal
from thidua.scores.rules.whatif import weighed
from thidua.ui.charts import bars, lines
from thidua.ui.exports import as_excel
from thidua.ui.http import found_or_404, page_of
from thidua.units.models import Unit

_BANDS = 10
_DRAWN = 5
_WEIGHTS = (Fraction(1, 2), Fraction(3, 4), Fraction(5, 4), Fraction(3, 2), Fraction(2))


def _run(pk: int) -> Run:
    rows = Run.objects.select_related("assessment__version", "assessment__province").defer("data", "ranking")
    return found_or_404(rows, pk=pk)  # type: ignore[no-any-return]  # a Run


def run_list(request: HttpRequest) -> HttpResponse:
    rows = Run.objects.select_related("assessment__version", "assessment__province").defer(
        "data", "ranking", "assessment__version__body"
    )
    return render(request, "scores/run_list.html", {"page": page_of(request, rows.order_by("-at"))})


def run_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The ranking, and how its scores are spread."""
    run = _run(pk)
    index = run.assessment.version.index
    rows = run.standings.select_related("unit").defer("records")
    if request.GET.get("tep"):
        return _exported(run, rows)
    totals = list(run.standings.order_by().values_list("total", flat=True))
    spread = _spread(totals, index.full)
    most = max((count for _label, count in spread), default=0)
    page = page_of(request, rows, 100)
    series = ranks_over_years(run, [row.unit_id for row in page][:_DRAWN])
    years = sorted({year for _name, points in series for year, _rank in points})
    context = {
        "run": run,
        "index": index,
        "years": years,
        "over": [(name, [dict(points).get(year) for year in years]) for name, points in series],
        "moves": lines(series, _("Hạng qua các năm")) if len(years) > 1 else "",
        "full": decimal(index.full),
        "page": page,
        "spread": spread,
        "chart": bars([(label, 100 * n / most, str(n)) for label, n in spread], _("Phân bố điểm"), percent=False)
        if most
        else "",
        "later": run.assessment.runs.filter(number__gt=run.number).only("pk", "number").last(),
    }
    return render(request, "scores/run_detail.html", context)


def run_under(request: HttpRequest, pk: int) -> HttpResponse:
    """The scores of a run among the units of another day: under an older tree, or a newer one."""
    rows = Run.objects.select_related("assessment__version", "assessment__province").defer("ranking")
    run: Run = found_or_404(rows, pk=pk)
    day = _day(request.GET.get("ngay", ""))
    return render(
        request, "scores/run_under.html", {"run": run, "day": day, "under": read_under(run, day) if day else []}
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _spread(totals: list[int], full: int) -> list[tuple[str, int]]:
    """How many units have which tenth of the greatest points, the best first."""
    if not totals or not full:
        return []
    counts = [0] * _BANDS
    for total in totals:
        counts[min(total * _BANDS // full, _BANDS - 1)] += 1
    bands = [(f"{10 * n}–{10 * (n + 1)}%", count) for n, count in enumerate(counts)]
    return bands[::-1]


def _exported(run: Run, rows: Any) -> HttpResponse:
    index = run.assessment.version.index
    heads = [_("Hạng"), _("Mã"), _("Đơn vị"), _("Tổng điểm"), _("Mức độ"), *[p.name for p in index.pillars]]
    lines_ = ((s.rank, s.unit.code, s.unit.name, s.shown, s.level, *map(decimal, s.pillars)) for s in rows)
    return as_excel(f"xep-hang-{run.assessment.year}-{run.number}", heads, lines_)


def run_unit(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Why a unit has its rank: every indicator's points with its formula filled in."""
    run = _run(pk)
    standing: Standing = found_or_404(run.standings.select_related("unit"), unit=unit_pk)
    index = run.assessment.version.index
    names = dict(
        Unit.objects.filter(province=run.assessment.province_id, code__in=standing.of).values_list("code", "name")
    )
    years = over_years(standing.unit, run.assessment.version.code)
    series = [(standing.unit.name, [(year, rank) for year, rank, _of, _share in years])]
    context = {
        "run": run,
        "standing": standing,
        "parts": [(names.get(code, code), scored) for code, scored in explained(run, standing)],
        "pillars": [
            (p, decimal(points), decimal(p.weighted)) for p, points in zip(index.pillars, standing.pillars, strict=True)
        ],
        "levels": index.levels,
        "full": decimal(index.full),
        "years": years,
        "chart": lines(series, _("Hạng qua các năm")) if len(years) > 1 else "",
    }
    return render(request, "scores/run_unit.html", context)


def run_weights(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the ranking depends on the weight of a pillar."""
    run = _run(pk)
    version = run.assessment.version
    rows = list(run.standings.select_related("unit").defer("records"))
    if not rows:
        raise Http404
    scorer = Scorer(version.index, {})
    points = np.array([row.pillars for row in rows], dtype=np.int64)
    result = scorer.finish(points, points)
    found = []
    for n, pillar in enumerate(version.index.pillars):
        found.append(
            (pillar, [(decimal(int(w.weight * 10_000)), w.moved, w.furthest) for w in weighed(result, n, _WEIGHTS)])
        )
    most = max((furthest for _p, cells in found for _w, _m, furthest in cells), default=0)
    chart = [(p.name, 100 * cells[-1][2] / most, str(cells[-1][2])) for p, cells in found] if most else []
    context = {
        "run": run,
        "rows": found,
        "count": len(rows),
        "chart": bars(chart, _("Số bậc thay đổi nhiều nhất khi trọng số gấp đôi"), percent=False) if chart else "",
    }
    return render(request, "scores/run_weights.html", context)


def run_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The open data of a ranking, or the ranking that it gives, as published."""
    run: Run = found_or_404(Run.objects.select_related("assessment"), pk=pk)
    content = {"du-lieu": data_of, "xep-hang": ranking_of}.get(kind)
    if content is None:
        raise Http404
    response = HttpResponse(content(run), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{run.assessment.year}-{run.pk}.json"'
    return response


def ranking_together(request: HttpRequest, digest: str, year: int) -> HttpResponse:
    """The ranking over all provinces that published by the same set in the same year."""
    found = together(digest, year)
    if not found.runs:
        raise Http404
    if request.GET.get("tep") == "json":
        response = HttpResponse(together_file(found), content_type="application/json; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="xep-hang-chung-{year}.json"'
        return response
    page = Paginator(found.rows, 100).get_page(request.GET.get("trang"))
    return render(request, "scores/ranking_together.html", {"found": found, "page": page})
