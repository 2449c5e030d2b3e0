"""Tickets as rows of the table, and back: the events of a history, and the moments that tell all where nothing else happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from pipeline.measure.tables.frames import HISTORY, TICKETS
from pipeline.measure.tables.pausing import Histories
from pipeline.model.ticket import Event, EventKind, Ticket, TicketState


def rows_of(tickets: Iterable[Ticket]) -> pl.DataFrame:
    """Tickets as rows of the table, each as if it came from one row of an export."""
    return with_moments(pl.DataFrame([_row_of(each) for each in tickets], schema=TICKETS))


def _row_of(ticket: Ticket) -> dict[str, Any]:
    names = {"priority": ticket.priority or None, "service": ticket.service or None, "request": ticket.request or None}
    history = [{"at": event.at, "kind": str(event.kind), "value": event.value} for event in ticket.events]
    return {"ticket": ticket.id, "rows": 1, "type": ticket.type, **names, "history": history}


def with_moments(tickets: pl.DataFrame) -> pl.DataFrame:
    """Tickets that all have a history, with their three moments; the history stays only where these do not tell all."""
    if not tickets.height:
        return tickets
    histories = Histories.of(tickets["history"])
    plain = pl.Series("plain", histories.are_plain)
    return tickets.with_columns(**histories.moments, history=pl.when(~plain).then("history").otherwise(pl.lit(None, HISTORY)))


def untold(row: Mapping[str, Any]) -> Ticket:
    """The ticket of a row of the tickets."""
    if row["history"] is not None:
        events = [Event(each["at"], EventKind(each["kind"]), each["value"]) for each in row["history"]]
    else:
        events = [Event(row["opened"], EventKind.OPENED)]
        events += [Event(row["responded"], EventKind.RESPONDED)] if row["responded"] is not None else []
        events += [Event(row["resolved"], EventKind.STATE, TicketState.RESOLVED)] if row["resolved"] is not None else []
        events.sort(key=lambda event: event.at)
    empty = {name: row[name] or "" for name in ("priority", "service", "request")}
    return Ticket(row["ticket"], tuple(events), row["type"], **empty)
