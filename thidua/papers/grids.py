"""Ruled tables of a PDF page: their lines give the cells, and each row becomes a line with bars between its cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2

_THIN = 2.5
_NEAR = 3.0
_SHORTEST = 8.0
_MOST_LINES = 4000


@dataclass(frozen=True)
class Grid:
    """xs: the vertical lines from left to right; ys: the horizontal ones from top to bottom (points, origin below)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]


def text_of_page(page: pypdfium2.PdfPage) -> str:
    """The text of a page in reading order, ruled tables row by row."""
    textpage = page.get_textpage()
    whole: str = textpage.get_text_range()
    grids = grids_of(page) if whole.strip() else []
    if not grids:
        return whole
    width, height = page.get_size()
    parts, top = [], height
    for grid in grids:
        parts.append(textpage.get_text_bounded(0, grid.ys[0], width, top))
        parts += _rows(textpage, grid)
        top = grid.ys[-1]
    parts.append(textpage.get_text_bounded(0, 0, width, top))
    return "\n".join(part.strip("\r\n") for part in parts if part.strip())


def _rows(textpage: pypdfium2.PdfTextPage, grid: Grid) -> list[str]:
    found = []
    for upper, lower in pairwise(grid.ys):
        cells = [
            " ".join(textpage.get_text_bounded(left + 0.5, lower + 0.5, right - 0.5, upper - 0.5).split())
            for left, right in pairwise(grid.xs)
        ]
        if any(cells):
            found.append(" | ".join(cells))
    return found


def grids_of(page: pypdfium2.PdfPage) -> list[Grid]:
    """The tables of a page from top to bottom: at least three lines each way that meet."""
    upright: list[tuple[float, float, float]] = []
    level: list[tuple[float, float, float]] = []
    for count, drawn in enumerate(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if count > _MOST_LINES:
            return []
        left, bottom, right, top = drawn.get_bounds()
        wide, high = right - left, top - bottom
        if wide <= _THIN and high >= _SHORTEST:
            upright.append(((left + right) / 2, bottom, top))
        elif high <= _THIN and wide >= _SHORTEST:
            level.append(((top + bottom) / 2, left, right))
        elif wide >= _SHORTEST and high >= _SHORTEST:
            upright += [(left, bottom, top), (right, bottom, top)]
            level += [(bottom, left, right), (top, left, right)]
    found = []
    for low, high in _stretches(upright):
        xs = _distinct(x for x, bottom, top in upright if bottom < high and top > low)
        ys = _distinct(y for y, left, right in level if low - _NEAR <= y <= high + _NEAR)
        if len(xs) >= 3 and len(ys) >= 3:
            found.append(Grid(tuple(xs), tuple(reversed(ys))))
    return sorted(found, key=lambda grid: -grid.ys[0])


def _stretches(upright: list[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """Where upright lines run without a gap, as (bottom, top)."""
    found: list[tuple[float, float]] = []
    for _, bottom, top in sorted(upright, key=lambda line: line[1]):
        if found and bottom <= found[-1][1] + _NEAR:
            found[-1] = (found[-1][0], max(found[-1][1], top))
        else:
            found.append((bottom, top))
    return found


def _distinct(places: Iterable[float]) -> list[float]:
    """Sorted, with those that lie close together as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found
