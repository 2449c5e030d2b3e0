"""Tables as they are typed: a header, a line that aligns the columns, and rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.assemble.faults import Faults
from pipeline.assemble.lines import Line
from pipeline.assemble.pattern import Each, TablePattern, Words
from pipeline.assemble.words import HOLE, words
from pipeline.model.diagnostic import Span
from pipeline.model.document import Alignment

# A bar inside an expression is a filter, one behind a backslash is a sign.
CELL = re.compile(rf"((?>{HOLE}|\\.|[^|\\])*+)\|")
_DASHES = re.compile(r"(:?)-+(:?)")
_ALIGNMENTS = {("", ""): Alignment.LEFT, (":", ""): Alignment.LEFT, ("", ":"): Alignment.RIGHT, (":", ":"): Alignment.CENTRE}


def table(name: str, named: bool, body: Sequence[Line], each: Each | None, span: Span, faults: Faults) -> TablePattern | None:
    """The table typed on these lines, None where it is refused; with `each`, its one row is repeated for every item."""
    rows = [_cells(line, faults) for line in body]
    if any(row is None for row in rows):
        return None
    whole = [row for row in rows if row is not None]
    columns = _alignments(whole[1]) if len(whole) > 1 else None
    if columns is None:
        place = faults.span(body[1].number, body[1].column, len(body[1].text)) if len(body) > 1 else span
        faults.add("table-header", place, "a table begins with a header and a line that aligns its columns", "as in `| --- | ---: |`")
        return None
    if not _fits(whole, body, each, span, faults):
        return None
    header, *rest = (tuple(words([cell], faults) for cell in row) for row in (whole[0], *whole[2:]))
    return TablePattern(name, named, columns, _unless_empty(header), tuple(rest), each, span)


def _unless_empty(header: tuple[Words, ...]) -> tuple[Words, ...]:
    return header if any(cell.pieces for cell in header) else ()


def _cells(line: Line, faults: Faults) -> tuple[Line, ...] | None:
    cells: list[Line] = []
    end = 1
    while line.text.startswith("|") and (match := CELL.match(line.text, end)):
        text = match[1]
        cells.append(Line(line.number, line.indent + match.start() + len(text) - len(text.lstrip()), text.strip()))
        end = match.end()
    if not cells or end != len(line.text):
        message = "this line is not a row of a table: a row begins and ends with `|`"
        hint = "close the row with `|`, or end the table with `:::` on the line before"
        faults.add("table-row", faults.span(line.number, line.column, len(line.text)), message, hint)
        return None
    return tuple(cells)


def _alignments(cells: tuple[Line, ...]) -> tuple[Alignment, ...] | None:
    found: list[Alignment] = []
    for cell in cells:
        match = _DASHES.fullmatch(cell.text)
        if match is None:
            return None
        found.append(_ALIGNMENTS[match[1], match[2]])
    return tuple(found)


def _fits(rows: list[tuple[Line, ...]], body: Sequence[Line], each: Each | None, span: Span, faults: Faults) -> bool:
    width = len(rows[0])
    ragged = [(line, len(row)) for line, row in zip(body, rows, strict=True) if len(row) != width]
    for line, count in ragged:
        message = f"this row has {_cells_in_words(count)}, the header has {_cells_in_words(width)}"
        hint = "give each row as many cells as the header; for a `|` that belongs to the words write `\\|`"
        faults.add("table-width", faults.span(line.number, line.column, len(line.text)), message, hint)
    expected = "one row that is repeated for each item" if each else "at least one row"
    count = len(rows) - 2
    if (each and count != 1) or count < 1:
        message = f"{'no row stands' if not count else f'{count} rows stand'} below the header, expected {expected}"
        choice = "leave one row; `where` behind the path chooses items" if each and count else None
        faults.add("table-rows", span, message, choice)
        return False
    return not ragged


def _cells_in_words(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
