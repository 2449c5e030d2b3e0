"""Times of recovery."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
PLAN = {"plan": "true", "test": "annual", "recovery_time": "24 h", "recovery_point": "4 h"}


def recovering(**times: str) -> dict[str, Any]:
    recovery = {"id": "first", "service": "help_desk", "recovery_time": "4 h", "recovery_point": "1 h", **times}
    return {"business_continuity": {**PLAN, "services": [recovery]}}


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            recovering(recovery_time="48 h"),
            [
                (
                    "error[recovery-later-than-all]",
                    "business_continuity.services.first.recovery_time",
                    "48 h for this service is more than the 24 h for all services",
                )
            ],
        ),
        (
            recovering(recovery_point="5 h"),
            [
                (
                    "error[recovery-later-than-all]",
                    "business_continuity.services.first.recovery_point",
                    "5 h for this service is more than the 4 h for all services",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_continuity_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize("changes", [recovering(), recovering(recovery_time="24 h", recovery_point="4 h"), {"business_continuity": PLAN}])
def test_nothing_is_said_about_fitting_continuity(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
