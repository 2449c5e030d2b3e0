"""How the contract counts time: periods after and before a day, Business Days, and when a notice counts as received.

The rules are those of the clause `interpretation` (paragraph `interpretation.periods`) and of the clause `notices`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.model.duration import Duration, Kind
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.legal import DeemedReceipt
from pipeline.model.terms.named import Frequency

ONE_DAY = timedelta(days=1)
_MINUTES_OF_A_DAY = 1440


class NoDay(ValueError):
    """A time has no day: it is counted in hours from a moment, or it recurs at no fixed interval. The words say so."""


@dataclass(frozen=True, slots=True)
class Counting:
    """The calendar of a contract, asked as its clauses count."""

    calendar: Calendar

    def end_after(self, day: date, period: Duration) -> date:
        """The last day of a period "after" a day, which begins with the next day. Raises NoDay."""
        if period.kind is Kind.BUSINESS_DAYS:
            return self.calendar.business_days_after(day, period.count)
        return self.end_from(day + ONE_DAY, period)

    def end_from(self, day: date, period: Duration) -> date:
        """The last day of a period "from" a day, which counts. Raises NoDay."""
        if not period.is_calendar:
            raise NoDay(f"{said(period)} is counted from a moment and has no day")
        return period.last_day(day)

    def clear_before(self, day: date, period: Duration) -> date:
        """The last day of which a whole period lies between it and `day`, neither of which counts. Raises NoDay."""
        if period.kind is Kind.BUSINESS_DAYS:
            # The last Business Day of the period is the one before `day`.
            for _ in range(period.count + 1):
                day = self.business_day_before(day)
            return day
        if not period.is_calendar:
            raise NoDay(f"{said(period)} is counted from a moment and has no day")
        return period.before(day) - ONE_DAY

    def business_day_before(self, day: date) -> date:
        """The last Business Day before a day."""
        return self.business_day_by(day - ONE_DAY)

    def business_day_by(self, day: date) -> date:
        """The day itself where it is a Business Day, else the last one before it."""
        while not self.calendar.is_business_day(day):
            day -= ONE_DAY
        return day

    def received(self, sent: date, deemed: Duration) -> date:
        """The day on which a notice counts as received that was sent at the end of a day: a Business Day in any case."""
        if deemed.kind is Kind.TIME:
            received = sent + timedelta(days=-(-deemed.size // _MINUTES_OF_A_DAY))
        else:
            received = self.end_after(sent, deemed)
        while not self.calendar.is_business_day(received):
            received += ONE_DAY
        return received

    def send_by(self, receive_by: date, deemed: Duration) -> date:
        """The last Business Day on which a notice may be sent so that it counts as received by a day."""
        sent = self.business_day_by(receive_by)
        while self.received(sent, deemed) > receive_by:
            sent = self.business_day_before(sent)
        return sent

    def knows_holidays_of(self, day: date) -> bool:
        """Whether the calendar lists the holidays around this day."""
        return self.calendar.covers_from <= day <= self.calendar.covers_to


def slowest(counting: Counting, receive_by: date, deemed: DeemedReceipt) -> date:
    """The last day on which a notice may be sent in any of the ways that the contract allows."""
    return min(counting.send_by(receive_by, each) for each in (deemed.email, deemed.post, deemed.hand))


def is_clamped(day: date, period: Duration) -> bool:
    """Whether the month that is so much earlier lacks the day, so that its last day stands in: 31 August less 6 months."""
    return period.kind is Kind.MONTHS and period.before(day).day != day.day


def periods(frequency: Frequency, first: date, last: date, year_begins: date) -> Iterator[tuple[date, date]]:
    """The first and the last day of each period between two days; the first and the last period may be cut off by them.

    Weeks begin on Monday; months, quarters and half-years are those of the civil calendar; fortnights run from `first`, and years are
    those that begin on the day and month of `year_begins`, as Contract Years do. Raises NoDay for what recurs otherwise.
    """
    start = first
    while start <= last:
        end = min(_end_of_period(frequency, start, first, year_begins), last)
        yield start, end
        start = end + ONE_DAY


def _end_of_period(frequency: Frequency, start: date, first: date, year_begins: date) -> date:
    match frequency:
        case Frequency.WEEKLY:
            return start + timedelta(days=6 - start.weekday())
        case Frequency.FORTNIGHTLY:
            return start + timedelta(days=13 - (start - first).days % 14)
        case Frequency.MONTHLY | Frequency.QUARTERLY | Frequency.HALF_YEARLY:
            months = frequency.months
            assert months is not None
            month = -(-start.month // months) * months
            return date(start.year, month, monthrange(start.year, month)[1])
        case Frequency.ANNUAL:
            return _end_of_year(start, year_begins)
    raise NoDay(f"what happens {said(frequency)} has no days of its own")


def _end_of_year(start: date, year_begins: date) -> date:
    anniversary = _on(start.year, year_begins)
    return (_on(start.year + 1, year_begins) if anniversary <= start else anniversary) - ONE_DAY


def _on(year: int, day: date) -> date:
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def said(value: Duration | Frequency) -> str:
    """A duration or a frequency as words of a sentence: `2 Business Days`, `half-yearly`."""
    return value.words if isinstance(value, Frequency) else str(value).replace("business_day", "Business Day")


def opening(words: str) -> str:
    """Words as a sentence begins with them."""
    return words[:1].upper() + words[1:]
