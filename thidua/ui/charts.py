"""Charts drawn on the server as SVG; each stands above its table."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thidua.kernel.vietnamese import format_number

_LABEL = 30


def bars(rows: Iterable[tuple[str, float, str]], title: str, *, percent: bool = True) -> SafeString:
    """Horizontal bars. rows: (label, share in percent from 0 to 100, text behind the bar); a long label is cut.

    percent: whether the share stands before the text; not where the length only compares the rows with one another.
    """
    items = list(rows)
    height = 30 * len(items) + 6
    drawn = format_html_join(
        "",
        '<text x="0" y="{}">{}<title>{}</title></text><rect x="230" y="{}" width="270" height="16" rx="3" fill="#dfe4ee"/>'
        '<rect x="230" y="{}" width="{}" height="16" rx="3" fill="#1b6b38"/><text x="510" y="{}">{}{}</text>',
        (
            (
                30 * n + 21,
                label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…",
                label,
                30 * n + 8,
                30 * n + 8,
                round(2.7 * max(0.0, min(share, 100.0)), 1),
                30 * n + 21,
                f"{format_number(round(share, 1))}% · " if percent else "",
                text,
            )
            for n, (label, share, text) in enumerate(items)
        ),
    )
    return format_html(
        '<div class="chart" tabindex="0" role="region" aria-label="{}"><svg class="bars" viewBox="0 0 700 {}" role="img" '
        'aria-label="{}">{}</svg></div>',
        title,
        height,
        title,
        drawn,
    )


_TILE = {"done": ("#1b6b38", "✓"), "late": ("#9c1c1c", "!"), "open": ("#dfe4ee", "")}
_ACROSS = 17


def tiles(rows: Iterable[tuple[str, str]], title: str) -> SafeString:
    """A square for each unit, marked as well as coloured. rows: (name, state), state: done, late or open."""
    items = list(rows)
    if not items:
        return SafeString("")
    drawn = format_html_join(
        "",
        '<g><title>{}</title><rect x="{}" y="{}" width="34" height="26" rx="4" fill="{}"/><text x="{}" y="{}" fill="#fff">{}</text></g>',
        (
            (
                name,
                40 * (n % _ACROSS),
                32 * (n // _ACROSS),
                _TILE[state][0],
                40 * (n % _ACROSS) + 12,
                32 * (n // _ACROSS) + 19,
                _TILE[state][1],
            )
            for n, (name, state) in enumerate(items)
        ),
    )
    height = 32 * ((len(items) - 1) // _ACROSS + 1)
    count = {state: sum(s == state for _, s in items) for state in _TILE}
    told = f"{title}: ✓ {count['done']}, ! {count['late']}, – {count['open']}"
    return format_html(
        '<div class="chart" tabindex="0" role="region" aria-label="{}"><svg class="tiles" viewBox="0 0 680 {}" role="img" '
        'aria-label="{}">{}</svg><p>{}</p></div>',
        title,
        height,
        told,
        drawn,
        told,
    )


_COLOURS = ("#1b6b38", "#164a8a", "#9c1c1c", "#7a5b00", "#5b2a86")


def lines(series: Iterable[tuple[str, list[tuple[int, int]]]], title: str) -> SafeString:
    """Ranks over years: the first place on top, names below where there are several. series: (name, [(year, rank)])."""
    items = [(name, points) for name, points in series if points]
    if not items:
        return SafeString("")
    years = sorted({year for _name, points in items for year, _rank in points})
    worst = max(rank for _name, points in items for _year, rank in points)
    across = 560 / max(len(years) - 1, 1)
    down = 170 / max(worst - 1, 1)
    places = {year: round(60 + across * n, 1) for n, year in enumerate(years)}
    drawn = format_html_join(
        "", '<text x="{}" y="232" text-anchor="middle">{}</text>', ((places[year], year) for year in years)
    )
    for n, (name, points) in enumerate(items):
        at = [(places[year], round(30 + down * (rank - 1), 1), rank) for year, rank in sorted(points)]
        colour = _COLOURS[n % len(_COLOURS)]
        path = " ".join(f"{x},{y}" for x, y, _rank in at)
        drawn += format_html('<polyline points="{}" fill="none" stroke="{}" stroke-width="3"/>', path, colour)
        drawn += format_html_join(
            "",
            '<circle cx="{}" cy="{}" r="5" fill="{}"><title>{}: {}</title></circle><text x="{}" y="{}" '
            'text-anchor="middle">{}</text>',
            ((x, y, colour, name, rank, x, round(y - 10, 1), rank) for x, y, rank in at),
        )
    height = 240
    if len(items) > 1:
        height += 22 * len(items)
        drawn += format_html_join(
            "",
            '<rect x="60" y="{}" width="18" height="6" fill="{}"/><text x="86" y="{}">{}</text>',
            (
                (248 + 22 * n, _COLOURS[n % len(_COLOURS)], 256 + 22 * n, name)
                for n, (name, _points) in enumerate(items)
            ),
        )
    return format_html(
        '<div class="chart" tabindex="0" role="region" aria-label="{}"><svg class="bars" viewBox="0 0 700 {}" role="img" '
        'aria-label="{}">{}</svg></div>',
        title,
        height,
        title,
        drawn,
    )
