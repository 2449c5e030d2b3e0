"""The file that a service desk exported, as rows of text: only the columns that the mapping names, each row with its line.

Nothing is guessed and nothing is lost: a row that cannot be read stays, with the reason, and is counted with the others.
"""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import polars as pl

from pipeline.measure.tables.headings import Heading, WrongColumns, heading_of, in_one_line, named
from pipeline.model.ticket_mapping import ColumnRole, Encoding, Separator, TicketMapping

LINE, FAULT = "line", "fault"
BATCH = 4_000
"""So many rows are held as lists, since the garbage collector looks at each of them again and again."""
_LOOK = 1024
JSON_LINES, PARQUET, TABS = (".jsonl", ".ndjson"), (".parquet",), (".tsv", ".tab")
TIMES = (ColumnRole.OPENED, ColumnRole.RESPONDED, ColumnRole.RESOLVED, ColumnRole.CLOSED, ColumnRole.AT)
"""The roles whose columns hold moments."""
KNOWN_ENDINGS = (".csv", ".txt", *TABS, *JSON_LINES, *PARQUET)


class Unreadable(Exception):
    """The file cannot be read as an export; the code and the words say why, and the hint what to do."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(code, message, hint)
        self.code, self.message, self.hint = code, message, hint


def rows_in(path: Path, mapping: TicketMapping) -> pl.DataFrame:
    """The rows: `line`, the columns by role, all text, null where a cell is empty, and `fault` where a row cannot be read.

    Times of a Parquet file that are no text stay what they are. Raises Unreadable and WrongColumns.
    """
    ending = path.suffix.lower()
    if ending not in KNOWN_ENDINGS:
        raise Unreadable("unknown-ending", f"a file that ends in `{ending}` is not read", f"the endings are {', '.join(KNOWN_ENDINGS)}")
    look_at(path)
    if ending in PARQUET:
        return _cleaned(_parquet(path, mapping), mapping)
    with opened(path, mapping.encoding) as stream:
        rows = _framed(_json_lines(stream, mapping), mapping) if ending in JSON_LINES else _table(stream, mapping, tabs=ending in TABS)
        return _cleaned(rows, mapping)


def _cleaned(rows: pl.DataFrame, mapping: TicketMapping) -> pl.DataFrame:
    """The rows without the words that stand for nothing; one with a NUL, which no export writes, is faulty."""
    texts = [role.value for role in named(mapping.columns) if rows.schema[role.value] == pl.String]
    if not texts:
        return rows
    has_nul = pl.any_horizontal(pl.col(texts).str.contains("\0", literal=True).fill_null(False))
    rows = rows.with_columns(
        pl.when(has_nul).then(pl.coalesce(FAULT, pl.lit("it holds a NUL, which is no sign of a text"))).otherwise(FAULT).alias(FAULT)
    )
    rows = rows.with_columns(pl.col(texts).str.replace_all("\0", "", literal=True))
    is_empty = pl.col(texts).is_in(list(mapping.empty))
    return rows.with_columns(pl.when(~is_empty).then(pl.col(texts)))


def look_at(path: Path) -> None:
    """Raises Unreadable where there is no file, or nothing in it."""
    if path.is_dir():
        raise Unreadable("folder-for-file", "it is a folder", "name the file in it")
    if not path.is_file():
        raise Unreadable("missing-file", "there is no such file")
    if path.stat().st_size == 0:
        raise Unreadable("empty-file", "it is empty", "export it anew")


@contextmanager
def opened(path: Path, encoding: Encoding) -> Iterator[TextIO]:
    """The text of a file, without the mark at its beginning. Raises Unreadable where it is written otherwise."""
    # The mark by which spreadsheets know UTF-8 is no part of the first column's name.
    try:
        with path.open(encoding="utf-8-sig" if encoding is Encoding.UTF_8 else encoding.value, newline="") as stream:
            yield stream
    except UnicodeError as fault:
        raise _encoded_otherwise(path, encoding) from fault
    except OSError as fault:
        raise Unreadable("unreadable-file", f"it cannot be opened: {(fault.strerror or 'the system refuses it').lower()}") from fault


def _encoded_otherwise(path: Path, encoding: Encoding) -> Unreadable:
    with path.open("rb") as stream:
        start = stream.read(_LOOK)
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    if b"\0" in start and not start.startswith(marks):
        return Unreadable("not-text", "it is no text", "export it as CSV, JSON lines or Parquet")
    other = next(each for each in Encoding if each is not encoding)
    meant = Encoding.UTF_16 if start.startswith(marks) else other
    hint = f"write `encoding: {meant}` in the mapping, or save the export as UTF-8"
    return Unreadable("wrong-encoding", f"it is not written in {encoding}", hint)


def _framed(rows: Iterable[dict[str, Any]], mapping: TicketMapping) -> pl.DataFrame:
    schema = _schema(named(mapping.columns))
    parts, batch = [], []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            parts.append(pl.DataFrame(batch, schema=schema))
            batch = []
    return pl.concat([*parts, pl.DataFrame(batch, schema=schema)])


def _schema(roles: Iterable[ColumnRole]) -> dict[str, type[pl.DataType]]:
    return {LINE: pl.Int64, FAULT: pl.String, **{role.value: pl.String for role in roles}}


def _table(stream: TextIO, mapping: TicketMapping, *, tabs: bool) -> pl.DataFrame:
    told, passed = before_heading(stream, mapping.heading)
    separator = (mapping.separator or told or (Separator.TAB if tabs else Separator.COMMA)).sign
    reader = csv.reader(stream, delimiter=separator, strict=True)
    before, parts = passed, []
    try:
        heading = heading_of([in_one_line(name) for name in next(reader, [])], mapping.columns)
        before = passed + reader.line_num
        lines, rows = list[int](), list[list[str]]()
        for cells in reader:
            # A cell may hold line breaks, so a row begins behind the one before it.
            line, before = before + 1, passed + reader.line_num
            if any(map(str.strip, cells)):
                lines.append(line)
                rows.append(cells)
            if len(rows) == BATCH:
                parts.append(_part(lines, rows, heading))
                lines, rows = [], []
    except csv.Error as fault:
        where = f"what begins on line {before + 1} cannot be read: {fault}"
        raise Unreadable("not-a-table", where, "look for a quotation mark without its pair") from fault
    return pl.concat([*parts, _part(lines, rows, heading)])


def _part(lines: list[int], rows: list[list[str]], heading: Heading) -> pl.DataFrame:
    """Rows as columns, with what is wrong with each."""
    faults = [_fault(cells, heading.width) for cells in rows]
    whole = [cells if len(cells) >= heading.width else [*cells, *[""] * heading.width] for cells in rows]
    columns = {role.value: [_cell(cells[place]) for cells in whole] for role, place in heading.places.items()}
    return pl.DataFrame({LINE: lines, FAULT: faults, **columns}, schema=_schema(heading.places))


def _fault(cells: list[str], width: int) -> str | None:
    is_other = len(cells) < width or any(map(str.strip, cells[width:]))
    return f"it has {len(cells)} cells, and the first line has {width}" if is_other else None


def before_heading(stream: TextIO, heading: int) -> tuple[Separator | None, int]:
    """Go to the heading: gives the separator that a first line such as `sep=;` names for spreadsheets, and how many lines lie before."""
    first = stream.readline().rstrip("\r\n").lower()
    told = next((each for each in Separator if first == f"sep={each.sign}"), None)
    passed = max(heading - 1, 1 if told else 0)
    stream.seek(0)
    for _ in range(passed):
        stream.readline()
    return told, passed


def _cell(written: str) -> str | None:
    return written.strip() or None


def _json_lines(stream: TextIO, mapping: TicketMapping) -> Iterator[dict[str, Any]]:
    """Objects, one a line. A name with full stops leads into objects within; a name that no line has is missing."""
    wanted, seen, names = named(mapping.columns), set[ColumnRole](), dict[str, None]()
    for line, written in enumerate(stream, start=1):
        if not written.strip():
            continue
        try:
            told = json.loads(written, object_pairs_hook=_each_name_once)
        except (ValueError, RecursionError) as fault:
            yield {LINE: line, FAULT: f"it is no object in JSON: {str(fault).partition(':')[0]}"}
            continue
        if not isinstance(told, dict):
            yield {LINE: line, FAULT: "it is no object in JSON"}
            continue
        names |= dict.fromkeys(told)
        found = {role: _inside(told, name) for role, name in wanted.items()}
        seen |= {role for role, (is_there, _) in found.items() if is_there}
        yield {LINE: line, FAULT: None, **{role.value: value for role, (_, value) in found.items()}}
    missing = {role: name for role, name in wanted.items() if role not in seen}
    if missing:
        raise WrongColumns(missing, {}, tuple(names))


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a name stands twice in it")
    return told


def _inside(told: dict[str, Any], name: str) -> tuple[bool, str | None]:
    """Whether the name is there, and its value as text."""
    if name not in told and "." in name:
        head, _, rest = name.partition(".")
        inner = told.get(head)
        return _inside(inner, rest) if isinstance(inner, dict) else (head in told, None)
    value = told.get(name)
    if value is None or isinstance(value, dict | list):
        return name in told, None
    return True, _cell(value if isinstance(value, str) else json.dumps(value))


def _parquet(path: Path, mapping: TicketMapping) -> pl.DataFrame:
    try:
        frame = pl.scan_parquet(path)
        heading = frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise Unreadable("not-parquet", "it is no Parquet file", "export it anew") from fault
    heading_of(list(heading), mapping.columns)
    chosen = {role.value: _read(role, name, heading[name]) for role, name in named(mapping.columns).items()}
    rows = frame.select(**chosen).with_row_index(LINE, offset=1)
    return rows.with_columns(pl.col(LINE).cast(pl.Int64), pl.lit(None, pl.String).alias(FAULT)).collect()


def _read(role: ColumnRole, name: str, kind: pl.DataType) -> pl.Expr:
    """The text of a column of a Parquet file; its times as they are."""
    cell = pl.col(name)
    if role in TIMES and (isinstance(kind, pl.Datetime) or kind.is_integer()):
        return cell
    if kind.is_nested() or isinstance(kind, pl.Binary | pl.Duration | pl.Object):
        raise Unreadable("no-text-column", f"its column `{name}` holds neither text nor numbers nor moments", "write it out as text")
    text = (_without_fraction(cell.fill_nan(None)) if kind.is_float() else cell.cast(pl.String)).str.strip_chars()
    return pl.when(text != "").then(text)


def _without_fraction(number: pl.Expr) -> pl.Expr:
    """Numbers as text, whole ones without a fraction: a column of them gets one where some cell is empty."""
    whole = number.cast(pl.Int64, strict=False)
    return pl.when(whole == number).then(whole.cast(pl.String)).otherwise(number.cast(pl.String))
