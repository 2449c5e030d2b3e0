"""Tables and signature blocks from grids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from pipeline.model.document import Alignment, Block, Cell, Former, Inline, Mark, Paragraph, Row, SignatureBlock, Table
from pipeline.word.reading import revised
from pipeline.word.reading.identity import Map
from pipeline.word.reading.lines import Grid, GridCell, GridRow, Line
from pipeline.word.reading.wording import Wording
from pipeline.word.versions import come, gone

InCell = Callable[[Sequence[Line | Grid]], tuple[Block, ...]]
"""Reads the blocks of one cell."""


def table_of(grid: Grid, id: str, in_cell: InCell) -> Table:
    """The table; its columns stand as the words of its rows do."""
    heads = len(list(takewhile(lambda row: row.head, grid.rows)))
    rows = tuple(_row(row, in_cell) for row in grid.rows)
    old, new = (_columns(grid, goes) for goes in (come, gone))
    marks = revised.shared(rows) if rows else ()
    rows = tuple(revised.without(row, len(marks)) for row in rows)
    former = None
    changed = next((mark for row in rows for cell in row.cells for mark in cell.change), None)
    if changed is not None:
        former = Former((("columns", old),), changed.revision)
    return Table(id, new, rows[:heads], rows[heads:], "/" not in id, change=marks, former=former)


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


def table_id(grid: Grid, map: Map) -> str | None:
    """The id of a table: that of most of its cells' paragraphs. None where none of them is known."""
    counts: dict[str, int] = {}
    for row in grid.rows:
        for cell in row.cells:
            for block in cell.blocks:
                around = map.around.get(block.id) if isinstance(block, Line) else None
                if around is not None:
                    counts[around] = counts.get(around, 0) + 1
    return max(counts, key=lambda id: counts[id], default=None)


def signature_of(words: Line, grid: Grid, wording: Wording, part: int) -> SignatureBlock:
    """The words that introduce the block, and its lines: a label and what stands beside it."""
    change = revised.settle(words)
    content = wording.inlines(words.pieces, part)
    rows = [(_pair(row, wording, part), row.marks) for row in grid.rows if row.cells]
    own = [marks[len(change) :] if _begin_alike(marks, change) else marks for _, marks in rows]
    kept = tuple(pair for (pair, _), marks in zip(rows, own, strict=True) if not gone(marks))
    former = None
    if any(own):
        old = tuple(pair for (pair, _), marks in zip(rows, own, strict=True) if not come(marks))
        former = Former((("lines", old),), next(mark.revision for marks in own for mark in marks))
    return SignatureBlock(words.id, content, kept, change=change, former=former)


def _begin_alike(marks: tuple[Mark, ...], change: tuple[Mark, ...]) -> bool:
    return len(marks) >= len(change) and all(map(revised.is_same, marks, change))


def _pair(row: GridRow, wording: Wording, part: int) -> tuple[str, tuple[Inline, ...]]:
    lines = [[block for block in cell.blocks if isinstance(block, Line)] for cell in row.cells]
    for line in (line for cell in lines for line in cell):
        revised.strip(line, row.marks)
    label = "".join(piece.text for line in lines[0] for piece in line.pieces)
    content = tuple(node for cell in lines[1:] for line in cell for node in wording.inlines(line.pieces, part))
    return label, content


def empty_cell(lines: Sequence[Line | Grid]) -> tuple[Block, ...]:
    """The paragraph of a cell that says nothing."""
    return tuple(Paragraph(line.id, (), "/" not in line.id) for line in lines[:1] if isinstance(line, Line))
