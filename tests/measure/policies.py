"""Calendars, policies and tickets for the tests, written as a person would note them down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.measure.hours import OpenHours, always_open, open_hours
from pipeline.measure.policy import Level, Measure, Policy
from pipeline.model.terms.calendar import Calendar, ServiceWindow
from pipeline.model.terms.service_clock import HolidayScope, ServiceClock
from pipeline.model.ticket import Event, EventKind, Ticket, TicketState

MINUTE, HOUR = 60, 3600
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WORKDAYS = WEEK[:5]
SWITCHES: dict[str, Any] = {
    "starts": "opened",
    "pauses": ["awaiting_customer", "agreed_hold"],
    "pauses_stop_response": "false",
    "customer_third_parties_pause": "true",
    "provider_suppliers_pause": "false",
    "outside_window": "stops",
    "holiday_scope": "shift_start",
    "workaround": "no_effect",
    "priority_change": "from_opened",
    "downgrade_after_failure": "sticky",
    "reopening": "resume",
    "boundary": "at_most",
    "ticket_month": "resolved",
    "open_at_period_end": "failed_if_past_target",
    "empty_period": "not_applicable",
}


def calendar(
    *windows: ServiceWindow,
    zone: str = "Europe/Berlin",
    holidays: tuple[str, ...] = (),
    covers: tuple[str, str] = ("2026-01-01", "2027-12-31"),
) -> Calendar:
    return Calendar.model_validate(
        {
            "id": "test",
            "name": "Test",
            "region": "DE",
            "timezone": zone,
            "business_days": WORKDAYS,
            "business_hours": "09:00-17:00",
            "covers_from": covers[0],
            "covers_to": covers[1],
            "holidays": [{"date": day, "name": day} for day in holidays],
            "service_windows": windows or [window("09:00-17:00")],
        }
    )


def window(hours: str, days: list[str] | None = None, *, on_holidays: str = "closed", id: str = "standard") -> ServiceWindow:
    fields = {"id": id, "name": id.capitalize(), "days": days or WORKDAYS, "hours": hours, "on_holidays": on_holidays, "staffed": "true"}
    return ServiceWindow.model_validate(fields)


def hours(
    given: str, days: list[str] | None = None, *, scope: str = "shift_start", on_holidays: str = "closed", **of_calendar: Any
) -> OpenHours:
    spanned = window(given, days, on_holidays=on_holidays)
    return open_hours(calendar(spanned, **of_calendar), spanned, HolidayScope(scope))


def around_the_clock(**of_calendar: Any) -> OpenHours:
    return always_open(calendar(**of_calendar))


def at(written: str, zone: str = "Europe/Berlin", fold: int = 0) -> int:
    """A moment as the clocks of the zone show it, such as `2026-03-27 16:00`."""
    return int(datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC).timestamp())


def clock(**switches: Any) -> ServiceClock:
    return ServiceClock.model_validate({**SWITCHES, **switches})


def policy(
    *levels: tuple[str, OpenHours, int, int],
    of: Calendar | None = None,
    pauses: frozenset[TicketState] | None = None,
    requests: tuple[tuple[str, OpenHours, int], ...] = (),
    workaround: str = "",
    **switches: Any,
) -> Policy:
    """A policy with these Priorities, each with its hours and its Response and Resolution Time in seconds."""
    switched = clock(**switches)
    stop = set(map(TicketState, switched.pauses)) if pauses is None else set(pauses)
    stop |= {TicketState.CUSTOMER_THIRD_PARTY} if switched.customer_third_parties_pause else set()
    stop |= {TicketState.PROVIDER_SUPPLIER} if switched.provider_suppliers_pause else set()
    made = {
        id: Level(id, id.upper(), rank, open, {Measure.RESPONSE: response, Measure.RESOLUTION: resolution}, frozenset(stop))
        for rank, (id, open, response, resolution) in enumerate(levels)
    }
    catalogue = {id: Level(id, id, 0, open, {Measure.FULFILMENT: within}, frozenset(stop)) for id, open, within in requests}
    return Policy(
        switched, of or calendar(), made, catalogue, workaround_resolves=workaround == "resolves", workaround_lowers=workaround == "lowers"
    )


def with_pauses(policy: Policy, level: str, *states: str) -> Policy:
    """The policy with other pauses of one Priority."""
    changed = replace(policy.levels[level], pauses=frozenset(map(TicketState, states)))
    return replace(policy, levels={**policy.levels, level: changed})


def ticket(*told: tuple[str, str], priority: str = "p1", zone: str = "Europe/Berlin", **fields: Any) -> Ticket:
    """A ticket from its history: `("2026-03-27 15:00", "opened")`, `(..., "awaiting_customer")`, `(..., "to p2")`."""
    return Ticket(fields.pop("id", "T-1"), tuple(event(at(moment, zone), what) for moment, what in told), priority=priority, **fields)


def event(moment: int, what: str) -> Event:
    if what.startswith("to "):
        return Event(moment, EventKind.PRIORITY, what.removeprefix("to "))
    if what in (*map(str, TicketState),):
        return Event(moment, EventKind.STATE, what)
    return Event(moment, EventKind(what))


def day(written: str) -> date:
    return date.fromisoformat(written)
