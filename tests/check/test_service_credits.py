"""Service Credits: bands, caps, weights, claims, persistent failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
CREDITS = "service_credits"
TICKETS = f"{CREDITS}.bands.response_and_resolution"


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        (
            {f"{CREDITS}.claim.within": "2 days", "governance.reports.service_levels.due_within": "48 h"},
            (
                "error[claim-before-report]",
                f"{CREDITS}.claim.within",
                "credits must be claimed within 2 days, but the report on the month is due only within 48 h",
            ),
        ),
        (
            {f"{TICKETS}.slight.at_least": "95 %"},
            (
                "error[overlapping-bands]",
                f"{TICKETS}.slight.at_least",
                "the band `slight` begins at 95 %, and so overlaps with `met`, which begins at 95 %",
            ),
        ),
        (
            {f"{TICKETS}.severe.at_least": "85 %"},
            ("error[gap-in-bands]", f"{TICKETS}.severe.at_least", "an Attainment below 85 % lies in no band"),
        ),
        (
            {f"{CREDITS}.bands.availability": None},
            ("error[availability-without-bands]", f"key {CREDITS}.bands", "availability is agreed, but has no bands of its own"),
        ),
        (
            {CREDITS: None},
            (
                "error[credit-without-terms]",
                "service_levels.targets.p1.credit",
                "`p1` gives a Service Credit, but no `service_credits` are agreed",
            ),
        ),
        (
            {f"{TICKETS}.met.at_least": "98 %"},
            (
                "error[credit-though-met]",
                f"{TICKETS}.slight.credit",
                "the band `slight` gives a credit of 5 % at an Attainment of 95 %, with which `p1` is met",
            ),
        ),
        (
            {"service_levels.availability.network.target": "99 %"},
            (
                "error[credit-though-met]",
                f"{CREDITS}.bands.availability.severe.credit",
                "the band `severe` gives a credit of 10 % at an Attainment of 99 %, with which `network` is met",
            ),
        ),
        (
            {f"{TICKETS}.severe.credit": "4 %"},
            (
                "error[credit-falls-with-attainment]",
                f"{TICKETS}.severe.credit",
                "the band `severe` gives a credit of 4 %, less than the 5 % of the better band `slight`",
            ),
        ),
        (
            {f"{CREDITS}.monthly_cap": "12 %"},
            (
                "error[credit-above-cap]",
                f"{TICKETS}.severe.credit",
                "the band `severe` gives a credit of 15 %, more than the monthly cap of 12 %",
            ),
        ),
        (
            {f"{CREDITS}.model": "per_failure", f"{CREDITS}.bands": None, f"{CREDITS}.weights": None, f"{CREDITS}.credit": "20 %"},
            ("error[credit-above-cap]", f"{CREDITS}.credit", "one failure gives a credit of 20 %, more than the monthly cap of 15 %"),
        ),
        (
            {
                "liability.credits_count_towards_cap": "true",
                f"{CREDITS}.monthly_cap": "90 %",
                "liability.general_cap.percentage": "50 %",
                "liability.general_cap.floor": "GBP 1000.00",
            },
            (
                "error[credits-above-liability]",
                f"{CREDITS}.monthly_cap",
                "the credits of a year, up to GBP 22896.00, exceed the general cap, GBP 12720.00, towards which they count",
            ),
        ),
        (
            {f"{CREDITS}.claim.within": "7 days"},
            (
                "error[claim-before-report]",
                f"{CREDITS}.claim.within",
                "credits must be claimed within 7 days, but the report on the month is due only within 5 business_days",
            ),
        ),
        (
            {f"{CREDITS}.weights.network.share": "10 %"},
            ("error[weights-do-not-sum]", f"key {CREDITS}.weights", "the weights sum to 90 %: expected 100 %"),
        ),
        (
            {f"{CREDITS}.weights.network.of": "p1"},
            ("error[weight-of-another-kind]", f"{CREDITS}.weights.network.of", "`p1` has no availability: expected an availability target"),
        ),
        (
            {f"{CREDITS}.weights.p2_resolution.of": "p1"},
            ("error[credit-without-weight]", "service_levels.targets.p2.credit", "`p2` gives a credit, but has no weight"),
        ),
        (
            {"service_levels.targets.p2.credit": "false"},
            ("error[credit-without-weight]", "service_levels.targets.p2.credit", "`p2` has a weight, but gives no credit"),
        ),
        (
            {"termination.reasons.chronic_failure": None},
            (
                "warning[chronic-failure-not-listed]",
                f"{CREDITS}.chronic_failure.right",
                "persistent failure gives the Customer a right to terminate, but is not among its reasons for termination",
            ),
        ),
        (
            {f"{CREDITS}.chronic_failure": None},
            (
                "error[chronic-failure-not-defined]",
                "termination.reasons.chronic_failure.id",
                "`chronic_failure` is a reason for termination, but nothing says how many failures are meant",
            ),
        ),
        (
            {f"{CREDITS}.chronic_failure.rules.short_term.failed_months": "4"},
            (
                "error[chronic-failure-impossible]",
                f"{CREDITS}.chronic_failure.rules.short_term.failed_months",
                "4 failed months of 3 can never be, or always are",
            ),
        ),
        (
            {f"{CREDITS}.chronic_failure.survives_sole_remedy": "false"},
            (
                "error[sole-remedy-with-termination]",
                f"{CREDITS}.sole_remedy",
                "credits are the only remedy, and yet persistent failure gives a right to terminate",
            ),
        ),
    ],
)
def test_what_contradicts_itself_is_said_where_it_stands(changes: dict[str, Any], finding: tuple[str, str, str], said: Said) -> None:
    assert finding in said(changes)


@pytest.mark.parametrize(
    "changes",
    [
        {f"{CREDITS}.chronic_failure": None, "termination.reasons.chronic_failure": None},
        {
            CREDITS: None,
            "termination.reasons.chronic_failure": None,
            "service_levels.targets.p1.credit": "false",
            "service_levels.targets.p2.credit": "false",
            "liability.credits_count_towards_cap": "true",
        },
        {f"{CREDITS}.monthly_cap": "90 %", "liability.general_cap.percentage": "50 %", "liability.general_cap.floor": "GBP 1.00"},
        {
            "liability.credits_count_towards_cap": "true",
            f"{CREDITS}.monthly_cap": "50 %",
            "liability.general_cap.percentage": "50 %",
            "liability.general_cap.floor": "GBP 1.00",
        },
        {f"{CREDITS}.claim.within": "3 days", "governance.reports.service_levels.due_within": "48 h"},
        {f"{CREDITS}.claim.within": "8 days", "governance.reports.service_levels.due_within": "7 days"},
        {f"{TICKETS}.met.at_least": "94 %"},
        {f"{TICKETS}.severe.credit": "5 %"},
        {f"{CREDITS}.monthly_cap": "90 %"},
        {f"{CREDITS}.claim": {"mode": "automatic"}},
        {f"{CREDITS}.claim.within": "8 days"},
        {f"{CREDITS}.weights": None},
        {f"{CREDITS}.sole_remedy": "false", f"{CREDITS}.chronic_failure.survives_sole_remedy": "false"},
        {f"{CREDITS}.chronic_failure.right": "terminate_service", "termination.reasons.chronic_failure": None},
        {f"{CREDITS}.model": "per_failure", f"{CREDITS}.bands": None, f"{CREDITS}.weights": None, f"{CREDITS}.credit": "15 %"},
    ],
)
def test_credits_that_fit_are_not_reproached(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
