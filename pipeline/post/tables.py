"""A grid as comma-separated values that no spreadsheet takes for a formula, a number or a date, and read back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.sheet import FilledRow, FilledSheet, Grid

_TAKEN_FOR_MORE = re.compile(r"\s*[=+\-@']|[\t\r]|[\d.,/:]+(?:[eE]\d+)?\s*\Z")
"""What a spreadsheet would compute, or turn into a number or a date: the issue 2.10 would become 2.1."""
_FORMULA = re.compile(r"\s*[=+@']|\s*-(?![\d.]+\Z)|[\t\r]")
"""What a spreadsheet would compute, and no figure."""
_GUARD = "'"
_WORD = b"PK\x03\x04"
_DELIMITERS = ",;\t"


def csv_of(grid: Grid, *, figures: bool = False) -> bytes:
    """The grid with its form beside its columns, in UTF-8 with the mark by which spreadsheets know it.

    Figures are left as they are, so that a spreadsheet computes with them; otherwise what looks like a number is guarded as well.
    """
    harmless = _no_formula if figures else _harmless
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.name for column in (*grid.columns, *grid.form)])
    for record in grid.records:
        writer.writerow([harmless(words) for words in (*record.cells, *record.entries)])
    return stream.getvalue().encode("utf-8-sig", "backslashreplace")


def filled_sheet_in(content: bytes, file: str, key: str, first_of_form: str) -> FilledSheet | Diagnostic:
    """The rows below the line that has the columns `key` and `first_of_form`; semicolons and tabs are read as well as commas."""
    text = decoded(content)
    if text is None:
        return error("not-csv", Span(file), "this is no file of comma-separated values", "save the list as CSV or as .docx")
    try:
        lines = separated(text)
    except csv.Error as fault:
        return error("not-csv", Span(file), f"this is no file of comma-separated values: {fault}", "save the list as CSV anew")
    rows = [(number, [plain(cell) for cell in line]) for number, line in enumerate(lines, start=1) if any(cell.strip() for cell in line)]
    if not rows or key not in rows[0][1] or first_of_form not in rows[0][1]:
        message = f"the first line does not name the columns: expected `{key}` and `{first_of_form}` among them"
        return error("no-issues-list", Span(file), message, "take the internal list that the command `issues` wrote")
    return _filled(file, rows[0][1], rows[1:])


def _filled(file: str, columns: Sequence[str], rows: Iterable[tuple[int, list[str]]]) -> FilledSheet | Diagnostic:
    found = []
    for number, cells in rows:
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            message = f"row {number} has more cells than there are columns"
            return error("changed-issues-list", Span(file, number), message, "put words with commas between quotation marks")
        padded = [*cells, *("" for _ in range(len(columns) - len(cells)))]
        found.append(FilledRow(number, tuple(zip(columns, padded, strict=False))))
    return FilledSheet(file, tuple(columns), tuple(found))


def decoded(content: bytes) -> str | None:
    """The text of a file of comma-separated values, however a spreadsheet saved it; None where it is no text."""
    if content.startswith(_WORD) or b"\0" in content:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Spreadsheets on Windows save CSV in its older encoding.
        return content.decode("cp1252", "replace")


def separated(text: str) -> list[list[str]]:
    """The cells of comma-separated values, line by line; what its first line has most of separates them. Raises csv.Error."""
    head = text.lstrip("\r\n").partition("\n")[0]
    return [*csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=head.count), strict=True)]


def _harmless(words: str) -> str:
    return f"{_GUARD}{words}" if _TAKEN_FOR_MORE.match(words) else words


def _no_formula(words: str) -> str:
    return f"{_GUARD}{words}" if _FORMULA.match(words) else words


def plain(cell: str) -> str:
    """A cell without its guard, which is one only where it guards something."""
    cell = cell.replace("\r\n", "\n").strip()
    return cell[1:] if cell.startswith(_GUARD) and _TAKEN_FOR_MORE.match(cell[1:]) else cell
