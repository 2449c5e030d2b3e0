"""Service time held against service time: which of two times can fall due later.

Minutes and hours count in a service window, or at all hours where the service clock runs outside it. A business day
counts as the business hours of one Business Day of the calendar. The week is a plain one, without holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.check.terms.rule import the
from pipeline.model.duration import Duration, Kind
from pipeline.model.terms.calendar import Weekday
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import agreed
from pipeline.model.terms.service_clock import OutsideWindow
from pipeline.model.times import Hours

DAY = 24 * 60
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Clock:
    """When time counts in a plain week: from minute to minute since Monday 00:00, in order."""

    spans: tuple[tuple[int, int], ...]

    @property
    def minutes_a_week(self) -> int:
        """How many minutes of a week count."""
        return sum(end - begin for begin, end in self.spans)

    @property
    def is_always(self) -> bool:
        """Whether every minute counts."""
        return self.spans == ((0, WEEK),)

    def elapsed(self, start: int, minutes: int) -> int:
        """How many minutes after `start`, a minute of the week, so many minutes have counted."""
        if minutes == 0:
            return 0
        weeks, rest = divmod(minutes - 1, self.minutes_a_week)
        this_week = [(max(begin, start), end) for begin, end in self.spans if end > start]
        next_week = [(begin + WEEK, min(end, start) + WEEK) for begin, end in self.spans if begin < start]
        for begin, end in (*this_week, *next_week):
            if rest < end - begin:
                return weeks * WEEK + begin + rest + 1 - start
            rest -= end - begin
        raise AssertionError("a week holds all its minutes")

    def overlaps(self, other: Clock) -> bool:
        """Whether there is a minute that counts in both."""
        return any(begin < other_end and other_begin < end for begin, end in self.spans for other_begin, other_end in other.spans)


ALWAYS = Clock(((0, WEEK),))


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """So many minutes of a clock, from the moment a ticket is logged."""

    clock: Clock
    minutes: int

    def can_fall_due_after(self, other: TimeLimit) -> bool:
        """Whether some ticket would reach this limit later than the other one."""
        if self.clock == other.clock:
            return self.minutes > other.minutes
        # Where one clock stands and the other runs, the two limits part most; that begins and ends at the turns of either.
        turns = {turn % WEEK for clock in (self.clock, other.clock) for span in clock.spans for turn in span}
        return any(self.clock.elapsed(turn, self.minutes) > other.clock.elapsed(turn, other.minutes) for turn in turns)


def limit(terms: Terms, time: Duration, window: str) -> TimeLimit:
    """The limit that a duration sets to a ticket measured in a service window. Raises StillOpen and NamesNothing."""
    if time.kind is Kind.BUSINESS_DAYS:
        return TimeLimit(business_clock(terms), time.size * minutes_of_a_business_day(terms))
    if agreed(terms.service_levels.clock.outside_window) is OutsideWindow.RUNS:
        return TimeLimit(ALWAYS, time.size)
    return TimeLimit(window_clock(terms, window), time.size)


def business_clock(terms: Terms) -> Clock:
    """The business hours of the Business Days."""
    return weekly(terms.calendar.business_days, terms.calendar.business_hours)


def window_clock(terms: Terms, name: str) -> Clock:
    """The hours of a service window. Raises NamesNothing."""
    window = the(terms.calendar.service_windows, agreed(name))
    return weekly(window.days, window.hours)


def minutes_of_a_business_day(terms: Terms) -> int:
    """How many minutes of service time a business day is."""
    return minutes_of(terms.calendar.business_hours)


def minutes_of(hours: Hours) -> int:
    """How long hours of the day are; an end that is not later lies on the next day."""
    return (hours.end.minutes - hours.start.minutes) % DAY or DAY


@lru_cache(maxsize=256)
def weekly(days: tuple[Weekday, ...], hours: Hours) -> Clock:
    """The hours on each of the days, in a plain week; those that run over its end go on at its start."""
    starts = [ordinal * DAY + hours.start.minutes for ordinal, day in enumerate(Weekday) if day in days]
    spans = [(start, start + minutes_of(hours)) for start in starts]
    over = [(0, end - WEEK) for _, end in spans if end > WEEK]
    return Clock(_joined((*over, *((begin, min(end, WEEK)) for begin, end in spans))))


def _joined(spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    whole: list[tuple[int, int]] = []
    for begin, end in spans:
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((begin, end))
    return tuple(whole)
