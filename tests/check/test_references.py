"""Identifiers that name nothing, what is suggested instead, and the other places of a conflict."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.model.diagnostic import Diagnostic

Found = Callable[[dict[str, Any]], list[Diagnostic]]


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"services.network.window": "standart"}, "did you mean `standard`?"),
        ({"services.network.window": "nights"}, "the names there are `standard`, `always`, `on_call`"),
        ({"rate_card": None}, "that list is empty"),
        (
            {
                "assets.hardware": [],
                "assets.software": [
                    {
                        "id": f"product_{number:02}",
                        "product": "Product",
                        "version": "1",
                        "licence_owner": "customer",
                        "licences": "1",
                        "support_level": "excluded",
                        "service": "help_desk",
                    }
                    for number in range(13)
                ],
                "charges.fixed.devices": None,
                "responsibilities": [{"id": "install", "activity": "install", "applies_to": ["x"], "customer": "C", "provider": "AR"}],
            },
            f"the names there are {', '.join(f'`product_{number:02}`' for number in range(12))}, ...",
        ),
    ],
)
def test_a_name_of_nothing_is_answered_with_the_names_there_are(changes: dict[str, Any], hint: str, found: Found) -> None:
    findings = found(changes)

    assert [(finding.code, finding.hint) for finding in findings] == [("names-nothing", hint)]


def test_a_name_of_nothing_is_reproached_by_one_rule_only(found: Found) -> None:
    findings = found({"service_credits.weights.network.of": "printers"})

    assert [finding.code for finding in findings] == ["names-nothing"]


def test_all_levels_at_which_a_missing_deputy_would_be_called_are_shown(found: Found) -> None:
    (finding,) = found({"contacts.it_manager.deputy": None})

    assert [other.span.file for other in finding.related] == ["escalation.levels.l1.role_customer", "escalation.levels.l2.role_customer"]


def test_a_fee_that_is_never_due_is_shown_beside_all_that_limits_it(found: Found) -> None:
    year_4 = {"termination.early_fee.steps.year_4": {"year": "4", "percentage": "10 %"}}

    (with_limit,) = found(year_4)
    (without,) = found({**year_4, "termination.convenience.customer.not_before": None})

    assert [other.span.file for other in with_limit.related] == ["term.initial_term", "termination.convenience.customer.not_before"]
    assert [other.span.file for other in without.related] == ["term.initial_term"]
