"""Charges, currencies, indexation, quantities, milestones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"liability.general_cap.floor": "EUR 20000.00"},
            [
                (
                    "error[currency-not-declared]",
                    "liability.general_cap.floor",
                    "`EUR 20000.00` is not in the currency of the charges, `GBP`",
                )
            ],
        ),
        (
            {"insurance.cyber.minimum": "USD 1000000.00"},
            [("error[currency-not-declared]", "insurance.cyber.minimum", "`USD 1000000.00` is not in the currency of the charges, `GBP`")],
        ),
        (
            {"services.network.price": "charged"},
            [("error[service-without-price]", "services.network.price", "`network` is charged, but no charge names it")],
        ),
        (
            {"services.help_desk.price": "included"},
            [
                (
                    "error[service-without-price]",
                    "services.help_desk.price",
                    "`help_desk` is included in the other charges, and a charge names it",
                )
            ],
        ),
        (
            {
                "services.network.in_scope": "false",
                "charges.fixed.devices.services": ["help_desk", "network"],
                "services.network.price": "charged",
            },
            [
                (
                    "error[charge-for-foreseen-service]",
                    "charges.fixed.devices.services.1",
                    "a charge names `network`, which is not in scope",
                ),
                (
                    "error[asset-of-foreseen-service]",
                    "assets.hardware.switches.service",
                    "`switches` is covered by `network`, which is not in scope",
                ),
            ],
        ),
        (
            {"charges.indexation.floor": "6 %"},
            [("error[cap-below-floor]", "charges.indexation.cap", "prices rise by at most 5 %, but by at least 6 %")],
        ),
        (
            {"charges.indexation.base_month": "2026-06"},
            [
                (
                    "error[index-after-start]",
                    "charges.indexation.base_month",
                    "the index is measured from 2026-06, but the services start on 2026-05-01",
                )
            ],
        ),
        (
            {"charges.indexation.first_review": "2026-05-01"},
            [
                (
                    "error[review-before-start]",
                    "charges.indexation.first_review",
                    "prices are first reviewed on 2026-05-01, but the services start on 2026-05-01",
                )
            ],
        ),
        (
            {"charges.expenses.threshold": None},
            [
                (
                    "error[threshold-without-policy]",
                    "charges.expenses.policy",
                    "expenses need approval above a threshold, but none is agreed",
                )
            ],
        ),
        (
            {"charges.expenses.policy": "included"},
            [
                (
                    "error[threshold-without-policy]",
                    "charges.expenses.threshold",
                    "a threshold is agreed, but the policy `included` does not use it",
                )
            ],
        ),
        (
            {"charges.fixed.devices.quantity": "13"},
            [("error[quantity-differs]", "charges.fixed.devices.quantity", "13 devices are charged, but `switches` are 12")],
        ),
        (
            {"charges.fixed.base.quantity": "2"},
            [("error[quantity-differs]", "charges.fixed.base.quantity", "a lump sum has the quantity 2: expected 1")],
        ),
        (
            {
                "charges.model": "mixed",
                "charges.per_project": {
                    "services": ["help_desk"],
                    "milestones": [
                        {
                            "id": "design",
                            "name": "Design",
                            "deliverables": ["a design"],
                            "acceptance_criteria": "It works.",
                            "due": "2029-05-01",
                            "amount": "GBP 1000.00",
                        }
                    ],
                    "acceptance": "10 days",
                    "rework": "10 days",
                },
            },
            [
                (
                    "error[milestone-outside-term]",
                    "charges.per_project.milestones.design.due",
                    "`design` is due on 2029-05-01, but the agreement lasts from 2026-04-01 to 2029-04-30",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_charges_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"charges.fixed.base.assets": ["switches"]},
        {"insurance.cyber.minimum": "USD 1000000.00", "charges.other_currencies": ["USD"]},
        {"services.network.price": "charged", "charges.fixed.devices.services": ["network"]},
        {"charges.indexation": None},
        {"charges.indexation.cap": "0 %"},
        {"charges.indexation.base_month": "2026-05"},
        {"charges.expenses": {"policy": "included"}},
        {"charges.fixed.devices.quantity": "1", "assets.hardware.switches.quantity": "1"},
        {"charges.fixed.devices.quantity": "30", "charges.fixed.devices.unit": "user", "charges.fixed.devices.assets": None},
        {
            "charges.model": "mixed",
            "charges.per_project": {
                "services": ["help_desk"],
                "milestones": [
                    {
                        "id": "design",
                        "name": "Design",
                        "deliverables": ["a design"],
                        "acceptance_criteria": "It works.",
                        "due": "2026-06-30",
                        "amount": "GBP 1000.00",
                    }
                ],
                "acceptance": "10 days",
                "rework": "10 days",
            },
        },
    ],
)
def test_nothing_is_said_about_fitting_charges(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
