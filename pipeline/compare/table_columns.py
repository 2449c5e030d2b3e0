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
    if (len(olds), len(news)) != (before, after):
        return tuple(Column(n if n < before else None, n if n < after else None) for n in range(max(before, after)))
    steps = aligned(olds, news)
    numbers_of_old, numbers_of_new = iter(range(before)), iter(range(after))
    return tuple(
        Column(next(numbers_of_old) if step.old is not None else None, next(numbers_of_new) if step.new is not None else None)
        for step in steps
    )


def has_each(columns: tuple[Column, ...], old: Row, new: Row) -> bool:
    """Whether both versions of a row have a cell for each of the columns that their tables have, and no other."""
    sides = ([column.old for column in columns], [column.new for column in columns])
    return all(len(row.cells) == sum(n is not None for n in side) for row, side in zip((old, new), sides, strict=True))


def _telling(table: Table) -> tuple[Cell, ...]:
    """The cells that tell the columns apart."""
    rows: tuple[Row, ...] = (*reversed(table.header), *table.rows)
    # A row in which cells were joined has fewer cells than the table has columns.
    return next((row.cells for row in rows if len(row.cells) == len(table.columns)), ())
