"""The widths of columns at which the rows of a table take the fewest lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import TypeAlias

Cell: TypeAlias = tuple[int, ...]
"""What each of its paragraphs needs to stand on one line, in twentieths of a point, the cell's margins included."""

_STEPS = 32
_LEFT_FREE = 260
"""What a line leaves free at its end: half a word."""
_EACH = 0.6
"""What a line of a cell counts, that of the highest cell of a row being 1 more."""


# A contract is written twice, the second time with its page numbers.
@lru_cache(maxsize=512)
def fewest_lines(columns: tuple[tuple[Cell, ...], ...], least: tuple[int, ...], margins: int, available: int) -> tuple[int, ...]:
    """Widths of at least `least`; `columns` holds the cells of each, row by row, and each cell has `margins`.

    What is left over is handed out step by step to the column where it saves most. What saves nothing is not handed out.
    """
    rows = [row for row in zip(*columns, strict=True) if any(map(_wraps, row, least))]
    cells = list(zip(*rows, strict=True))
    found = list(least)
    step = max(1, (available - sum(least)) // _STEPS)
    heights = [_heights(column, width - margins, margins) for column, width in zip(cells, found, strict=False)]
    wider = [_heights(column, width + step - margins, margins) for column, width in zip(cells, found, strict=False)]
    now = _total(heights)
    while cells and sum(found) + step <= available:
        totals = [_total([*heights[:index], other, *heights[index + 1 :]]) for index, other in enumerate(wider)]
        best = min(range(len(totals)), key=totals.__getitem__)
        if totals[best] >= now:
            break
        now = totals[best]
        found[best] += step
        heights[best] = wider[best]
        wider[best] = _heights(cells[best], found[best] + step - margins, margins)
    return tuple(found)


def _wraps(cell: Cell, width: int) -> bool:
    return any(paragraph > width for paragraph in cell)


def _heights(cells: Sequence[Cell], room: int, margins: int) -> list[float]:
    return [sum([_lines(width - margins, room) for width in cell]) for cell in cells]


def _lines(width: int, room: int) -> float:
    """About the lines of a paragraph. Half of a line counts as well, so that each step towards one line less is a gain."""
    if width <= room:
        return 1.0
    exact = width / max(1, room - _LEFT_FREE)
    return (ceil(exact) + exact) / 2


def _total(heights: Sequence[Sequence[float]]) -> float:
    total: float = sum(map(max, zip(*heights, strict=True))) + _EACH * sum(map(sum, heights))
    return total
