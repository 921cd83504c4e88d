"""Charts drawn on the server as SVG; each stands above its table."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thidua.kernel.vietnamese import format_number


def bars(rows: Iterable[tuple[str, float, str]], title: str) -> SafeString:
    """Horizontal bars. rows: (label, share in percent from 0 to 100, text behind the bar)."""
    items = list(rows)
    height = 30 * len(items) + 6
    drawn = format_html_join(
        "",
        '<text x="0" y="{}">{}</text><rect x="230" y="{}" width="270" height="16" rx="3" fill="#dfe4ee"/>'
        '<rect x="230" y="{}" width="{}" height="16" rx="3" fill="#1b6b38"/><text x="510" y="{}">{}% · {}</text>',
        (
            (
                30 * n + 21,
                label,
                30 * n + 8,
                30 * n + 8,
                round(2.7 * max(0.0, min(share, 100.0)), 1),
                30 * n + 21,
                format_number(round(share, 1)),
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
