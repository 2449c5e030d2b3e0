"""All judgements of an export, and what can be asked of them: Attainments, misses, open tickets, signs of gaming, tables for others."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from pipeline.measure.attaining import attainments
from pipeline.measure.escalating import Escalated
from pipeline.measure.judging import Judged, judged
from pipeline.measure.periods import next_month
from pipeline.measure.policy import Measure, Policy, policy_of
from pipeline.measure.runs import resolution_runs
from pipeline.measure.tables.counting import PERIOD, tallied, with_periods
from pipeline.measure.tables.escalating import escalated
from pipeline.measure.tables.evaluating import evaluate
from pipeline.measure.tables.frames import JUDGED
from pipeline.measure.tables.histories import rows_of, untold
from pipeline.model.adjustment import Adjustment, Excluded, Exclusion, Reclassification
from pipeline.model.terms import service_credits as credits
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.crediting import Failed
from pipeline.model.terms.performance import Attainment, ServiceLevel
from pipeline.model.ticket import EventKind, Ticket
from pipeline.model.times import YearMonth

_MOMENTS = ("opened", "start", "end", "due", "exceeded")
_UNDECIDED = pl.col("end").is_null() & pl.col("met").is_null()
_CLOSE = 95
"""A Resolution in the last twentieth of its time is close to being a miss."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One judged time of one ticket, as the tables have it."""

    ticket: str
    measure: Measure
    cycle: int
    level: str
    service: str
    period: str
    target: int
    start: int | None
    end: int | None
    elapsed: int
    due: int | None
    met: bool | None
    paused: int
    kept: bool

    @property
    def remaining(self) -> int:
        """The seconds left to the target; less than nothing where it was missed."""
        return self.target - self.elapsed


@dataclass(frozen=True, slots=True)
class Signs:
    """What may show that figures were made rather than earned, of the tickets whose resolution counts in a period."""

    tickets: int
    counted: int
    paused: int
    reopened: int
    lowered: int
    close: int


@dataclass(frozen=True)
class Record:
    """The tickets of an export, judged under one agreement as they stand at a moment."""

    terms: Terms
    policy: Policy
    as_of: int
    tickets: pl.DataFrame
    judged: pl.DataFrame

    def attainments(self, until: YearMonth) -> tuple[Attainment, ...]:
        """The Attainments of all Priorities from the first month of which the export tells to this one."""
        tallies = {
            (_level(row), YearMonth.read(row[PERIOD])): (row["counted"], row["met"])
            for row in tallied(self.judged.lazy()).iter_rows(named=True)
            if row["measure"] != Measure.FULFILMENT
        }
        first = min((month for _, month in tallies), default=until)
        return attainments(self.terms.service_levels, tallies, [*_months(min(first, until), until)])

    def by_service(self, period: YearMonth) -> list[tuple[str, ServiceLevel, int, int]]:
        """For each service and Service Level how many counted and how many met their time."""
        is_meant = (pl.col(PERIOD) == str(period)) & (pl.col("measure") != Measure.FULFILMENT.value)
        found = tallied(self.judged.lazy().filter(is_meant), "service").sort("service", "level", "measure")
        return [(row["service"] or "", _level(row), row["counted"], row["met"]) for row in found.iter_rows(named=True)]

    def fulfilled(self, period: YearMonth) -> list[tuple[str, int, int]]:
        """For each request of the catalogue how many counted and how many were fulfilled in time."""
        of_requests = self.judged.lazy().filter((pl.col("measure") == Measure.FULFILMENT.value) & (pl.col(PERIOD) == str(period)))
        return [(row["level"], row["counted"], row["met"]) for row in tallied(of_requests).iter_rows(named=True)]

    def failed(self, level: ServiceLevel, period: YearMonth) -> Failed:
        """The tickets that missed a Service Level in a period, and their services."""
        is_own = (pl.col("measure") == level.measure.value) & (pl.col("level").cast(pl.String) == level.of)
        missed = self.judged.filter(pl.col(PERIOD) == str(period), is_own, ~pl.col("met").fill_null(False))
        return Failed(frozenset(missed["ticket"]), frozenset(missed["service"].drop_nulls()) - {""})

    def counted(self, period: YearMonth) -> tuple[Figure, ...]:
        """The times that count in a period, in the order of their tickets."""
        return tuple(_figures(self.judged.filter(pl.col(PERIOD) == str(period))))

    def undecided(self) -> tuple[Figure, ...]:
        """The times of open tickets that are not decided yet, the next to fail first; those whose clock stands come last."""
        return tuple(_figures(self.judged.filter(_UNDECIDED), "due", "ticket", "measure"))

    def ticket(self, number: str) -> Ticket | None:
        """One ticket with its history; None where it is not among those judged."""
        found = self.tickets.filter(pl.col("ticket") == number)
        return untold(found.row(0, named=True)) if found.height else None

    def escalated(self, period: YearMonth) -> tuple[Escalated, ...]:
        """The Escalation Levels that the tickets which count in a period, and the open ones, should have reached: ticket by ticket."""
        concerned = self.judged.filter((pl.col(PERIOD) == str(period)) | _UNDECIDED)
        return escalated(self.terms, self.policy, self.tickets.join(concerned, on="ticket", how="semi"), self.judged, self.as_of)

    def explained(self, ticket: Ticket) -> Judged:
        """The judgements of a ticket with their segments."""
        return judged(ticket, self.policy, self.as_of)

    def signs(self, period: YearMonth) -> Signs:
        """The signs of gaming in a period."""
        of_period = self.judged.filter((pl.col(PERIOD) == str(period)) & (pl.col("measure") == Measure.RESOLUTION.value))
        close = of_period.filter(pl.col("met") & (pl.col("elapsed") * 100 >= pl.col("target") * _CLOSE)).height
        numbers = of_period["ticket"].unique()
        told = self.tickets.filter(pl.col("ticket").is_in(numbers.implode()) & pl.col("history").is_not_null())
        tickets = [untold(row) for row in told.iter_rows(named=True)]
        reopened = sum(resolution_runs(each, self.policy, self.as_of).reopened > 0 for each in tickets)
        lowered = sum(self._was_lowered(each) for each in tickets)
        return Signs(len(numbers), int(of_period["elapsed"].sum()), int(of_period["paused"].sum()), reopened, lowered, close)

    def _was_lowered(self, ticket: Ticket) -> bool:
        ranks, priority = {id: level.rank for id, level in self.policy.levels.items()}, ticket.priority
        for event in ticket.events:
            if event.kind is EventKind.PRIORITY:
                if ranks.get(event.value, 0) > ranks.get(priority, 0):
                    return True
                priority = event.value
        return False

    def csv(self, period: YearMonth) -> bytes:
        """The times that count in a period as comma-separated values, with moments in the time zone of the agreement."""
        stream = io.BytesIO()
        # A spreadsheet takes what begins with one of these for a formula.
        formula = r"^([=+\-@])"
        guarded = pl.col("ticket", "service", "level").str.replace(formula, "'$1")
        self._table(period).with_columns(guarded).write_csv(stream, datetime_format="%Y-%m-%dT%H:%M:%S%:z")
        return stream.getvalue()

    def parquet(self, period: YearMonth) -> bytes:
        """The same as Parquet."""
        stream = io.BytesIO()
        self._table(period).write_parquet(stream, compression="zstd", statistics=False)
        return stream.getvalue()

    def _table(self, period: YearMonth) -> pl.DataFrame:
        zone = self.policy.calendar.timezone
        local = [pl.from_epoch(name, "s").dt.replace_time_zone("UTC").dt.convert_time_zone(zone).alias(name) for name in _MOMENTS]
        names = ("ticket", "service", "measure", "cycle", "level", "opened", "start", "end", "target", "elapsed", "paused")
        left = (pl.col("target") - pl.col("elapsed")).alias("remaining")
        kinds = pl.col("measure", "level").cast(pl.String)
        found = self.judged.filter(pl.col(PERIOD) == str(period)).sort("ticket", "measure", "cycle")
        return found.with_columns(*local, left, kinds).select(*names, "remaining", "due", "exceeded", "met", "kept")


