"""The service clock as a child would build it: second by second, looking at the clock on the wall, and stopping it by hand.

It shares nothing with the code but the nouns. A second counts if the wall says so (weekday, hours, holiday), if nothing pauses it, and
if the rules of the agreement do not leave it out. Nothing is subtracted, inverted or looked up in a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from pipeline.model.terms.calendar import Calendar, ServiceWindow
from pipeline.model.terms.service_clock import ServiceClock
from pipeline.model.ticket import Event, Ticket

Mask = NDArray[np.bool_]
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass(frozen=True)
class Rules:
    """What was agreed, in the words of the data; the Priorities from the highest to the lowest."""

    calendar: Calendar
    clock: ServiceClock
    windows: dict[str, ServiceWindow]
    response: dict[str, int]
    resolution: dict[str, int]
    pauses: dict[str, set[str]]
    workaround: str

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True)
class Told:
    """What the steps come to."""

    level: str
    start: int | None
    end: int | None
    elapsed: int
    met: bool | None
    due: int | None


def is_open(rules: Rules, level: str, minute: int) -> bool:
    """Whether the wall says that this minute lies in the hours of a Priority."""
    if rules.clock.outside_window == "runs":
        return True
    window, here = rules.windows[level], datetime.fromtimestamp(minute * 60, ZoneInfo(rules.calendar.timezone))
    now, start, end = here.hour * 60 + here.minute, window.hours.start.minutes, window.hours.end.minutes
    if start < end:
        begun = here.date() if start <= now < end else None
    else:
        begun = here.date() if now >= start else here.date() - timedelta(days=1) if now < end else None
    return begun is not None and WEEK[begun.weekday()] in window.days and not is_holiday(rules, window, begun, here.date())


def is_holiday(rules: Rules, window: ServiceWindow, begun: date, today: date) -> bool:
    day = begun if rules.clock.holiday_scope == "shift_start" else today
    return window.on_holidays == "closed" and any(holiday.date == day for holiday in rules.calendar.holidays)


@cache
def open_minute(rules: Rules, level: str, minute: int) -> bool:
    return is_open(rules, level, minute)


class Film:
    """A ticket's life at a frame a second, from its opening to `until`."""

    def __init__(self, rules: Rules, ticket: Ticket, until: int) -> None:
        self.rules, self.ticket, self.until = rules, ticket, until
        self.first = ticket.opened
        self.length = until - self.first

    @cache  # noqa: B019
    def open(self, level: str) -> Mask:
        minutes = np.arange(self.first // 60, self.until // 60 + 1)
        looked = np.array([open_minute(self.rules, level, int(minute)) for minute in minutes], bool)
        return np.repeat(looked, 60)[self.first % 60 :][: self.length]

    def count(self, level: str, start: int, end: int, frames: Frames, *, response: bool) -> Mask:
        """The seconds that count between two moments when judged under a Priority."""
        counts = np.zeros(self.length, bool)
        for at in range(len(frames.times) - 1):
            opened, closed = max(frames.times[at], start), min(frames.times[at + 1], end)
            state, priority = frames.states[at], frames.priorities[at]
            if opened >= closed or self.is_stopped(state, priority, response=response):
                continue
            hours = priority if self.rules.clock.priority_change == "segment" else level
            part = slice(opened - self.first, closed - self.first)
            counts[part] = self.open(hours)[part]
        return counts

    def is_stopped(self, state: str, priority: str, *, response: bool) -> bool:
        if state in ("resolved", "closed"):
            return not response and self.rules.clock.reopening != "count_through"
        return state in self.rules.pauses[priority] and (not response or self.rules.clock.pauses_stop_response)

    def frames(self, *, of_response: bool) -> Frames:
        """What state and Priority the ticket has from which second on, and which Resolutions stand at the end."""
        found = Frames(self.first, self.ticket.priority)
        for event in self.ticket.events[1:]:
            if of_response:
                self._take_response(found, event)
            else:
                self._take(found, event)
            if found.is_over:
                break
        found.times.append(self.until)
        return found

    def _take_response(self, found: Frames, event: Event) -> None:
        match str(event.kind), event.value:
            case "responded", _:
                found.end(event.at)
                found.is_over = True
            case "state", state:
                found.turn(event.at, state=state)
            case "priority", priority:
                found.turn(event.at, priority=priority)
            case "workaround", _ if self.rules.workaround == "lowers":
                found.turn(event.at, priority=self.lower(found.priorities[-1]))

    def _take(self, found: Frames, event: Event) -> None:
        resolved = found.states[-1] in ("resolved", "closed")
        match str(event.kind), event.value:
            case "priority", priority:
                found.turn(event.at, priority=priority)
            case "workaround", _ if self.rules.workaround == "resolves" and not resolved:
                found.end(event.at)
                found.fixing = True
            case "workaround", _ if self.rules.workaround == "lowers" and not resolved:
                found.turn(event.at, priority=self.lower(found.priorities[-1]))
            case "state", ("resolved" | "closed"):
                if not resolved:
                    found.end(event.at)
                found.fixing = False
            case "state", state if not resolved:
                found.turn(event.at, state=state)
            case "state", state if not found.fixing:
                self._reopen(found, event.at, state)

    def _reopen(self, found: Frames, at: int, state: str) -> None:
        within = self.rules.clock.reopen_within
        too_late = within is not None and at >= found.ends[-1] + within.size * 60
        if too_late or self.rules.clock.reopening == "first":
            found.is_over = True
        elif self.rules.clock.reopening == "new_cycle":
            found.turn(at, state=state)
            found.starts.append(at)
        else:
            found.turn(at, state=state)
            found.ends.pop()
            found.before.pop()

    def lower(self, priority: str) -> str:
        ranks = list(self.rules.response)
        return ranks[min(len(ranks) - 1, ranks.index(priority) + 1)]


class Frames:
    """From which second on which state and Priority; and the starts and ends of the clocks."""

    def __init__(self, first: int, priority: str) -> None:
        self.times, self.states, self.priorities = [first], ["working"], [priority]
        self.starts, self.ends, self.before = [first], list[int](), list[int]()
        self.fixing = self.is_over = False

    def turn(self, at: int, *, state: str = "", priority: str = "") -> None:
        self.times.append(at)
        self.states.append(state or self.states[-1])
        self.priorities.append(priority or self.priorities[-1])

    def end(self, at: int) -> None:
        """A clock stops. What comes at the same second but later in the export is behind it."""
        self.ends.append(at)
        self.before.append(len(self.times))
        self.turn(at, state="resolved")

    def up_to(self, cycle: int) -> range:
        """The frames before the end of a cycle."""
        return range(self.before[cycle] if cycle < len(self.before) else len(self.times) - 1)


def stepped(rules: Rules, ticket: Ticket, as_of: int, *, response: bool, until: int) -> list[Told]:
    """The times of a ticket; `until` lies far enough behind `as_of` for the due moments."""
    film = Film(rules, ticket, until)
    frames = film.frames(of_response=response)
    found = []
    for cycle, start in enumerate(frames.starts):
        end = frames.ends[cycle] if cycle < len(frames.ends) else None
        begin: int | None = start
        if not response and rules.clock.starts == "acknowledged" and cycle == 0:
            begin = acknowledged(rules, ticket, as_of, until, end)
        found.append(_told(film, frames, begin, end, cycle, as_of, response=response))
    return found


def acknowledged(rules: Rules, ticket: Ticket, as_of: int, until: int, end: int | None) -> int | None:
    [answer] = stepped(rules, ticket, as_of, response=True, until=until)
    moments = [moment for moment in (answer.end, answer.due) if moment is not None]
    if end is not None:
        return min([*moments, end])
    return min(moments) if moments and min(moments) <= as_of else None


def _told(film: Film, frames: Frames, begin: int | None, end: int | None, cycle: int, as_of: int, *, response: bool) -> Told:
    rules = film.rules
    targets = rules.response if response else rules.resolution
    known = frames.up_to(cycle)
    final = frames.priorities[known[-1]]
    if begin is None:
        return Told(final, None, None, 0, None, None)
    missed_at = (
        (lambda seconds, target: seconds > target) if rules.clock.boundary == "at_most" else (lambda seconds, target: seconds >= target)
    )
    restart = rules.clock.priority_change == "restart"
    last, since = (end if end is not None else max(as_of, frames.times[-2])), begin
    for at in known:
        if at == 0 or frames.times[at] < frames.starts[cycle] or frames.priorities[at] == frames.priorities[at - 1]:
            continue
        former, change = frames.priorities[at - 1], frames.times[at]
        ranks = list(targets)
        if rules.clock.downgrade_after_failure == "sticky" and ranks.index(frames.priorities[at]) > ranks.index(former) and change >= since:
            counts = film.count(former, since, change, frames, response=response)
            if missed_at(int(counts.sum()), targets[former]):
                return Told(former, since, end, int(counts.sum()), False, reached(film, counts, since, targets[former]))
        if restart:
            since = max(since, change)
    counts = film.count(final, since, last, frames, response=response)
    elapsed = int(counts.sum())
    missed = missed_at(elapsed, targets[final])
    met = (False if missed else None) if end is None else not missed
    return Told(final, since, end, elapsed, met, _due(film, frames, counts, final, since, last, targets[final], end, response=response))


def _due(
    film: Film, frames: Frames, counts: Mask, final: str, since: int, last: int, target: int, end: int | None, *, response: bool
) -> int | None:
    found = reached(film, counts, since, target)
    state, priority = frames.states[-1], frames.priorities[-1]
    if found is not None or (end is None and film.is_stopped(state, priority, response=response) and state not in ("resolved", "closed")):
        return found
    ahead = counts.copy()
    ahead[last - film.first :] = film.open(final)[last - film.first :]
    return reached(film, ahead, since, target)


def reached(film: Film, counts: Mask, since: int, target: int) -> int | None:
    """The moment at which so many seconds have counted, stepping from the start; None within what the film shows."""
    total = np.cumsum(counts)
    step = int(np.searchsorted(total, target))
    return film.first + step + 1 if target and step < len(total) else since if not target else None
