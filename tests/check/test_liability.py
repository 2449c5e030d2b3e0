"""Limits of liability and insurance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"liability.enhanced_cap.multiple_of_general": "1"},
            [
                (
                    "error[enhanced-cap-not-higher]",
                    "liability.enhanced_cap.multiple_of_general",
                    "the enhanced cap is 1 times the general cap: expected more than 1",
                )
            ],
        ),
        (
            {"liability.general_cap.floor": "GBP 40000.00"},
            [
                (
                    "warning[floor-above-cap]",
                    "liability.general_cap.floor",
                    "the floor, GBP 40000.00, is above 125 % of the forecast charges, GBP 31800.00, which therefore never count",
                )
            ],
        ),
        (
            {"insurance.professional_indemnity.minimum": "GBP 20000.00"},
            [
                (
                    "warning[insurance-below-cap]",
                    "insurance.professional_indemnity.minimum",
                    "the professional indemnity insurance covers GBP 20000.00, less than the general cap, GBP 31800.00",
                )
            ],
        ),
        (
            {"insurance.cyber.minimum": "GBP 80000.00"},
            [
                (
                    "warning[insurance-below-cap]",
                    "insurance.cyber.minimum",
                    "the cyber insurance covers GBP 80000.00, less than the enhanced cap, GBP 95400.00",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_limits_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"liability.enhanced_cap": None, "insurance.cyber.minimum": "GBP 100.00"},
        {"insurance.professional_indemnity.minimum": "GBP 31800.00"},
        {"insurance.public": {"type": "public_liability", "minimum": "GBP 1.00"}},
        {"liability.general_cap.floor": "GBP 31800.00"},
    ],
)
def test_nothing_is_said_about_fitting_limits(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
