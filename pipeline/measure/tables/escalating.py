"""Which Escalation Levels many tickets reached: what `measure.escalating` tells of one, asked of all of them at once."""

from __future__ import annotations

import polars as pl

from pipeline.measure.escalating import Escalated, timed_by
from pipeline.measure.policy import Measure, Policy
from pipeline.measure.tables.evaluating import evaluate
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.escalation import EscalationEvent, EventTrigger, TimeTrigger
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.ticket import EventKind

_MISSED = {EscalationEvent.RESPONSE_MISSED: Measure.RESPONSE, EscalationEvent.RESOLUTION_MISSED: Measure.RESOLUTION}
_NEVER = pl.DataFrame(schema={"ticket": pl.String, "at": pl.Int64})


def escalated(terms: Terms, policy: Policy, tickets: pl.DataFrame, judged: pl.DataFrame, as_of: int) -> tuple[Escalated, ...]:
    """The levels that the incidents reached, in the order of their numbers and then of the levels; `judged` is what was judged of them."""
    if isinstance(terms.escalation, OpenPoint):
        return ()
    levels, incidents = terms.escalation.levels, tickets.filter(pl.col("type") != "service_request")
    reached = []
    for place, level in enumerate(levels):
        if isinstance(level.trigger, EventTrigger):
            found = _at_event(level.trigger.event, incidents, judged.join(incidents, on="ticket", how="semi"))
        else:
            found = _lapsed(terms, policy, level.trigger, incidents, as_of)
        reached.append(found.select("ticket", "at", place=pl.lit(place)))
    together = pl.concat(reached).drop_nulls("at").sort("ticket", "place")
    return tuple(Escalated(ticket, levels[place], at) for ticket, at, place in together.iter_rows())


def _at_event(event: EscalationEvent, incidents: pl.DataFrame, judged: pl.DataFrame) -> pl.DataFrame:
    """When an event occurred to each ticket for the first time."""
    if event is EscalationEvent.TICKET_LOGGED:
        return incidents.select("ticket", at="opened")
    if event is EscalationEvent.MAJOR_INCIDENT_DECLARED:
        events = incidents.select("ticket", "history").explode("history").unnest("history")
        return _first(events.filter(pl.col("kind") == EventKind.MAJOR.value), "at")
    if event not in _MISSED:
        return _NEVER
    is_missed = (pl.col("measure") == _MISSED[event].value) & pl.col("met").not_()
    return _first(judged.filter(is_missed & pl.col("due").is_not_null()).sort("cycle", maintain_order=True), "due")


def _first(found: pl.DataFrame, at: str) -> pl.DataFrame:
    return found.unique("ticket", keep="first", maintain_order=True).select("ticket", at=at)


def _lapsed(terms: Terms, policy: Policy, trigger: TimeTrigger, incidents: pl.DataFrame, as_of: int) -> pl.DataFrame:
    """When the time of a trigger lapsed without a Resolution."""
    timed = timed_by(trigger, policy, terms)
    if timed is None:
        return _NEVER
    is_first = (pl.col("measure") == Measure.RESOLUTION.value) & (pl.col("cycle") == 1)
    has_lapsed = pl.col("met").not_().fill_null(True) & (pl.col("due") <= pl.coalesce("end", pl.lit(as_of)))
    return evaluate(incidents.lazy(), timed, as_of).filter(is_first & has_lapsed).select("ticket", at="due").collect()
