"""What the agreement says about the counting of time, ready to be applied: targets in seconds, Service Hours as spans, pauses as states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from pipeline.measure.hours import OpenHours, always_open, open_hours
from pipeline.model.duration import Duration, Kind
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.service_clock import Boundary, OutsideWindow, PauseState, ServiceClock
from pipeline.model.terms.service_levels import ServiceLevelTarget
from pipeline.model.ticket import TicketState

SECONDS_OF_A_MINUTE = 60
_DAY = 24 * 60


class Measure(StrEnum):
    """What is timed of a ticket."""

    RESPONSE = "response"
    RESOLUTION = "resolution"
    FULFILMENT = "fulfilment"
    """The resolution of a Service Request."""

    @property
    def words(self) -> str:
        """The Defined Term."""
        return {"response": "Response Time", "resolution": "Resolution Time", "fulfilment": "time for the Service Request"}[self.value]


@dataclass(frozen=True)
class Level:
    """A Priority, or a request of the catalogue: its Service Hours, its times in seconds, and the states in which its clock pauses.

    `rank` is 0 for the highest Priority. `times` has no response for a request.
    """

    id: str
    name: str
    rank: int
    hours: OpenHours
    times: Mapping[Measure, int]
    pauses: frozenset[TicketState]


@dataclass(frozen=True)
class Policy:
    """How the time of a ticket is counted under one agreement."""

    clock: ServiceClock
    calendar: Calendar
    levels: Mapping[str, Level]
    """The Priorities by id, the highest first."""
    requests: Mapping[str, Level]
    workaround_resolves: bool
    """Whether an accepted workaround is a Resolution."""
    workaround_lowers: bool
    """Whether it gives the ticket the next lower Priority instead."""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which days and months begin."""
        return ZoneInfo(self.calendar.timezone)

    def lower(self, priority: str) -> str:
        """The next lower Priority, or the same where it is the lowest."""
        ids = list(self.levels)
        return ids[min(ids.index(priority) + 1, len(ids) - 1)]

    def pausing(self, level: Level, measure: Measure) -> frozenset[TicketState]:
        """The states in which a clock of this level pauses."""
        return frozenset() if measure is Measure.RESPONSE and not self.clock.pauses_stop_response else level.pauses

    def missed(self, counted: int, target: int) -> bool:
        """Whether a counted time misses a target."""
        return counted > target if self.clock.boundary is Boundary.AT_MOST else counted >= target

    def least_miss(self, target: int) -> int:
        """The shortest counted time that misses a target."""
        return target + 1 if self.clock.boundary is Boundary.AT_MOST else target


def policy_of(terms: Terms) -> Policy:
    """The policy that the terms state. Raises StillOpen where it rests on an open point."""
    levels, clock = terms.service_levels, terms.service_levels.clock
    hours = {window.id: open_hours(terms.calendar, window, clock.holiday_scope) for window in terms.calendar.service_windows}
    of_incidents = hours if clock.outside_window is OutsideWindow.STOPS else dict.fromkeys(hours, always_open(terms.calendar))
    lasting = levels.resolution_includes_workaround
    sets_fix_date = clock.workaround == "lowers_priority_and_sets_fix_date"
    return Policy(
        clock,
        terms.calendar,
        {target.id: _level(target, rank, of_incidents[target.window], terms) for rank, target in enumerate(levels.targets)},
        {
            request.id: Level(
                request.id,
                request.name,
                0,
                hours[request.window],
                {Measure.FULFILMENT: seconds_of(request.fulfil_within, terms.calendar)},
                _pauses(clock, clock.pauses),
            )
            for request in terms.request_catalogue
        },
        workaround_resolves=clock.workaround == "resolves" or (sets_fix_date and lasting),
        workaround_lowers=sets_fix_date and not lasting,
    )


def _level(target: ServiceLevelTarget, rank: int, hours: OpenHours, terms: Terms) -> Level:
    times = {
        Measure.RESPONSE: seconds_of(target.response, terms.calendar),
        Measure.RESOLUTION: seconds_of(target.resolution, terms.calendar),
    }
    clock = terms.service_levels.clock
    pauses = _pauses(clock, clock.pauses if target.pauses is None else target.pauses)
    return Level(target.id, f"{target.id.upper()} {target.name}", rank, hours, times, pauses)


def _pauses(clock: ServiceClock, by_customer: tuple[PauseState, ...]) -> frozenset[TicketState]:
    """The pausing states: those that depend on the Customer itself, which a Priority may replace, and those that wait for suppliers."""
    states = {TicketState(pause) for pause in by_customer}
    if clock.customer_third_parties_pause:
        states.add(TicketState.CUSTOMER_THIRD_PARTY)
    if clock.provider_suppliers_pause:
        states.add(TicketState.PROVIDER_SUPPLIER)
    return frozenset(states)


def seconds_of(time: Duration, calendar: Calendar) -> int:
    """A service time in counted seconds; a Business Day stands for as much as its Business Hours contain."""
    if time.kind is Kind.BUSINESS_DAYS:
        hours = calendar.business_hours
        return time.count * ((hours.end.minutes - hours.start.minutes) % _DAY or _DAY) * SECONDS_OF_A_MINUTE
    return time.size * SECONDS_OF_A_MINUTE
