"""The words of a redlined paragraph as a row of pieces, so that places in our words and in theirs can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model.document import Deleted, Fate, Inline, Inserted, Strong, Text, ToBeAgreed, Value, merged, strong
from pipeline.model.reading import to_be_agreed


@dataclass(frozen=True, slots=True)
class Piece:
    """One leaf of a paragraph: how often it is strong, and whether and in whose revision it comes or goes."""

    leaf: Inline
    strong: int = 0
    fate: Fate | None = None
    author: str = ""

    @property
    def size(self) -> int:
        """How many places of a paragraph it takes: its letters; a reference or a Defined Term is one sign."""
        match self.leaf:
            case Text(text=text) | Value(text=text):
                return len(text)
            case _:
                return 1

    @property
    def is_old(self) -> bool:
        """Whether it stands in our words."""
        return self.fate is not Fate.INSERTED

    @property
    def is_new(self) -> bool:
        """Whether it stands in theirs."""
        return self.fate is not Fate.DELETED


def pieces_of(content: tuple[Inline, ...]) -> tuple[Piece, ...]:
    """The leaves of a paragraph in order."""
    return tuple(_pieces(content, Piece(Text(""))))


def _pieces(content: tuple[Inline, ...], around: Piece) -> Iterator[Piece]:
    for node in content:
        match node:
            case Strong(content=inner):
                yield from _pieces(inner, Piece(around.leaf, around.strong + 1, around.fate, around.author))
            case Inserted(content=inner, revision=revision):
                yield from _pieces(inner, Piece(around.leaf, around.strong, Fate.INSERTED, revision.author))
            case Deleted(content=inner, revision=revision):
                yield from _pieces(inner, Piece(around.leaf, around.strong, Fate.DELETED, revision.author))
            case _:
                yield Piece(node, around.strong, around.fate, around.author)


def content_of(pieces: Iterable[Piece]) -> tuple[Inline, ...]:
    """The inline nodes that these leaves make, without revisions."""
    return merged(tuple(strong(piece.leaf, piece.strong) for piece in pieces))


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece with its place in our words; what is inserted takes none there, so it ends where it starts."""

    piece: Piece
    start: int
    end: int


def placed(pieces: Iterable[Piece]) -> tuple[Placed, ...]:
    """The pieces with their places in our words."""
    found: list[Placed] = []
    at = 0
    for piece in pieces:
        end = at + piece.size if piece.is_old else at
        found.append(Placed(piece, at, end))
        at = end
    return tuple(found)


def bare(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The words as a reader of the page knows them: values and open points are only text."""
    return content_of(Piece(_bare(piece.leaf), piece.strong) for piece in pieces_of(content))


def _bare(leaf: Inline) -> Inline:
    match leaf:
        case Value(text=text):
            return Text(text)
        case ToBeAgreed(label=label):
            return Text(to_be_agreed(label))
        case _:
            return leaf
