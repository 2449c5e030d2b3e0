"""Workbooks (OOXML spreadsheets): read without trust, written the same to the byte each time.

A stranger's workbook may be a bomb of a few kilobytes, hold programs, or make the reader fetch something. So its parts are weighed before
one is unpacked, none may declare a document type, and only cells that stand in the file as values are taken: what a formula gives is what
somebody's program computed last, and may be old.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.model.spreadsheet import Cell, CellKind, letters

_MOST_PARTS = 2_000
_MOST_BYTES = 150_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:]+)"')
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY", b"<\x00!\x00", b"\x00<\x00!")
_LONGEST_NUMBER = 15
_AS_WORDS = "@"
_DAMAGED = (BadZipFile, InvalidFileException, LookupError, ValueError, OSError, EOFError, SyntaxError, NotImplementedError, TypeError)
"""What openpyxl and zipfile raise over a file that is not what it says; each ends in the same words."""


class Unfit(Exception):
    """The file is not taken as a table: why, what helps, and the place within it."""

    def __init__(self, message: str, hint: str, at: Cell | None = None) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.row, self.column = (at.row, at.column) if at else (1, 1)


def cells_of_workbook(content: bytes) -> list[list[Cell]]:
    """The cells of the first sheet that hold something, row by row. Raises Unfit."""
    try:
        with ZipFile(io.BytesIO(content)) as package:
            _weigh(package)
        return _first_sheet(content)
    except _DAMAGED as fault:
        raise Unfit("this is no workbook, or it is damaged", "save it as .xlsx anew, or as CSV") from fault


def _first_sheet(content: bytes) -> list[list[Cell]]:
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise Unfit("the workbook has no sheet that anybody can see", "save the sheet with the items alone")
        return [*_rows(sheets[0])]
    finally:
        book.close()


def _weigh(package: ZipFile) -> None:
    """Raises Unfit where a part is too large, holds a program, or declares what a reader would have to expand."""
    parts = package.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise Unfit("the workbook is too large when it is unpacked", "copy the cells into a new workbook")
    for part in parts:
        if "vbaproject" in part.filename.lower() or "macrosheets" in part.filename.lower():
            raise Unfit("the workbook holds macros", "save it as .xlsx, which has none, or as CSV")
        if part.flag_bits & 1:
            raise Unfit("the workbook is protected by a password", "take the password off, and save it")
        if part.filename.endswith((".xml", ".rels")):
            _look_into(package, part)


def _look_into(package: ZipFile, part: ZipInfo) -> None:
    """Unpack no more of a part than it says to hold: a part that lies about its size ends here."""
    with package.open(part) as stream:
        read, before = 0, b""
        while chunk := stream.read(1_000_000):
            read += len(chunk)
            if read > _MOST_BYTES or any(mark in before + chunk for mark in _DECLARES):
                raise Unfit("the workbook holds what no spreadsheet program writes", "copy the cells into a new workbook")
            merged = _MERGED.search(before + chunk) if part.filename.startswith("xl/worksheets/") else None
            if merged:
                raise Unfit(f"the cells {merged[1].decode()} are merged", "unmerge them, and write each value into its own cell")
            before = chunk[-200:]


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    # The size that a file claims is no more than a claim; a million rows that only have a format are passed over one by one.
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        cells = [_cell(cell) for cell in row if cell.value is not None]
        if cells:
            yield cells


def _cell(cell: Any) -> Cell:
    row, column = int(cell.row), int(cell.column)
    place = f"{letters(column)}{row}"
    at = Cell(place, row, column, "")
    match cell.value:
        case bool(value):
            return Cell(place, row, column, str(value).lower())
        case int() | float() | Decimal():
            return Cell(place, row, column, _number(cell.value, str(cell.number_format), at), CellKind.NUMBER)
        case datetime(hour=0, minute=0, second=0) as day:
            return Cell(place, row, column, day.date().isoformat(), CellKind.DATE)
        case datetime() | date() | time() as moment:
            return Cell(place, row, column, moment.isoformat(), CellKind.DATE)
    words = str(cell.value)
    if cell.data_type == "f":
        raise Unfit(f"cell {place} holds a formula", "replace it by its value: copy, and paste values only", at)
    if cell.data_type == "e":
        raise Unfit(f"cell {place} holds an error, `{words}`", "write the value", at)
    return Cell(place, row, column, words.strip())


def _number(value: int | float | Decimal, shown_as: str, at: Cell) -> str:
    """A number as people write it: no more digits than it has, and with the per cent sign that its cell shows."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if "%" in shown_as:
        return f"{_plainly(exact * 100)} %"
    if len(exact.as_tuple().digits) > _LONGEST_NUMBER:
        raise Unfit(f"cell {at.place} holds a number of more than {_LONGEST_NUMBER} digits, of which spreadsheets lose the last",
                    "format the column as text, and type the value anew", at)  # fmt: skip
    return _plainly(exact)


def _plainly(number: Decimal) -> str:
    return f"{number.to_integral_value():f}" if number == number.to_integral_value() else f"{number.normalize():f}"


def workbook_of(title: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with one sheet. Every cell is text, so that no program takes one for a formula, a number or a date."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title[:31]
    sheet.freeze_panes = "A2"
    for number, row in enumerate((names, *rows), start=1):
        for column, words in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value = words
            cell.data_type = "s"
            cell.number_format = _AS_WORDS
            if number == 1:
                cell.font = Font(bold=True)
    for column in range(1, len(names) + 1):
        longest = max((len(row[column - 1]) for row in (names, *rows)), default=0)
        sheet.column_dimensions[letters(column)].width = min(max(longest + 2, 8), 60)
    stream = io.BytesIO()
    book.save(stream)
    return _without_clock(stream.getvalue())


_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def _without_clock(content: bytes) -> bytes:
    """The same workbook without the moment at which it was written, which stands in its properties and beside each of its parts."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as package, ZipFile(written, "w", ZIP_DEFLATED) as same:
        for name in sorted(package.namelist()):
            part = package.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", part)
            info = ZipInfo(name, _EPOCH)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            same.writestr(info, part)
    return written.getvalue()
