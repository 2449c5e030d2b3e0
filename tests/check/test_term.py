"""Dates, renewal and holidays of the term."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"term.service_start_date": "2026-03-01"},
            [
                (
                    "error[service-before-effective-date]",
                    "term.service_start_date",
                    "the services start on 2026-03-01, before the Effective Date, 2026-04-01",
                ),
                (
                    "error[index-after-start]",
                    "charges.indexation.base_month",
                    "the index is measured from 2026-04, but the services start on 2026-03-01",
                ),
            ],
        ),
        (
            {"term.runs_from": "effective_date", "term.service_start_date": "2029-05-01"},
            [
                (
                    "error[service-after-expiry]",
                    "term.service_start_date",
                    "the services start on 2029-05-01, after the end of the Initial Term, 2029-03-31",
                ),
                (
                    "error[review-before-start]",
                    "charges.indexation.first_review",
                    "prices are first reviewed on 2027-05-01, but the services start on 2029-05-01",
                ),
            ],
        ),
        (
            {"term.renewal.non_renewal_notice.provider": "12 months"},
            [
                (
                    "error[notice-as-long-as-the-term]",
                    "term.renewal.non_renewal_notice.provider",
                    "12 months before its end, a Renewal Term of 12 months has not begun",
                )
            ],
        ),
        (
            {"term.initial_term": "6 months", "term.renewal.non_renewal_notice.provider": "184 days"},
            [
                (
                    "error[notice-as-long-as-the-term]",
                    "term.renewal.non_renewal_notice.provider",
                    "184 days before its end, the Initial Term of 6 months has not begun",
                ),
                (
                    "error[fee-never-due]",
                    "termination.early_fee.steps.year_2.year",
                    "the fee of year 2 can never be due: the Customer can terminate in year 1 only",
                ),
                (
                    "error[fee-never-due]",
                    "termination.early_fee.steps.year_3.year",
                    "the fee of year 3 can never be due: the Customer can terminate in year 1 only",
                ),
                (
                    "error[right-after-expiry]",
                    "termination.convenience.customer.not_before",
                    "no termination takes effect before 6 months, but the Initial Term lasts 6 months",
                ),
                (
                    "warning[floor-above-cap]",
                    "liability.general_cap.floor",
                    "the floor, GBP 20000.00, is above 125 % of the forecast charges, GBP 15900.00, which therefore never count",
                ),
            ],
        ),
        (
            {"term.renewal": {"mode": "by_agreement", "period": "3 months", "max_renewals": "1", "agree_before_expiry": "100 days"}},
            [
                (
                    "error[notice-as-long-as-the-term]",
                    "term.renewal.agree_before_expiry",
                    "100 days before its end, a Renewal Term of 3 months has not begun",
                )
            ],
        ),
        (
            {"term.renewal.max_renewals": "0"},
            [("error[renewal-that-never-comes]", "term.renewal.max_renewals", "the agreement renews, but no time at all")],
        ),
        (
            {"calendar.covers_to": "2029-04-29"},
            [
                (
                    "error[holidays-not-listed]",
                    "key calendar",
                    "the calendar `weekdays` lists the holidays from 2026-01-01 to 2029-04-29, but the term lasts from"
                    " 2026-04-01 to 2029-04-30",
                )
            ],
        ),
        (
            {"calendar.covers_from": "2026-04-02"},
            [
                (
                    "error[holidays-not-listed]",
                    "key calendar",
                    "the calendar `weekdays` lists the holidays from 2026-04-02 to 2029-12-31, but the term lasts from"
                    " 2026-04-01 to 2029-04-30",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_terms_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"term.runs_from": "effective_date", "term.service_start_date": "2029-03-31", "charges.indexation": None},
        {"term.service_start_date": "2026-04-01"},
        {"term.renewal": {"mode": "none"}},
        {"term.renewal.non_renewal_notice.provider": "11 months"},
        {"term.renewal": {"mode": "by_agreement", "period": "12 months", "max_renewals": "1", "agree_before_expiry": "3 months"}},
        {"calendar.covers_from": "2026-04-01", "calendar.covers_to": "2029-04-30"},
    ],
)
def test_nothing_is_said_about_fitting_terms(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
