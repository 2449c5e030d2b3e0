"""The widths of a table's columns, found from the words that stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pipeline.model.document import Alignment

PADDING = 226
"""What a cell's two side margins take, in twentieths of a point: 2 mm each."""

_POINTS = 9.5
_LABEL = 0.28
"""Share of the labels in a table of labels and contents: always the same, since such tables often stand one below the other."""
_COMFORT = 0.38
"""Beyond this share of the page a column may well wrap its words."""
_SLACK = 40
"""What a renderer may need more for a word than the sum of its letters."""

_SHORT = 24
"""Characters up to which a phrase ("2 Business Days") should stay on one line."""
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
    """How wide a column would like to be: its longest word, its longest short phrase, its longest paragraph on one line."""

    word: int
    phrase: int
    line: int


def text_width(text: str) -> int:
    """The width of words in the table's type, in twentieths of a point; rather too much than too little."""
    hundredths = sum(_WIDTHS.get(letter, _OTHER) for letter in text)
    return ceil(hundredths * _POINTS / 5)


def measured(head: Sequence[str], body: Sequence[str]) -> Measure:
    """The needs of a column from all its paragraphs; a phrase of the head may well be broken, a short one of the body had better not."""
    paragraphs = (*head, *body)
    # Only an ordinary space ends a word here: the no-break space keeps number and unit together.
    spare = PADDING + _SLACK
    word = max((text_width(word) for paragraph in paragraphs for word in paragraph.split(" ")), default=0)
    phrase = max((text_width(paragraph) for paragraph in body if len(paragraph) <= _SHORT), default=0)
    line = max((text_width(paragraph) for paragraph in paragraphs), default=0)
    return Measure(word + spare, max(word, phrase) + spare, line + spare)


def fits(columns: Sequence[Measure], available: int, page: int) -> bool:
    """Whether the table reads well at this width on a page of that one."""
    return sum(min(column.line, max(column.word, round(page * _COMFORT))) for column in columns) <= available


def label_widths(available: int) -> tuple[int, ...]:
    """Two columns, of which the first is the heading of its row."""
    first = round(available * _LABEL)
    return (first, available - first)


def widths(columns: Sequence[Measure], alignments: Sequence[Alignment], available: int) -> tuple[int, ...]:
    """Widths that add up to `available`, or to less where there are figures only: no word broken if that can be, then the fewest lines."""
    least = _least(columns, available)
    if sum(least) >= available:
        return _exact([available * width / sum(least) for width in least], available)
    wish = [max(small, min(column.line, round(available * 0.85))) for small, column in zip(least, columns, strict=True)]
    if sum(wish) <= available:
        return _stretched(wish, alignments, available)
    spare = (available - sum(least)) / (sum(wish) - sum(least))
    return _exact([small + spare * (large - small) for small, large in zip(least, wish, strict=True)], available)


def _least(columns: Sequence[Measure], available: int) -> list[int]:
    """The widest word of each column, and its short phrases too where that costs least, as long as some room is left."""
    least = [min(column.word, available // 2) for column in columns]
    for index in sorted(range(len(columns)), key=lambda index: columns[index].phrase - columns[index].word):
        with_phrases = [*least[:index], columns[index].phrase, *least[index + 1 :]]
        if sum(with_phrases) <= available * _CROWDED:
            least = with_phrases
    return least


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
