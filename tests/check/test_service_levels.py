"""Response and Resolution Times: what contradicts itself, and what does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
TARGETS = "service_levels.targets"


def test_nothing_is_wrong_with_the_contract_of_these_tests(said: Said) -> None:
    assert said({}) == []


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        (
            {"service_levels.minimum_sample": "1"},
            (
                "warning[sample-too-small]",
                "service_levels.minimum_sample",
                "a minimum sample of 1 lets one ticket decide whether a percentage is met",
            ),
        ),
        (
            {f"{TARGETS}.p3.response": "31 h", f"{TARGETS}.p3.update_every": "1 h"},
            (
                "error[response-after-resolution]",
                f"{TARGETS}.p3.response",
                "the Response Time of `p3`, 31 h, is longer than its Resolution Time, 3 business_days",
            ),
        ),
        (
            {f"{TARGETS}.p1.response": "45 min"},
            (
                "error[slower-for-higher-priority]",
                f"{TARGETS}.p1.response",
                "the Response Time of `p1`, 45 min, can end after that of `p2`, 30 min",
            ),
        ),
        (
            {f"{TARGETS}.p2.resolution": "4 business_days"},
            (
                "error[slower-for-higher-priority]",
                f"{TARGETS}.p2.resolution",
                "the Resolution Time of `p2`, 4 business_days, can end after that of `p3`, 3 business_days",
            ),
        ),
        (
            # Early on a working day the 9 h of the night-and-day clock end after the 8 h of the office's.
            {f"{TARGETS}.p1.resolution": "9 h"},
            (
                "error[slower-for-higher-priority]",
                f"{TARGETS}.p1.resolution",
                "the Resolution Time of `p1`, 9 h, can end after that of `p2`, 8 h",
            ),
        ),
        (
            # Out of hours 8 h of an office clock end on the next day, after 8 h that count at night as well.
            {f"{TARGETS}.p1.window": "standard", f"{TARGETS}.p2.window": "always", f"{TARGETS}.p1.resolution": "8 h"},
            (
                "error[slower-for-higher-priority]",
                f"{TARGETS}.p1.resolution",
                "the Resolution Time of `p1`, 8 h, can end after that of `p2`, 8 h",
            ),
        ),
        (
            {f"{TARGETS}.p1.update_every": "5 h"},
            (
                "error[update-after-resolution]",
                f"{TARGETS}.p1.update_every",
                "`p1` has an update every 5 h, which is longer than its Resolution Time, 4 h",
            ),
        ),
        (
            {f"{TARGETS}.p3.resolution": "11 h"},
            (
                "warning[hours-beyond-a-business-day]",
                f"{TARGETS}.p3.resolution",
                "11 h count only in the window `standard` and are longer than a Business Day, 08:00-18:00",
            ),
        ),
        (
            {"service_levels.minimum_sample": "0"},
            (
                "warning[sample-too-small]",
                "service_levels.minimum_sample",
                "a minimum sample of 0 lets one ticket decide whether a percentage is met",
            ),
        ),
        (
            {"service_levels.below_minimum": "not_scored", f"{TARGETS}.p2.credit": "false", "service_credits.weights": None},
            (
                "error[credit-not-scored]",
                f"{TARGETS}.p1.credit",
                "`p1` gives a Service Credit, but is not judged in a month with fewer than 20 tickets",
            ),
        ),
    ],
)
def test_what_contradicts_itself_is_said_where_it_stands(changes: dict[str, Any], finding: tuple[str, str, str], said: Said) -> None:
    assert finding in said(changes)


@pytest.mark.parametrize(
    "changes",
    [
        {f"{TARGETS}.p3.response": "10 h", f"{TARGETS}.p3.resolution": "1 business_day"},
        {f"{TARGETS}.p3.update_every": "3 business_days"},
        {f"{TARGETS}.p1.response": "30 min"},
        {f"{TARGETS}.p2.resolution": "10 h"},
        {"service_levels.clock.outside_window": "runs", f"{TARGETS}.p3.resolution": "72 h"},
        {"service_levels.below_minimum": "carry_forward"},
    ],
)
def test_what_can_be_kept_is_not_reproached(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
