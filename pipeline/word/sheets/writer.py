"""A sheet as OOXML: one table a grid, and below each record the row that its reader fills in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.model.sheet import Column, Grid, Record, Sheet
from pipeline.word.sheets import styles
from pipeline.word.sheets.package import sheet_package
from pipeline.word.shell.styles import ACCENT
from pipeline.word.text import run

_LONGEST_WHOLE = 1800
"""Characters of a cell above which a row may go on over a page, since none could hold it."""
_ENTRY_HEIGHT = '<w:trHeight w:val="500" w:hRule="atLeast"/>'


def write_sheet(sheet: Sheet) -> bytes:
    """The DOCX; the same bytes for the same sheet."""
    heads = _paragraph(styles.TITLE, sheet.title) + _paragraph(styles.SUBJECT, sheet.subject)
    remarks = "".join(_paragraph(styles.REMARK, remark) for remark in sheet.remarks)
    return sheet_package(sheet, heads + remarks + "".join(_grid(grid) for grid in sheet.grids))


def _grid(grid: Grid) -> str:
    if not grid.records:
        return ""
    return f"{_paragraph(styles.HEADING, grid.title)}{_Table(grid).xml()}{_paragraph(styles.REMARK, '')}"


class _Table:
    """Writes one grid. Records and forms have columns of their own, so that a cell spans all columns of the table that it covers."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.columns, self.form = _ends(grid.columns), _ends(grid.form)
        self.cuts = sorted({*self.columns, *self.form})

    def xml(self) -> str:
        widths = [end - start for start, end in zip([0, *self.cuts], self.cuts, strict=False)]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        properties = (
            f'<w:tblPr><w:tblStyle w:val="{styles.TABLE}"/><w:tblW w:w="{styles.TEXT_WIDTH}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/></w:tblPr>'
        )
        rows = "".join((*self._heads(), *(row for record in self.grid.records for row in self._record(record))))
        return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"

    def _heads(self) -> Iterator[str]:
        repeated = "<w:cantSplit/><w:tblHeader/>"
        names = [(column.name, styles.HEAD_TINT) for column in self.grid.columns]
        yield self._row(repeated, self.columns, names, styles.CELL_HEAD)
        if self.grid.form:
            entries = [(column.name, styles.ENTRY_TINT) for column in self.grid.form]
            yield self._row(repeated, self.form, entries, styles.ENTRY_HEAD)

    def _record(self, record: Record) -> Iterator[str]:
        whole = "<w:cantSplit/>" if max(map(len, record.cells)) < _LONGEST_WHOLE else ""
        tints = [styles.STRESS_TINT if record.stressed and not at else "" for at in range(len(record.cells))]
        keep = bool(self.grid.form)
        yield self._row(whole, self.columns, list(zip(record.cells, tints, strict=True)), styles.CELL, keep=keep)
        if self.grid.form:
            entries = [(words, styles.ENTRY_TINT) for words in record.entries]
            yield self._row(f"<w:cantSplit/>{_ENTRY_HEIGHT}", self.form, entries, styles.ENTRY)

    def _row(self, properties: str, ends: Sequence[int], cells: Sequence[tuple[str, str]], style: str, *, keep: bool = False) -> str:
        made = "".join(
            self._cell(start, end, words, tint, style, keep=keep)
            for start, end, (words, tint) in zip([0, *ends], ends, cells, strict=False)
        )
        return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"

    def _cell(self, start: int, end: int, words: str, tint: str, style: str, *, keep: bool) -> str:
        span = sum(start < cut <= end for cut in self.cuts)
        covers = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        ends_record = style == styles.ENTRY
        under = f'<w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="{ACCENT}"/></w:tcBorders>' if ends_record else ""
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>' if tint else ""
        paragraphs = "".join(_paragraph(style, line, "<w:keepNext/>" if keep else "") for line in words.split("\n"))
        return f'<w:tc><w:tcPr><w:tcW w:w="{end - start}" w:type="dxa"/>{covers}{under}{shade}</w:tcPr>{paragraphs}</w:tc>'


def _ends(columns: Sequence[Column]) -> list[int]:
    """Where each column ends, from the left edge of the text, the last at its right edge."""
    whole = sum(column.share for column in columns)
    return [styles.TEXT_WIDTH * end // whole for end in accumulate(column.share for column in columns)]


def _paragraph(style: str, words: str, layout: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{run(words) if words else ""}</w:p>'
