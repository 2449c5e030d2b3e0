"""Termination for convenience, its fee, and exit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
HANDOVER = {"id": "passwords", "name": "Passwords are handed over", "party": "customer", "owner": "it_manager"}


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"termination.convenience.customer": {"allowed": "false"}},
            [
                (
                    "error[fee-without-right]",
                    "key termination.early_fee",
                    "a fee is agreed for termination for convenience, to which the Customer has no right",
                )
            ],
        ),
        (
            {"term.initial_term": "37 months"},
            [
                (
                    "error[year-without-fee]",
                    "key termination.early_fee.steps",
                    "the early termination fee has no step for year 4 of the Initial Term",
                )
            ],
        ),
        (
            {"termination.early_fee.steps.year_2": None},
            [
                (
                    "error[year-without-fee]",
                    "key termination.early_fee.steps",
                    "the early termination fee has no step for year 2 of the Initial Term",
                )
            ],
        ),
        (
            {"termination.early_fee.steps.year_4": {"year": "4", "percentage": "10 %"}},
            [
                (
                    "error[fee-never-due]",
                    "termination.early_fee.steps.year_4.year",
                    "the fee of year 4 can never be due: the Customer can terminate in the years 1 to 3",
                )
            ],
        ),
        (
            {"termination.early_fee.steps.again": {"year": "3", "percentage": "10 %"}},
            [("error[fee-never-due]", "termination.early_fee.steps.again.year", "year 3 has two steps")],
        ),
        (
            {"termination.convenience.customer.not_before": "12 months"},
            [
                (
                    "error[fee-never-due]",
                    "termination.early_fee.steps.year_1.year",
                    "the fee of year 1 can never be due: the Customer can terminate in the years 2 to 3",
                )
            ],
        ),
        (
            {"termination.early_fee.basis": "unpaid_milestones"},
            [
                (
                    "error[fee-of-nothing]",
                    "termination.early_fee.basis",
                    "the fee is a percentage of `unpaid_milestones`, but no milestones are agreed",
                )
            ],
        ),
        (
            {"termination.convenience.customer.not_before": "36 months", "termination.early_fee": None},
            [
                (
                    "error[right-after-expiry]",
                    "termination.convenience.customer.not_before",
                    "no termination takes effect before 36 months, but the Initial Term lasts 36 months",
                )
            ],
        ),
        (
            {"termination.convenience.provider": {"allowed": "true", "notice": "12 months", "not_before": "4 years"}},
            [
                (
                    "error[right-after-expiry]",
                    "termination.convenience.provider.not_before",
                    "no termination takes effect before 4 years, but the Initial Term lasts 36 months",
                )
            ],
        ),
        (
            {"exit.assistance_period": "14 days", "exit.data_return.within": "14 days"},
            [
                (
                    "warning[exit-too-short]",
                    "exit.assistance_period",
                    "the Provider assists for 14 days after the end: expected at least 1 month",
                )
            ],
        ),
        (
            {"exit.data_return.within": "4 months"},
            [
                (
                    "error[data-after-exit]",
                    "exit.data_return.within",
                    "data is returned within 4 months, but the assistance ends after 3 months",
                )
            ],
        ),
        (
            {"exit.tasks": [{**HANDOVER, "due": "93 days", "after": "term_end"}]},
            [
                (
                    "error[task-after-exit]",
                    "exit.tasks.passwords.due",
                    "the task is due 93 days after the end, but the assistance ends after 3 months",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_termination_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"termination.early_fee": None},
        {"termination.early_fee": None, "termination.convenience.customer": {"allowed": "false"}},
        {"termination.convenience.customer.not_before": "12 months", "termination.early_fee.steps.year_1": None},
        {"termination.convenience.customer.not_before": None},
        {"termination.convenience.provider": {"allowed": "true", "notice": "12 months", "not_before": "35 months"}},
        {"exit.assistance_period": "1 month"},
        {"exit.data_return.within": "91 days"},
        {"exit.tasks": [{**HANDOVER, "due": "3 months", "after": "term_end"}]},
        {"exit.tasks": [{**HANDOVER, "due": "93 days", "after": "exit_period_start"}]},
    ],
)
def test_nothing_is_said_about_fitting_termination(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
