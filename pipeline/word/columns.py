"""The widths of a table's columns, found from the words that stand in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from pipeline.model.document import Alignment
from pipeline.word.wrapping import Cell, fewest_lines

PADDING = 226
"""What a cell's two side margins take, in twentieths of a point: 2 mm each."""

_POINTS = 9.5
_LABEL = 0.28
"""Share of the labels in a table of labels and contents: always the same, since such tables often stand one below the other."""
_SLACK = 40
"""What a renderer may need more for a word than the sum of its letters."""

_FIGURES = re.compile(r"\+?\d.{,23}")
"""What should stay on one line although it has spaces: "2 Business Days", "14 October 2031", a telephone number."""
_CROWDED = 0.92

_OTHER = 60
# fmt: off
_HUNDREDTHS = {
    23: " \u00a0", 25: "il", 26: ",j\u2018\u2019", 27: ".I", 28: ":;", 30: "`", 31: "()-'", 32: "[]f", 33: "!J", 34: "{}", 35: "t", 36: "r",
    40: "sz", 42: "Lc", 43: "/\\", 44: '"\u201c\u201d', 46: "?Fx", 47: "Sgvy", 48: "Zk|", 49: "Ea", 50: "#*+<=>T^_e~\u2013\u2022",
    51: "$0123456789\u00a3\u20ac", 52: "Y", 53: "CP", 54: "bdhnopqu", 55: "KX", 56: "BR", 59: "V", 61: "A", 63: "DH", 64: "G", 65: "U",
    66: "N", 68: "O", 69: "Q", 70: "&", 73: "%", 75: "w", 81: "m", 87: "M", 90: "@\u2014", 91: "W",
}
# fmt: on
"""Widths in hundredths of the type's size, and the letters that have them: those of the house's bold sans, which is the wider one."""
_WIDTHS = {letter: width for width, letters in _HUNDREDTHS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide a column would like to be: its longest word, its longest phrase of figures, its longest paragraph on one line."""

    word: int
    figures: int
    line: int
    cells: tuple[Cell, ...] = ()
    """Its cells row by row, those of the header first."""


@lru_cache(maxsize=16384)
def text_width(text: str) -> int:
    """The width of words in the table's type, in twentieths of a point; rather too much than too little."""
    hundredths = sum(_WIDTHS.get(letter, _OTHER) for letter in text)
    return ceil(hundredths * _POINTS / 5)


def measured(head: Sequence[Sequence[str]], body: Sequence[Sequence[str]]) -> Measure:
    """The needs of a column from the paragraphs of its cells."""
    spare = PADDING + _SLACK
    paragraphs = [paragraph for cell in (*head, *body) for paragraph in cell]
    # Only an ordinary space ends a word here: the no-break space keeps number and unit together.
    word = max((text_width(word) for paragraph in paragraphs for word in paragraph.split(" ")), default=0) + spare
    cells = tuple(tuple(text_width(paragraph) + spare for paragraph in cell) for cell in (*head, *body))
    figures = (text_width(paragraph) + spare for paragraph in paragraphs if _FIGURES.fullmatch(paragraph))
    line = max((width for cell in cells for width in cell), default=spare)
    return Measure(word, max(word, *figures, 0), line, cells)


def fits(columns: Sequence[Measure], available: int) -> bool:
    """Whether the table reads well at this width."""
    return sum(column.figures for column in columns) <= available * _CROWDED


def lines_of(cell: Cell, width: int) -> int:
    """About how many lines a cell takes in a column of this width."""
    return sum(ceil((paragraph - PADDING) / max(1, width - PADDING)) for paragraph in cell)


def label_widths(available: int) -> tuple[int, ...]:
    """Two columns, of which the first is the heading of its row."""
    first = round(available * _LABEL)
    return (first, available - first)


def widths(columns: Sequence[Measure], alignments: Sequence[Alignment], available: int) -> tuple[int, ...]:
    """Widths that add up to `available`, or to less where there are figures only: no word broken if that can be, then the fewest lines."""
    least = _least(columns, available)
    if sum(least) >= available:
        return _exact(_shortened(least, available), available)
    lines = [column.line for column in columns]
    if sum(lines) <= available:
        return _stretched(lines, alignments, available)
    cells = tuple(column.cells for column in columns)
    return _stretched(fewest_lines(cells, tuple(least), PADDING + _SLACK, available), alignments, available)


def _least(columns: Sequence[Measure], available: int) -> list[int]:
    """The widest word of each column, and its figures too where that costs least, as long as some room is left."""
    least = [min(column.word, available // 2) for column in columns]
    for index in sorted(range(len(columns)), key=lambda index: columns[index].figures - columns[index].word):
        with_figures = [*least[:index], columns[index].figures, *least[index + 1 :]]
        if sum(with_figures) <= available * _CROWDED:
            least = with_figures
    return least


def _shortened(wish: Sequence[int], available: int) -> list[float]:
    """The widest columns cut to one width, the others as they are: a word that fits nowhere breaks no other word."""
    left, columns = float(available), len(wish)
    for width in sorted(wish):
        if width * columns > left:
            break
        left, columns = left - width, columns - 1
    return [min(width, left / columns) for width in wish] if columns else list(wish)


def _levelled(wish: Sequence[int], available: int) -> list[float]:
    """As wide as wished where that is less than an even share of what the narrower columns leave: so only the longest words are broken."""
    found: dict[int, float] = {}
    for index in sorted(range(len(wish)), key=wish.__getitem__):
        found[index] = min(wish[index], (available - sum(found.values())) / (len(wish) - len(found)))
    return [found[index] for index in range(len(wish))]


def _stretched(wish: Sequence[int], alignments: Sequence[Alignment], available: int) -> tuple[int, ...]:
    """What is left over goes to the columns of words, since figures far from their neighbours are hard to read."""
    shares = [width if side is Alignment.LEFT else 0 for width, side in zip(wish, alignments, strict=True)]
    if not any(shares):
        return tuple(wish)
    left = available - sum(wish)
    return _exact([width + left * share / sum(shares) for width, share in zip(wish, shares, strict=True)], available)


def _exact(found: Sequence[float], available: int) -> tuple[int, ...]:
    whole = [int(width) for width in found]
    whole[-1] += available - sum(whole)
    return tuple(whole)
