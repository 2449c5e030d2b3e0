"""The widths of a table's columns, found from the words that stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.document import Alignment

PADDING = 226
"""What a cell's two side margins take, in twentieths of a point: 2 mm each."""

_POINTS = 9.5
_LABEL_LEAST, _LABEL_MOST = 0.26, 0.36
_COMFORT = 0.38
"""Beyond this share of the page a column may well wrap its words."""

_SHORT = 18
"""Characters up to which a phrase ("2 Business Days") should stay on one line."""
_CROWDED = 0.85

_NARROW, _WIDE = frozenset("iIjlt.,;:'!|()[]/-\u2019\u00a0 f"), frozenset("mwMWOQGDHNU@%&ABCKRVXYZ\u20ac\u2014")


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide a column would like to be: its longest word, its longest short phrase, its longest paragraph on one line."""

    word: int
    phrase: int
    line: int


def text_width(text: str) -> int:
    """About the width of words in the table's type, in twentieths of a point; a little too much rather than too little."""
    ems = sum(0.3 if letter in _NARROW else 0.7 if letter in _WIDE else 0.54 for letter in text)
    return round(ems * _POINTS * 20 * 1.04)


def measured(head: Sequence[str], body: Sequence[str]) -> Measure:
    """The needs of a column from all its paragraphs; a phrase of the head may well be broken, a short one of the body had better not."""
    paragraphs = (*head, *body)
    # Only an ordinary space ends a word here: the no-break space keeps number and unit together.
    word = max((text_width(word) for paragraph in paragraphs for word in paragraph.split(" ")), default=0)
    phrase = max((text_width(paragraph) for paragraph in body if len(paragraph) <= _SHORT), default=0)
    line = max((text_width(paragraph) for paragraph in paragraphs), default=0)
    return Measure(word + PADDING, max(word, phrase) + PADDING, line + PADDING)


def comfortable(columns: Sequence[Measure], page: int) -> int:
    """The width at which the table reads well on a page of this width."""
    return sum(min(column.line, max(column.word, round(page * _COMFORT))) for column in columns)


def label_widths(columns: Sequence[Measure], available: int) -> tuple[int, ...]:
    """Two columns, of which the first is the heading of its row."""
    first = min(max(columns[0].line, round(available * _LABEL_LEAST)), round(available * _LABEL_MOST))
    return (first, available - first)


def widths(columns: Sequence[Measure], alignments: Sequence[Alignment], available: int) -> tuple[int, ...]:
    """Widths that add up to `available`: no word broken if that can be, then the fewest lines."""
    least = [column.phrase for column in columns]
    if sum(least) > available * _CROWDED:
        least = [min(column.word, available // 2) for column in columns]
    if sum(least) >= available:
        return _exact([available * width / sum(least) for width in least], available)
    wish = [max(small, min(column.line, round(available * 0.85))) for small, column in zip(least, columns, strict=True)]
    if sum(wish) <= available:
        return _stretched(wish, alignments, available)
    spare = (available - sum(least)) / (sum(wish) - sum(least))
    return _exact([small + spare * (large - small) for small, large in zip(least, wish, strict=True)], available)


def _stretched(wish: Sequence[int], alignments: Sequence[Alignment], available: int) -> tuple[int, ...]:
    """What is left over goes to the columns of words, since figures far from their neighbours are hard to read."""
    shares = [width if side is Alignment.LEFT else 0 for width, side in zip(wish, alignments, strict=True)]
    if not any(shares):
        shares = list(wish)
    left = available - sum(wish)
    return _exact([width + left * share / sum(shares) for width, share in zip(wish, shares, strict=True)], available)


def _exact(found: Sequence[float], available: int) -> tuple[int, ...]:
    whole = [int(width) for width in found]
    whole[-1] += available - sum(whole)
    return tuple(whole)
