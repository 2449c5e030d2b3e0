"""Key dates as a calendar file (RFC 5545) that every calendar program takes; the same key dates give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vRecur

from pipeline.model.key_dates import KeyDate, KeyDateKind
from pipeline.post.time_zones import time_zone

HOST = "draftline.invalid"
"""Stands where the id of an event names a host, and names none: it is reserved for that (RFC 2606)."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONG_BEFORE = (90, 30, 7)
_BEFORE = {
    KeyDateKind.RENEWAL_NOTICE: _LONG_BEFORE,
    KeyDateKind.EXPIRY: _LONG_BEFORE,
    KeyDateKind.TERMINATION: (30,),
    KeyDateKind.RATE_REVIEW: (30, 7),
    KeyDateKind.BENCHMARK: (30,),
    KeyDateKind.WARRANTY: (90, 30),
    KeyDateKind.INSURANCE: (30,),
    KeyDateKind.CREDIT_CLAIM: (14, 3),
}
_USUALLY = (7, 1)
"""How many days before a key date its alarms sound, where its kind has no times of its own."""
_MORNING = timedelta(hours=9)
"""An alarm of a whole day sounds at nine in the morning, since a day begins at midnight."""


@dataclass(frozen=True, slots=True)
class CalendarOf:
    """Whose key dates they are: the contract's id, its name in calendars, and the day of the version, which is the stamp of all events."""

    contract: str
    name: str
    stamped: date
    language: str = "en-GB"


def calendar_of(key_dates: Sequence[KeyDate], about: CalendarOf) -> bytes:
    """The calendar file. A deadline by which something must be sent stands on the last day to send it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Draftline//Key dates//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", about.name)
    for zone, first, last in _zones(key_dates):
        calendar.add_component(time_zone(zone, first, last))
    for key_date in key_dates:
        for event in _events(key_date, about):
            calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _zones(key_dates: Iterable[KeyDate]) -> Iterator[tuple[str, date, date]]:
    """Each time zone that an appointment names, with the first and the last day on which it does."""
    days: dict[str, list[date]] = {}
    for key_date in key_dates:
        if key_date.appointment:
            days.setdefault(key_date.appointment.time_zone, []).extend((key_date.day, *key_date.further))
    yield from ((zone, min(found), max(found)) for zone, found in sorted(days.items()))


def _events(key_date: KeyDate, about: CalendarOf) -> Iterator[Event]:
    """One event for what recurs at one interval, and one for each day of what does not."""
    each_day = tuple(key_date.occurrences)
    days = tuple(each.day for each in each_day)
    regular = len(days) if key_date.appointment else _regular(days)
    if regular > 1 and not key_date.send_by:
        event = _event(key_date, key_date.id, about)
        event.add("rrule", _rule(key_date, days[:regular]))
        yield event
        each_day = each_day[regular:]
    for each in each_day:
        yield _event(each, key_date.id if len(days) == 1 else f"{key_date.id}.{each.day.isoformat()}", about)


def _regular(days: Sequence[date]) -> int:
    """How many of the days, from the first on, lie the same number of whole weeks apart."""
    steps = [after - before for before, after in pairwise(days)]
    if not steps or steps[0].days % 7:
        return 1
    return next((number for number, step in enumerate(steps, start=1) if step != steps[0]), len(days))


def _rule(key_date: KeyDate, days: Sequence[date]) -> vRecur:
    first, count = days[0], len(days)
    months = key_date.every.months if key_date.every and key_date.appointment else None
    if months:
        place = (first.day - 1) // 7 + 1
        weekday = f"{-1 if place == 5 else place}{_DAYS[first.weekday()]}"
        return vRecur({"FREQ": "MONTHLY", "INTERVAL": months, "BYDAY": weekday, "COUNT": count})
    weeks = (days[1] - first).days // 7 if count > 1 else 1
    return vRecur({"FREQ": "WEEKLY", "INTERVAL": weeks, "BYDAY": _DAYS[first.weekday()], "COUNT": count})


def _event(key_date: KeyDate, id: str, about: CalendarOf) -> Event:
    event, day = Event(), key_date.act_by
    event.add("uid", f"{id}.{about.contract}@{HOST}")
    event.add("dtstamp", datetime.combine(about.stamped, time(), UTC))
    event.add("summary", _summary(key_date), parameters={"LANGUAGE": about.language})
    event.add("description", _description(key_date), parameters={"LANGUAGE": about.language})
    event.add("categories", [key_date.kind.value])
    if key_date.appointment:
        # Counted on the clock of the zone, on which 24:00 is the beginning of the next day.
        midnight = datetime.combine(day, time(), ZoneInfo(key_date.appointment.time_zone))
        at = midnight + timedelta(minutes=key_date.appointment.at.minutes)
        event.add("dtstart", at)
        event.add("duration", timedelta(minutes=key_date.appointment.minutes))
        event.add_component(_alarm(key_date, timedelta(minutes=-15)))
        return event
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    for days in _BEFORE.get(key_date.kind, _USUALLY):
        event.add_component(_alarm(key_date, timedelta(days=-days) + _MORNING))
    return event


def _alarm(key_date: KeyDate, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(key_date))
    alarm.add("trigger", before)
    return alarm


def _summary(key_date: KeyDate) -> str:
    return f"Send by today: {key_date.title}" if key_date.send_by else key_date.title


def _description(key_date: KeyDate) -> str:
    """How the day was counted, who answers for it, and where the contract says so."""
    told = [key_date.rule]
    told += [f"To be received by {key_date.day.isoformat()}."] if key_date.send_by else []
    told += [f"Answers for it: {key_date.owner}."] if key_date.owner else []
    told += [f"Contract: {key_date.clause}."] if key_date.clause else []
    return "\n".join(told)
