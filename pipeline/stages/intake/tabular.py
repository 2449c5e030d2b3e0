"""A stranger's spreadsheet held against the columns that are wanted: each by its name, once, and with cells of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import post, store
from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.spreadsheet import Cell, CellKind, Spreadsheet
from pipeline.model.terms.faults import Fault, close_to
from pipeline.model.terms.section import joined

ENDINGS = (".csv", ".xlsx")
"""What the name of a file of rows ends with."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that is wanted: its name, what else it may be called, whether it must be there, and whether it holds days."""

    name: str
    also: str = ""
    needed: bool = True
    days: bool = False


@dataclass(frozen=True, slots=True)
class Aligned:
    """The rows by the names that are wanted, and the file's own place of each cell; findings say why there are none."""

    rows: tuple[Mapping[str, Cell], ...]
    findings: tuple[Diagnostic, ...]


def names_table(words: object) -> bool:
    """Whether words that somebody wrote name a file of rows."""
    return isinstance(words, str) and words.strip().lower().endswith(ENDINGS)


def read_table(path: Path, headings: Sequence[Heading]) -> Aligned:
    """The rows of a file that lies anywhere."""
    content = store.their_file(path)
    sheet = content if isinstance(content, Diagnostic) else post.spreadsheet_in(content, path.as_posix())
    return Aligned((), (sheet,)) if isinstance(sheet, Diagnostic) else aligned(sheet, headings)


def aligned(sheet: Spreadsheet, headings: Sequence[Heading]) -> Aligned:
    """The rows of a spreadsheet under the names that are wanted, or all that is wrong with its columns and cells."""
    columns: dict[int, Heading] = {}
    found = list(_columns(sheet, headings, columns))
    if found:
        return Aligned((), tuple(found))
    found = [finding for row in sheet.rows for cell in row if (finding := _misread(sheet.file, cell, columns[cell.column]))]
    if found:
        return Aligned((), tuple(found))
    return Aligned(tuple({columns[cell.column].name: cell for cell in row} for row in sheet.rows), ())


def _columns(sheet: Spreadsheet, headings: Sequence[Heading], columns: dict[int, Heading]) -> Iterator[Diagnostic]:
    """Fills `columns` by their number; what is unknown, doubled or missing is a finding."""
    known = {_plain(name): heading for heading in headings for name in (heading.name, heading.also) if name}
    first: dict[str, Cell] = {}
    for cell in sheet.names:
        place = Span(sheet.file, cell.row, cell.column)
        heading = known.get(_plain(cell.words))
        if heading is None:
            names = [heading.name for heading in headings]
            hint = close_to(_plain(cell.words), names) or f"the columns are {joined(names)}"
            yield error("unknown-column", place, f"cell {cell.place}: `{cell.words}` is not a column here", hint)
        elif heading.name in first:
            other = first[heading.name]
            related = Related(Span(sheet.file, other.row, other.column), f"cell {other.place}")
            yield error("doubled-column", place, f"cell {cell.place}: the column `{heading.name}` is there twice", "keep one", related)
        else:
            first[heading.name] = cell
            columns[cell.column] = heading
    for heading in headings:
        if heading.needed and heading.name not in first:
            called = f", which may also be called `{heading.also}`" if heading.also else ""
            yield error("missing-column", Span(sheet.file), f"the column `{heading.name}` is missing", f"name it in the first row{called}")


def _misread(file: str, cell: Cell, heading: Heading) -> Diagnostic | None:
    """A cell that the spreadsheet took for a day where words were meant: `1-2` becomes 1 February, and nobody sees it."""
    if cell.kind is not CellKind.DATE or heading.days:
        return None
    message = f"cell {cell.place} is a date for the spreadsheet, `{cell.words}`, and `{heading.name}` holds none"
    return error("taken-for-a-date", Span(file, cell.row, cell.column), message, "format the column as text, and type the value anew")


def at_cell(file: str, cell: Cell | None, row: int, fault: Fault) -> Diagnostic:
    """A fault of a value as a finding at its cell, or at its row where the cell is empty."""
    place = Span(file, cell.row, cell.column) if cell else Span(file, row)
    return error(fault.code, place, f"{f'cell {cell.place}' if cell else f'row {row}'}: {fault.message}", fault.hint or None)


def _plain(words: str) -> str:
    return re.sub(r"[\s_-]+", "_", words.strip().lower())
