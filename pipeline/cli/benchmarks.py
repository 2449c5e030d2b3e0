"""The measures as a table for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from pipeline.stages.bench.measuring import Measure


def show(measures: Sequence[Measure]) -> None:
    """Print one row a measure; a ratio above its limit is marked."""
    table = Table(box=None, pad_edge=False)
    for heading in ("contract", "work", "beside", "ms", "beside, ms", "ratio", "limit"):
        table.add_column(heading, justify="right" if heading in ("ms", "beside, ms", "ratio", "limit") else "left", no_wrap=True)
    for measure in measures:
        mark = "" if measure.ratio <= measure.limit else " above"
        figures = (
            _milliseconds(measure.seconds),
            _milliseconds(measure.yardstick_seconds),
            f"{measure.ratio:.3f}{mark}",
            f"{measure.limit:g}",
        )
        table.add_row(measure.contract, measure.work, measure.yardstick, *figures)
    Console(width=160).print(table)


def _milliseconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * 1000:.1f}"
