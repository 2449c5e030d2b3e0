"""Service Hours as spans of time in UTC, and the time that they contain.

All moments are whole seconds since 1970 in UTC. What a day is, how long it is and when a window opens on it is settled once, when the
spans are made; after that no time zone, weekday or holiday is asked any more, so that no calculation can get them wrong.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from pipeline.model.terms.calendar import Calendar, OnHolidays, ServiceWindow, Weekday
from pipeline.model.terms.service_clock import HolidayScope
from pipeline.model.times import TimeOfDay

Span = tuple[int, int]
"""From a moment to another one, which is no longer in it."""


class OutsideCalendar(Exception):
    """A moment lies before or after the days for which the calendar lists holidays."""

    def __init__(self, moment: int) -> None:
        super().__init__(moment)
        self.moment = moment


@dataclass(frozen=True)
class OpenHours:
    """The merged spans in which time counts, in order, between the first and the last moment of which the calendar knows.

    `before` says for each span how many seconds counted before it.
    """

    name: str
    first: int
    last: int
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]

    def counted(self, moment: int) -> int:
        """The seconds that count from the first moment of the calendar up to this one. Raises OutsideCalendar."""
        if not self.first <= moment <= self.last:
            raise OutsideCalendar(moment)
        at = bisect_right(self.starts, moment) - 1
        return 0 if at < 0 else self.before[at] + min(moment, self.ends[at]) - self.starts[at]

    def elapsed(self, start: int, end: int) -> int:
        """The seconds that count between two moments. Raises OutsideCalendar."""
        return self.counted(end) - self.counted(start)

    def due(self, start: int, seconds: int) -> int:
        """The earliest moment by which so many seconds have counted since `start`: the inverse of `elapsed`. Raises OutsideCalendar."""
        if seconds == 0:
            return start
        wanted = self.counted(start) + seconds
        at = bisect_left(self.before, wanted) - 1
        due = self.starts[at] + wanted - self.before[at]
        if due > self.ends[at]:
            raise OutsideCalendar(self.last + 1)
        return due

    def open_spans(self, start: int, end: int) -> Iterator[Span]:
        """The parts of a span of time that count."""
        for at in range(max(0, bisect_right(self.starts, start) - 1), bisect_left(self.starts, end)):
            opened, closed = max(start, self.starts[at]), min(end, self.ends[at])
            if opened < closed:
                yield opened, closed


@lru_cache(maxsize=64)
def open_hours(calendar: Calendar, window: ServiceWindow, scope: HolidayScope) -> OpenHours:
    """The Service Hours of a window on all days of which the calendar knows."""
    # Kept, since each check of a contract counts its worked examples, in years of days.
    zone = ZoneInfo(calendar.timezone)
    closed = {holiday.date for holiday in calendar.holidays} if window.on_holidays is OnHolidays.CLOSED else set()
    by_shift = closed if scope is HolidayScope.SHIFT_START else set()
    shifts = _shifts(window, zone, calendar, by_shift)
    holidays = [] if scope is HolidayScope.SHIFT_START else sorted((midnight(zone, day), midnight(zone, day, 1)) for day in closed)
    return hours_of(window.name, calendar, _without(merged(shifts), holidays))


def always_open(calendar: Calendar) -> OpenHours:
    """Every hour of every day of which the calendar knows."""
    return hours_of("every hour of every day", calendar, [known(calendar)])


def hours_of(name: str, calendar: Calendar, spans: Iterable[Span]) -> OpenHours:
    """Hours made of spans in order, each of which ends before the next begins."""
    first, last = known(calendar)
    within = [(max(start, first), min(end, last)) for start, end in spans if start < last and end > first]
    before = accumulate((end - start for start, end in within), initial=0)
    return OpenHours(name, first, last, tuple(start for start, _ in within), tuple(end for _, end in within), tuple(before)[: len(within)])


@lru_cache(maxsize=64)
def _known(zone: str, covers_from: date, covers_to: date) -> Span:
    return midnight(ZoneInfo(zone), covers_from), midnight(ZoneInfo(zone), covers_to, 1)


def known(calendar: Calendar) -> Span:
    """From the first moment for which the calendar lists holidays to the end of the last."""
    return _known(calendar.timezone, calendar.covers_from, calendar.covers_to)


def midnight(zone: ZoneInfo, day: date, later: int = 0) -> int:
    """The beginning of a day, or of one so many days later."""
    return instant(zone, day + timedelta(days=later), TimeOfDay(0, 0))


def _shifts(window: ServiceWindow, zone: ZoneInfo, calendar: Calendar, closed: set[date]) -> Iterator[Span]:
    """The window on each day on which it begins, in order. The day before the first may run into it."""
    day = calendar.covers_from - timedelta(days=1)
    while day <= calendar.covers_to:
        if list(Weekday)[day.weekday()] in window.days and day not in closed:
            ends_on = day + timedelta(days=window.hours.is_overnight)
            yield instant(zone, day, window.hours.start), instant(zone, ends_on, window.hours.end)
        day += timedelta(days=1)


def instant(zone: ZoneInfo, day: date, at: TimeOfDay) -> int:
    """The moment at which the clocks show a time on a day.

    A time that the clocks skip is as much later as they skip, and one that they show twice is the first (RFC 5545, 3.3.5).
    """
    day, hour = (day + timedelta(days=1), 0) if at.hour == 24 else (day, at.hour)
    return int(datetime.combine(day, time(hour, at.minute), zone).astimezone(UTC).timestamp())


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order of their start, those that touch or overlap made one, and those without length left out."""
    found: list[Span] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif start < end:
            found.append((start, end))
    return found


def _without(spans: Iterable[Span], gaps: list[Span]) -> Iterator[Span]:
    """The spans without the time that lies in gaps; both stand in order."""
    for start, end in spans:
        for opens, closes in gaps:
            if closes <= start:
                continue
            if opens >= end:
                break
            if start < opens:
                yield start, opens
            start = closes
        if start < end:
            yield start, end
