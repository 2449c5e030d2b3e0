"""Tables and signature blocks from grids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Any

from pipeline.model.document import Alignment, Block, Cell, Inline, Mark, Paragraph, Row, SignatureBlock, Table
from pipeline.word.reading import revised
from pipeline.word.reading.bookmarks import Identity
from pipeline.word.reading.identity import Map
from pipeline.word.reading.lines import Grid, GridCell, GridRow, Line
from pipeline.word.reading.structure import Made, is_named
from pipeline.word.reading.wording import Wording
from pipeline.word.versions import come, gone

InCell = Callable[[Sequence[Line | Grid]], tuple[Block, ...]]
"""Reads the blocks of one cell."""


def table_of(grid: Grid, identity: Identity, made: Made, in_cell: InCell) -> Table:
    """The table; its columns stand as the words of its rows do."""
    heads = len(list(takewhile(lambda row: row.head, grid.rows)))
    rows = tuple(_row(row, in_cell) for row in grid.rows)
    old, new = (_columns(grid, goes) for goes in (come, gone))
    marks = revised.shared(rows) if rows else ()
    rows = tuple(revised.without(row, len(marks)) for row in rows)
    changed: dict[str, Any] = {} if old == new else {"columns": old}
    former = made.former(identity, named=True, **changed)
    return Table(identity.id, new, rows[:heads], rows[heads:], is_named(identity.id), change=marks, former=former)


def _row(row: GridRow, in_cell: InCell) -> Row:
    return Row(tuple(_cell(cell, row.marks, in_cell) for cell in row.cells), row.marks)


def _cell(cell: GridCell, around: tuple[Mark, ...], in_cell: InCell) -> Cell:
    for block in cell.blocks:
        if isinstance(block, Line):
            revised.strip(block, (*around, *cell.marks))
    return Cell(in_cell(cell.blocks), cell.marks)


def _columns(grid: Grid, goes: Callable[[tuple[Mark, ...]], bool]) -> tuple[Alignment, ...]:
    """How the words stand in each column of one version, as the longest of its rows shows."""
    rows = [[cell for cell in row.cells if not goes(cell.marks)] for row in grid.rows if not goes(row.marks)] or [
        row.cells for row in grid.rows
    ]
    longest = max(rows, key=len, default=[])
    return tuple(_side(cell) for cell in longest)


def _side(cell: GridCell) -> Alignment:
    return next((block.side for block in cell.blocks if isinstance(block, Line)), Alignment.LEFT)


def identity_of(grid: Grid, map: Map) -> Identity:
    """The id of a table: that of which most of its paragraphs were; where none is known, one made from that of the first."""
    lines = [block for row in grid.rows for cell in row.cells for block in cell.blocks if isinstance(block, Line)]
    new = _most(map.new.around.get(line.id) for line in lines if not line.identity.old)
    old = _most(map.old.around.get(line.identity.former or line.id) for line in lines if line.identity.old or line.identity.former)
    if new is not None:
        return Identity(new, old if old is not None and old != new else "")
    if old is not None:
        return Identity(old, old=True)
    return Identity(f"{lines[0].id}/table" if lines else "received/table")


def _most(ids: Iterable[str | None]) -> str | None:
    counted = Counter(id for id in ids if id is not None)
    return counted.most_common(1)[0][0] if counted else None


def signature_of(words: Line, grid: Grid, made: Made, wording: Wording, part: str) -> SignatureBlock:
    """The words that introduce the block, and its lines: a label and what stands beside it."""
    change = revised.settle(words)
    content = wording.inlines(words.pieces, part)
    rows = [(_pair(row, wording, part), row.marks) for row in grid.rows if row.cells]
    own = [marks[len(change) :] if _begin_alike(marks, change) else marks for _, marks in rows]
    kept = tuple(pair for (pair, _), marks in zip(rows, own, strict=True) if not gone(marks))
    changed: dict[str, Any] = (
        {"lines": tuple(pair for (pair, _), marks in zip(rows, own, strict=True) if not come(marks))} if any(own) else {}
    )
    return SignatureBlock(words.id, content, kept, change=change, former=made.former(words.identity, **changed))


def _begin_alike(marks: tuple[Mark, ...], change: tuple[Mark, ...]) -> bool:
    return len(marks) >= len(change) and all(map(revised.is_same, marks, change))


def _pair(row: GridRow, wording: Wording, part: str) -> tuple[str, tuple[Inline, ...]]:
    lines = [[block for block in cell.blocks if isinstance(block, Line)] for cell in row.cells]
    for line in (line for cell in lines for line in cell):
        revised.strip(line, row.marks)
    label = "".join(piece.text for line in lines[0] for piece in line.pieces)
    content = tuple(node for cell in lines[1:] for line in cell for node in wording.inlines(line.pieces, part))
    return label, content


def empty_cell(lines: Sequence[Line | Grid]) -> tuple[Block, ...]:
    """The paragraph of a cell that says nothing."""
    return tuple(Paragraph(line.id, (), is_named(line.id)) for line in lines[:1] if isinstance(line, Line))
