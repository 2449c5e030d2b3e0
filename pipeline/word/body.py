"""The blocks of the tree as paragraphs of OOXML, in one go and without a tree of XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from pipeline.model.document import (
    Alignment,
    Block,
    Clause,
    Document,
    Inline,
    Item,
    List,
    Paragraph,
    Part,
    PartKind,
    Row,
    SignatureBlock,
    Table,
    Term,
    walk,
)
from pipeline.model.numbering import Numbers
from pipeline.model.reading import words_of
from pipeline.word import names
from pipeline.word.anchors import Anchor, bookmark
from pipeline.word.runs import run, runs
from pipeline.word.signatures import signature_xml
from pipeline.word.tables import Look, measures, rows_kept, table_xml
from pipeline.word.template import Shell

SCHEDULE_DASH = "\u2013 "
"""Stands between a schedule's label and its title; it belongs to the look, not to the title."""

_KEEP = "<w:keepNext/>"
_SIDES = {Alignment.LEFT: "", Alignment.RIGHT: '<w:jc w:val="right"/>', Alignment.CENTRE: '<w:jc w:val="center"/>'}
_HEADINGS = {
    PartKind.COVER: names.PART_HEADING,
    PartKind.TERMS: names.PART_HEADING,
    PartKind.SIGNATURES: names.SIGNATURE_HEADING,
    PartKind.SCHEDULE: names.SCHEDULE_HEADING,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: in which Part, how deep, and in which numbered list.

    `depth` is the level of the paragraph around (0: none, 1: a clause or its 1.1), `items` that of the numbered items below,
    None where they have no number; `points` is the level of bullets. `left` overrides the left edge, in twentieths of a point.
    """

    part: Part
    depth: int = 0
    items: int | None = None
    points: int = 0
    schedule_list: int | None = None
    left: int | None = None
    style: str = names.BODY_TEXT
    side: str = ""
    """Justification of a cell's column."""
    keep: bool = False
    """Whether what stands here stays with what follows, as a table's header and the rows of a small table do."""


class Body:
    """The paragraphs of one Document; remembers which ids it has anchored, since a bookmark's name must be its own."""

    def __init__(self, document: Document, numbers: Numbers, shell: Shell) -> None:
        self.document = document
        self.numbers = numbers
        self.shell = shell
        self.anchors: dict[str, Anchor] = {}
        self.schedule_lists: list[int] = []
        terms = next((part for part in document.parts if part.kind is PartKind.TERMS), None)
        self.opening = terms.blocks[0] if terms and terms.blocks and not terms.heading else None

    def part(self, part: Part) -> str:
        """A Part with its heading."""
        place = Place(part, style=names.COVER_TEXT if part.kind is PartKind.COVER else names.BODY_TEXT)
        if part.kind is PartKind.SCHEDULE:
            place = replace(place, schedule_list=self._new_list())
        title = self._title(part) if part.kind is PartKind.COVER else ""
        return title + self._part_heading(part, place) + self.blocks(part.blocks, place)

    def parts(self, kind: PartKind) -> str:
        """The Parts of a kind, one after another. The next begins a page, so no space is due below a table that ends one."""
        space = self.paragraph(names.TABLE_SPACE, "")
        *others, last = [self.part(part) for part in self.document.parts if part.kind is kind] or [""]
        return "".join(part.removesuffix(space) for part in others) + last

    def blocks(self, blocks: tuple[Block, ...], place: Place) -> str:
        """Blocks one after another."""
        return "".join(self._block(block, after, place) for block, after in zip_longest(blocks, blocks[1:]))

    def paragraph(self, style: str, content: str, *, layout: str = "", anchor: Anchor | None = None) -> str:
        """One paragraph. `layout` holds further paragraph properties in the order of the schema, `anchor` its bookmark."""
        if anchor and anchor.words and anchor.id and anchor.id not in self.anchors:
            count = len(self.anchors)
            self.anchors[anchor.id] = anchor
            content = f'<w:bookmarkStart w:id="{count}" w:name="{bookmark(anchor.id)}"/>{content}<w:bookmarkEnd w:id="{count}"/>'
        return f'<w:p><w:pPr><w:pStyle w:val="{self.shell.styles[style]}"/>{layout}</w:pPr>{content}</w:p>'

    def runs(self, content: tuple[Inline, ...], place: Place, properties: str = "") -> str:
        """The runs of inline nodes at a place."""
        return runs(content, place.part.id, self.numbers, self.document, properties)

    def anchor(self, identity: str, content: tuple[Inline, ...], place: Place) -> Anchor:
        """The anchor of the paragraph with this id."""
        return Anchor(identity, words_of(content, place.part.id, self.numbers, self.document))

    def _new_list(self) -> int:
        number = self.shell.lists.next_id + len(self.schedule_lists)
        self.schedule_lists.append(number)
        return number

    def _title(self, cover: Part) -> str:
        """The name of the agreement, unless the cover's own heading says it."""
        named = words_of(cover.heading, cover.id, self.numbers, self.document) == self.document.title
        return "" if named else self.paragraph(names.COVER_TITLE, run(self.document.title))

    def _part_heading(self, part: Part, place: Place) -> str:
        if not part.heading:
            return ""
        dash = run(SCHEDULE_DASH) if part.kind is PartKind.SCHEDULE else ""
        anchor = self.anchor(part.id, part.heading, place)
        titled = part.kind is PartKind.COVER and anchor.words == self.document.title
        return self.paragraph(names.COVER_TITLE if titled else _HEADINGS[part.kind], dash + self.runs(part.heading, place), anchor=anchor)

    def _block(self, block: Block, after: Block | None, place: Place) -> str:
        match block:
            case Clause():
                return self._clause(block, place)
            case Paragraph():
                return self._text(block, after, place)
            case List(items=items, ordered=ordered):
                return "".join(self._item(item, ordered, place) for item in items)
            case Table():
                return self._table(block, place)
            case SignatureBlock():
                return self._signature(block, place)

    def _clause(self, clause: Clause, place: Place) -> str:
        style = names.CLAUSE_HEADING if place.schedule_list is None else names.SCHEDULE_CLAUSE_HEADING
        anchor = self.anchor(clause.id, clause.heading, place)
        layout = _numbering(place.schedule_list, 0) if place.schedule_list else ""
        # Word and LibreOffice leave the space above a heading free even where it opens the page of a new section.
        layout += '<w:spacing w:before="0"/>' if clause is self.opening else ""
        heading = self.paragraph(style, self.runs(clause.heading, place), layout=layout, anchor=anchor)
        return heading + self.blocks(clause.blocks, replace(place, depth=1, items=1, points=1))

    def _text(self, paragraph: Paragraph, after: Block | None, place: Place) -> str:
        style = place.style
        if place.depth:
            defines = place.depth == 1 and isinstance(next(iter(paragraph.content), None), Term)
            style = names.DEFINITION if defines else names.CLAUSE_TEXTS[min(place.depth, len(names.CLAUSE_TEXTS)) - 1]
        anchor = self.anchor(paragraph.id, paragraph.content, place)
        indent = f'<w:ind w:left="{place.left}" w:firstLine="0"/>' if place.left is not None else ""
        layout = (_KEEP if place.keep else _keep(anchor.words, after)) + indent + place.side
        return self.paragraph(style, self.runs(paragraph.content, place), layout=layout, anchor=anchor)

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
        anchor = self.anchor(paragraph.id, paragraph.content, place)
        after = item.blocks[1] if len(item.blocks) > 1 else None
        layout = _keep(anchor.words, after) + numbering
        return self.paragraph(style, self.runs(paragraph.content, place), layout=layout, anchor=anchor)

    def _edge(self, level: int) -> int:
        edges = self.shell.lists.edges
        return edges[min(level, len(edges) - 1)]

    def _table(self, table: Table, place: Place) -> str:
        rows = table.header + table.rows
        texts = [[tuple(self._cell_texts(cell.blocks, place)) for cell in row.cells] for row in rows]
        heads = len(table.header)
        needs = measures(texts[:heads], texts[heads:], len(table.columns))
        look = Look.fitting(needs, table.columns, self._table_edge(place), self.shell.text_width, labelled=not table.header)
        kept = rows_kept(needs, look, heads)
        cells = tuple(self._row(row, table, place, head=index < heads, keep=index < kept) for index, row in enumerate(rows))
        return table_xml(self.shell.styles[names.CONTRACT_TABLE], look, cells, heads) + self.paragraph(names.TABLE_SPACE, "")

    def _table_edge(self, place: Place) -> int:
        """The tables of a Schedule, often many and wide, all stand across the page; others at the edge of the words around them."""
        if place.schedule_list:
            return 0
        return place.left if place.left is not None else self._edge(place.depth) if place.depth else 0

    def _cell_texts(self, blocks: tuple[Block, ...], place: Place) -> Iterator[str]:
        paragraphs = chain.from_iterable(walk(block) for block in blocks)
        for node in paragraphs:
            if isinstance(node, Paragraph):
                yield from words_of(node.content, place.part.id, self.numbers, self.document).splitlines()

    def _row(self, row: Row, table: Table, place: Place, *, head: bool, keep: bool) -> tuple[str, ...]:
        result = []
        for index, cell in enumerate(row.cells):
            label = not table.header and index == 0
            style = names.TABLE_HEADER if head else names.TABLE_LABEL if label else names.TABLE_TEXT
            inside = Place(place.part, style=style, side=_SIDES[table.columns[index]], keep=keep)
            result.append(self.blocks(cell.blocks, inside) or self.paragraph(style, ""))
        return tuple(result)

    def _signature(self, block: SignatureBlock, place: Place) -> str:
        anchor = self.anchor(block.id, block.words, place)
        words = self.paragraph(names.SIGNATURE_WORDS, self.runs(block.words, place), anchor=anchor)
        lines = tuple(
            (
                self.paragraph(names.SIGNATURE_LABEL, run(label), layout=_loose(index == len(block.lines))),
                self.paragraph(names.SIGNATURE_LINE, self.runs(content, place), layout=_loose(index == len(block.lines))),
                not content,
            )
            for index, (label, content) in enumerate(block.lines, start=1)
        )
        table = signature_xml(self.shell.styles[names.SIGNATURE_TABLE], lines, self.shell.text_width)
        return words + table + self.paragraph(names.TABLE_SPACE, "")


def _numbering(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{min(level, 8)}"/><w:numId w:val="{number}"/></w:numPr>'


def _keep(words: str, after: Block | None) -> str:
    """What leads to a list or a table stays with it."""
    return _KEEP if isinstance(after, Table) or words.endswith(":") else ""


def _loose(last: bool) -> str:
    """The last line of a signature block need not stay with what follows."""
    return '<w:keepNext w:val="0"/>' if last else ""
