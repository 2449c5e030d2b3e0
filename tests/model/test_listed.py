"""Lists that a page prints and that follow from other lists of the data."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.listed import channel_lines, holidays_of
from pipeline.model.terms.services import Service
from pipeline.model.terms.term import Term

NO_RENEWAL = {"mode": "none"}
TWO_RENEWALS = {"mode": "by_agreement", "period": "12 months", "max_renewals": "2", "agree_before_expiry": "30 days"}


def a_calendar(*days: str) -> Calendar:
    return Calendar.model_validate(
        {
            "id": "test",
            "name": "Test",
            "region": "GB-ENG",
            "timezone": "Europe/London",
            "business_days": ["mon"],
            "business_hours": "09:00-17:00",
            "covers_from": "2026-01-01",
            "covers_to": "2030-12-31",
            "holidays": [{"date": day, "name": "Holiday"} for day in days],
            "service_windows": [
                {"id": "standard", "name": "Standard", "days": ["mon"], "hours": "09:00-17:00", "on_holidays": "closed", "staffed": "true"}
            ],
        }
    )


def a_term(renewal: dict[str, str]) -> Term:
    return Term.model_validate(
        {
            "effective_date": "2026-04-01",
            "service_start_date": "2026-04-01",
            "runs_from": "effective_date",
            "initial_term": "12 months",
            "renewal": renewal,
        }
    )


def a_service(**more: Any) -> Service:
    return Service.model_validate(
        {
            "id": "help_desk",
            "name": "Help desk",
            "description": "Answers.",
            "category": "support",
            "scope": "both",
            "in_scope": "true",
            "critical": "false",
            "price": "included",
            "window": "standard",
            "priorities": ["p1"],
            "owner": "it_manager",
            **more,
        }
    )


def test_holidays_are_listed_from_the_effective_date_to_the_expiry_date_both_included() -> None:
    calendar = a_calendar("2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01")

    listed = holidays_of(calendar, a_term(NO_RENEWAL), date(2027, 3, 31))

    assert [holiday.date for holiday in listed] == [date(2026, 4, 1), date(2027, 3, 31)]


def test_holidays_are_listed_to_the_end_of_the_last_possible_renewal_term() -> None:
    calendar = a_calendar("2029-03-31", "2029-04-01")

    listed = holidays_of(calendar, a_term(TWO_RENEWALS), date(2027, 3, 31))

    assert [holiday.date for holiday in listed] == [date(2029, 3, 31)]


def test_a_channel_line_is_named_after_its_service_and_its_channel() -> None:
    channel = {"id": "phone", "type": "phone", "address": "+44 20 7946 0000", "window": "standard", "priorities": ["p1"]}

    [line] = channel_lines((a_service(channels=[channel]), a_service(id="network", name="Network")))

    assert (line.id, line.service) == ("help_desk_phone", "Help desk")
