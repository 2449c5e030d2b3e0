"""A table as a spreadsheet holds it: the row of names, and the cells below with the place of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CellKind(StrEnum):
    """What a spreadsheet takes a cell for; comma-separated values are all words."""

    WORDS = "words"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its place as people name it (`C5`), what stands in it, and what the spreadsheet takes it for."""

    place: str
    row: int
    column: int
    words: str
    kind: CellKind = CellKind.WORDS


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """The first table of a file: the cells that name its columns, and the rows below that hold anything."""

    file: str
    names: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def letters(column: int) -> str:
    """The letters by which people name a column, counted from 1."""
    words = ""
    while column:
        column, rest = divmod(column - 1, 26)
        words = chr(ord("A") + rest) + words
    return words
