"""The contacts behind the roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
PLAN = {"plan": "true", "test": "annual", "recovery_time": "24 h", "recovery_point": "4 h"}
HANDOVER = {"id": "passwords", "name": "Passwords are handed over", "due": "10 days", "after": "exit_period_start"}


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"contacts.director.phone": None},
            [("error[contact-without-phone]", "contacts.director.id", "`director` is reached by telephone, but has no telephone number")],
        ),
        (
            {"contacts.it_manager.deputy": None},
            [
                (
                    "warning[contact-without-deputy]",
                    "contacts.it_manager.id",
                    "nobody stands in for `it_manager`, although tickets are escalated to that role",
                )
            ],
        ),
        (
            {"contacts.desk.phone": None, "escalation.levels.l1.channel": "portal"},
            [("error[contact-without-phone]", "contacts.desk.id", "`desk` is reached by telephone, but has no telephone number")],
        ),
        (
            {"escalation.levels.l1.role_customer": "desk"},
            [
                (
                    "error[role-of-the-other-party]",
                    "escalation.levels.l1.role_customer",
                    "`desk` is a contact of the Provider: expected one of the Customer",
                )
            ],
        ),
        (
            {"services.network.owner": "director"},
            [
                (
                    "error[role-of-the-other-party]",
                    "services.network.owner",
                    "`director` is a contact of the Provider: expected one of the Customer",
                )
            ],
        ),
        (
            {"change_control.approvers.provider": "coo"},
            [
                (
                    "error[role-of-the-other-party]",
                    "change_control.approvers.provider",
                    "`coo` is a contact of the Customer: expected one of the Provider",
                )
            ],
        ),
        (
            {"transition.tasks.access.owner": "desk"},
            [
                (
                    "error[role-of-the-other-party]",
                    "transition.tasks.access.owner",
                    "`desk` is a contact of the Provider: expected one of the Customer",
                )
            ],
        ),
        (
            {"security.contact": "it_manager"},
            [
                (
                    "error[role-of-the-other-party]",
                    "security.contact",
                    "`it_manager` is a contact of the Customer: expected one of the Provider",
                )
            ],
        ),
        (
            {"exit.tasks": [{**HANDOVER, "party": "provider", "owner": "coo"}]},
            [
                (
                    "error[role-of-the-other-party]",
                    "exit.tasks.passwords.owner",
                    "`coo` is a contact of the Customer: expected one of the Provider",
                )
            ],
        ),
        (
            {"business_continuity": {**PLAN, "contact": "coo"}},
            [
                (
                    "error[role-of-the-other-party]",
                    "business_continuity.contact",
                    "`coo` is a contact of the Customer: expected one of the Provider",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_contacts_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"contacts.desk.phone": None, "escalation.levels.l1.channel": "portal", "governance.communication_plan.incidents.channel": "email"},
        {"transition": None},
        {"security.contact": "desk", "business_continuity": {**PLAN, "contact": "service_manager"}},
        {"exit.tasks": [{**HANDOVER, "party": "customer", "owner": "it_manager"}]},
        {"transition.tasks.access.party": "provider", "transition.tasks.access.owner": "desk"},
    ],
)
def test_nothing_is_said_about_fitting_contacts(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
