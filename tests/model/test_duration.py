"""Durations have an order within their kind, and dates in the civil calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.duration import Duration, NoOrder


def d(written: str) -> Duration:
    return Duration.read(written)


def test_minutes_and_hours_have_an_order() -> None:
    assert d("61 min").exceeds(d("1 h"))
    assert not d("60 min").exceeds(d("1 h"))


def test_months_and_years_have_an_order() -> None:
    assert d("2 years").exceeds(d("23 months"))
    assert not d("3 years").exceeds(d("P36M"))


def test_hours_and_business_days_have_none() -> None:
    assert not d("8 h").is_comparable(d("1 business_day"))
    with pytest.raises(NoOrder):
        d("8 h").exceeds(d("1 business_day"), starting=date(2026, 1, 1))


def test_days_and_months_are_compared_as_dates_from_a_start() -> None:
    with pytest.raises(NoOrder):
        d("30 days").exceeds(d("1 month"))

    assert d("30 days").exceeds(d("1 month"), starting=date(2026, 2, 1))
    assert not d("30 days").exceeds(d("1 month"), starting=date(2026, 3, 1))


def test_a_term_ends_the_day_before_its_anniversary() -> None:
    assert d("36 months").last_day(date(2026, 5, 1)) == date(2029, 4, 30)
    assert d("1 year").last_day(date(2028, 2, 29)) == date(2029, 2, 28)
    assert d("1 month").last_day(date(2026, 1, 31)) == date(2026, 2, 28)
    assert d("1 month").last_day(date(2026, 2, 28)) == date(2026, 3, 27)


def test_a_day_that_its_month_lacks_becomes_the_months_last() -> None:
    assert d("1 month").after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert d("6 months").before(date(2026, 8, 31)) == date(2026, 2, 28)
    assert d("6 months").before(date(2028, 8, 31)) == date(2028, 2, 29)


def test_service_time_has_no_date_of_its_own() -> None:
    with pytest.raises(NoOrder):
        d("2 business_days").after(date(2026, 1, 1))


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(0, 1200))
def test_months_forwards_and_backwards_differ_by_at_most_the_clamped_days(day: date, months: int) -> None:
    period = d(f"{months} months")

    there_and_back = period.before(period.after(day))

    assert timedelta(0) <= day - there_and_back <= timedelta(days=3)
