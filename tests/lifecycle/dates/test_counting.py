"""Time is counted as the clauses say, held against a reading of their words that counts day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pipeline.lifecycle.counting import Counting, NoDay, is_clamped, periods, slowest
from pipeline.model.duration import Duration, Unit
from pipeline.model.terms.legal import DeemedReceipt
from pipeline.model.terms.named import Frequency

ONE = timedelta(days=1)
days = some.dates(date(2026, 1, 5), date(2030, 6, 30))
calendar_periods = some.builds(Duration, some.integers(1, 40), some.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR]))


def read(words: str) -> Duration:
    return Duration.read(words)


def last_of(first: date, period: Duration) -> date:
    """The last day of a period that begins on `first`, as the clause puts it, found by walking."""
    if period.unit in (Unit.DAY, Unit.WEEK):
        return first + (period.size - 1) * ONE
    months = (first.year * 12 + first.month - 1) + period.size
    day = first
    while (day.year * 12 + day.month - 1) < months:
        day += ONE
    # `day` is the first of the month in which the period runs out.
    while day.day != first.day:
        if (day + ONE).month != day.month:
            return day
        day += ONE
    return day - ONE


@given(days, calendar_periods)
def test_a_period_after_a_day_ends_where_the_words_of_the_clause_end_it(calendar, day, period):
    assert Counting(calendar).end_after(day, period) == last_of(day + ONE, period)


@given(days, calendar_periods)
def test_a_time_before_a_day_lies_wholly_between_and_no_later_notice_would_do(calendar, last, period):
    by = Counting(calendar).clear_before(last, period)

    assert last_of(by + ONE, period) < last
    assert last_of(by + ONE + ONE, period) >= last


@pytest.mark.parametrize(("words", "by"), [("6 months", "2027-02-27"), ("30 days", "2027-07-31"), ("10 business_days", "2027-08-16")])
def test_six_months_before_the_end_of_august_are_counted_from_the_end_of_february(calendar, words, by):
    assert Counting(calendar).clear_before(date(2027, 8, 31), read(words)) == date.fromisoformat(by)


def test_a_day_that_the_earlier_month_lacks_is_told_from_one_that_it_has():
    assert is_clamped(date(2027, 8, 31), read("6 months"))
    assert not is_clamped(date(2027, 8, 28), read("6 months"))
    assert not is_clamped(date(2027, 8, 31), read("30 days"))


@given(days, some.integers(0, 5), some.sampled_from([Unit.BUSINESS_DAY, Unit.DAY, Unit.HOUR]))
def test_a_notice_sent_on_the_last_day_is_in_time_and_on_the_next_business_day_is_late(calendar, by, count, unit):
    counting, deemed = Counting(calendar), Duration(count, unit)

    sent = counting.send_by(by, deemed)

    assert counting.received(sent, deemed) <= by
    assert counting.received(calendar.business_days_after(sent, 1), deemed) > by
    assert calendar.is_business_day(sent)


def test_the_slowest_way_decides_when_a_notice_is_sent(calendar):
    deemed = DeemedReceipt(email=read("1 business_day"), post=read("4 business_days"), hand=read("1 day"))

    # 4 May 2026 is a holiday: posted on Wednesday, received on Thursday, Friday, Tuesday, Wednesday.
    assert slowest(Counting(calendar), date(2026, 5, 6), deemed) == date(2026, 4, 29)


def test_a_period_in_hours_has_no_day(calendar):
    for counted in (Counting(calendar).end_after, Counting(calendar).clear_before):
        with pytest.raises(NoDay, match="4 h is counted from a moment"):
            counted(date(2026, 5, 1), read("4 h"))


@pytest.mark.parametrize(
    ("frequency", "ends"),
    [
        (Frequency.WEEKLY, "2026-05-03 2026-05-10 2026-05-17"),
        (Frequency.FORTNIGHTLY, "2026-05-14 2026-05-28 2026-06-11"),
        (Frequency.MONTHLY, "2026-05-31 2026-06-30 2026-07-31"),
        (Frequency.QUARTERLY, "2026-06-30 2026-09-30 2026-12-31"),
        (Frequency.HALF_YEARLY, "2026-06-30 2026-12-31 2027-06-30"),
        (Frequency.ANNUAL, "2027-03-31 2028-03-31 2029-03-31"),
    ],
)
def test_periods_are_those_of_the_calendar_and_years_those_of_the_contract(frequency, ends):
    found = periods(frequency, date(2026, 5, 1), date(2029, 12, 31), date(2026, 4, 1))

    assert [end.isoformat() for _, end in found][:3] == ends.split()


@given(days, some.integers(0, 900), some.sampled_from(list(Frequency)[2:]))
def test_periods_follow_one_another_without_a_gap(first, length, frequency):
    last = first + length * ONE

    found = list(periods(frequency, first, last, date(2024, 2, 29)))

    assert (found[0][0], found[-1][1]) == (first, last)
    assert all(end + ONE == start for (_, end), (start, _) in pairwise(found))
