"""In which Measurement Period a ticket counts, by each way of agreeing on it."""

from __future__ import annotations

import polars as pl
import pytest

from pipeline.measure.policy import Policy
from pipeline.measure.tables.counting import tallied, with_periods
from pipeline.measure.tables.evaluating import evaluate
from pipeline.measure.tables.histories import rows_of
from pipeline.model.ticket import Ticket
from tests.measure.policies import HOUR, around_the_clock, at, policy, ticket

DAY = 24 * HOUR


def counted(of: Policy, *tickets: Ticket, as_of: str = "2026-12-20 00:00") -> pl.LazyFrame:
    frame = rows_of(tickets).lazy()
    return with_periods(evaluate(frame, of, at(as_of)), frame, of)


def periods(of: Policy, *tickets: Ticket, as_of: str = "2026-12-20 00:00") -> list[tuple[str | None, str | None]]:
    """For each ticket the periods of its response and of its resolution."""
    found = counted(of, *tickets, as_of=as_of).collect()
    by = {(row["ticket"], row["measure"]): row["period"] for row in found.iter_rows(named=True)}
    return [(by[(each.id, "response")], by[(each.id, "resolution")]) for each in tickets]


def over(id: str, opened: str, responded: str | None, resolved: str | None) -> Ticket:
    told = [(opened, "opened")] + [(responded, "responded")] * bool(responded) + [(resolved, "resolved")] * bool(resolved)  # type: ignore[list-item]
    return ticket(*told, id=id)


# Times of two hours and ten days, at every hour.
QUICK = over("quick", "2026-10-30 10:00", "2026-10-30 11:00", "2026-10-30 12:00")
OVER_THE_END = over("over", "2026-10-30 10:00", "2026-10-30 11:00", "2026-11-02 10:00")
LATE = over("late", "2026-10-15 10:00", "2026-10-16 11:00", "2026-11-02 10:00")
OPEN_LATE = over("open late", "2026-10-15 10:00", None, None)
OPEN = over("open", "2026-12-15 10:00", "2026-12-15 11:00", None)
AGAIN = ticket(
    *(("2026-10-01 10:00", "opened"), ("2026-10-02 10:00", "resolved")),
    *(("2026-11-02 10:00", "working"), ("2026-11-03 10:00", "resolved")),
)
STORIES = (QUICK, OVER_THE_END, LATE, OPEN_LATE, OPEN)


@pytest.mark.parametrize(
    ("month", "at_end", "expected"),
    [
        (
            "opened",
            "failed_if_past_target",
            [("2026-10", "2026-10"), ("2026-10", "2026-11"), ("2026-10", "2026-10"), ("2026-10", "2026-10"), ("2026-12", None)],
        ),
        (
            "resolved",
            "failed_if_past_target",
            [("2026-10", "2026-10"), ("2026-11", "2026-11"), ("2026-10", "2026-10"), ("2026-10", "2026-10"), (None, None)],
        ),
        (
            "due",
            "failed_if_past_target",
            [("2026-10", "2026-11"), ("2026-10", "2026-11"), ("2026-10", "2026-10"), ("2026-10", "2026-10"), ("2026-12", None)],
        ),
        (
            "opened",
            "carried_forward",
            [("2026-10", "2026-10"), ("2026-10", "2026-11"), ("2026-10", "2026-11"), (None, None), ("2026-12", None)],
        ),
        (
            "resolved",
            "carried_forward",
            [("2026-10", "2026-10"), ("2026-11", "2026-11"), ("2026-11", "2026-11"), (None, None), (None, None)],
        ),
        (
            "due",
            "carried_forward",
            [("2026-10", "2026-11"), ("2026-10", "2026-11"), ("2026-10", "2026-11"), (None, None), ("2026-12", None)],
        ),
    ],
)
def test_a_time_counts_in_the_month_that_was_agreed(month: str, at_end: str, expected: list[tuple[str | None, str | None]]) -> None:
    of = policy(("p1", around_the_clock(), 2 * HOUR, 10 * DAY), ticket_month=month, open_at_period_end=at_end)

    assert periods(of, *STORIES) == expected


def test_a_month_begins_at_midnight_in_the_zone_of_the_agreement() -> None:
    of = policy(("p1", around_the_clock(), 2 * HOUR, 10 * DAY))
    before = over("before", "2026-10-31 10:00", "2026-10-31 11:00", "2026-10-31 23:59:59")
    after = over("after", "2026-10-31 10:00", "2026-10-31 11:00", "2026-11-01 00:00:00")

    assert [resolution for _, resolution in periods(of, before, after)] == ["2026-10", "2026-11"]


def test_a_time_that_ends_at_midnight_is_not_exceeded_before_it() -> None:
    """Due as October ends, so that it is missed only by the first second of November."""
    of = policy(("p1", around_the_clock(), 2 * HOUR, 10 * DAY))
    slow = over("slow", "2026-10-22 01:00", "2026-10-22 02:00", "2026-11-03 10:00")

    # The clocks go back on 25 October, so that ten days of 24 hours end at midnight.
    assert periods(of, slow) == [("2026-11", "2026-11")]


def test_a_reopened_ticket_counts_once_for_its_last_resolution() -> None:
    of = policy(("p1", around_the_clock(), 2 * HOUR, 10 * DAY))
    found = tallied(counted(of, AGAIN)).filter(measure="resolution")

    assert found.select("period", "counted", "met").rows() == [("2026-11", 1, 1)]


def test_resolutions_that_are_judged_separately_count_each_in_its_month() -> None:
    of = policy(("p1", around_the_clock(), 2 * HOUR, 10 * DAY), reopening="new_cycle")
    found = tallied(counted(of, AGAIN)).filter(measure="resolution")

    assert found.select("period", "counted", "met").rows() == [("2026-10", 1, 1), ("2026-11", 1, 1)]


def test_every_time_of_every_ticket_that_counts_is_tallied_once() -> None:
    of = policy(("p1", around_the_clock(), 2 * HOUR, 10 * DAY))

    found = tallied(counted(of, *STORIES))

    assert found.select("period", "measure", "level", "counted", "met").rows() == [
        ("2026-10", "response", "p1", 3, 1),
        ("2026-10", "resolution", "p1", 3, 1),
        ("2026-11", "response", "p1", 1, 1),
        ("2026-11", "resolution", "p1", 1, 1),
    ]
