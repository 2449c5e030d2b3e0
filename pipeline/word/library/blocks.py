"""The blocks of a wording as OOXML: the words under their anchors, and between them what decides on them or repeats them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.model.document import Alignment
from pipeline.model.review import (
    Block,
    Choice,
    Condition,
    Heading,
    Matrix,
    Pair,
    Paragraph,
    Points,
    Repetition,
    Signatures,
    Table,
    Words,
)
from pipeline.word.library import styles
from pipeline.word.library.numbering import BULLETS, Lists
from pipeline.word.library.pieces import Paragraphs
from pipeline.word.shell.styles import TEXT_WIDTH
from pipeline.word.text import run

_SIDES = {Alignment.LEFT: "", Alignment.RIGHT: '<w:jc w:val="right"/>', Alignment.CENTRE: '<w:jc w:val="center"/>'}
_LABEL_WIDTH = 2600
_NEST = 227
"""Twentieths of a point by which a condition within another stands further in."""


class Blocks:
    """Writes the wordings of one document."""

    def __init__(self, paragraphs: Paragraphs, lists: Lists) -> None:
        self.paragraphs = paragraphs
        self.lists = lists

    def sequence(self, blocks: Iterable[Block], nested: int = 0) -> str:
        """Blocks one after another; pairs that follow each other are the rows of one table."""
        groups = groupby(blocks, key=lambda block: isinstance(block, Pair))
        return "".join(
            self._pairs([block for block in group if isinstance(block, Pair)])
            if pairs
            else "".join(self._block(block, nested) for block in group)
            for pairs, group in groups
        )

    def condition(self, condition: Condition, before: str = "If") -> str:
        """The runs of a condition: its words, and its source as the clause writes it."""
        return run(f"{before} {condition.words} ".replace("  ", " ")) + run(condition.source, f'<w:rStyle w:val="{styles.CODE}"/>')

    def _block(self, block: Block, nested: int) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Choice():
                return self._choice(block, nested)
            case Heading(words=words):
                return self.paragraphs.saying(styles.WORDING_HEADING, words)
            case Points():
                return self._repeated("A point for", block.repetition, f"joined by \u201c{block.conjunction}\u201d") + self._item(
                    block.words, block.depth, block.ordinal
                )
            case Table():
                return self._table(block)
            case Matrix():
                return self._matrix(block)
            case Signatures():
                return self.paragraphs.plain(styles.NOTE, "The signature blocks of both parties stand here.")
            case Pair():
                return self._pairs([block])

    def _paragraph(self, block: Paragraph) -> str:
        if block.ordinal or block.point:
            return self._item(block.words, block.depth, block.ordinal)
        style = styles.WORDING_TEXTS[block.depth - 1] if block.depth else styles.WORDING
        return self.paragraphs.saying(style, block.words)

    def _item(self, words: Words, depth: int, ordinal: int) -> str:
        number = self.lists.number_of(depth, ordinal) if ordinal else BULLETS
        layout = f'<w:numPr><w:ilvl w:val="{depth - 1}"/><w:numId w:val="{number}"/></w:numPr>'
        return self.paragraphs.saying(styles.WORDING_LEVELS[depth - 1], words, layout)

    def _choice(self, choice: Choice, nested: int) -> str:
        layout = f'<w:ind w:left="{_NEST * nested}"/>' if nested else ""
        said = ""
        for count, case in enumerate(choice.cases):
            asked = self.condition(case.condition, "Otherwise, if" if count else "If") if case.condition else run("Otherwise")
            nothing = "" if case.blocks else self.paragraphs.plain(styles.NOTE, "nothing is said.")
            said += self.paragraphs.paragraph(styles.CONDITION, asked, layout) + self.sequence(case.blocks, nested + 1) + nothing
        return said + self.paragraphs.paragraph(styles.CONDITION_END, run("End of the condition"), layout)

    def _repeated(self, what: str, repetition: Repetition, more: str = "") -> str:
        code = run(repetition.path, f'<w:rStyle w:val="{styles.CODE}"/>')
        explained = run(f" ({repetition.description})") if repetition.description else ""
        where = run(", ") + self.condition(repetition.where, "where") if repetition.where else ""
        joined = run(f", {more}") if more else ""
        return self.paragraphs.paragraph(styles.NOTE, run(f"{what} each of ") + code + explained + where + joined)

    def _table(self, table: Table) -> str:
        note = self._repeated("A row for", table.repetition) if table.repetition else ""
        head = [self._cells(table.header, table.columns, styles.WORDING_HEADER)] if table.header else []
        rows = [self._cells(row, table.columns, styles.WORDING_CELL) for row in table.rows]
        return note + self.table(head + rows, _even(len(table.columns)), heads=len(head))

    def _cells(self, cells: Sequence[Words], columns: Sequence[Alignment], style: str) -> list[str]:
        return [self.paragraphs.saying(style, cell, _SIDES[side]) for cell, side in zip(cells, columns, strict=True)]

    def _matrix(self, matrix: Matrix) -> str:
        notes = self._repeated("A row for", matrix.rows) + self._repeated("A column for", matrix.columns)
        plain = self.paragraphs.plain
        head = [self.paragraphs.saying(styles.WORDING_HEADER, matrix.corner), plain(styles.NOTE, matrix.columns.path)]
        cell = self.paragraphs.paragraph(styles.NOTE, self.paragraphs.field(matrix.cells))
        return notes + self.table([head, [plain(styles.NOTE, matrix.rows.path), cell]], _even(2), heads=1)

    def _pairs(self, pairs: Sequence[Pair]) -> str:
        rows = [
            [self.paragraphs.saying(styles.WORDING_HEADER, pair.label), self.paragraphs.saying(styles.WORDING_CELL, pair.content)]
            for pair in pairs
        ]
        return self.table(rows, (_LABEL_WIDTH, TEXT_WIDTH - _LABEL_WIDTH))

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[int], *, heads: int = 0, style: str = styles.TABLE) -> str:
        """A table from the paragraphs of its cells, and the space below it."""
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        first = f'w:firstRow="{heads}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
        look = f'<w:tblLook w:val="{0x0600 | 0x0020 * heads:04X}" {first}/>'
        properties = (
            f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}</w:tblPr>'
        )
        body = "".join(_row(cells, widths, head=index < heads) for index, cells in enumerate(rows))
        return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>{self.paragraphs.paragraph(styles.SPACE, '')}"


def _row(cells: Sequence[str], widths: Sequence[int], *, head: bool) -> str:
    pairs = zip(cells, widths, strict=True)
    fields = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell, width in pairs)
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{fields}</w:tr>"


def _even(columns: int) -> tuple[int, ...]:
    width = TEXT_WIDTH // columns
    return (*(width for _ in range(columns - 1)), TEXT_WIDTH - width * (columns - 1))
