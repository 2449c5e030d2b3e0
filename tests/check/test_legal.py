"""Parties, courts, personal data, order of precedence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

OWN_TERM = {"id": "late", "op": "delete", "target": "general", "reason": "It is not needed."}
AGREED_TERM = {**OWN_TERM, "round": "1"}
Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"meta.order_of_precedence": ["key_terms", "standard_terms", "key_terms", "schedules"]},
            [("error[part-twice]", "meta.order_of_precedence.2", "`key_terms` ranks twice in the order of precedence")],
        ),
        (
            {"meta.order_of_precedence": ["key_terms", "standard_terms"]},
            [("error[part-without-rank]", "key meta.order_of_precedence", "the order of precedence does not rank `schedules`")],
        ),
        (
            {"clauses.special_terms": [AGREED_TERM], "meta.order_of_precedence": ["key_terms", "standard_terms", "schedules"]},
            [],
        ),
        (
            {"clauses.special_terms": [OWN_TERM], "meta.order_of_precedence": ["key_terms", "standard_terms", "schedules"]},
            [("error[part-without-rank]", "key meta.order_of_precedence", "the order of precedence does not rank `special_terms`")],
        ),
        (
            {"legal.courts.jurisdiction": "germany"},
            [
                (
                    "warning[courts-of-another-law]",
                    "legal.courts.jurisdiction",
                    "the law `england_and_wales` governs, but courts of `germany` decide",
                )
            ],
        ),
        (
            {"dispute.then": "arbitration"},
            [("error[courts-beside-arbitration]", "dispute.then", "disputes end in arbitration, and yet only the courts may decide")],
        ),
        (
            {"data_protection.roles.provider": "controller"},
            [
                (
                    "warning[provider-as-controller]",
                    "data_protection.roles.provider",
                    "the Provider is a controller of its own, and the clause on data protection binds it to instructions",
                )
            ],
        ),
        (
            {"data_protection.transfers": "with_safeguards"},
            [
                (
                    "error[transfer-without-instrument]",
                    "data_protection.transfer_mechanism",
                    "the transfers are `with_safeguards`, but the instrument is `none`",
                )
            ],
        ),
        (
            {"parties.provider.legal_name": "Harbour Foods Ltd"},
            [("error[one-party-twice]", "parties.provider.legal_name", "`Harbour Foods Ltd` is the name of both parties")],
        ),
        (
            {"parties.provider.registration.number": "01234567"},
            [("error[one-party-twice]", "parties.provider.registration.number", "`01234567` is the registration number of both parties")],
        ),
        (
            {"parties.provider.representation": "joint"},
            [
                (
                    "error[signature-missing]",
                    "key parties.provider.signatories",
                    "the Provider is represented jointly, but has one signatory",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_legal_terms_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"meta.order_of_precedence": ["key_terms", "standard_terms", "schedules"]},
        {"dispute.then": "arbitration", "legal.courts.exclusive": "false"},
        {"data_protection.transfers": "with_safeguards", "data_protection.transfer_mechanism": "idta"},
        {"data_protection": {"personal_data": "false"}},
        {"data_protection.roles.provider": "joint_controller", "data_protection.roles.customer": "joint_controller"},
        {"parties.provider.registration.number": "01234567", "parties.provider.jurisdiction": "Scotland"},
    ],
)
def test_nothing_is_said_about_fitting_legal_terms(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
