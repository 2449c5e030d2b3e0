"""The body of a file as lines and grids: each paragraph with its place in a list, each table with its rows, and what revises them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model.document import Alignment, Fate, Mark
from pipeline.model.received import Unread
from pipeline.word import names
from pipeline.word.labels import Counter
from pipeline.word.markup import is_on, style_of, value_of
from pipeline.word.names import W
from pipeline.word.reading.bookmarks import Bookmarks, Identity
from pipeline.word.reading.looks import differences, shows_nothing
from pipeline.word.reading.pieces import Piece
from pipeline.word.reading.scribe import Scribe, revision_of

_CONTROL = f"{W}sdt"
_THROUGH = frozenset((_CONTROL, f"{W}sdtContent", f"{W}customXml"))
_SIDES = {"right": Alignment.RIGHT, "end": Alignment.RIGHT, "center": Alignment.CENTRE}
_CELLS = {f"{W}cellIns": Fate.INSERTED, f"{W}cellDel": Fate.DELETED}
_SILENT = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "sectPr", "sdtPr", "sdtEndPr", "proofErr", "permStart", "permEnd", "customXmlPr", "tcPr")
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a paragraph stands: its style by the writer's name, and its level in a list from 0, None where it has no number and no bullet."""

    style: str
    level: int | None
    bullet: bool


@dataclass(slots=True)
class Line:
    """A paragraph: how it stands, what it says, and the revisions of its end."""

    identity: Identity
    standing: Standing
    pieces: tuple[Piece, ...]
    ends: tuple[Mark, ...]
    paragraph: etree._Element
    move: Mark | None = None
    """The move that reaches over it, whole or in part."""
    former: Standing | None = None
    """How it stood before a revision changed its look."""
    label: str = ""
    """The number that a word processor shows."""
    side: Alignment = Alignment.LEFT
    contents: bool = False
    """Whether it is a line of the contents."""

    @property
    def id(self) -> str:
        """Its id, in the version that has it."""
        return self.identity.id


@dataclass(slots=True)
class GridCell:
    """A cell of a table."""

    blocks: list[Line | Grid]
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class GridRow:
    """A row of a table."""

    cells: list[GridCell]
    head: bool
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class Grid:
    """A table with its style by the writer's name."""

    style: str
    rows: list[GridRow] = field(default_factory=list)


@dataclass(slots=True)
class Lines:
    """Goes through the body once, from the top to the end."""

    scribe: Scribe
    counted: Counter
    bookmarks: Bookmarks

    def of(self, element: etree._Element) -> Iterator[Line | Grid]:
        """What stands directly in the body, a cell, a note or a head."""
        for child in element:
            if child.tag == f"{W}p":
                yield self._line(child)
            elif child.tag == f"{W}tbl":
                yield self._grid(child)
            elif child.tag in _THROUGH:
                if child.tag == _CONTROL:
                    self.scribe.controlled(child)
                yield from self.of(child)
            elif isinstance(child.tag, str) and "Range" in child.tag:
                self.scribe.pass_by(child)
            elif isinstance(child.tag, str) and child.tag not in _SILENT:
                self._unread(child)

    def _unread(self, element: etree._Element) -> None:
        self.scribe.found.unread.append(Unread(etree.QName(element).localname, self.scribe.block))

    def _line(self, paragraph: etree._Element) -> Line:
        properties = paragraph.find(f"{W}pPr")
        identity = self.bookmarks.of(paragraph)
        before = self.scribe.in_contents
        pieces = self.scribe.taken(paragraph, identity.id)
        end = None if properties is None else properties.find(f"{W}rPr")
        ends = () if end is None else self.scribe.marks_of(end)
        line = Line(identity, self._standing(paragraph), pieces, ends, paragraph, contents=before or self.scribe.in_contents)
        line.move = self.scribe.met[-1] if self.scribe.met else None
        line.side = _SIDES.get(value_of(properties, "jc") or "", Alignment.LEFT)
        change = None if properties is None else properties.find(f"{W}pPrChange")
        if change is not None:
            line.former = self._standing(change)
            former, now = differences(change.find(f"{W}pPr"), properties)
            self.scribe.found.look(identity.id, "".join(piece.text for piece in pieces), former, now, revision_of(change))
        return line

    def _standing(self, element: etree._Element) -> Standing:
        """How a paragraph with the properties below this element stands."""
        style = self.scribe.styles.name(style_of(element))
        number, level = self.counted.place(element) or ("", 0)
        found = self.counted.lists.get(number)
        if found is None:
            # A style of ours whose number was taken away stays what it is; its label tells.
            return Standing(style, level if number and style in names.NUMBERED_STYLES else None, bullet=False)
        return Standing(style, level, bullet=level in found.levels and found.levels[level].form == "bullet")

    def _grid(self, table: etree._Element) -> Grid:
        style = value_of(table.find(f"{W}tblPr"), "tblStyle")
        grid = Grid("" if style is None else self.scribe.styles.name(style))
        rows = (self._row(row) for row in _below(table, f"{W}tr"))
        grid.rows += (row for row in rows if row.cells)
        return grid

    def _row(self, row: etree._Element) -> GridRow:
        properties = row.find(f"{W}trPr")
        marks = () if properties is None else self.scribe.marks_of(properties)
        around, height = self.scribe.in_low_row, None if properties is None else properties.find(f"{W}trHeight")
        self.scribe.in_low_row = around or is_on(properties, "hidden") or shows_nothing(height, "val", "hRule")
        cells = [self._cell(cell) for cell in _below(row, f"{W}tc")]
        self.scribe.in_low_row = around
        return GridRow(cells, is_on(properties, "tblHeader"), marks)

    def _cell(self, cell: etree._Element) -> GridCell:
        properties = cell.find(f"{W}tcPr")
        marks = tuple(
            Mark(_CELLS[child.tag], revision_of(child)) for child in (() if properties is None else properties) if child.tag in _CELLS
        )
        blocks = list(self.of(cell))
        for name in ("gridSpan", "vMerge", "hMerge", "cellMerge"):
            if value_of(properties, name) is not None:
                self.scribe.found.unread.append(Unread(name, self.scribe.block))
        return GridCell(blocks, marks)


def _below(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those in controls too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH:
            yield from _below(child, tag)


def flat(lines: Iterable[Line | Grid]) -> Iterator[Line]:
    """All lines in reading order, those of tables included."""
    for line in lines:
        if isinstance(line, Line):
            yield line
        else:
            for row in line.rows:
                for cell in row.cells:
                    yield from flat(cell.blocks)
