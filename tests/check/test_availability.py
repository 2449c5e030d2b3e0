"""Availability and scheduled maintenance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"service_levels.availability.network.excludes": []},
            [
                (
                    "warning[maintenance-beyond-downtime]",
                    "service_levels.availability.network.target",
                    "99.9 % leaves 40.3 min of downtime in a month of 28 days, less than the maintenance of up to 4 h,"
                    " which counts as downtime",
                )
            ],
        ),
        (
            {"service_levels.availability.network.excludes": [], "service_levels.availability.network.period": "quarter"},
            [
                (
                    "warning[maintenance-beyond-downtime]",
                    "service_levels.availability.network.target",
                    "99.9 % leaves 129.6 min of downtime in a quarter of 90 days, less than the maintenance of up to 4"
                    " h, which counts as downtime",
                )
            ],
        ),
        (
            {"service_levels.availability.network.maintenance": None},
            [
                (
                    "error[unlimited-maintenance]",
                    "service_levels.availability.network.excludes",
                    "scheduled maintenance does not count as downtime, but nothing says when and how long it may be",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_availability_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {
            "service_levels.availability.network.excludes": [],
            "service_levels.availability.network.window": "standard",
            "service_levels.availability.network.maintenance": {
                "days": ["mon"],
                "hours": "18:00-20:00",
                "max_per_period": "9 h",
                "notice": "1 h",
            },
        },
        {
            "service_levels.availability.network.excludes": [],
            "service_levels.availability.network.window": "standard",
            "service_levels.availability.network.maintenance": {
                "days": ["mon"],
                "hours": "06:00-08:00",
                "max_per_period": "9 h",
                "notice": "1 h",
            },
        },
        {
            # 1 % of four weeks of 50 h are 2 h.
            "service_levels.availability.network": None,
            "service_levels.availability": [
                {
                    "id": "network",
                    "service": "network",
                    "target": "99 %",
                    "window": "standard",
                    "period": "month",
                    "excludes": [],
                    "maintenance": {"days": ["mon"], "hours": "08:00-10:00", "max_per_period": "2 h", "notice": "2 business_days"},
                }
            ],
            "service_credits.bands.availability.met.at_least": "99 %",
        },
        {"service_levels.availability.network.excludes": [], "service_levels.availability.network.maintenance.max_per_period": "40 min"},
        {"service_levels.availability.network.excludes": [], "service_levels.availability.network.window": "standard"},
        {"service_levels.availability.network.excludes": [], "service_levels.availability.network.maintenance": None},
    ],
)
def test_nothing_is_said_about_fitting_availability(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
