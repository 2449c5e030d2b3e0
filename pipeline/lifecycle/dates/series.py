"""Days that recur on the same day of the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.model.terms.named import Frequency

_WEEKS = {Frequency.WEEKLY: 1, Frequency.FORTNIGHTLY: 2}
LAST = -1


def place_in_month(day: date) -> int:
    """Which of its weekdays a day is in its month, from 1; `LAST` for a fifth one, which not every month has."""
    place = (day.day - 1) // 7 + 1
    return LAST if place == 5 else place


def same_weekday(frequency: Frequency, first: date, last: date) -> Iterator[date]:
    """`first`, and each later day of the series up to `last`: each second Tuesday, or the last Friday of each third month."""
    day, count = first, 0
    while day <= last or count == 0:
        yield day
        count += 1
        if frequency.months:
            day = _in_month(first, count * frequency.months)
        else:
            day = first + timedelta(weeks=count * _WEEKS[frequency])


def _in_month(first: date, months: int) -> date:
    """The day that has the same weekday, and the same place among them, so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    start = date(year, month + 1, 1)
    day = start + timedelta(days=(first.weekday() - start.weekday()) % 7)
    place = place_in_month(first)
    if place != LAST:
        return day + timedelta(weeks=place - 1)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return following - timedelta(days=(following.weekday() - first.weekday() - 1) % 7 + 1)
