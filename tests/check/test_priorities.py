"""The matrix of impact and urgency, and where priorities are used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
CELLS = "priority_matrix.cells"


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {f"{CELLS}.low": None},
            [("error[incomplete-matrix]", f"key {CELLS}", "the priority matrix has no row for the impact `low`")],
        ),
        (
            {f"{CELLS}.low.low": None},
            [("error[incomplete-matrix]", f"key {CELLS}.low", "the row `low` of the priority matrix has no cell for the urgency `low`")],
        ),
        (
            {f"{CELLS}.high": {"high": "p2", "low": "p1"}},
            [("error[matrix-turns-back]", f"{CELLS}.high.low", "`p1` is a higher priority than `p2`, although the urgency is lower")],
        ),
        (
            {f"{CELLS}.low.high": "p1", f"{CELLS}.high.high": "p2"},
            [("error[matrix-turns-back]", f"{CELLS}.low.high", "`p1` is a higher priority than `p2`, although the impact is lower")],
        ),
        (
            {f"{CELLS}.low.low": "p9"},
            [("error[names-nothing]", f"{CELLS}.low.low", "there is no `p9` in `service_levels.targets`")],
        ),
        (
            {f"{CELLS}.medium": {"high": "p1"}},
            [("error[names-nothing]", f"key {CELLS}.medium", "there is no `medium` in `priority_matrix.impacts`")],
        ),
        (
            {"services.help_desk.priorities": ["p1", "p3"], "services.network.in_scope": "false"},
            [("warning[unused-priority]", "service_levels.targets.p2.id", "no service in scope has the priority `p2`")],
        ),
        (
            {"services.help_desk.channels.phone.window": "on_call"},
            [
                (
                    "error[nobody-to-call]",
                    "service_levels.targets.p1.window",
                    "`p1` is measured around the clock, but no channel through which it may be reported is staffed around the clock",
                )
            ],
        ),
        (
            {"service_levels.targets.p1.window": "standart"},
            [("error[names-nothing]", "service_levels.targets.p1.window", "there is no `standart` in `calendar.service_windows`")],
        ),
        (
            {"escalation.levels.l2.role_provider": "engineer"},
            [("error[names-nothing]", "escalation.levels.l2.role_provider", "there is no `engineer` in `contacts`")],
        ),
        (
            {"additional_services.advice.pricing.rate": "architect"},
            [("error[names-nothing]", "additional_services.advice.pricing.rate", "there is no `architect` in `rate_card`")],
        ),
    ],
)
def test_what_the_priorities_lack_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    found = said(changes)

    assert [finding for finding in found if finding in findings] == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"priority_matrix": None},
        {f"{CELLS}.high.low": "p1"},
        {"services.help_desk.channels.phone.window": "always", "services.help_desk.channels.phone.type": "chat"},
        {"services.network.in_scope": "true", "services.network.priorities": ["p1", "p2", "p3"]},
    ],
)
def test_priorities_that_fit_are_not_reproached(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