def record(terms: Terms, tickets: pl.DataFrame, as_of: int, adjustments: Iterable[Adjustment] = ()) -> Record:
    """The tickets judged, as adjusted. Raises OutsideCalendar and StillOpen."""
    policy, agreed = policy_of(terms), [each for each in adjustments if each.agreed_by is not None]
    priorities = {each.ticket: each.priority for each in agreed if isinstance(each, Reclassification)}
    adjusted = _with_priorities(tickets, priorities)
    judgements = with_periods(evaluate(adjusted.lazy(), policy, as_of), adjusted.lazy(), policy).collect()
    for each in agreed:
        if isinstance(each, Exclusion):
            is_meant = pl.lit(True) if each.time is Excluded.BOTH else (pl.col("measure") == each.time.value)
            left_out = (pl.col("ticket") == each.ticket) & is_meant
            judgements = judgements.with_columns(pl.when(left_out).then(None).otherwise(pl.col(PERIOD)).alias(PERIOD))
    return Record(terms, policy, as_of, adjusted, judgements.sort("ticket", "measure", "cycle"))


def _with_priorities(tickets: pl.DataFrame, priorities: Mapping[str, str]) -> pl.DataFrame:
    if not priorities:
        return tickets
    is_meant = pl.col("ticket").is_in(list(priorities))
    own = tickets.filter(is_meant)
    changed = rows_of(_reclassified(untold(row), priorities) for row in own.iter_rows(named=True)).with_columns(own["rows"])
    return pl.concat([tickets.filter(~is_meant), changed]).sort("ticket")


def _reclassified(ticket: Ticket, priorities: Mapping[str, str]) -> Ticket:
    kept = tuple(event for event in ticket.events if event.kind is not EventKind.PRIORITY)
    return replace(ticket, events=kept, priority=priorities[ticket.id])


def _figures(frame: pl.DataFrame, *order: str) -> Iterator[Figure]:
    columns = [*(name for name in JUDGED if name != "exceeded"), "service", PERIOD]
    ordered = frame.sort(*order, nulls_last=True) if order else frame
    for row in ordered.select(columns).iter_rows(named=True):
        yield Figure(**{**row, "measure": Measure(row["measure"]), "service": row["service"] or "", PERIOD: row[PERIOD] or ""})


def _level(row: Mapping[str, Any]) -> ServiceLevel:
    return ServiceLevel(credits.Measure(row["measure"]), row["level"])


def _months(first: YearMonth, last: YearMonth) -> Iterator[YearMonth]:
    month = first
    while month <= last:
        yield month
        month = next_month(month)
