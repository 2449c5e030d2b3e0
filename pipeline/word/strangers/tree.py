"""A stranger's DOCX as a Document, for the pages that show what changed: words, tables, margins and notes, bold as the only look."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count

from lxml import etree

from pipeline.model.document import Alignment, Block, Cell, Document, Inline, Paragraph, Part, PartKind, Row, Strong, Table, Text
from pipeline.model.foreign import TITLE, Foreign
from pipeline.word.labels import Counter, counter
from pipeline.word.markup import FALLBACK, is_on, own, signs, standing_runs, style_of, text_of
from pipeline.word.names import W
from pipeline.word.package import MAIN
from pipeline.word.strangers.page import margins_of
from pipeline.word.template import NUMBERING, STYLES, parsed_xml

_SIGNS = {
    **signs(" ", " ", hyphen="\u2011"),
    f"{W}footnoteReference": "[note]",
    f"{W}endnoteReference": "[note]",
    f"{W}drawing": "[picture]",
}
_NOTES = {"word/footnotes.xml": ("Footnotes", "footnote"), "word/endnotes.xml": ("Endnotes", "endnote")}
_HEADING = re.compile(r"(?:heading|title|titre|überschrift)\s*\d?", re.IGNORECASE)
_LONGEST_HEADING = 90


def foreign_in(parts: Mapping[str, bytes], side: str) -> Foreign:
    """What a DOCX without revisions says; `side` begins the ids. Raises `lxml.etree.XMLSyntaxError` where a part is damaged."""
    reader = _Reader(parts, side)
    main = parsed_xml(parts[MAIN])
    found = [Part(PartKind.TERMS, "text", (), reader.blocks(main.find(f"{W}body"), reader.counter()))]
    margins = {part: name for name, part in reversed(list(margins_of(parts)))}
    for part, name in sorted(margins.items(), key=lambda each: each[1]):
        found += reader.part(name[0].upper() + name[1:], [parsed_xml(parts[part])])
    for part, (name, tag) in _NOTES.items():
        if part in parts:
            found += reader.part(name, [note for note in parsed_xml(parts[part]).findall(f"{W}{tag}") if not note.get(f"{W}type")])
    return Foreign(Document(TITLE, tuple(found)), reader.numbers, reader.headings)


class _Reader:
    def __init__(self, parts: Mapping[str, bytes], side: str) -> None:
        self.styles = parsed_xml(parts[STYLES]) if STYLES in parts else etree.Element(f"{W}styles")
        self.numbering = parsed_xml(parts[NUMBERING]) if NUMBERING in parts else None
        self.side = side
        self.ordinals = count(1)
        self.numbers: dict[str, str] = {}
        self.headings: dict[str, str] = {}
        self.heading = ""
        self.heading_styles = frozenset(_heading_styles(self.styles))

    def counter(self) -> Counter:
        """Numbers counted from the beginning."""
        return counter(self.numbering, self.styles)

    def part(self, name: str, roots: list[etree._Element]) -> list[Part]:
        """A margin or the notes under their name; nothing where they say nothing."""
        self.heading = name
        counted = self.counter()
        blocks = tuple(block for root in roots for block in self.blocks(root, counted))
        return [Part(PartKind.COVER, name, (Text(name),), blocks)] if blocks else []

    def blocks(self, around: etree._Element, counted: Counter) -> tuple[Block, ...]:
        return tuple(self._blocks(around, counted))

    def _blocks(self, around: etree._Element, counted: Counter) -> Iterator[Block]:
        for block in around:
            if block.tag == f"{W}p":
                yield from self._paragraph(block, counted)
            elif block.tag == f"{W}tbl":
                yield from self._table(block, counted)
            elif isinstance(block.tag, str) and not block.tag.endswith("Pr"):
                yield from self._blocks(block, counted)

    def _paragraph(self, paragraph: etree._Element, counted: Counter) -> Iterator[Block]:
        label = counted.label(paragraph).strip()
        read = Paragraph(f"{self.side}/{next(self.ordinals)}", tuple(_inlines(paragraph)))
        if read.content or label:
            self._place(paragraph, read, label)
            yield read
        for box in paragraph.iter(f"{W}txbxContent"):
            if next(box.iterancestors(f"{W}p")) is paragraph and next(box.iterancestors(FALLBACK), None) is None:
                yield from self._blocks(box, counted)

    def _place(self, paragraph: etree._Element, read: Paragraph, label: str) -> None:
        words = "".join(paragraph.itertext(f"{W}t")).strip()
        named = style_of(paragraph) in self.heading_styles
        if words and len(words) <= _LONGEST_HEADING and (named or all(isinstance(node, Strong) for node in read.content)):
            self.heading = words
        self.headings[read.id] = self.heading
        if label:
            self.numbers[read.id] = label

    def _table(self, table: etree._Element, counted: Counter) -> Iterator[Block]:
        rows = [tuple(self._cells(row, counted)) for row in own(table, "tr")]
        width = max(map(len, rows), default=0)
        if width:
            told = tuple(Row((*cells, *(Cell((self._empty(),)) for _ in range(width - len(cells))))) for cells in rows)
            yield Table(f"{self.side}/{next(self.ordinals)}", (Alignment.LEFT,) * width, (), told)

    def _cells(self, row: etree._Element, counted: Counter) -> Iterator[Cell]:
        """The cells of a row; one over several columns is followed by empty ones."""
        for cell in own(row, "tc"):
            yield Cell(self.blocks(cell, counted) or (self._empty(),))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            wide = int(span.get(f"{W}val")) if span is not None and span.get(f"{W}val", "").isdigit() else 1
            yield from (Cell((self._empty(),)) for _ in range(min(wide, 63) - 1))

    def _empty(self) -> Paragraph:
        return Paragraph(f"{self.side}/{next(self.ordinals)}", ())


def _inlines(paragraph: etree._Element) -> Iterator[Inline]:
    for run in standing_runs(paragraph):
        text = Text(text_of(run, _SIGNS))
        yield Strong((text,)) if is_on(run.find(f"{W}rPr"), "b") else text


def _heading_styles(styles: etree._Element) -> Iterator[str]:
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if style.find(f"{W}pPr/{W}outlineLvl") is not None or (name is not None and _HEADING.fullmatch(name.get(f"{W}val", ""))):
            yield style.get(f"{W}styleId", "")
