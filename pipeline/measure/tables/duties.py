"""The duties of many tickets beside their Service Levels that were not done in time, month by month."""

from __future__ import annotations

import polars as pl

from pipeline.measure.duties import Lapse, lapses
from pipeline.measure.periods import month_of, span_of
from pipeline.measure.tables.histories import untold
from pipeline.measure.tables.recording import Record
from pipeline.model.ticket import EventKind, natural
from pipeline.model.times import YearMonth


def lapses_in(record: Record, period: YearMonth, *, updates_told: bool) -> tuple[Lapse, ...]:
    """What was due in a month and not done in time, in the order in which it was due."""
    start, end = span_of(period, record.policy.zone)
    last = pl.coalesce(pl.col("history").list.last().struct.field("at"), pl.col("resolved"))
    # Nothing falls due behind the last event of a ticket that is resolved.
    concerned = record.tickets.filter(pl.col("opened") < end, pl.col("resolved").is_null() | (last >= start))
    if not updates_told:
        # What is left are permanent fixes, and those follow a Workaround.
        concerned = concerned.filter(
            pl.col("history").list.eval(pl.element().struct.field("kind") == EventKind.WORKAROUND.value).list.any()
        )
    found = [
        each
        for row in concerned.iter_rows(named=True)
        for each in lapses(record.terms, record.policy, untold(row), record.as_of, updates_told=updates_told)
        # What ends with a month belongs to it.
        if month_of(each.due - 1, record.policy.zone) == period
    ]
    return tuple(sorted(found, key=lambda each: (each.due, natural(each.ticket), each.duty)))
