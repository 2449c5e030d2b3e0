"""The tables in which tickets and their judgements stand: the names and types of their columns."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipeline.measure.policy import Measure, Policy

HISTORY = pl.List(pl.Struct({"at": pl.Int64, "kind": pl.String, "value": pl.String}))
"""The events of a ticket in order, from its opening; null where the three moments of the row tell all."""

TICKETS: dict[str, pl.DataType] = {
    "ticket": pl.String(),
    "rows": pl.Int64(),
    "type": pl.String(),
    "priority": pl.String(),
    "service": pl.String(),
    "request": pl.String(),
    "opened": pl.Int64(),
    "responded": pl.Int64(),
    "resolved": pl.Int64(),
    "history": HISTORY,
}
"""One row a ticket: how many rows of the export it came from, our ids, and moments in seconds since 1970 in UTC.

`priority` is the one with which it was opened. The three moments tell the whole story of a ticket that was never paused, reopened,
worked around or given another Priority; of every other one `history` tells it, and decides.
"""

MEASURES = pl.Enum([measure.value for measure in Measure])
JUDGED = ("ticket", "measure", "cycle", "level", "target", "start", "end", "elapsed", "due", "met", "exceeded", "paused", "kept")


def judgements(levels: Sequence[str]) -> pl.Schema:
    """One row for each time that is judged: the fields of a Judgement, without its segments."""
    moment = pl.Int64()
    kinds = (pl.String(), MEASURES, pl.Int32(), pl.Enum(levels), moment, moment, moment, moment, moment, pl.Boolean(), moment, moment)
    return pl.Schema(zip(JUDGED, (*kinds, pl.Boolean()), strict=True))


def levels_of(policy: Policy) -> tuple[str, ...]:
    """The ids of all Priorities and requests, each once."""
    return tuple(dict.fromkeys((*policy.levels, *policy.requests)))
