"""Business Days are the week's, less the holidays."""

from __future__ import annotations

from datetime import date

from pipeline.model.terms.calendar import Calendar


def test_a_holiday_is_no_business_day(calendars: dict[str, Calendar]) -> None:
    calendar = calendars["some-place"]

    assert calendar.is_business_day(date(2026, 5, 1))
    assert not calendar.is_business_day(date(2026, 5, 2))
    assert not calendar.is_business_day(date(2026, 5, 4))


def test_business_days_are_counted_from_the_day_after(calendars: dict[str, Calendar]) -> None:
    calendar = calendars["some-place"]

    assert calendar.business_days_after(date(2026, 5, 1), 1) == date(2026, 5, 5)
    assert calendar.business_days_after(date(2026, 5, 1), 0) == date(2026, 5, 1)


def test_a_window_is_always_open_only_without_a_gap(calendars: dict[str, Calendar]) -> None:
    standard, always = calendars["some-place"].service_windows

    assert always.is_always
    assert not standard.is_always
