"""Rows of an answer that somebody keeps in a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.intake import Column, Known, Question, Row
from pipeline.model.spreadsheet import Cell
from pipeline.model.terms.faults import Fault
from pipeline.stages.intake.reading import NotTaken, cell_of, field_of, kind_of_cell
from pipeline.stages.intake.tabular import Heading, at_cell, names_table, read_table

_SHOWN = 3


def rows_in(question: Question, path: Path, known: Known) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """The rows of a table in a file, and all that is wrong with them, each at its cell."""
    read = read_table(path, [_heading(question, column) for column in question.columns])
    if read.findings:
        return (), read.findings
    faults: list[Diagnostic] = []
    rows = tuple(_row(question, cells, path.as_posix(), known, faults) for cells in read.rows)
    return rows, tuple(faults)


def _heading(question: Question, column: Column) -> Heading:
    field = field_of(kind_of_cell(question, column))
    days = field is not None and date in field.types
    return Heading(column.name, column.text, needed=not (column.optional or column.default), days=days)


def _row(question: Question, cells: Mapping[str, Cell], file: str, known: Known, faults: list[Diagnostic]) -> Row:
    number = next(iter(cells.values())).row
    row = {}
    for column in question.columns:
        cell = cells.get(column.name)
        try:
            row[column.name] = cell_of(question, column, cell.words if cell else "", known)
        except NotTaken as refused:
            faults.append(at_cell(file, cell, number, refused.fault))
    return row


def rows_of_file(question: Question, words: str, known: Known) -> tuple[Row, ...] | Fault:
    """The rows in a file that somebody named at the terminal, or why there are none, in a few words."""
    if not names_table(words):
        return Fault((), "bad-answer", f"`{words}` is no answer here", "`?` tells what may be answered")
    rows, wrong = rows_in(question, Path(words.strip()).expanduser(), known)
    if not wrong:
        return rows
    told = "; ".join(finding.message for finding in wrong[:_SHOWN])
    more = f"; and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
    return Fault((), wrong[0].code, f"{told}{more}", wrong[0].hint or "")
