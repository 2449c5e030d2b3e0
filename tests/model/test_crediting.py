"""Service Credits worked out by hand, to the cent; the charges of the small agreement are GBP 500.00 a month."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from pipeline.model.percent import Percent
from pipeline.model.terms.crediting import Charge, Failed, statement
from pipeline.model.terms.performance import Attainment, ServiceLevel, Verdict
from pipeline.model.terms.service_credits import Measure
from pipeline.model.times import YearMonth
from tests.measure.agreements import CREDITS, PER_FAILURE, agreement

OCTOBER = YearMonth(2026, 10)
TARGETS = [{"id": "p1", "credit": "true", "compliance": "95 %"}, {"id": "p2", "credit": "true", "compliance": "90 %"}]
WEIGHTS = [
    {"id": "a", "measure": "response", "of": "p1", "share": "20 %"},
    {"id": "b", "measure": "resolution", "of": "p1", "share": "50 %"},
    {"id": "c", "measure": "resolution", "of": "p2", "share": "30 %"},
]


def terms(credits: dict[str, Any], amount: str = "GBP 500.00", period: str = "month") -> Any:
    levels = agreement().service_levels
    targets = [
        {
            "id": target.id,
            "name": target.name,
            "description": target.description,
            "window": target.window,
            "response": str(target.response),
            "resolution": str(target.resolution),
            "update_every": str(target.update_every),
            **own,
        }
        for target, own in zip(levels.targets, TARGETS, strict=True)
    ]
    price = {"unit": "lump_sum", "quantity": "1", "amount": amount, "period": period}
    fixed = [{"id": "base", "name": "Monthly Charge", **price, "services": ["help_desk"]}]
    return agreement({"service_levels": {"targets": targets}, "service_credits": credits, "charges": {"fixed": fixed}})


def failure(of: str, met: int, counted: int, verdict: Verdict = Verdict.FAILED) -> Attainment:
    level, measure = of.split()
    return Attainment(ServiceLevel(Measure(measure), level), OCTOBER, counted, met, Percent.read("95 %"), verdict)


def credits(**changed: Any) -> dict[str, Any]:
    return {**CREDITS, **changed}


P1, P1R, P2 = "p1 resolution", "p1 response", "p2 resolution"


@pytest.mark.parametrize(
    ("number", "of", "amount", "failures", "due"),
    [
        # A band includes its lower end, and ends just below the next one: 5 % of 500.00.
        (1, credits(), "GBP 500.00", [(P1, 90, 100)], "25.00"),
        (2, credits(), "GBP 500.00", [(P1, 189, 199)], "25.00"),
        (3, credits(), "GBP 500.00", [(P1, 94_999, 100_000)], "25.00"),
        (4, credits(), "GBP 500.00", [(P1, 89_999, 100_000)], "50.00"),
        (5, credits(), "GBP 500.00", [(P1, 85, 100)], "50.00"),
        (6, credits(), "GBP 500.00", [(P1, 849, 1_000)], "75.00"),
        (7, credits(), "GBP 500.00", [(P1, 0, 20)], "75.00"),
        # A failure of a target above the first band: the band gives nothing.
        (8, credits(), "GBP 500.00", [(P1, 96, 100)], "0.00"),
        # Two failures are added: 5 % and 10 % of 500.00.
        (9, credits(), "GBP 500.00", [(P1, 90, 100), (P1R, 85, 100)], "75.00"),
        # 15 % and 10 % would be 125.00; the limit is 15 % of 500.00.
        (10, credits(), "GBP 500.00", [(P1, 0, 20), (P1R, 85, 100)], "75.00"),
        (11, credits(monthly_cap="20 %"), "GBP 500.00", [(P1, 0, 20), (P1R, 85, 100)], "100.00"),
        # Weights: 15 % x 50 % and 5 % x 20 % of 1234.56 are 92.592 and 12.3456, together 104.9376.
        (12, credits(weights=WEIGHTS), "GBP 1234.56", [(P1, 10, 20), (P1R, 90, 100)], "104.94"),
        # One weight alone: 10 % x 30 % of 1234.56 is 37.0368.
        (13, credits(weights=WEIGHTS), "GBP 1234.56", [(P2, 87, 100)], "37.04"),
        # Half a cent is rounded up: 5 % of 0.10 is 0.005.
        (14, credits(), "GBP 0.10", [(P1, 90, 100)], "0.01"),
        (15, credits(), "GBP 0.09", [(P1, 90, 100)], "0.00"),
        # Rounded once, at the end: 5 % of 0.30 is 0.015 twice, together 0.03, and not 0.02 twice.
        (16, credits(), "GBP 0.30", [(P1, 90, 100), (P1R, 90, 100)], "0.03"),
        # A fixed share for each failure, whatever the Attainment: 3 % of 500.00, three times.
        (17, PER_FAILURE, "GBP 500.00", [(P1, 94, 100), (P1R, 1, 100), (P2, 50, 100)], "45.00"),
        # Only the highest of what one ticket led to: 5 % and 15 %, of which 15 % counts.
        (18, credits(combine="highest"), "GBP 500.00", [(P1, 90, 100), (P1R, 0, 20)], "75.00"),
        (19, credits(combine="highest"), "GBP 500.00", [(P1, 90, 100), (P1R, 90, 100)], "25.00"),
        # Nothing failed.
        (20, credits(), "GBP 500.00", [], "0.00"),
    ],
)
def test_a_service_credit_is_what_the_steps_of_the_schedule_give(
    number: int, of: dict[str, Any], amount: str, failures: list[tuple[str, int, int]], due: str
) -> None:
    failed = {failure(level, 0, 1).level: Failed(frozenset({"T-1"})) for level, _, _ in failures}

    found = statement(terms(of, amount), OCTOBER, [failure(*each) for each in failures], failed)

    assert found is not None
    assert str(found.total) == f"GBP {due}", number


def test_what_no_single_event_led_to_is_added_even_where_only_the_highest_of_one_event_counts() -> None:
    failed = {failure(P1, 0, 1).level: Failed(frozenset({"T-1"})), failure(P1R, 0, 1).level: Failed(frozenset({"T-2"}))}

    found = statement(terms(credits(combine="highest")), OCTOBER, [failure(P1, 90, 100), failure(P1R, 90, 100)], failed)

    assert found is not None
    assert str(found.total) == "GBP 50.00"


def test_events_shared_over_a_third_failure_are_one_event() -> None:
    failed = {
        failure(P1, 0, 1).level: Failed(frozenset({"T-1"})),
        failure(P1R, 0, 1).level: Failed(frozenset({"T-2"})),
        failure(P2, 0, 1).level: Failed(frozenset({"T-1", "T-2"})),
    }
    failures = [failure(P1, 90, 100), failure(P1R, 85, 100), failure(P2, 90, 100)]

    found = statement(terms(credits(combine="highest")), OCTOBER, failures, failed)

    assert found is not None
    assert [line.counts for line in found.lines] == [False, True, False]


def test_what_was_met_or_not_judged_gives_no_credit() -> None:
    judged = [failure(P1, 90, 100, Verdict.MET), failure(P1R, 90, 100, Verdict.NEITHER), failure(P2, 1, 9, Verdict.CARRIED)]

    found = statement(terms(credits()), OCTOBER, judged, {})

    assert found is not None
    assert (found.lines, str(found.total)) == ((), "GBP 0.00")


def test_a_charge_for_a_quarter_counts_with_a_third_and_one_for_hours_in_addition() -> None:
    further = [Charge("Hours worked", Fraction(300))]

    found = statement(terms(credits(), "GBP 1000.00", "quarter"), OCTOBER, [failure(P1, 90, 100)], {}, further)

    assert found is not None
    assert (found.basis, str(found.total)) == (Fraction(1900, 3), "GBP 31.67")


def test_of_a_service_only_its_own_charges_are_the_basis() -> None:
    of = terms(credits(basis="monthly_charge_of_service"))
    others = [Charge("Network", Fraction(900), frozenset({"network"}))]

    for services, due in ((frozenset({"help_desk"}), "25.00"), (frozenset({"network"}), "45.00"), (frozenset[str](), "0.00")):
        found = statement(of, OCTOBER, [failure(P1, 90, 100)], {failure(P1, 0, 1).level: Failed(services=services)}, others)

        assert found is not None
        assert str(found.total) == f"GBP {due}"
