"""A redline as lines in reading order, each with what either version says in it and the number that either gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model.document import (
    Block,
    Clause,
    Deleted,
    Document,
    Fate,
    Inline,
    Inserted,
    List,
    Paragraph,
    Row,
    SignatureBlock,
    Strong,
    Table,
    Value,
)
from pipeline.model.numbering import Numbers
from pipeline.model.places import versions_of
from pipeline.model.redline import former_id

_COMES = (Fate.INSERTED, Fate.MOVED_TO)
_GOES = (Fate.DELETED, Fate.MOVED_FROM)
BULLET = "\u2022"
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line. Those that are kept may read otherwise in the old version: a reference whose number has changed."""

    text: str
    in_old: bool
    in_new: bool
    old_text: str
    strong: bool = False
    path: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether both versions have it."""
        return self.in_old and self.in_new


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, paragraph or point. `fate` is what became of it as a whole; `end` what became of its end.

    A label is empty where the line has no number in that version. `name` is what stands before a field of the signature page.
    """

    kind: str
    level: int
    block: str
    fate: Fate | None
    in_old: bool
    in_new: bool
    old_label: str
    new_label: str
    pieces: tuple[Piece, ...]
    end: Fate | None = None
    name: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether anything is marked in it."""
        return self.fate is not None or self.end is not None or self.label_goes or any(not piece.is_kept for piece in self.pieces)

    @property
    def label_goes(self) -> bool:
        """Whether the new version gives no number to what had one."""
        return bool(self.old_label) and not self.new_label

    @property
    def label(self) -> str:
        """The number to show: never one that the line has in neither version."""
        return self.new_label or self.old_label


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with the lines in it."""

    fate: Fate | None
    lines: tuple[Line | Grid, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table."""

    fate: Fate | None
    cells: tuple[GridCell, ...]
    is_header: bool

    @property
    def is_changed(self) -> bool:
        """Whether anything is marked in it."""
        return self.fate is not None or any(cell.fate is not None or any(line.is_changed for line in cell.lines) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    block: str
    fate: Fate | None
    rows: tuple[GridRow, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything is marked in it."""
        return self.fate is not None or any(row.is_changed for row in self.rows)


def lines_of(redline: Document, given: Mapping[str, str] = _NONE) -> tuple[Line | Grid, ...]:
    """All that a redline says, in reading order; `given` are numbers by id that are not found in the tree."""
    return tuple(_Reader(redline, given).lines())


def every_line(lines: Sequence[Line | Grid]) -> Iterator[Line]:
    """The lines, those within tables included."""
    for line in lines:
        if isinstance(line, Line):
            yield line
        else:
            yield from (inner for row in line.rows for cell in row.cells for inner in every_line(cell.lines))


@dataclass(frozen=True, slots=True)
class _Around:
    """Where a block stands: the Part's id in either version, and which of the versions have what is around it."""

    new_part: str = ""
    old_part: str = ""
    fate: Fate | None = None
    in_old: bool = True
    in_new: bool = True
    level: int = 0

    def within(self, node: Any) -> _Around:
        marks = getattr(node, "change", ())
        if not marks:
            return self
        fates = {mark.fate for mark in marks}
        in_old = self.in_old and not fates.intersection(_COMES)
        in_new = self.in_new and not fates.intersection(_GOES)
        return replace(self, fate=marks[-1].fate, in_old=in_old, in_new=in_new)


class _Reader:
    def __init__(self, redline: Document, given: Mapping[str, str]) -> None:
        self.redline = redline
        self.given = given
        versions = versions_of(redline)
        self.new, self.old = versions.new, versions.old

    def lines(self) -> Iterator[Line | Grid]:
        for part in self.redline.parts:
            around = replace(_Around().within(part), new_part=part.id, old_part=former_id(part))
            if part.heading:
                yield self._line("part", part, part.heading, around)
            yield from self._blocks(part.blocks, around)

    def _blocks(self, blocks: Sequence[Block], around: _Around) -> Iterator[Line | Grid]:
        ended: Fate | None = None
        for block in blocks:
            here = around.within(block)
            match block:
                case Clause():
                    yield self._line("clause", block, block.heading, here)
                    yield from self._blocks(block.blocks, replace(here, level=1))
                case Paragraph():
                    yield self._line("paragraph", block, block.content, here, after=ended)
                case List():
                    yield from self._items(block, here)
                case Table():
                    yield self._grid(block, here)
                case SignatureBlock():
                    yield from self._signature(block, here)
            ended = _end(block) if isinstance(block, Paragraph) else None

    def _items(self, points: List, around: _Around) -> Iterator[Line | Grid]:
        ended: Fate | None = None
        for item in points.items:
            here = around.within(item)
            first = here.within(item.first)
            yield self._line("point" if points.ordered else "bullet", item.first, item.first.content, first, after=ended)
            yield from self._blocks(item.blocks[1:], replace(here, level=around.level + 1))
            ended = _end(item.first) if len(item.blocks) == 1 else None

    def _line(self, kind: str, node: Any, content: tuple[Inline, ...], around: _Around, after: Fate | None = None) -> Line:
        """`after` is what became of the end of the paragraph before: where it comes or goes, only one version begins anew here."""
        old = self._label(kind, former_id(node), self.old.numbers) if around.in_old and after is not Fate.INSERTED else ""
        new = self._label(kind, node.id, self.new.numbers) if around.in_new and after is not Fate.DELETED else ""
        pieces = tuple(self._pieces(content, around))
        end = _end(node) if isinstance(node, Paragraph) else None
        return Line(kind, around.level, node.id, around.fate, around.in_old, around.in_new, old, new, pieces, end)

    def _label(self, kind: str, id: str, numbers: Numbers) -> str:
        if kind == "bullet":
            return BULLET
        return numbers[id].label if id in numbers else self.given.get(id, "")

    def _pieces(
        self, content: tuple[Inline, ...], around: _Around, *, strong: bool = False, in_old: bool = True, in_new: bool = True
    ) -> Iterator[Piece]:
        for node in content:
            match node:
                case Inserted():
                    yield from self._pieces(node.content, around, strong=strong, in_old=False, in_new=in_new)
                case Deleted():
                    yield from self._pieces(node.content, around, strong=strong, in_old=in_old, in_new=False)
                case Strong():
                    yield from self._pieces(node.content, around, strong=True, in_old=in_old, in_new=in_new)
                case _:
                    yield self._piece(node, around, strong, in_old, in_new)

    def _piece(self, node: Inline, around: _Around, strong: bool, in_old: bool, in_new: bool) -> Piece:
        old, new = self.old.words((node,), around.old_part), self.new.words((node,), around.new_part)
        text = new if in_new and around.in_new else old
        return Piece(text, in_old, in_new, old, strong, node.path if isinstance(node, Value) else "")

    def _grid(self, table: Table, around: _Around) -> Grid:
        header = tuple(self._row(row, around, is_header=True) for row in table.header)
        return Grid(table.id, around.fate, (*header, *(self._row(row, around, is_header=False) for row in table.rows)))

    def _row(self, row: Row, around: _Around, *, is_header: bool) -> GridRow:
        here = replace(around.within(row), level=0)
        cells = []
        for cell in row.cells:
            within = here.within(cell)
            cells.append(GridCell(within.fate, tuple(self._blocks(cell.blocks, within))))
        return GridRow(here.fate, tuple(cells), is_header)

    def _signature(self, block: SignatureBlock, around: _Around) -> Iterator[Line]:
        yield self._line("signature", block, block.words, around)
        former = dict(block.former.attributes).get("lines") if block.former else None
        if former is not None:
            gone = replace(around, fate=Fate.DELETED, in_new=False)
            yield from self._named(block, former, gone)
            around = replace(around, fate=Fate.INSERTED, in_old=False)
        yield from self._named(block, block.lines, around)

    def _named(self, block: SignatureBlock, pairs: Any, around: _Around) -> Iterator[Line]:
        for name, content in pairs:
            yield replace(self._line("field", block, content, around), name=name)


def _end(paragraph: Paragraph) -> Fate | None:
    return paragraph.end[-1].fate if paragraph.end else None


__all__ = ["BULLET", "Grid", "GridCell", "GridRow", "Line", "Piece", "every_line", "lines_of"]
