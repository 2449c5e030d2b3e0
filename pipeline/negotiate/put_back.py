"""Where in their words a value of ours stands, and what they made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.model.document import Fate, Inline, Text, ToBeAgreed, Value
from pipeline.model.reading import to_be_agreed
from pipeline.negotiate.pieces import Piece, Placed, pieces_of, placed

_GLUE = frozenset("/-–.,£€$%(")
"""Signs by which what stands beside a value makes another value of it: `1.` before `5 hours`, `/60` behind `30`."""

_NO_TEXT = "\n"
"""What stands for a reference among words; the end of a divided paragraph is the same sign."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A value of ours and its place in our words."""

    leaf: Value | ToBeAgreed
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Hunk:
    """One change of words: what goes of ours from `start` to `end`, and what comes in its place, with the ordinals of its pieces."""

    start: int
    end: int
    words: str
    inserted: tuple[int, ...]


def with_values(ours: tuple[Inline, ...], pieces: Sequence[Piece]) -> list[Piece]:
    """Their pieces with our values in them; `pieces` are those of both sides, and hold our words without values.

    A value whose words are bounded by what stayed has their words. One that went together with the words beside it stays mere words.
    """
    row = placed(pieces)
    hunks = list(_hunks(row))
    # From back to front, so that the ordinals of what stands before a value still hold.
    for spot in reversed(tuple(_spots(ours))):
        touching = [hunk for hunk in hunks if _touches(hunk, spot)]
        hunks = [hunk for hunk in hunks if hunk not in touching]
        if all(spot.start <= hunk.start and hunk.end <= spot.end for hunk in touching):
            row = _with_value(row, spot, {ordinal for hunk in touching for ordinal in hunk.inserted})
    return [each.piece for each in row if each.piece.is_new]


def _spots(ours: tuple[Inline, ...]) -> Iterator[_Spot]:
    at = 0
    for piece in pieces_of(ours):
        match piece.leaf:
            case Value(text=words) | ToBeAgreed(label=words) as leaf:
                words = to_be_agreed(words) if isinstance(leaf, ToBeAgreed) else words
                yield _Spot(leaf, words, at, at + len(words))
                at += len(words)
            case _:
                at += piece.size


def _hunks(row: Sequence[Placed]) -> Iterator[_Hunk]:
    """Stretches of pieces that go and come without one that stays between them."""
    for changed, stretch in groupby(enumerate(row), key=lambda each: each[1].piece.fate is not None):
        if changed:
            pieces = list(stretch)
            come = [(ordinal, each) for ordinal, each in pieces if each.piece.fate is Fate.INSERTED]
            words = "".join(_text(each.piece) for _, each in come)
            yield _Hunk(pieces[0][1].start, pieces[-1][1].end, words, tuple(ordinal for ordinal, _ in come))


def _touches(hunk: _Hunk, spot: _Spot) -> bool:
    if hunk.start < hunk.end:
        return hunk.start < spot.end and spot.start < hunk.end
    if spot.start < hunk.start < spot.end:
        return True
    if not any(letter.isalnum() for letter in hunk.words):
        return False
    before = hunk.start == spot.start and _is_glued(hunk.words[-1], spot.words[0])
    return before or (hunk.start == spot.end and _is_glued(hunk.words[0], spot.words[-1]))


def _is_glued(sign: str, edge: str) -> bool:
    return edge.isalnum() and (sign.isalnum() or sign in _GLUE)


def _text(piece: Piece) -> str:
    return piece.leaf.text if isinstance(piece.leaf, Text) else _NO_TEXT


def _with_value(row: Sequence[Placed], spot: _Spot, inserted: set[int]) -> tuple[Placed, ...]:
    """The row with one piece in the place of all that is the value now.

    It stays mere words where a reference or the end of a paragraph came among them, or where some of them stand out and others do not.
    """
    before: list[Placed] = []
    inside: list[Piece] = []
    behind: list[Placed] = []
    for ordinal, each in enumerate(row):
        if ordinal in inserted:
            inside.append(each.piece)
        elif each.end <= spot.start:
            before.append(each)
        elif each.start >= spot.end:
            behind.append(each)
        else:
            ahead, middle, rest = _cut(each, spot)
            before += ahead
            inside += middle
            behind += rest
    words = "".join(_text(piece) for piece in inside if piece.is_new)
    if not words:
        return (*before, *behind)
    depths = {piece.strong for piece in inside if piece.is_new}
    if _NO_TEXT in words or len(depths) > 1:
        return tuple(row)
    return (*before, Placed(Piece(_leaf(spot.leaf, words), depths.pop()), spot.start, spot.end), *behind)


def _leaf(ours: Value | ToBeAgreed, words: str) -> Inline:
    if isinstance(ours, ToBeAgreed) and words == to_be_agreed(ours.label):
        return ours
    return Value(ours.path, words)


def _cut(each: Placed, spot: _Spot) -> tuple[list[Placed], list[Piece], list[Placed]]:
    """A piece of text in three: before the value, in it, behind it."""
    piece = each.piece
    if not isinstance(piece.leaf, Text):
        return [], [piece], []
    text = piece.leaf.text
    start, end = max(0, spot.start - each.start), min(len(text), spot.end - each.start)

    def part(words: str) -> Piece:
        return Piece(Text(words), piece.strong, piece.fate, piece.author)

    ahead = [Placed(part(text[:start]), each.start, each.start + start)] if start else []
    rest = [Placed(part(text[end:]), each.start + end, each.end)] if end < len(text) else []
    return ahead, [part(text[start:end])], rest
