"""Months of the agreement, and periods that are counted in days: as the clause on interpretation counts them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pipeline.measure.hours import Span, midnight
from pipeline.model.duration import Duration, Kind
from pipeline.model.terms.calendar import Calendar
from pipeline.model.times import YearMonth


def day_of(moment: int, zone: ZoneInfo) -> date:
    """The day of a moment in a time zone."""
    return datetime.fromtimestamp(moment, zone).date()


def month_of(moment: int, zone: ZoneInfo) -> YearMonth:
    """The month of a moment in a time zone."""
    day = day_of(moment, zone)
    return YearMonth(day.year, day.month)


def span_of(month: YearMonth, zone: ZoneInfo) -> Span:
    """From the first moment of a month to the end of its last."""
    following = next_month(month)
    return midnight(zone, date(month.year, month.month, 1)), midnight(zone, date(following.year, following.month, 1))


def next_month(month: YearMonth, count: int = 1) -> YearMonth:
    """The month so many months later, or earlier where the count is negative."""
    year, ordinal = divmod(month.year * 12 + month.month - 1 + count, 12)
    return YearMonth(year, ordinal + 1)


def last_day(after: date, period: Duration, calendar: Calendar) -> date:
    """The last day of a period in days, Business Days or months "after" an event on a day; the period begins on the next day."""
    if period.kind is Kind.BUSINESS_DAYS:
        return calendar.business_days_after(after, period.count)
    first = after + timedelta(days=1)
    end = period.after(first)
    # A month that lacks the day ends the period with its own end, which is not drawn back by another day.
    return end if end.day < first.day and period.kind is Kind.MONTHS else end - timedelta(days=1)


def end_of(after: int, period: Duration, calendar: Calendar) -> int:
    """The moment at which a period "after" an event ends; minutes and hours run at every hour, from the moment of the event."""
    if period.kind is Kind.TIME:
        return after + period.size * 60
    zone = ZoneInfo(calendar.timezone)
    return midnight(zone, last_day(day_of(after, zone), period, calendar), 1)
