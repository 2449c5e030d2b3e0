"""Escalation Levels: their order, their times, who stands at the top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"escalation.levels.l3.level": "4"},
            [
                (
                    "error[levels-not-contiguous]",
                    "escalation.levels.l3.level",
                    "`l3` is level 4: expected 3, since levels are numbered from 1 without a gap",
                )
            ],
        ),
        (
            {"escalation.levels.l2.trigger.after.p2": "9 h"},
            [
                (
                    "error[level-before-the-one-below]",
                    "escalation.levels.l3.trigger.event",
                    "level 3 can be reached for `p2` by `resolution_missed` after 8 h, before level 2, which is reached after 9 h",
                ),
                (
                    "error[slower-for-higher-priority]",
                    "escalation.levels.l2.trigger.after.p2",
                    "`p2` can reach level 2 after 9 h, later than `p3`, which does after 4 h",
                ),
            ],
        ),
        (
            {"escalation.levels.l3.trigger": {"type": "time", "after": {"p1": "30 min", "p2": "4 h", "p3": "3 business_days"}}},
            [
                (
                    "error[level-before-the-one-below]",
                    "escalation.levels.l3.trigger.after.p1",
                    "level 3 can be reached for `p1` after 30 min, before level 2, which is reached after 1 h",
                )
            ],
        ),
        (
            {
                "escalation.levels.l1.trigger.event": "response_missed",
                "escalation.levels.l2.trigger": {"type": "event", "event": "ticket_logged"},
            },
            [
                (
                    "error[level-before-the-one-below]",
                    "escalation.levels.l2.trigger.event",
                    "level 2 can be reached for `p1` by `ticket_logged`, before level 1, which is reached by"
                    " `response_missed` after 15 min",
                )
            ],
        ),
        (
            {"escalation.levels.l2.trigger.after.p1": "3 h"},
            [
                (
                    "error[slower-for-higher-priority]",
                    "escalation.levels.l2.trigger.after.p1",
                    "`p1` can reach level 2 after 3 h, later than `p2`, which does after 2 h",
                )
            ],
        ),
        (
            {"escalation.levels.l2.trigger.after.p1": "5 h", "escalation.levels.l3.trigger.event": "major_incident_declared"},
            [
                (
                    "error[slower-for-higher-priority]",
                    "escalation.levels.l2.trigger.after.p1",
                    "`p1` can reach level 2 after 5 h, later than `p2`, which does after 2 h",
                ),
                (
                    "error[management-after-resolution]",
                    "escalation.levels.l2.trigger.after.p1",
                    "no manager is reached for `p1` before level 2 after 5 h, later than its Resolution Time, 4 h",
                ),
            ],
        ),
        (
            {"contacts.director.seniority": "manager"},
            [
                (
                    "warning[top-level-without-authority]",
                    "escalation.levels.l3.role_provider",
                    "the highest level ends with `director`, whose seniority is `manager`: expected a director or executive",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_escalation_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"escalation.levels.l2.trigger.after.p1": "2 h"},
        {"escalation.levels.l3.trigger.event": "major_incident_declared"},
        {"escalation.levels.l2.trigger.after.p3": None},
        {"contacts.director.seniority": "executive"},
        {"escalation.levels.l3": None, "contacts.service_manager.seniority": "director"},
    ],
)
def test_nothing_is_said_about_fitting_escalation(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
