"""The figures of our wording as a table for people."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from pipeline.stages.library.statistics import Row

_HEADINGS = (*("clauses", "wordings", "words", "sentences", "mean", "longest", "over 40", "shall", "passive", "terms", "unused", "Flesch"),)
_FORMULA = (
    "Flesch's reading ease: 206.835 - 1.015 x words a sentence - 84.6 x syllables a word. A point of a list is a sentence; tables are none."
)


def show(rows: Iterable[Row]) -> None:
    """Print one row for each topic, for the library and for each contract."""
    table = Table(box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    for heading in _HEADINGS:
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(row.name, *_cells(row))
    console = Console(width=160, highlight=False)
    console.print(table)
    console.print(_FORMULA)


def _cells(row: Row) -> tuple[str, ...]:
    figures = row.figures
    counts = (row.clauses, row.wordings, figures.words, figures.sentences)
    lengths = (f"{figures.mean:.1f}", str(figures.longest), str(figures.too_long))
    duties = (figures.duties, figures.passive_duties, row.defined, row.defined - row.used)
    return (*map(str, counts), *lengths, *map(str, duties), f"{figures.flesch:.0f}")
