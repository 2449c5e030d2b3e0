"""The whole Document from the lines of a body: cover, terms, signatures and Schedules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.document import Block, Document, Former, Inline, Mark, Part, PartKind
from pipeline.model.received import Beside, Margin
from pipeline.word import names
from pipeline.word.reading import revised, tables
from pipeline.word.reading.identity import Map
from pipeline.word.reading.lines import Grid, Line
from pipeline.word.reading.roles import Kind, Role, role_of
from pipeline.word.reading.structure import Open, Structure, part_of
from pipeline.word.reading.wording import Wording
from pipeline.word.versions import come, gone

_HEADED = {
    Kind.PART_HEADING: PartKind.COVER,
    Kind.SIGNATURE_HEADING: PartKind.SIGNATURES,
    Kind.SCHEDULE_HEADING: PartKind.SCHEDULE,
}
_SIGNING = (names.SIGNATURE_LABEL, names.SIGNATURE_LINE)


@dataclass(slots=True)
class _Bound:
    """A Part that is still being read."""

    kind: PartKind
    id: str
    structure: Structure
    heading: Line | None = None
    lines: list[Line | Grid] = field(default_factory=list)


class Contract:
    """Reads the body line by line."""

    def __init__(self, map: Map, wording: Wording) -> None:
        self.map = map
        self.wording = wording
        self.parts: list[Part] = []
        self.bound: _Bound | None = None
        self.ordinal = 0
        """Counts Schedules and signature pages, as references do."""
        self.titles: list[Line] = []
        self.beside: list[Beside] = []
        self.front = True
        """Whether the contents have not been met yet."""
        self.last: Line | None = None

    def document(self, lines: Sequence[Line | Grid]) -> Document:
        """The Document that these lines make."""
        after: Sequence[Line | Grid | None] = (*lines[1:], None)
        taken: set[int] = set()
        for number, (line, behind) in enumerate(zip(lines, after, strict=True)):
            if number in taken:
                continue
            if isinstance(line, Grid):
                self._grid(line)
            elif isinstance(behind, Grid) and _is_signing(behind):
                self._signature(line, behind)
                taken.add(number + 1)
            else:
                self._line(line)
        self._bind()
        return self._titled(Document("", tuple(self.parts), self.map.words, self.map.language or "en-GB"))

    def _line(self, line: Line) -> None:
        role = role_of(line, self.map.words.schedule)
        if role.kind in (Kind.STAMP, Kind.CONTENTS):
            self._stamp(line, role.kind)
            return
        if not line.pieces and (not line.ends or line.standing.style == names.TABLE_SPACE):
            return
        if role.kind is Kind.TITLE:
            self.titles.append(line)
            if self.map.parts.get(line.id) is PartKind.COVER:
                self._begin(PartKind.COVER, line.id, line)
        elif role.kind in _HEADED:
            self._heading(line, role.kind)
        else:
            self._part_for(line.id, role)
            self._said(line, role)

    def _said(self, line: Line, role: Role) -> None:
        assert self.bound is not None
        self.bound.structure.line(line, role)
        self.last = line

    def _stamp(self, line: Line, kind: Kind) -> None:
        self.front = self.front and kind is not Kind.CONTENTS
        content = self.wording.inlines(line.pieces, self.ordinal)
        if content:
            self.beside.append(Beside(Margin.STAMP if kind is Kind.STAMP else Margin.CONTENTS, "", content))

    def _heading(self, line: Line, kind: Kind) -> None:
        told = self.map.parts.get(line.id)
        found = _HEADED[kind] if told is None else told
        if told is None and kind is Kind.PART_HEADING and not self.front:
            found = PartKind.TERMS
        self.ordinal += kind is not Kind.PART_HEADING
        self._begin(found, line.id, line)

    def _part_for(self, id: str, role: Role) -> None:
        """Begin the Part that something without a heading above it stands in, if it is not the one at hand."""
        around = self.map.part_of(id)
        bound = self.bound
        if around and (bound is None or (around != bound.id and bound.kind is not self.map.parts[around])):
            self._begin(self.map.parts[around], around)
        elif bound is None:
            kind = PartKind.COVER if self.front and role.kind not in (Kind.CLAUSE, Kind.ITEM) else PartKind.TERMS
            self._begin(kind, kind.value)
        elif bound.kind is PartKind.COVER and not around and (not self.front or role.kind is Kind.CLAUSE):
            self._begin(PartKind.TERMS, PartKind.TERMS.value)

    def _begin(self, kind: PartKind, id: str, heading: Line | None = None) -> None:
        self._bind()
        self.bound = _Bound(kind, id, Structure(self.map, self.wording, self.ordinal, Open(id, Kind.PART_HEADING)), heading)
        self.last = None

    def _bind(self) -> None:
        """Put the Part at hand to the others."""
        if self.bound is None:
            return
        bound, self.bound = self.bound, None
        blocks = bound.structure.blocks()
        marks: tuple[Mark, ...] = ()
        heading: tuple[Inline, ...] = ()
        if bound.heading is not None:
            if bound.kind is PartKind.SCHEDULE:
                _drop_dash(bound.heading)
            marks = revised.settle(bound.heading)
            heading = self.wording.inlines(bound.heading.pieces, bound.structure.part)
        elif blocks:
            marks = revised.shared(blocks) if bound.kind is PartKind.SCHEDULE else ()
        self.parts.append(part_of(bound.kind, bound.id, heading, marks, blocks))

    def _grid(self, grid: Grid) -> None:
        id = tables.table_id(grid, self.map)
        name = id if id is not None else _first_id(grid)
        self._part_for(name if id is not None else "", Role(Kind.TEXT, 1))
        assert self.bound is not None
        table = tables.table_of(grid, name, self._in_cell)
        words = "".join(piece.text for piece in self.last.pieces) if self.last else ""
        self.bound.structure.block(table, name, under=words.endswith(":"))
        self.last = None

    def _in_cell(self, lines: Sequence[Line | Grid]) -> tuple[Block, ...]:
        structure = Structure(self.map, self.wording, self.ordinal, Open("", Kind.PART_HEADING))
        for line in lines:
            if isinstance(line, Grid):
                structure.block(tables.table_of(line, _first_id(line), self._in_cell), "", under=True)
            elif line.pieces or line.ends:
                structure.line(line, role_of(line, self.map.words.schedule))
        return structure.blocks() or tables.empty_cell(lines)

    def _signature(self, line: Line, grid: Grid) -> None:
        self._part_for(line.id, Role(Kind.SIGNATURE_WORDS))
        assert self.bound is not None
        block = tables.signature_of(line, grid, self.wording, self.ordinal)
        self.bound.structure.block(block, block.id, under=False)
        self.last = None

    def _titled(self, document: Document) -> Document:
        """The Document with its title, which a revision may have changed."""
        if not self.titles:
            return replace(document, title=self.map.title)
        pieces = [replace(piece, marks=(*piece.marks, *line.ends)) for line in self.titles for piece in line.pieces]
        new = "".join(piece.text for piece in pieces if not gone(piece.marks))
        old = "".join(piece.text for piece in pieces if not come(piece.marks))
        if old == new:
            return replace(document, title=new)
        revision = next(mark.revision for piece in pieces for mark in piece.marks)
        return replace(document, title=new, former=Former((("title", old),), revision))


def _is_signing(grid: Grid) -> bool:
    styles = {block.standing.style for row in grid.rows for cell in row.cells for block in cell.blocks if isinstance(block, Line)}
    return grid.style == names.SIGNATURE_TABLE or bool(styles & set(_SIGNING))


def _first_id(grid: Grid) -> str:
    """The id of a table that no version had: that of its first paragraph, with what tells it from that."""
    blocks = (block for row in grid.rows for cell in row.cells for block in cell.blocks if isinstance(block, Line))
    first = next(blocks, None)
    return f"{first.id}/table" if first is not None else "received/table"


def _drop_dash(line: Line) -> None:
    """The dash between a Schedule's number and its title belongs to the look."""
    for number, piece in enumerate(line.pieces):
        if piece.text:
            if piece.text.startswith(names.SCHEDULE_DASH):
                kept = replace(piece, text=piece.text.removeprefix(names.SCHEDULE_DASH))
                line.pieces = (*line.pieces[:number], kept, *line.pieces[number + 1 :])
            return
