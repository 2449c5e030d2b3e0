"""Which column of a table is which of its former ones."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.compare.alignment import aligned
from pipeline.model.document import Cell, Row, Table


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its ordinal from 0 in the old table and in the new one; None where that lacks it."""

    old: int | None
    new: int | None


def aligned_columns(old: Table, new: Table) -> tuple[Column, ...]:
    """The columns of both by ordinal, in an order that agrees with both; found by their headings, else by the first row."""
    before, after = len(old.columns), len(new.columns)
    if before == after:
        return tuple(Column(column, column) for column in range(before))
    olds, news = _telling(old), _telling(new)
    steps = aligned(olds, news)
    numbers_of_old, numbers_of_new = iter(range(before)), iter(range(after))
    return tuple(
        Column(next(numbers_of_old) if step.old is not None else None, next(numbers_of_new) if step.new is not None else None)
        for step in steps
    )


def _telling(table: Table) -> tuple[Cell, ...]:
    """The cells that tell the columns apart."""
    rows: tuple[Row, ...] = table.header or table.rows[:1]
    return rows[-1].cells if rows else ()
