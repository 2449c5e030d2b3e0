"""All tickets judged: the plain ones by look-up in tables, the others one by one, as many at a time as memory likes.

A plain ticket was opened, answered and resolved, and nothing else. Its times are a few look-ups, done for a million tickets at once.
A ticket with a history (pauses, another Priority, a reopening) goes the long way of `judging`, which also explains it. Both ways give
the same figures; a test holds one against the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipeline.measure.hours import OutsideCalendar
from pipeline.measure.judging import Judgement, judged
from pipeline.measure.policy import Level, Measure, Policy
from pipeline.measure.tables.frames import JUDGED, MEASURES, judgements
from pipeline.measure.tables.histories import untold
from pipeline.measure.tables.slots import BEYOND, Seconds, Slots, slots_of
from pipeline.model.terms.service_clock import Boundary, ClockStart

Flags = NDArray[np.bool_]
BLOCK = 1 << 16
"""So many tickets are looked up at once, since their numbers then stay in memory near the processor."""
_NEVER = -1
_PLAIN = {"cycle": pl.lit(1, pl.Int32), "paused": pl.lit(0, pl.Int64), "kept": pl.lit(value=False)}
"""What is the same for every time of every plain ticket."""


def evaluate(tickets: pl.LazyFrame, policy: Policy, as_of: int) -> pl.LazyFrame:
    """The judgements of tickets, as they stand at a moment: a frame as `judgements` says for one as `TICKETS`.

    It reads the tickets in parts, so that a streaming engine holds only a few of them at a time. Every ticket has a Priority or request
    that the policy knows, and lies within its calendar.
    """
    whole = _Evaluation.of(policy, as_of)
    return tickets.map_batches(whole, schema=whole.schema, streamable=True)


@dataclass(frozen=True)
class _Evaluation:
    policy: Policy
    as_of: int
    incidents: _Plain | None
    requests: _Plain | None

    @classmethod
    def of(cls, policy: Policy, as_of: int) -> _Evaluation:
        incidents, requests = [*policy.levels.values()], [*policy.requests.values()]
        return cls(policy, as_of, _Plain.of(incidents, policy, as_of), _Plain.of(requests, policy, as_of))

    @property
    def schema(self) -> pl.Schema:
        return judgements(levels_of(self.policy))

    def __call__(self, tickets: pl.DataFrame) -> pl.DataFrame:
        return pl.concat([*self._parts(tickets), pl.DataFrame(schema=self.schema)])

    def _parts(self, tickets: pl.DataFrame) -> Iterator[pl.DataFrame]:
        is_plain = tickets["history"].is_null() if "history" in tickets.columns else None
        plain = tickets if is_plain is None else tickets.filter(is_plain)
        is_request = plain["type"] == "service_request"
        for made, kind, key in ((self.incidents, ~is_request, "priority"), (self.requests, is_request, "request")):
            part = plain if kind.all() else plain.filter(kind)
            if made is not None and part.height:
                yield made.judgements(part, key)
        if is_plain is not None and not is_plain.all():
            yield self._told(tickets.filter(~is_plain))

    def _told(self, tickets: pl.DataFrame) -> pl.DataFrame:
        found = (judged(untold(row), self.policy, self.as_of).judgements for row in tickets.iter_rows(named=True))
        return pl.DataFrame([row_of_judgement(each) for judgements in found for each in judgements], schema=self.schema)


def levels_of(policy: Policy) -> tuple[str, ...]:
    """The ids of all Priorities and requests, each once."""
    return tuple(dict.fromkeys((*policy.levels, *policy.requests)))


def row_of_judgement(judgement: Judgement) -> dict[str, Any]:
    """A judgement as a row of the judgements."""
    return {name: getattr(judgement, name) for name in JUDGED}


@dataclass(frozen=True)
class _Plain:
    """Judges plain tickets of one kind by look-up. `codes` are the numbers of the levels among the names of all."""

    names: pl.Enum
    codes: Seconds
    hours: Slots
    targets: dict[Measure, Seconds]
    policy: Policy
    as_of: int

    @classmethod
    def of(cls, levels: list[Level], policy: Policy, as_of: int) -> _Plain | None:
        if not levels:
            return None
        every = levels_of(policy)
        codes = np.full(len(every), -1, np.int64)
        codes[[every.index(level.id) for level in levels]] = np.arange(len(levels))
        targets = {measure: np.array([level.times[measure] for level in levels], np.int64) for measure in levels[0].times}
        return cls(pl.Enum(every), codes, slots_of([level.hours for level in levels]), targets, policy, as_of)

    def judgements(self, tickets: pl.DataFrame, key: str) -> pl.DataFrame:
        """All times of the tickets, whose level stands in a column."""
        blocks = (each for block in tickets.iter_slices(BLOCK) for each in self._block(block, key))
        return pl.concat(blocks).with_columns(**_PLAIN).select(JUDGED)

    def _block(self, tickets: pl.DataFrame, key: str) -> Iterator[pl.DataFrame]:
        """One frame for each time that is judged."""
        names = tickets[key].cast(self.names)
        level = self.codes.take(names.to_physical().to_numpy())
        moments = {name: _moments(tickets[name]) for name in ("opened", "responded", "resolved")}
        self._look_within(moments)
        for measure, figures in self._judged(level, moments).items():
            start = tickets["opened"] if figures.start is None else _nullable(figures.start)
            end = tickets["responded" if measure is Measure.RESPONSE else "resolved"]
            yield figures.frame(tickets["ticket"], measure, names, start, end)

    def _look_within(self, moments: dict[str, Seconds]) -> None:
        for each in moments.values():
            first, last = each.min(), each.max()
            if first < self.hours.first:
                known = each[each != _NEVER]
                first = known.min() if len(known) else self.hours.first
            if not self.hours.first <= first or last > self.hours.last:
                raise OutsideCalendar(int(first if first < self.hours.first else last))

    def _judged(self, level: Seconds, moments: dict[str, Seconds]) -> dict[Measure, _Figures]:
        opened, resolved = moments["opened"], moments["resolved"]
        counted = self.hours.counted(level, opened)
        if Measure.RESPONSE not in self.targets:
            return {Measure.FULFILMENT: self._held(level, Measure.FULFILMENT, opened, counted, resolved)}
        response = self._held(level, Measure.RESPONSE, opened, counted, moments["responded"])
        if self.policy.clock.starts is ClockStart.OPENED:
            return {Measure.RESPONSE: response, Measure.RESOLUTION: self._held(level, Measure.RESOLUTION, opened, counted, resolved)}
        start, begun = self._acknowledged(moments, response)
        resolution = self._held(level, Measure.RESOLUTION, start, self.hours.counted(level, start), resolved)
        return {Measure.RESPONSE: response, Measure.RESOLUTION: resolution.begun(start, begun)}

    def _acknowledged(self, moments: dict[str, Seconds], response: _Figures) -> tuple[Seconds, Flags]:
        """When each Resolution Time starts that starts with the Response, and whether it has started yet."""
        answered = np.where(moments["responded"] == _NEVER, BEYOND, moments["responded"])
        start = np.minimum(answered, response.due)
        is_open = moments["resolved"] == _NEVER
        start = np.where(is_open, start, np.minimum(start, moments["resolved"]))
        begun = ~is_open | (start <= np.maximum(self.as_of, moments["opened"]))
        return np.where(begun, start, moments["opened"]), begun

    def _held(self, level: Seconds, measure: Measure, start: Seconds, counted: Seconds, ends: Seconds) -> _Figures:
        """Count up to the end, or to the moment of the judgement, and hold it against the target."""
        is_open, target = ends == _NEVER, self.targets[measure].take(level)
        until = np.where(is_open, np.maximum(start, self.as_of), ends) if is_open.any() else ends
        elapsed: Seconds = self.hours.counted(level, until) - counted
        is_least = self.policy.clock.boundary is Boundary.AT_MOST
        missed = elapsed > target if is_least else elapsed >= target
        due = self.hours.due(level, start, counted, target)
        exceeded = self.hours.reached(level, counted + target + 1) if is_least else due
        return _Figures(target, elapsed, due, exceeded, missed)


def _moments(column: pl.Series) -> Seconds:
    found: Seconds = (column.fill_null(_NEVER) if column.null_count() else column).to_numpy()
    return found


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of one time of many tickets; `_NEVER` and BEYOND stand for moments that there are not.

    `start` is None where it is the opening.
    """

    target: Seconds
    elapsed: Seconds
    due: Seconds
    exceeded: Seconds
    missed: Flags
    start: Seconds | None = None

    def begun(self, start: Seconds, begun: Flags) -> _Figures:
        """The figures with their starts; where a clock has not begun, nothing has counted and nothing is due."""
        elapsed, due = np.where(begun, self.elapsed, 0), np.where(begun, self.due, _NEVER)
        return replace(self, elapsed=elapsed, due=due, missed=self.missed & begun, start=np.where(begun, start, _NEVER))

    def frame(self, tickets: pl.Series, measure: Measure, levels: pl.Series, start: pl.Series, end: pl.Series) -> pl.DataFrame:
        """The rows of the judgements."""
        met = ~pl.Series(self.missed)
        told: dict[str, pl.Series] = {
            "ticket": tickets,
            "measure": pl.Series([measure], dtype=MEASURES).new_from_index(0, len(tickets)),
            "level": levels,
            "target": pl.Series(self.target),
            "start": start,
            "end": end,
            "elapsed": pl.Series(self.elapsed),
            "due": _nullable(self.due),
            "met": met.set(end.is_null() & met, None) if end.null_count() else met,
            "exceeded": pl.Series(self.exceeded).set(met, None),
        }
        return pl.DataFrame([column.alias(name) for name, column in told.items()])


def _nullable(moments: Seconds) -> pl.Series:
    series = pl.Series(moments)
    if moments.min() != _NEVER and moments.max() != BEYOND:
        return series
    return series.set(pl.Series((moments == _NEVER) | (moments == BEYOND)), None)
