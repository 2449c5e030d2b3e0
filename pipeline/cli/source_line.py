"""One line of a user's file on a terminal, cut to a readable width, and where a place in it shows."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

WIDEST = 120
TAB = "    "
CUT = "…"
_DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that would turn the order of the words on the screen."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`text` as shown; the place begins `start` columns of the screen into it and is `width` columns wide, at least one."""

    text: str
    start: int
    width: int


def excerpt(line: str, column: int, end_column: int | None) -> Excerpt:
    """The part of a line around the place from `column` to before `end_column`, both counted in characters from 1."""
    begin = min(column - 1, len(line))
    end = max(begin, min((end_column or column + 1) - 1, len(line)))
    before, place, behind = (_shown(piece) for piece in (line[:begin], line[begin:end], line[end:].rstrip()))
    before = _last_columns(before, max(WIDEST // 2, WIDEST - screen_width(place) - screen_width(behind)))
    place = _first_columns(place, WIDEST - screen_width(before))
    behind = _first_columns(behind, WIDEST - screen_width(before) - screen_width(place))
    return Excerpt(before + place + behind, screen_width(before), max(1, screen_width(place)))


def _shown(text: str) -> str:
    """Without what would move the cursor or turn the order of the words."""
    text = text.replace("\t", TAB)
    return "".join(
        "\ufffd" if character in _DIRECTIONS or unicodedata.category(character) in ("Cc", "Zl", "Zp") else character for character in text
    )


def screen_width(text: str) -> int:
    """Columns on the screen: letters of East Asia take two, accents of their own none."""
    return len(text) if text.isascii() else sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _first_columns(text: str, most: int) -> str:
    if screen_width(text) <= most:
        return text
    taken, width = "", len(CUT)
    for character in text:
        width += _width(character)
        if width > most:
            break
        taken += character
    return taken + CUT


def _last_columns(text: str, most: int) -> str:
    if screen_width(text) <= most:
        return text
    return _first_columns(text[::-1], most)[::-1]
