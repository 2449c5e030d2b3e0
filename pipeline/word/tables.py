"""A table's cells as OOXML: fixed widths, a header that repeats, rows that are not split."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.model.document import Alignment
from pipeline.word.columns import Measure, fits, label_widths, lines_of, measured, widths
from pipeline.word.shell.stylesheet import shade

Texts: TypeAlias = Sequence[Sequence[str]]
"""The paragraphs of each cell of one row."""

_SMALL = 7
"""Rows that a table may have to be kept on one page."""
_LOW = 18
"""Lines that such a table may have, lest much of a page stay empty."""


@dataclass(frozen=True, slots=True)
class Field:
    """A cell's paragraphs, the revision of the cell itself, and the colour behind it, where it has one of its own."""

    content: str
    revision: str = ""
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row's cells, and the revision of the row itself."""

    fields: tuple[Field, ...]
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a table stands on the page, in twentieths of a point."""

    indent: int
    widths: tuple[int, ...]
    labelled: bool
    """Whether the first column is the heading of its row."""

    @staticmethod
    def of(needs: Sequence[Measure], sides: Sequence[Alignment], edge: int, page: int, *, labelled: bool) -> Fitting:
        """At the edge of the words around it where that leaves room, else across the page."""
        pairs = labelled and len(needs) == 2
        indent = edge if pairs or fits(needs, page - edge) else 0
        found = label_widths(page - indent) if pairs else widths(needs, sides, page - indent)
        return Fitting(indent, found, labelled)


def measures(head: Sequence[Texts], rows: Sequence[Texts], columns: int) -> tuple[Measure, ...]:
    """What each column needs, from the paragraphs of each cell of each row; a row in which cells were joined has fewer of them."""

    def cells(row: Texts, index: int) -> Sequence[str]:
        return row[index] if index < len(row) else ()

    return tuple(measured([cells(row, index) for row in head], [cells(row, index) for row in rows]) for index in range(columns))


def rows_kept(needs: Sequence[Measure], look: Fitting, heads: int) -> int:
    """How many rows from the top stay with the next: all but the last of a small table, else the header and one more."""
    rows = list(zip(*(column.cells for column in needs), strict=True))
    height = sum(max(map(lines_of, row, look.widths)) for row in rows)
    return len(rows) - 1 if len(rows) - heads <= _SMALL and height <= _LOW else heads + 1


def table_xml(style: str, look: Fitting, rows: Sequence[Line], heads: int) -> str:
    """The table from its cells' paragraphs; the first `heads` rows are the header."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in look.widths)
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(look.widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{look.indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{_conditions(heads > 0, look.labelled)}</w:tblPr>"
    )
    body = "".join(_row(line, look.widths, head=index < heads) for index, line in enumerate(rows))
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"


def _row(line: Line, columns: Sequence[int], *, head: bool) -> str:
    repeated, foot = ("<w:tblHeader/>", '<w:vAlign w:val="bottom"/>') if head else ("", "")
    joined = len(columns) - len(line.fields) + 1
    spans = [1] * (len(line.fields) - 1) + [joined]
    widths = (*columns[: len(line.fields) - 1], sum(columns[len(line.fields) - 1 :]))
    fields = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_across(span)}{_behind(field.tint)}{foot}{field.revision}</w:tcPr>'
        f"{field.content}</w:tc>"
        for field, width, span in zip(line.fields, widths, spans, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}{line.revision}</w:trPr>{fields}</w:tr>"


def _across(span: int) -> str:
    """The columns that a cell takes: the last one of a row that has fewer cells takes all that are left."""
    return f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""


def _behind(tint: str) -> str:
    return shade(tint) if tint else ""


def _conditions(head: bool, labelled: bool) -> str:
    """Which of the table style's conditions hold, both as bits (LibreOffice reads these) and in words (Word)."""
    bits = 0x0600 | 0x0020 * head | 0x0080 * labelled
    flags = f'w:firstRow="{head:d}" w:lastRow="0" w:firstColumn="{labelled:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    return f'<w:tblLook w:val="{bits:04X}" {flags}/>'
