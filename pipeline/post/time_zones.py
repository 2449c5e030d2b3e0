"""A time zone as a calendar file describes it (RFC 5545, 3.6.5): each change of the clock between two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def time_zone(name: str, first: date, last: date) -> Timezone:
    """The component for the zone of this IANA name, right for every moment of these days."""
    zone = ZoneInfo(name)
    described = Timezone()
    described.add("tzid", name)
    start = datetime(first.year, 1, 1, tzinfo=UTC)
    described.add_component(_observance(zone, start, start))
    for change in _changes(zone, start, datetime(last.year + 1, 1, 1, tzinfo=UTC)):
        described.add_component(_observance(zone, change - _SECOND, change))
    return described


def _observance(zone: ZoneInfo, before: datetime, since: datetime) -> TimezoneStandard | TimezoneDaylight:
    """What the clock shows from a moment on. Its beginning is told by the clock as it stood before."""
    former, following = before.astimezone(zone).utcoffset(), since.astimezone(zone)
    observance = TimezoneDaylight() if following.dst() else TimezoneStandard()
    assert former is not None
    observance.add("dtstart", (since + former).replace(tzinfo=None))
    observance.add("tzoffsetfrom", former)
    observance.add("tzoffsetto", following.utcoffset())
    observance.add("tzname", following.tzname())
    return observance


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which the clock changes, found to the second within the day on which it does."""
    day = start
    while day < end:
        if day.astimezone(zone).utcoffset() != (day + _DAY).astimezone(zone).utcoffset():
            yield _moment(zone, day, day + _DAY)
        day += _DAY


def _moment(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    former = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == former:
            before = middle
        else:
            after = middle
    return after
