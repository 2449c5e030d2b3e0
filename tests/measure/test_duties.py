"""Updates to the Customer and permanent fixes that come late; all figures are worked out by hand.

P1 is updated every 30 minutes at every hour, P2 every 2 hours on weekdays from 08:00 to 18:00; 5 October 2026 is a Monday.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.measure.duties import lapses
from pipeline.measure.policy import policy_of
from pipeline.measure.tables import lapses_in, record
from pipeline.measure.tables.histories import rows_of
from pipeline.model.terms.changed import with_values
from pipeline.model.terms.contract import Terms
from pipeline.model.ticket import Ticket
from pipeline.model.times import YearMonth
from pipeline.store.contracts import load_contract
from pipeline.store.root import Root
from tests.measure.policies import at, ticket

ZONE = "Europe/London"
LATER = "2026-12-20 00:00"


@cache
def base() -> Terms:
    found = load_contract(Root(Path(__file__).parents[2]), "fernhill-brightwater")
    assert found.terms is not None
    return found.terms


def terms(**switches: str) -> Terms:
    changed = with_values(base(), {f"service_levels.clock.{name}": value for name, value in switches.items()})
    assert not changed.refused, changed.refused
    return changed.terms


def told(story: str, **fields: Any) -> Ticket:
    """A ticket from `5 09:00 opened, 5 09:10 responded`: days of October 2026."""
    events = (each.strip().split(" ", 2) for each in story.split(","))
    return ticket(*((f"2026-{month_and_day(day)} {clock}", what) for day, clock, what in events), zone=ZONE, **fields)


def month_and_day(day: str) -> str:
    number = int(day)
    return f"10-{number:02}" if number <= 31 else f"11-{number - 31:02}"


def late(
    of: Ticket, agreed: Terms | None = None, as_of: str = LATER, *, updates_told: bool = True
) -> list[tuple[str, str, int, int | None]]:
    found = lapses(agreed or base(), policy_of(agreed or base()), of, at(as_of, ZONE), updates_told=updates_told)
    return [(each.duty.value, each.level, each.due, each.done) for each in found]


def moment(day: str, clock: str) -> int:
    return at(f"2026-{month_and_day(day)} {clock}", ZONE)


def test_an_interval_of_exactly_the_time_is_met_and_a_minute_more_is_late() -> None:
    of = told("5 09:00 opened, 5 09:10 responded, 5 09:40 updated, 5 10:11 resolved")

    assert late(of) == [("update", "p1", moment("5", "10:10"), moment("5", "10:11"))]
    assert late(of, updates_told=False) == []


def test_an_interval_counts_within_the_service_hours_like_a_response_time() -> None:
    of = told("5 17:00 opened, 5 17:10 responded, 6 08:50 updated, 6 11:00 resolved", priority="p2")

    assert late(of) == [("update", "p2", moment("6", "10:50"), moment("6", "11:00"))]


def test_a_pause_stops_an_interval_only_where_it_stops_the_response_time() -> None:
    of = told("5 09:00 opened, 5 09:00 responded, 5 09:05 awaiting_customer, 5 13:00 working, 5 13:30 resolved", priority="p2")

    assert late(of) == [("update", "p2", moment("5", "11:00"), moment("5", "13:30"))]
    assert late(of, terms(pauses_stop_response="true")) == []


def test_a_pause_that_lasts_goes_on_behind_an_update() -> None:
    """From 09:05 to 15:00 the ticket waits for the Customer, and an update in between ends no pause."""
    story = "5 09:00 opened, 5 09:00 responded, 5 09:05 awaiting_customer, 5 10:00 updated, 5 15:00 working, 5 15:30 resolved"

    assert late(told(story, priority="p2"), terms(pauses_stop_response="true")) == []


def test_an_update_that_nobody_gave_is_outstanding() -> None:
    of = told("5 09:00 opened, 5 09:10 responded")

    assert late(of, as_of="2026-10-05 09:40") == []
    assert late(of, as_of="2026-10-05 09:41") == [("update", "p1", moment("5", "09:40"), None)]


def test_between_the_resolution_and_the_reopening_no_update_is_due() -> None:
    of = told("5 09:00 opened, 5 09:10 responded, 5 09:30 resolved, 6 09:00 working, 6 09:31 resolved")

    assert late(of) == [("update", "p1", moment("6", "09:30"), moment("6", "09:31"))]


def test_the_priority_that_the_ticket_then_has_decides() -> None:
    of = told("5 09:00 opened, 5 09:10 responded, 5 09:20 to p1, 5 10:00 resolved", priority="p2")

    assert late(of) == [("update", "p1", moment("5", "09:40"), moment("5", "10:00"))]


def test_a_service_request_has_no_updates() -> None:
    assert late(told("5 09:00 opened, 9 09:00 resolved", type="service_request", request="new_user")) == []


@pytest.mark.parametrize(
    ("closing", "as_of", "expected"),
    [
        # 20 Business Days after Monday, 5 October, end with Monday, 2 November.
        (", 33 23:59 resolved", LATER, []),
        (", 34 00:00 resolved", LATER, [("34", "00:00")]),
        (", 34 09:00 resolved", LATER, [("34", "09:00")]),
        (", 20 09:00 working, 34 09:00 closed", LATER, [("34", "09:00")]),
        ("", "2026-11-02 23:59", []),
        ("", "2026-11-03 00:00", [None]),
    ],
)
def test_the_cause_is_removed_when_the_ticket_is_closed_behind_its_workaround(
    closing: str, as_of: str, expected: list[tuple[str, str] | None]
) -> None:
    of = told(f"5 09:00 opened, 5 09:10 responded, 5 09:30 workaround{closing}")

    assert late(of, as_of=as_of) == [("permanent fix", "p1", moment("34", "00:00"), moment(*done) if done else None) for done in expected]


@pytest.mark.parametrize("effect", ["resolves", "no_effect"])
def test_where_a_workaround_may_close_the_ticket_its_closing_tells_of_no_fix(effect: str) -> None:
    of = told("5 09:00 opened, 5 09:10 responded, 5 09:20 updated, 5 09:30 workaround, 5 09:31 resolved")

    assert late(of, terms(workaround=effect)) == []


def test_a_lapse_belongs_to_the_month_in_which_it_was_due() -> None:
    """The fix of T-1 was due at the end of 2 November, the last update of T-9 and of T-10 in October."""
    tickets = [
        told("5 09:00 opened, 5 09:10 responded, 5 09:30 workaround, 34 09:00 resolved", id="T-1"),
        told("31 09:00 opened, 31 09:10 responded, 32 09:00 resolved", id="T-10"),
        told("31 09:00 opened, 31 09:10 responded, 32 09:00 resolved", id="T-9"),
    ]
    made = record(base(), rows_of(tickets), at(LATER, ZONE))

    def found(month: int, *, updates_told: bool) -> list[str]:
        return [each.ticket for each in lapses_in(made, YearMonth(2026, month), updates_told=updates_told)]

    assert [found(month, updates_told=True) for month in (9, 10, 11, 12)] == [[], ["T-9", "T-10"], ["T-1"], []]
    assert [found(month, updates_told=False) for month in (9, 10, 11, 12)] == [[], [], ["T-1"], []]


def test_updates_change_no_figure_of_a_service_level() -> None:
    story = "5 09:00 opened, 5 09:10 responded, 5 09:20 awaiting_customer{0}, 6 10:00 working{0}, 6 12:00 resolved"
    updated = told(story.format(", 6 10:00 updated"), priority="p2")
    made = [record(base(), rows_of([each]), at(LATER, ZONE)).judged for each in (told(story.format(""), priority="p2"), updated)]

    assert made[0].equals(made[1])
