"""Step-in, comparison with the market, and switching between cloud providers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
STEP_IN = {"services": ["network"], "triggers": ["chronic_failure"], "notice": "2 business_days", "longest": "60 days"}
BENCHMARKING = {
    "first_after": "12 months",
    "interval": "12 months",
    "peers": "3",
    "tolerance": "5 %",
    "answer_within": "10 business_days",
    "report_within": "60 days",
    "cost": "shared",
}
SWITCHING = {
    "notice": "2 months",
    "transition": "30 days",
    "retrieval": "30 days",
    "exportable": ["tickets"],
    "format": "CSV files",
    "charge": "none",
}
CLOUD_UNDER_GERMAN_LAW = {
    "services.network.category": "cloud",
    "legal.governing_law": "germany",
    "legal.courts.jurisdiction": "germany",
}


def switching(**terms: str) -> dict[str, Any]:
    return {"cloud_switching": {**SWITCHING, **terms}}


@pytest.mark.parametrize(
    ("changes", "findings"),
    [
        (
            {"step_in": STEP_IN, "services.network.critical": "false"},
            [
                (
                    "error[step-in-not-critical]",
                    "step_in.services.0",
                    "the Customer may take over `network`, which is not critical: expected a critical service",
                )
            ],
        ),
        (
            {"step_in": STEP_IN, "service_credits.chronic_failure": None, "termination.reasons.chronic_failure": None},
            [
                (
                    "error[step-in-without-chronic-failure]",
                    "key step_in.triggers",
                    "the Customer may step in on `chronic_failure`, but nothing says how many failures are meant",
                )
            ],
        ),
        (
            {"benchmarking": {**BENCHMARKING, "first_after": "36 months"}},
            [
                (
                    "error[benchmark-after-expiry]",
                    "benchmarking.first_after",
                    "the first comparison comes after 36 months, but the Initial Term lasts 36 months",
                )
            ],
        ),
        (
            CLOUD_UNDER_GERMAN_LAW,
            [
                (
                    "error[cloud-without-switching]",
                    "services.network.category",
                    "`network` is a cloud service, and nothing says how the Customer leaves it",
                )
            ],
        ),
        (
            switching(notice="3 months"),
            [
                (
                    "error[beyond-the-data-act]",
                    "cloud_switching.notice",
                    "3 months is not what Article 25 of Regulation (EU) 2023/2854 allows: expected at most 2 months",
                )
            ],
        ),
        (
            switching(transition="31 days"),
            [
                (
                    "error[beyond-the-data-act]",
                    "cloud_switching.transition",
                    "31 days is not what Article 25 of Regulation (EU) 2023/2854 allows: expected at most 30 days",
                )
            ],
        ),
        (
            switching(retrieval="29 days"),
            [
                (
                    "error[beyond-the-data-act]",
                    "cloud_switching.retrieval",
                    "29 days is not what Article 25 of Regulation (EU) 2023/2854 allows: expected at least 30 days",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_safeguards_is_said_where_it_stands(
    changes: dict[str, Any], findings: list[tuple[str, str, str]], said: Said
) -> None:
    assert said(changes) == findings


@pytest.mark.parametrize(
    "changes",
    [
        {"step_in": STEP_IN},
        {
            "step_in": {**STEP_IN, "triggers": ["insolvency"]},
            "service_credits.chronic_failure": None,
            "termination.reasons.chronic_failure": None,
        },
        {"benchmarking": {**BENCHMARKING, "first_after": "35 months"}},
        {"services.network.category": "cloud"},
        {**CLOUD_UNDER_GERMAN_LAW, **switching()},
        {**CLOUD_UNDER_GERMAN_LAW, "services.network.category": "infrastructure"},
        switching(notice="30 days", transition="1 week", retrieval="3 months"),
    ],
)
def test_nothing_is_said_about_fitting_safeguards(changes: dict[str, Any], said: Said) -> None:
    assert said(changes) == []
