"""Attainment as an exact fraction, few tickets, empty months, repeated failure and Availability."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from pipeline.measure.attaining import attainments, repeated_failures
from pipeline.measure.availability import Available, Outage, availabilities
from pipeline.measure.policy import policy_of
from pipeline.model.percent import Percent
from pipeline.model.terms.performance import Attainment, ServiceLevel, Verdict, reaches, shortened
from pipeline.model.terms.service_credits import Measure
from pipeline.model.terms.service_levels import Downtime
from pipeline.model.times import YearMonth
from tests.measure.agreements import CREDITS, agreement
from tests.measure.policies import at

MONTHS = [YearMonth(2026, month) for month in (7, 8, 9)]
P1 = ServiceLevel(Measure.RESOLUTION, "p1")


def test_189_of_199_is_below_95_per_cent_and_does_not_look_like_it() -> None:
    share = Fraction(189, 199)

    assert not reaches(share, Percent.read("95 %"))
    assert shortened(share) == "94.97"
    assert shortened(Fraction(94_999_999, 100_000_000)) == "94.99"


def verdicts(tallies: list[tuple[int, int]], **levels: Any) -> list[tuple[Verdict, int, int]]:
    months = MONTHS[: len(tallies)]
    known = {(P1, month): tally for month, tally in zip(months, tallies, strict=True)}
    found = attainments(agreement({"service_levels": levels}).service_levels, known, months)
    return [(each.verdict, each.met, each.counted) for each in found if each.level == P1]


@pytest.mark.parametrize(
    ("counted", "met", "verdict"),
    [(20, 19, Verdict.MET), (20, 18, Verdict.FAILED), (199, 190, Verdict.MET), (199, 189, Verdict.FAILED)],
)
def test_a_service_level_is_met_if_its_exact_share_reaches_the_target(counted: int, met: int, verdict: Verdict) -> None:
    assert verdicts([(counted, met)]) == [(verdict, met, counted)]


@pytest.mark.parametrize(
    ("rule", "tallies", "expected"),
    [
        ("allow_one_miss", [(5, 4)], [Verdict.MET]),
        ("allow_one_miss", [(5, 3)], [Verdict.FAILED]),
        ("allow_one_miss", [(1, 0)], [Verdict.MET]),
        ("not_scored", [(19, 0)], [Verdict.NEITHER]),
        ("not_scored", [(20, 0)], [Verdict.FAILED]),
        ("carry_forward", [(5, 4), (10, 10), (5, 4)], [Verdict.CARRIED, Verdict.CARRIED, Verdict.FAILED]),
        ("carry_forward", [(15, 15), (5, 4), (5, 5)], [Verdict.CARRIED, Verdict.MET, Verdict.CARRIED]),
    ],
)
def test_few_tickets_are_judged_as_agreed(rule: str, tallies: list[tuple[int, int]], expected: list[Verdict]) -> None:
    assert [verdict for verdict, _, _ in verdicts(tallies, below_minimum=rule)] == expected


@pytest.mark.parametrize(("rule", "verdict"), [("not_applicable", Verdict.NEITHER), ("met", Verdict.MET)])
def test_a_month_without_tickets_is_what_was_agreed(rule: str, verdict: Verdict) -> None:
    assert verdicts([(0, 0)], clock={"empty_period": rule}) == [(verdict, 0, 0)]


def failed_in(*months: int) -> list[Attainment]:
    return [Attainment(P1, YearMonth(2026, month), 20, 0, Percent.read("95 %"), Verdict.FAILED) for month in months]


@pytest.mark.parametrize(
    ("months", "period", "rules"),
    [((7, 9), 9, ["short"]), ((6, 9), 9, []), ((2, 6, 9), 9, ["long"]), ((7, 8, 9), 9, ["short", "long"]), ((7, 8), 9, [])],
)
def test_failure_repeats_by_so_many_months_of_consecutive_ones(months: tuple[int, ...], period: int, rules: list[str]) -> None:
    terms = agreement({"service_credits": CREDITS})

    found = repeated_failures(terms, failed_in(*months), YearMonth(2026, period))

    assert [each.rule.id for each in found] == rules


NETWORK = {
    "id": "desk",
    "service": "help_desk",
    "target": "99.9 %",
    "window": "standard",
    "period": "month",
    "excludes": ["scheduled_maintenance", "customer_cause"],
    "maintenance": {"days": ["sat", "sun", "mon"], "hours": "06:00-10:00", "max_per_period": "2 h", "notice": "2 business_days"},
}


def available(*outages: Outage, **changed: Any) -> Available:
    terms = agreement({"service_levels": {"availability": [{**NETWORK, **changed}]}})
    [found] = availabilities(terms, policy_of(terms), outages, YearMonth(2026, 9))
    return found


def outage(start: str, end: str, reason: Downtime | None = None, announced: str | None = None) -> Outage:
    told = at(announced, "Europe/London") if announced else None
    return Outage("help_desk", at(start, "Europe/London"), at(end, "Europe/London"), reason, told)


DAYS = 22 * 8 * 3600
"""The 22 Business Days of September 2026, from nine to five."""


def test_downtime_counts_within_the_agreed_hours_and_once() -> None:
    found = available(outage("2026-09-01 16:00", "2026-09-02 10:00"), outage("2026-09-01 16:30", "2026-09-01 17:30"))

    assert (found.agreed, found.downtime, found.excluded) == (DAYS, 7_200, 0)
    assert found.attainment.fraction == 1 - Fraction(7_200, DAYS)
    assert found.attainment.verdict is Verdict.FAILED


def test_a_month_without_outages_is_available_throughout() -> None:
    assert available().attainment.fraction == 1


def test_excluded_time_is_no_agreed_time_and_no_downtime() -> None:
    found = available(outage("2026-09-01 16:00", "2026-09-01 17:00", Downtime.CUSTOMER_CAUSE))

    assert (found.agreed, found.excluded, found.downtime) == (DAYS - 3_600, 3_600, 0)


def test_a_reason_that_is_not_agreed_for_the_service_excludes_nothing() -> None:
    assert available(outage("2026-09-01 16:00", "2026-09-01 17:00", Downtime.FORCE_MAJEURE)).downtime == 3_600


@pytest.mark.parametrize(
    ("start", "end", "announced", "excluded", "downtime"),
    [
        # Announced on Wednesday, so that Thursday and Friday lie between; within the hours from 09:00 to 10:00.
        ("2026-09-07 09:00", "2026-09-07 09:30", "2026-09-02 18:00", 1_800, 0),
        ("2026-09-07 09:00", "2026-09-07 09:30", "2026-09-03 08:00", 0, 1_800),
        ("2026-09-07 09:00", "2026-09-07 09:30", None, 0, 1_800),
        # Beyond the hours for maintenance it is downtime.
        ("2026-09-07 09:30", "2026-09-07 10:30", "2026-09-02 18:00", 1_800, 1_800),
        # On a day that is not one for maintenance.
        ("2026-09-08 09:00", "2026-09-08 09:30", "2026-09-02 18:00", 0, 1_800),
        # Of four hours two are allowed; they are used up before the agreed time begins.
        ("2026-09-07 06:00", "2026-09-07 10:00", "2026-09-02 18:00", 0, 3_600),
    ],
)
def test_maintenance_is_excluded_as_far_as_it_keeps_to_what_was_agreed(
    start: str, end: str, announced: str | None, excluded: int, downtime: int
) -> None:
    found = available(outage(start, end, Downtime.SCHEDULED_MAINTENANCE, announced))

    assert (found.excluded, found.downtime) == (excluded, downtime)


def test_a_quarter_belongs_to_the_month_with_which_it_ends() -> None:
    terms = agreement({"service_levels": {"availability": [{**NETWORK, "period": "quarter"}]}})
    policy, down = policy_of(terms), [outage("2026-07-01 09:00", "2026-07-01 10:00")]

    assert availabilities(terms, policy, down, YearMonth(2026, 8)) == ()
    [found] = availabilities(terms, policy, down, YearMonth(2026, 9))
    assert found.downtime == 3_600
