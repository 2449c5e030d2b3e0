"""Which Measurement Period each judgement belongs to, and how many met their time in it."""

from __future__ import annotations

import polars as pl

from pipeline.measure.policy import Measure, Policy
from pipeline.measure.tables.frames import MEASURES
from pipeline.model.terms.service_clock import OpenAtPeriodEnd, TicketMonth

PERIOD = "period"


def with_periods(judgements: pl.LazyFrame, tickets: pl.LazyFrame, policy: Policy) -> pl.LazyFrame:
    """The judgements with service and `period`, such as `2026-10`; null where a time does not count yet."""
    about = tickets.select("ticket", "opened", "service", "request")
    first = judgements.filter((pl.col("measure") != Measure.RESPONSE.value) & (pl.col("cycle") == 1))
    resolved = first.select("ticket", resolution="end")
    whole = judgements.join(about, on="ticket", how="left", maintain_order="left")
    whole = whole.join(resolved, on="ticket", how="left", maintain_order="left")
    is_response = pl.col("measure") == pl.lit(Measure.RESPONSE.value, MEASURES)
    resolution = pl.when(is_response).then("resolution").otherwise("end")
    return whole.with_columns(_month(_moment(policy, resolution), policy).alias(PERIOD)).drop("resolution")


def _moment(policy: Policy, resolution: pl.Expr) -> pl.Expr:
    """The moment that decides the period."""
    month, is_missed = policy.clock.ticket_month, pl.col("met").not_()
    if policy.clock.open_at_period_end is OpenAtPeriodEnd.CARRIED_FORWARD:
        own = {TicketMonth.OPENED: pl.col("opened"), TicketMonth.RESOLVED: resolution, TicketMonth.DUE: pl.col("due")}[month]
        # What is outstanding at the end of its period counts in the one in which it follows.
        return pl.when(pl.col("end").is_not_null() & own.is_not_null()).then(pl.max_horizontal(own, "end"))
    decided = pl.when(is_missed).then("exceeded").otherwise("end")
    if month is TicketMonth.DUE:
        return pl.when(pl.col("met").is_not_null()).then(pl.coalesce("due", "end"))
    return pl.when(is_missed).then("exceeded").otherwise(resolution) if month is TicketMonth.RESOLVED else decided


def _month(moment: pl.Expr, policy: Policy) -> pl.Expr:
    return pl.from_epoch(moment, "s").dt.replace_time_zone("UTC").dt.convert_time_zone(policy.calendar.timezone).dt.strftime("%Y-%m")


def tallied(judged: pl.LazyFrame, *by: str) -> pl.DataFrame:
    """How many times counted and how many were met, by measure, level and whatever else is named."""
    met = pl.col("met").fill_null(False).cast(pl.Int64).sum()
    keys = (PERIOD, "measure", "level", *by)
    return judged.filter(pl.col(PERIOD).is_not_null()).group_by(keys).agg(counted=pl.len().cast(pl.Int64), met=met).sort(keys).collect()
