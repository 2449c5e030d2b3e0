"""The blocks of the tree as paragraphs of OOXML, in one go and without a tree of XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from pipeline.model.document import (
    Alignment,
    Block,
    Cell,
    Clause,
    Deleted,
    Document,
    Fate,
    Inserted,
    Item,
    List,
    Mark,
    Node,
    Paragraph,
    Part,
    PartKind,
    Row,
    SignatureBlock,
    Table,
    Term,
    Text,
    children,
    walk,
)
from pipeline.model.reading import words_of
from pipeline.word import names
from pipeline.word.paragraphs import Look, Paragraphs, Place
from pipeline.word.signatures import SignatureLine, signature_xml
from pipeline.word.tables import Field, Fitting, Line, measures, rows_kept, table_xml
from pipeline.word.template import Shell
from pipeline.word.versions import Version, Versions, come, first_said, gone

_KEEP = "<w:keepNext/>"
_SIDES = {Alignment.LEFT: "", Alignment.RIGHT: '<w:jc w:val="right"/>', Alignment.CENTRE: '<w:jc w:val="center"/>'}
_HEADINGS = {
    PartKind.COVER: names.PART_HEADING,
    PartKind.TERMS: names.PART_HEADING,
    PartKind.SIGNATURES: names.SIGNATURE_HEADING,
    PartKind.SCHEDULE: names.SCHEDULE_HEADING,
}


class Body:
    """The blocks of one Document, in the versions that it holds."""

    def __init__(self, document: Document, versions: Versions, shell: Shell) -> None:
        self.document = document
        self.versions = versions
        self.shell = shell
        self.paragraphs = Paragraphs(versions, shell)
        self.schedule_lists: list[int] = []
        terms = next((part for part in document.parts if part.kind is PartKind.TERMS), None)
        self.opening = terms.blocks[0] if terms and terms.blocks and not terms.heading else None
        self.last_old: Node | None = None
        self.last_new: Node | None = None

    def part(self, part: Part) -> str:
        """A Part with its heading."""
        place = Place(part, style=names.COVER_TEXT if part.kind is PartKind.COVER else names.BODY_TEXT).under(part.change)
        self.last_old = self.last_new = None
        if part.kind is PartKind.SCHEDULE:
            place = replace(place, schedule_list=self._new_list())
            # The next Schedule begins a page, so no space is due below a table that ends one.
            self.last_old, self.last_new = _last(part, come), _last(part, gone)
        title = self._title(place) if part.kind is PartKind.COVER else ""
        return self._moved(part, title + self._part_heading(part, place) + self.blocks(part.blocks, place))

    def parts(self, kind: PartKind) -> str:
        """The Parts of a kind, one after another."""
        return "".join(self.part(part) for part in self.document.parts if part.kind is kind)

    def end(self) -> str:
        """The empty line that ends every file, since no revision can put in or take out the last paragraph of one."""
        return self._space(Place(Part(PartKind.SCHEDULE, "", (), ())))

    def blocks(self, blocks: tuple[Block, ...], place: Place) -> str:
        """Blocks one after another."""
        neighbours = zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)
        return "".join(self._block(block, before, after, place) for before, block, after in neighbours)

    def _moved(self, node: Part | Clause | Paragraph | Item, blocks: str) -> str:
        return self.paragraphs.marking.moved(blocks, node.change) if node.change else blocks

    def _new_list(self) -> int:
        number = self.shell.lists.next_id + len(self.schedule_lists)
        self.schedule_lists.append(number)
        return number

    def _space(self, place: Place) -> str:
        return self.paragraphs.written(Look(names.TABLE_SPACE), "", place)

    def _title(self, place: Place) -> str:
        """The name of the agreement, unless the cover's own heading says it."""
        old, new = _title_of(self.versions.old), _title_of(self.versions.new)
        revision = self.versions.revision
        if not old and not new:
            return ""
        if bool(old) is not bool(new):
            place = place.under((Mark(Fate.INSERTED if new else Fate.DELETED, revision),))
        both = (Deleted((Text(old),), revision), Inserted((Text(new),), revision)) if old and new and old != new else (Text(new or old),)
        return self.paragraphs.written(Look(names.COVER_TITLE), self.paragraphs.runs(both, place), place)

    def _part_heading(self, part: Part, place: Place) -> str:
        if not part.heading:
            return ""
        style = _HEADINGS[part.kind]
        if part.kind is PartKind.COVER and self.paragraphs.words(part.heading, place) == self.document.title:
            style = names.COVER_TITLE
        fates = {Inserted: Fate.INSERTED, Deleted: Fate.DELETED}
        [only] = part.heading if len(part.heading) == 1 else (None,)
        # A heading that only one version has is a paragraph of its own.
        ends = (Mark(fates[type(only)], only.revision),) if isinstance(only, Inserted | Deleted) else ()
        dash = self.paragraphs.literal(names.SCHEDULE_DASH, place) if part.kind is PartKind.SCHEDULE else ""
        return self.paragraphs.said(Look(style), part, part.heading, place, ends=ends, before=dash)

    def _block(self, block: Block, before: Block | None, after: Block | None, place: Place) -> str:
        match block:
            case Clause():
                return self._clause(block, place.under(block.change))
            case Paragraph():
                return self._moved(block, self._text(block, before, after, place.under(block.change)))
            case List(items=items, ordered=ordered):
                return "".join(self._moved(item, self._item(item, ordered, place.under(item.change))) for item in items)
            case Table():
                return self._table(block, place.under(block.change))
            case SignatureBlock():
                return self._signature(block, place.under(block.change))

    def _clause(self, clause: Clause, place: Place) -> str:
        style = names.CLAUSE_HEADING if place.schedule_list is None else names.SCHEDULE_CLAUSE_HEADING
        layout = _numbering(place.schedule_list, 0) if place.schedule_list else ""
        # Word and LibreOffice leave the space above a heading free even where it opens the page of a new section.
        layout += '<w:spacing w:before="0"/>' if clause is self.opening else ""
        heading = self.paragraphs.said(Look(style, layout), clause, clause.heading, place)
        return self._moved(clause, heading + self.blocks(clause.blocks, replace(place, depth=1, items=1, points=1)))

    def _text(self, paragraph: Paragraph, before: Block | None, after: Block | None, place: Place) -> str:
        indent = f'<w:ind w:left="{place.left}" w:firstLine="0"/>' if place.left is not None else ""
        words = self.paragraphs.words(paragraph.content, place)
        keep = _KEEP if place.keep else _keep(words, after)
        style, former = (self._text_style(paragraph, before, place, old=old) for old in (gone(place.marks), not come(place.marks)))
        return self.paragraphs.said(
            Look(style, keep + indent + place.side, former), paragraph, paragraph.content, place, ends=paragraph.end, words=words
        )

    def _text_style(self, paragraph: Paragraph, before: Block | None, place: Place, *, old: bool) -> str:
        """The style of an unnumbered paragraph in one version."""
        if not place.depth:
            return place.style
        if place.depth == 1 and isinstance(_first_said(paragraph, before, old=old), Term):
            return names.DEFINITION
        return names.CLAUSE_TEXTS[min(place.depth, len(names.CLAUSE_TEXTS)) - 1]

    def _item(self, item: Item, ordered: bool, place: Place) -> str:
        if not ordered:
            return self._point(item, place)
        if place.items is None:
            return self.blocks(item.blocks, place)
        level = place.items
        styles = names.CLAUSE_LEVELS if place.schedule_list is None else names.SCHEDULE_LEVELS
        deeper = self.shell.lists.clauses if level > len(styles) else None
        number = place.schedule_list or deeper
        numbering = _numbering(number, level) if number else ""
        first = self._first(item, styles[min(level, len(styles)) - 1], numbering, place)
        left = self._edge(level) if level > len(names.CLAUSE_TEXTS) else None
        return first + self.blocks(item.blocks[1:], replace(place, depth=level, items=level + 1, points=level, left=left))

    def _point(self, item: Item, place: Place) -> str:
        edges = self.shell.lists.bullet_edges
        level = min(place.points, len(edges) - 1)
        style = place.style if place.style.startswith("Table") else names.BULLET
        numbering = _numbering(self.shell.lists.bullets, level)
        first = self._first(item, style, numbering, place)
        return first + self.blocks(item.blocks[1:], replace(place, items=None, points=level + 1, left=edges[level]))

    def _first(self, item: Item, style: str, numbering: str, place: Place) -> str:
        paragraph = item.first
        after = item.blocks[1] if len(item.blocks) > 1 else None
        words = self.paragraphs.words(paragraph.content, place)
        layout = _keep(words, after) + numbering
        return self.paragraphs.said(
            Look(style, layout), paragraph, paragraph.content, place.under(paragraph.change), ends=paragraph.end, words=words
        )

    def _edge(self, level: int) -> int:
        edges = self.shell.lists.edges
        return edges[min(level, len(edges) - 1)]

    def _table(self, table: Table, place: Place) -> str:
        rows = table.header + table.rows
        # Where somebody joined or divided cells, one row may have more cells than the others.
        more = max((len(row.cells) for row in rows), default=0) - len(table.columns)
        wide = replace(table, columns=(*table.columns, *(Alignment.LEFT,) * more))
        texts = [[tuple(self._cell_texts(cell.blocks, place)) for cell in row.cells] for row in rows]
        heads = len(table.header)
        needs = measures(texts[:heads], texts[heads:], len(wide.columns))
        fitting = Fitting.of(needs, wide.columns, self._table_edge(place), self.shell.text_width, labelled=not table.header)
        kept = rows_kept(needs, fitting, heads)
        lines = tuple(self._row(row, wide, place, head=index < heads, keep=index < kept) for index, row in enumerate(rows))
        return table_xml(self.shell.styles[names.CONTRACT_TABLE], fitting, lines, heads) + self._space_after(table, place)

    def _space_after(self, table: Table | SignatureBlock, place: Place) -> str:
        """The empty line below a table, in the versions in which something follows it."""
        in_old, in_new = (version_has and table is not last for version_has, last in (
            (not come(place.marks), self.last_old), (not gone(place.marks), self.last_new)))  # fmt: skip
        if place.marks or in_old is in_new:
            return self._space(place) if in_old or in_new else ""
        return self._space(place.under((Mark(Fate.INSERTED if in_new else Fate.DELETED, self.versions.revision),)))

    def _table_edge(self, place: Place) -> int:
        """The tables of a Schedule, often many and wide, all stand across the page; others at the edge of the words around them."""
        if place.schedule_list:
            return 0
        return place.left if place.left is not None else self._edge(place.depth) if place.depth else 0

    def _cell_texts(self, blocks: tuple[Block, ...], place: Place) -> Iterator[str]:
        paragraphs = chain.from_iterable(walk(block) for block in blocks)
        for node in paragraphs:
            if isinstance(node, Paragraph):
                yield from self.paragraphs.words(node.content, place).splitlines()

    def _row(self, row: Row, table: Table, place: Place, *, head: bool, keep: bool) -> Line:
        marks = place.marks + row.change
        fields = []
        for index, cell in enumerate(row.cells):
            label = not table.header and index == 0
            style = names.TABLE_HEADER if head else names.TABLE_LABEL if label else names.TABLE_TEXT
            inside = Place(place.part, style=style, side=_SIDES[table.columns[index]], keep=keep, marks=marks + cell.change, ends=False)
            fields.append(self._field(cell, inside))
        return Line(tuple(fields), self.paragraphs.marking.row(marks))

    def _field(self, cell: Cell, inside: Place) -> Field:
        content = self.blocks(cell.blocks, inside) or self.paragraphs.written(Look(inside.style), "", inside)
        return Field(content, self.paragraphs.marking.cell(cell.change))

    def _signature(self, block: SignatureBlock, place: Place) -> str:
        words = self.paragraphs.said(Look(names.SIGNATURE_WORDS), block, block.words, place)
        former: Any = dict(block.former.attributes).get("lines") if block.former else None
        lines = self._lines(block, place)
        if former is not None and block.former:
            # With other labels it is another form to fill in.
            revision = block.former.revision
            went, came = (place.under((Mark(fate, revision),)) for fate in (Fate.DELETED, Fate.INSERTED))
            lines = self._lines(replace(block, lines=former), went) + self._lines(block, came)
        table = signature_xml(self.shell.styles[names.SIGNATURE_TABLE], lines, self.shell.text_width)
        return words + table + self._space_after(block, place)

    def _lines(self, block: SignatureBlock, place: Place) -> tuple[SignatureLine, ...]:
        inside = replace(place, ends=False)
        revision = self.paragraphs.marking.row
        return tuple(
            SignatureLine(
                self.paragraphs.written(Look(names.SIGNATURE_LABEL, loose), self.paragraphs.literal(label, inside), inside),
                self.paragraphs.written(Look(names.SIGNATURE_LINE, loose), self.paragraphs.runs(content, inside), inside),
                by_hand=not content,
                revision=revision(place.marks),
            )
            for index, (label, content) in enumerate(block.lines, start=1)
            for loose in (_loose(index == len(block.lines)),)
        )


