"""Tables that people keep in spreadsheets, read without trust: CSV in any form that programs save, and workbooks without their programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.spreadsheet import Cell, Spreadsheet, letters
from pipeline.post.tables import decoded, plain, separated
from pipeline.post.workbooks import Unfit, cells_of_workbook

_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"
MOST_ROWS = 20_000
"""More rows than any register of assets has; a file with more is another file."""


def spreadsheet_in(content: bytes, file: str) -> Spreadsheet | Diagnostic:
    """The table in a file of comma-separated values or in the first sheet of a workbook, or why it is not read."""
    try:
        if content.startswith(_OLE):
            raise Unfit("this is a workbook of Excel 97 to 2003, or one with a password", "save it as .xlsx without a password, or as CSV")
        rows = cells_of_workbook(content) if content.startswith(_ZIP) else _cells_of_values(content)
        return _table(file, rows)
    except Unfit as fault:
        return error("not-a-table", Span(file, fault.row, fault.column), fault.message, fault.hint)


def _table(file: str, rows: Iterable[Sequence[Cell]]) -> Spreadsheet:
    full = [tuple(cell for cell in row if cell.words) for row in rows]
    full = [row for row in full if row]
    if not full:
        raise Unfit("the file holds no cells", "write the names of the columns into the first row, and a row for each item below")
    if len(full) > MOST_ROWS:
        raise Unfit(f"the file has more than {MOST_ROWS} rows", "take the sheet with the items alone")
    names, *items = full
    known = {cell.column for cell in names}
    stray = next((cell for row in items for cell in row if cell.column not in known), None)
    if stray is not None:
        raise Unfit(f"cell {stray.place} stands in a column without a name", "name the column in the first row, or empty the cell", stray)
    return Spreadsheet(file, names, tuple(items))


def _cells_of_values(content: bytes) -> list[list[Cell]]:
    text = decoded(content)
    if text is None:
        raise Unfit("this is no file of comma-separated values", "save the table as CSV or as .xlsx")
    try:
        lines = separated(text)
    except csv.Error as fault:
        raise Unfit(f"this is no file of comma-separated values: {fault}", "save the table as CSV anew") from fault
    return [_cells(number, line) for number, line in enumerate(lines, start=1)]


def _cells(row: int, line: list[str]) -> list[Cell]:
    return [Cell(f"{letters(column)}{row}", row, column, plain(words)) for column, words in enumerate(line, start=1)]
