"""A first look at an export that nobody has described yet: how its letters, cells and heading are written, and its first rows."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import polars as pl

from pipeline.measure.tables.exports import JSON_LINES, PARQUET, TABS, Unreadable, before_heading, look_at, opened
from pipeline.measure.tables.headings import in_one_line, told_apart
from pipeline.model.ticket_mapping import Encoding, Separator

MOST_ROWS = 2_000
_MOST_LINES_ABOVE = 30
_CHUNK, _START = 1 << 20, 256


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a file at first: the names of its columns, told apart, and some rows by them.

    `separator` is None where the file has none or says it itself; `heading` is the line in which the names stand.
    """

    names: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    encoding: Encoding = Encoding.UTF_8
    separator: Separator | None = None
    heading: int = 1

    def values(self, name: str) -> list[str]:
        """What stands in a column, without empty cells."""
        return [row[name] for row in self.rows if row.get(name)]


def looked_at(path: Path) -> Look:
    """A look at a file. Raises Unreadable."""
    look_at(path)
    ending = path.suffix.lower()
    if ending in PARQUET:
        return _at_parquet(path)
    encoding = encoding_of(path)
    with opened(path, encoding) as stream:
        try:
            if ending in JSON_LINES:
                return _at_objects([*islice(stream, MOST_ROWS)], encoding)
            told, passed = before_heading(stream, 1)
            lines = [*islice(stream, MOST_ROWS)]
        except UnicodeError as fault:
            raise Unreadable("not-text", "it is no text", "export it as CSV, JSON lines or Parquet") from fault
    separator = told or (Separator.TAB if ending in TABS else _separator(lines))
    return _at_table(lines, encoding, separator, passed, is_told=told is not None or separator is _usual(ending))


def _usual(ending: str) -> Separator:
    return Separator.TAB if ending in TABS else Separator.COMMA


def encoding_of(path: Path) -> Encoding:
    """How the letters of a file are written: UTF-8 where every byte of it fits. Raises Unreadable where it is no text."""
    with path.open("rb") as stream:
        start = stream.read(_START)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return Encoding.UTF_16
        stream.seek(0)
        is_utf_8 = _is_utf_8(stream)
    # One NUL is a fault of a row; of a text in two bytes a letter every other byte is one.
    if (0 in start and not is_utf_8) or start.count(0) * 4 > len(start):
        raise Unreadable("not-text", "it is no text", "export it as CSV in UTF-8, as JSON lines or as Parquet")
    return Encoding.UTF_8 if is_utf_8 else Encoding.WINDOWS


def _is_utf_8(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _separator(lines: Sequence[str]) -> Separator:
    """The sign that parts the lines into most cells."""
    return max(Separator, key=lambda each: sum(line.count(each.sign) for line in lines[:_MOST_LINES_ABOVE]))


def _at_table(lines: Sequence[str], encoding: Encoding, separator: Separator, passed: int, *, is_told: bool) -> Look:
    reader = csv.reader(lines, delimiter=separator.sign)
    table: list[tuple[int, list[str]]] = []
    before = passed
    try:
        for cells in reader:
            table.append((before + 1, [cell.strip() for cell in cells]))
            before = passed + reader.line_num
    except csv.Error as fault:
        raise Unreadable("not-a-table", f"what begins on line {before + 1} cannot be read: {fault}") from fault
    at = _heading(table)
    heading, names = (table[at][0], told_apart([in_one_line(name) for name in table[at][1]])) if table else (1, ())
    rows = tuple(dict(zip(names, cells, strict=False)) for _, cells in table[at + 1 :])
    # A heading behind a line for spreadsheets is where it is looked for.
    line = 1 if heading == passed + 1 else heading
    return Look(tuple(name for name in names if name), rows, encoding, None if is_told else separator, line)


def _heading(table: Sequence[tuple[int, list[str]]]) -> int:
    """Which of the rows names the columns: the first that is no title, with fewer than half of the cells of the fullest."""
    filled = [sum(map(bool, cells)) for _, cells in table[:_MOST_LINES_ABOVE]]
    return next((at for at, count in enumerate(filled) if count * 2 > max(filled)), 0)


def _at_objects(lines: Sequence[str], encoding: Encoding) -> Look:
    rows = tuple(dict(_leaves(told, "")) for line in lines if (told := _object(line)) is not None)
    if not rows:
        raise Unreadable("no-objects", "no line of it is an object in JSON", "write one object a line")
    return Look(tuple(dict.fromkeys(name for row in rows for name in row)), rows, encoding)


def _object(line: str) -> dict[str, object] | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _leaves(told: object, within: str) -> Iterator[tuple[str, str]]:
    """The values of an object, those of objects in it under names with full stops."""
    for name, value in told.items() if isinstance(told, dict) else ():
        if isinstance(value, dict):
            yield from _leaves(value, f"{within}{name}.")
        elif not isinstance(value, list):
            yield f"{within}{name}", "" if value is None else value.strip() if isinstance(value, str) else json.dumps(value)


def _at_parquet(path: Path) -> Look:
    try:
        frame = pl.scan_parquet(path).head(MOST_ROWS)
        kinds = frame.collect_schema()
        names = [name for name, kind in kinds.items() if not (kind.is_nested() or isinstance(kind, pl.Binary | pl.Duration | pl.Object))]
        rows = frame.select(pl.col(names).cast(pl.String)).collect()
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise Unreadable("not-parquet", "it is no Parquet file", "export it anew") from fault
    return Look(tuple(names), tuple({name: value or "" for name, value in row.items()} for row in rows.iter_rows(named=True)))