def _title_of(version: Version) -> str:
    """The title where the cover has to print it: empty where its heading does."""
    cover = next((part for part in version.document.parts if part.kind is PartKind.COVER), None)
    heading = words_of(cover.heading, cover.id, version.numbers, version.document) if cover else ""
    return "" if heading == version.document.title else version.document.title


def _last(part: Part, goes: Callable[[tuple[Mark, ...]], bool]) -> Node | None:
    """What a Part ends with where these revisions go."""
    last: Node | None = None
    waiting: list[Node] = list(part.blocks)
    while waiting:
        node = waiting.pop()
        if goes(getattr(node, "change", ())):
            continue
        below = () if isinstance(node, Table) else children(node)
        if not below:
            last = node
            break
        waiting.extend(below)
    return last


def _first_said(paragraph: Paragraph, before: Block | None, *, old: bool) -> object:
    """What a paragraph begins with in one version: where it is joined to the one before, with that one's words."""
    ending = Fate.INSERTED if old else Fate.DELETED
    if isinstance(before, Paragraph) and any(mark.fate is ending for mark in before.end):
        found = first_said(before.content, old=old)
        if found is not None:
            return found
    return first_said(paragraph.content, old=old)


def _numbering(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{min(level, 8)}"/><w:numId w:val="{number}"/></w:numPr>'


def _keep(words: str, after: Block | None) -> str:
    """What leads to a list or a table stays with it."""
    return _KEEP if isinstance(after, Table) or words.endswith(":") else ""


def _loose(last: bool) -> str:
    """The last line of a signature block need not stay with what follows."""
    return '<w:keepNext w:val="0"/>' if last else ""
