"""Blocks of tickets of one kind, judged all at once: their times are a few look-ups in the table of the Service Hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from pipeline.measure.hours import OutsideCalendar
from pipeline.measure.policy import Level, Measure, Policy
from pipeline.measure.tables.frames import JUDGED, MEASURES, levels_of
from pipeline.measure.tables.pausing import NEVER, Deducted, Flags, Histories, states_that_pause
from pipeline.measure.tables.slots import BEYOND, Seconds, Slots, slots_of
from pipeline.model.terms.service_clock import Boundary, ClockStart

SIZE = 1 << 16
"""So many tickets are looked up at once, since their numbers then stay in memory near the processor."""
_ALIKE = {"cycle": pl.lit(1, pl.Int32), "kept": pl.lit(value=False)}
"""What is the same for every time that is looked up."""
_UNPAUSED = {"paused": pl.lit(0, pl.Int64)}


@dataclass(frozen=True)
class Lookup:
    """Judges tickets of one kind by look-up. `codes` are the numbers of the levels among the names of all.

    `targets` has for each measure the times of the levels, `pausing` the states in which their clocks stand.
    """

    names: pl.Enum
    codes: Seconds
    hours: Slots
    targets: dict[Measure, Seconds]
    pausing: dict[Measure, Flags]
    policy: Policy
    as_of: int

    @classmethod
    def of(cls, levels: list[Level], policy: Policy, as_of: int) -> Lookup | None:
        """None where the agreement has no levels of the kind."""
        if not levels:
            return None
        every = levels_of(policy)
        codes = np.full(len(every), -1, np.int64)
        codes[[every.index(level.id) for level in levels]] = np.arange(len(levels))
        targets = {measure: np.array([level.times[measure] for level in levels], np.int64) for measure in levels[0].times}
        pausing = {measure: states_that_pause(levels, measure, policy) for measure in targets}
        return cls(pl.Enum(every), codes, slots_of([level.hours for level in levels]), targets, pausing, policy, as_of)

    def plain(self, tickets: pl.DataFrame, key: str) -> pl.DataFrame:
        """All times of tickets of which the three moments tell all, and whose level stands in a column."""
        blocks = (each for block in tickets.iter_slices(SIZE) for each in self._times(block, key, None))
        return pl.concat(blocks).with_columns(**_ALIKE, **_UNPAUSED).select(JUDGED)

    def paused(self, tickets: pl.DataFrame, key: str, histories: Histories) -> pl.DataFrame:
        """All times of tickets of which their histories tell pauses besides."""
        times = self._times(tickets.with_columns(**histories.moments), key, histories)
        return pl.concat(times).with_columns(**_ALIKE).select(JUDGED)

    def _times(self, tickets: pl.DataFrame, key: str, histories: Histories | None) -> Iterator[pl.DataFrame]:
        """One frame for each time that is judged."""
        names = tickets[key].cast(self.names)
        block = self._block(tickets, self.codes.take(names.to_physical().to_numpy()), histories)
        for measure, figures in block.judged().items():
            start = tickets["opened"] if figures.start is None else _nullable(figures.start)
            end = tickets["responded" if measure is Measure.RESPONSE else "resolved"]
            yield figures.frame(tickets["ticket"], measure, names, start, end)

    def _block(self, tickets: pl.DataFrame, level: Seconds, histories: Histories | None) -> _Block:
        opened, responded, resolved = (_moments(tickets[name]) for name in ("opened", "responded", "resolved"))
        for moments in (opened, responded, resolved):
            self.look_within(moments)
        told = np.maximum.reduce([opened, responded, resolved]) if histories is None else histories.last
        return _Block(self, level, opened, responded, resolved, np.maximum(told, self.as_of), histories)

    def look_within(self, moments: Seconds) -> None:
        """Raises OutsideCalendar where a moment lies beyond the table."""
        first, last = moments.min(), moments.max()
        if first < self.hours.first:
            known = moments[moments != NEVER]
            first = known.min() if len(known) else self.hours.first
        if not self.hours.first <= first or last > self.hours.last:
            raise OutsideCalendar(int(first if first < self.hours.first else last))


@dataclass(frozen=True)
class _Block:
    """The moments of tickets. `last` is up to when an open one is counted: the moment of the judgement, or of its last event."""

    by: Lookup
    level: Seconds
    opened: Seconds
    responded: Seconds
    resolved: Seconds
    last: Seconds
    histories: Histories | None

    def judged(self) -> dict[Measure, Figures]:
        """The figures of each time."""
        counted = self.by.hours.counted(self.level, self.opened)
        if Measure.RESPONSE not in self.by.targets:
            return {Measure.FULFILMENT: self._held(Measure.FULFILMENT, self.opened, counted, self.resolved)}
        response = self._held(Measure.RESPONSE, self.opened, counted, self.responded)
        if self.by.policy.clock.starts is ClockStart.OPENED:
            return {Measure.RESPONSE: response, Measure.RESOLUTION: self._held(Measure.RESOLUTION, self.opened, counted, self.resolved)}
        start, begun = self._acknowledged(response)
        resolution = self._held(Measure.RESOLUTION, start, self.by.hours.counted(self.level, start), self.resolved)
        return {Measure.RESPONSE: response, Measure.RESOLUTION: resolution.begun(start, begun)}

    def _acknowledged(self, response: Figures) -> tuple[Seconds, Flags]:
        """When each Resolution Time starts that starts with the Response, and whether it has started yet."""
        answered = np.where(self.responded == NEVER, BEYOND, self.responded)
        start = np.minimum(answered, response.due)
        is_open = self.resolved == NEVER
        start = np.where(is_open, start, np.minimum(start, self.resolved))
        begun = ~is_open | (start <= self.last)
        return np.where(begun, start, self.opened), begun

    def _held(self, measure: Measure, start: Seconds, counted: Seconds, ends: Seconds) -> Figures:
        """Count up to the end, or to the last moment that is known, and hold it against the target."""
        is_open, target = ends == NEVER, self.by.targets[measure].take(self.level)
        until = np.where(is_open, self.last, ends) if is_open.any() else ends
        self.by.look_within(until)
        elapsed: Seconds = self.by.hours.counted(self.level, until) - counted
        if self.histories is None:
            return self._against(target, start, counted, elapsed, None)
        pauses = self.histories.pauses(self.by.pausing[measure], self.level)
        deducted = pauses.within(self.by.hours, self.level, start, counted, until)
        found = self._against(target, start, counted, elapsed - deducted.total, deducted)
        # Where the clock stands, nobody knows when it goes on.
        is_unknown = is_open & pauses.stands & (found.elapsed < target)
        return replace(found, due=np.where(is_unknown, BEYOND, found.due))

    def _against(self, target: Seconds, start: Seconds, counted: Seconds, elapsed: Seconds, deducted: Deducted | None) -> Figures:
        hours, may_be_equal = self.by.hours, self.by.policy.clock.boundary is Boundary.AT_MOST
        missed = elapsed > target if may_be_equal else elapsed >= target
        due = hours.due(self.level, start, counted, target if deducted is None else deducted.within_hours(target))
        if may_be_equal:
            beyond = target + 1
            exceeded = hours.reached(self.level, counted + (beyond if deducted is None else deducted.within_hours(beyond)))
        else:
            exceeded = due
        return Figures(target, elapsed, due, exceeded, missed, None if deducted is None else deducted.total)


def _moments(column: pl.Series) -> Seconds:
    found: Seconds = (column.fill_null(NEVER) if column.null_count() else column).to_numpy()
    return found


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one time of many tickets; NEVER and BEYOND stand for moments that there are not.

    `exceeded` says nothing where the time was not missed. `start` is None where it is the opening, `paused` where nothing is deducted.
    """

    target: Seconds
    elapsed: Seconds
    due: Seconds
    exceeded: Seconds
    missed: Flags
    paused: Seconds | None = None
    start: Seconds | None = None

    def begun(self, start: Seconds, begun: Flags) -> Figures:
        """The figures with their starts; where a clock has not begun, nothing has counted and nothing is due."""
        elapsed, due = np.where(begun, self.elapsed, 0), np.where(begun, self.due, NEVER)
        paused = None if self.paused is None else np.where(begun, self.paused, 0)
        return Figures(self.target, elapsed, due, self.exceeded, self.missed & begun, paused, np.where(begun, start, NEVER))

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
        if self.paused is not None:
            told["paused"] = pl.Series(self.paused)
        return pl.DataFrame([column.alias(name) for name, column in told.items()])


def _nullable(moments: Seconds) -> pl.Series:
    series = pl.Series(moments)
    if moments.min() != NEVER and moments.max() != BEYOND:
        return series
    return series.set(pl.Series((moments == NEVER) | (moments == BEYOND)), None)
