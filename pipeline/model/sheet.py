"""A document made of tables, as writers put it on paper: its words are final, and a writer adds none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `share` is its width in relation to the other columns."""

    name: str
    share: int


@dataclass(frozen=True, slots=True)
class Record:
    """One row; `entries` stand in a row of their own below the `cells`, where the grid has a form. `stressed` rows catch the eye."""

    cells: tuple[str, ...]
    entries: tuple[str, ...] = ()
    stressed: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `form` are the columns that its reader fills in for each record; none where there is nothing to fill in."""

    title: str
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    form: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole. `legend` stands at the head of each page, and is empty where anybody may read it; `remarks` stand before the tables."""

    title: str
    subject: str
    legend: str
    remarks: tuple[str, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row that somebody filled in and sent back: its place in the file, counted from 1, and the cells by the name of their column."""

    number: int
    cells: tuple[tuple[str, str], ...]

    def cell(self, column: str) -> str:
        """What stands in a column; nothing where the column is not there."""
        return next((words for name, words in self.cells if name == column), "")


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """The rows that somebody filled in, with the names of the columns that the file has."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[FilledRow, ...]
