"""The whole Document from the lines of a body: cover, terms, signatures and Schedules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model.document import Block, Document, Former, Inline, Mark, Part, PartKind, Table
from pipeline.model.received import Beside, Margin
from pipeline.word import names
from pipeline.word.reading import revised, tables
from pipeline.word.reading.bookmarks import Identity
from pipeline.word.reading.identity import Map
from pipeline.word.reading.lines import Grid, Line
from pipeline.word.reading.roles import Kind, Role, role_of
from pipeline.word.reading.structure import Made, Structure
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
    identity: Identity
    structure: Structure
    heading: Line | None = None


class Contract:
    """Reads the body line by line."""

    def __init__(self, map: Map, wording: Wording) -> None:
        self.map = map
        self.made = Made(map.revision)
        self.wording = wording
        self.parts: list[Part] = []
        self.bound: _Bound | None = None
        self.begun: set[str] = set()
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
            if self._kind(line) is PartKind.COVER:
                self._begin(PartKind.COVER, line.identity, line)
        elif role.kind in _HEADED:
            self._heading(line, role.kind)
        else:
            self._part_for(line.identity, role).structure.line(line, role)
            self.last = line

    def _stamp(self, line: Line, kind: Kind) -> None:
        self.front = self.front and kind is not Kind.CONTENTS
        content = self.wording.inlines(line.pieces, self._part)
        if content:
            self.beside.append(Beside(Margin.STAMP if kind is Kind.STAMP else Margin.CONTENTS, "", content))

    def _heading(self, line: Line, kind: Kind) -> None:
        told = self._kind(line)
        found = _HEADED[kind] if told is None else told
        if told is None and kind is Kind.PART_HEADING and not self.front:
            found = PartKind.TERMS
        self._begin(found, line.identity, line)

    def _kind(self, line: Line) -> PartKind | None:
        """The kind of the Part that a heading is known to head."""
        return (self.map.old if line.identity.old else self.map.new).parts.get(line.id)

    def _part_for(self, identity: Identity, role: Role) -> _Bound:
        """The Part that something without a heading above it stands in: begun here if it is not the one at hand."""
        ids = self.map.old if identity.old else self.map.new
        around, kind = ids.part_of(identity.id)
        bound = self.bound
        if kind is not None and around not in self.begun and around not in ids.by_bookmark.values():
            # Only its first paragraph can tell where a Part without a heading begins.
            return self._begin(kind, Identity(around, old=identity.old))
        if bound is None and self.front and role.kind not in (Kind.CLAUSE, Kind.ITEM):
            return self._begin(PartKind.COVER, self._usual(PartKind.COVER))
        if bound is None or (bound.kind is PartKind.COVER and kind is None and (not self.front or role.kind is Kind.CLAUSE)):
            return self._begin(PartKind.TERMS, self._usual(PartKind.TERMS))
        return bound

    def _usual(self, kind: PartKind) -> Identity:
        """The id of the only Part of a kind."""
        return Identity(next((id for id, known in self.map.new.parts.items() if known is kind), kind.value))

    @property
    def _part(self) -> str:
        """The id of the Part at hand."""
        return self.bound.identity.id if self.bound else ""

    def _begin(self, kind: PartKind, identity: Identity, heading: Line | None = None) -> _Bound:
        self._bind()
        self.begun.add(identity.id)
        self.bound = _Bound(kind, identity, Structure(self.map, self.wording, identity.id, identity), heading)
        self.last = None
        return self.bound

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
        part = Part(bound.kind, bound.identity.id, (), (), former=self.made.former(bound.identity))
        self.parts.append(revised.headed(part, heading, marks, blocks))

    def _grid(self, grid: Grid) -> None:
        identity = tables.identity_of(grid, self.map)
        bound = self._part_for(identity, Role(Kind.TEXT, 1))
        words = "".join(piece.text for piece in self.last.pieces) if self.last else ""
        bound.structure.block(self._table(grid, identity), identity, under=words.endswith(":"))
        self.last = None

    def _table(self, grid: Grid, identity: Identity) -> Table:
        return tables.table_of(grid, identity, self.made, self._in_cell)

    def _in_cell(self, lines: Sequence[Line | Grid]) -> tuple[Block, ...]:
        structure = Structure(self.map, self.wording, self._part, Identity(""))
        for line in lines:
            if isinstance(line, Grid):
                inside = tables.identity_of(line, self.map)
                structure.block(self._table(line, inside), inside, under=True)
            elif line.pieces or line.ends:
                structure.line(line, role_of(line, self.map.words.schedule))
        return structure.blocks() or tables.empty_cell(lines)

    def _signature(self, line: Line, grid: Grid) -> None:
        bound = self._part_for(line.identity, Role(Kind.SIGNATURE_WORDS))
        block = tables.signature_of(line, grid, self.made, self.wording, self._part)
        bound.structure.block(block, line.identity, under=False)
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


def _drop_dash(line: Line) -> None:
    """The dash between a Schedule's number and its title belongs to the look."""
    for number, piece in enumerate(line.pieces):
        if piece.text:
            if piece.text.startswith(names.SCHEDULE_DASH):
                kept = replace(piece, text=piece.text.removeprefix(names.SCHEDULE_DASH))
                line.pieces = (*line.pieces[:number], kept, *line.pieces[number + 1 :])
            return
