"""Where a signatory signs on the printed page, found by the words of the signature block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.model.drawn_words import as_drawn
from pipeline.pdf.content import Piece
from pipeline.pdf.page import Page

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""
_BELOW = 3.0
"""How far below the baseline of its label the line to sign on is drawn."""


class Spot(NamedTuple):
    """A line to sign on: the index of its page from 0, and the room above the line."""

    page: int
    box: Box


class Room(NamedTuple):
    """How far right of its label a line begins, how long it is, and how much room is above it, in points."""

    offset: float
    length: float
    height: float


class SpotNotFound(Exception):
    """The words of a signature block are not on the pages."""


class _Letter(NamedTuple):
    page: int
    piece: Piece


class Sought(NamedTuple):
    """A line by what is printed of its block before it and by its label; `lines` is how many lines, upwards from it, are filled in."""

    words: Sequence[str]
    label: str
    lines: int = 1


def spots(pages: Sequence[Page], blocks: Sequence[Sought], room: Room) -> tuple[Spot, ...]:
    """The lines of these blocks, in their order. Raises SpotNotFound."""
    text, letters = _letters(pages)
    found: list[Spot] = []
    after = 0
    for block in blocks:
        sought = _joined(" ".join(block.words))
        start = text.find(sought + _joined(block.label), after)
        if start < 0:
            raise SpotNotFound(" ".join(block.words))
        after = start + len(sought)
        found.append(_spot(letters[after], room, block.lines))
    return tuple(found)


def _spot(label: _Letter, room: Room, lines: int) -> Spot:
    left, bottom = label.piece.left + room.offset, label.piece.baseline - _BELOW
    return Spot(label.page, (round(left, 2), round(bottom, 2), round(left + room.length, 2), round(bottom + room.height * lines, 2)))


def _letters(pages: Sequence[Page]) -> tuple[str, list[_Letter]]:
    """All letters without white space, and the piece that each stands in."""
    text: list[str] = []
    letters: list[_Letter] = []
    for number, page in enumerate(pages):
        for piece in page.pieces:
            if not piece.margin:
                said = _joined(piece.text)
                text.append(said)
                letters.extend([_Letter(number, piece)] * len(said))
    return "".join(text), letters


def _joined(text: str) -> str:
    return "".join(as_drawn(text).split())
