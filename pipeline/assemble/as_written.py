"""A wording as a proof-reader reads it before any data: every branch of every condition, with a mark where a value will stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from pipeline.assemble.pattern import (
    Bold,
    HeadingPattern,
    Hole,
    If,
    ItemPattern,
    ListPattern,
    MatrixPattern,
    PairPattern,
    PairsPattern,
    ParagraphPattern,
    Pattern,
    Piece,
    SignaturesPattern,
    TablePattern,
    Words,
)
from pipeline.model.document import Block, Cell, Clause, Inline, Item, List, Paragraph, Row, Strong, Table, Value

_VALUE = "\ufffc"


def as_written(patterns: Iterable[Pattern]) -> Iterator[Block]:
    """The blocks of all branches, one after the other; each point stands in a list of its own, since its neighbours depend on the data."""
    for pattern in patterns:
        match pattern:
            case ParagraphPattern():
                yield _paragraph(pattern)
            case ItemPattern():
                yield List((Item((_paragraph(pattern.paragraph), *as_written(pattern.blocks))),), pattern.ordered)
            case If():
                yield from (block for branch in pattern.branches for block in as_written(branch.blocks))
            case HeadingPattern():
                yield Clause(pattern.id, _inlines(pattern.words.pieces), (), pattern.span)
            case TablePattern():
                header = (_row(pattern.id, pattern.header),) if pattern.header else ()
                yield Table(pattern.id, pattern.columns, header, tuple(_row(pattern.id, row) for row in pattern.rows), span=pattern.span)
            case ListPattern():
                yield Paragraph(pattern.id, _inlines(pattern.words.pieces), span=pattern.span)
            case PairsPattern():
                yield from as_written(pattern.pairs)
            case PairPattern():
                yield Table("", (), (), (_row("", (pattern.label, pattern.content)),), span=pattern.span)
            case MatrixPattern() | SignaturesPattern():
                pass


def _paragraph(pattern: ParagraphPattern) -> Paragraph:
    return pattern.fixed or Paragraph(pattern.id, _inlines(pattern.words.pieces), pattern.named, pattern.span)


def _row(table: str, cells: Iterable[Words]) -> Row:
    return Row(tuple(Cell((Paragraph(f"{table}/{column}", _inlines(cell.pieces)),)) for column, cell in zip(count(1), cells, strict=False)))


def _inlines(pieces: tuple[Piece, ...]) -> tuple[Inline, ...]:
    return tuple(_inline(piece) for piece in pieces)


def _inline(piece: Piece) -> Inline:
    match piece:
        case Hole():
            return Value(str(piece.path), _VALUE, piece.span)
        case Bold():
            return Strong(_inlines(piece.content))
        case _:
            return piece
