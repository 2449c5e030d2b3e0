"""One ticket judged: the worked values, and each switch of the clock with the figure that it changes."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.measure.judging import Judgement, judged
from pipeline.measure.policy import Measure, Policy
from pipeline.model.ticket import Ticket, TicketState
from tests.measure.policies import HOUR, MINUTE, WEEK, around_the_clock, at, hours, policy, ticket, with_pauses

OFFICE = hours("09:00-17:00")
ALWAYS = around_the_clock()
LATER = "2026-12-01 00:00"


def office(resolution: int = 8 * HOUR, **switches: Any) -> Policy:
    return policy(("p1", OFFICE, HOUR, resolution), ("p2", OFFICE, 2 * HOUR, 16 * HOUR), **switches)


def mixed(**switches: Any) -> Policy:
    """A high Priority around the clock, and a low one in office hours."""
    return policy(("p1", ALWAYS, HOUR, 4 * HOUR), ("p2", OFFICE, 2 * HOUR, 16 * HOUR), **switches)


def of(measure: str, ticket: Ticket, policy: Policy, as_of: str = LATER, cycle: int = 1) -> Judgement:
    found = judged(ticket, policy, at(as_of)).judgements
    [one] = [each for each in found if each.measure is Measure(measure) and each.cycle == cycle]
    assert sum(segment.counted for segment in one.segments) == one.elapsed
    return one


def resolution(ticket: Ticket, policy: Policy, as_of: str = LATER, cycle: int = 1) -> Judgement:
    return of("resolution", ticket, policy, as_of, cycle)


WEEKEND = ticket(
    ("2026-03-06 15:00", "opened"),
    ("2026-03-06 16:00", "awaiting_customer"),
    ("2026-03-09 10:00", "working"),
    ("2026-03-09 11:00", "resolved"),
)


def test_a_pause_over_a_weekend_is_deducted_only_where_time_counts() -> None:
    found = resolution(WEEKEND, office())

    assert (found.elapsed, found.paused, found.met) == (7_200, 7_200, True)


def test_overlapping_pauses_are_deducted_once() -> None:
    paused_twice = ticket(
        ("2026-03-09 09:00", "opened"),
        ("2026-03-09 10:00", "awaiting_customer"),
        ("2026-03-09 10:30", "agreed_hold"),
        ("2026-03-09 11:00", "awaiting_customer"),
        ("2026-03-09 12:00", "working"),
        ("2026-03-09 13:00", "resolved"),
    )

    assert resolution(paused_twice, office()).elapsed == 2 * HOUR


def test_half_a_minute_too_long_misses_four_hours() -> None:
    late = ticket(("2026-03-09 09:00:00", "opened"), ("2026-03-09 13:00:30", "resolved"))

    found = resolution(late, office(4 * HOUR))

    assert (found.elapsed, found.met, found.remaining) == (14_430, False, -30)
    assert (found.due, found.exceeded) == (at("2026-03-09 13:00"), at("2026-03-09 13:00:01"))


def test_a_reply_and_a_pause_in_one_minute_are_a_response() -> None:
    answered = ticket(
        ("2026-03-09 09:00:05", "opened"),
        ("2026-03-09 09:20:07", "responded"),
        ("2026-03-09 09:20:07", "awaiting_customer"),
        ("2026-03-10 09:00:00", "resolved"),
    )

    assert of("response", answered, office()).end == at("2026-03-09 09:20:07")
    assert resolution(answered, office()).elapsed == 1_202


def test_two_pauses_within_one_minute_are_both_deducted() -> None:
    twice = ticket(
        ("2026-03-09 09:00:00", "opened"),
        ("2026-03-09 09:30:00", "awaiting_customer"),
        ("2026-03-09 09:30:20", "working"),
        ("2026-03-09 09:30:30", "awaiting_customer"),
        ("2026-03-09 09:30:50", "working"),
        ("2026-03-09 10:00:00", "resolved"),
    )

    assert resolution(twice, office()).elapsed == HOUR - 40


def test_a_pause_before_a_higher_priority_stays_deducted() -> None:
    raised = ticket(
        ("2026-03-09 09:00", "opened"),
        ("2026-03-09 10:00", "awaiting_customer"),
        ("2026-03-09 11:00", "to p1"),
        ("2026-03-09 12:00", "working"),
        ("2026-03-09 13:00", "resolved"),
        priority="p2",
    )

    assert resolution(raised, with_pauses(mixed(), "p1")).elapsed == 3 * HOUR
    assert resolution(raised, mixed()).elapsed == 2 * HOUR


def test_due_moves_by_the_pauses_and_is_unknown_while_the_clock_stands() -> None:
    waiting = ticket(("2026-03-09 09:00", "opened"), ("2026-03-09 10:00", "awaiting_customer"))
    answered = ticket(*(("2026-03-09 09:00", "opened"), ("2026-03-09 10:00", "awaiting_customer"), ("2026-03-09 12:00", "working")))

    assert resolution(answered, office(4 * HOUR), "2026-03-09 12:30").due == at("2026-03-09 15:00")
    found = resolution(waiting, office(4 * HOUR), "2026-03-10 12:30")
    assert (found.due, found.met, found.elapsed, found.remaining) == (None, None, HOUR, 3 * HOUR)


def test_an_open_ticket_past_its_target_has_missed_it_and_another_one_has_not() -> None:
    open_one = ticket(("2026-03-09 09:00", "opened"))

    assert resolution(open_one, office(4 * HOUR), "2026-03-09 13:00:00").met is None
    assert resolution(open_one, office(4 * HOUR), "2026-03-09 13:00:01").met is False


def test_a_time_that_ends_with_the_service_hours_is_exceeded_only_when_they_begin_again() -> None:
    """Due on Friday at 17:00; nothing more counts until Monday, so over the weekend the time has not been exceeded."""
    slow = ticket(("2026-03-06 13:00", "opened"), ("2026-03-09 09:30", "resolved"))

    found = resolution(slow, office(4 * HOUR))

    assert (found.due, found.exceeded) == (at("2026-03-06 17:00"), at("2026-03-09 09:00:01"))


@pytest.mark.parametrize(("starts", "elapsed"), [("opened", 3 * HOUR), ("acknowledged", 2 * HOUR + 30 * MINUTE)])
def test_the_resolution_time_starts_with_the_opening_or_with_the_response(starts: str, elapsed: int) -> None:
    answered = ticket(("2026-03-09 09:00", "opened"), ("2026-03-09 09:30", "responded"), ("2026-03-09 12:00", "resolved"))

    assert resolution(answered, office(starts=starts)).elapsed == elapsed


def test_a_resolution_time_that_starts_with_the_response_starts_at_the_latest_when_the_response_is_due() -> None:
    unanswered = ticket(("2026-03-09 09:00", "opened"), ("2026-03-09 12:00", "responded"), ("2026-03-09 13:00", "resolved"))
    young = ticket(("2026-03-09 09:00", "opened"))

    assert resolution(unanswered, office(starts="acknowledged")).start == at("2026-03-09 10:00")
    assert resolution(young, office(starts="acknowledged"), "2026-03-09 09:59:59").start is None
    assert resolution(young, office(starts="acknowledged"), "2026-03-09 10:30").elapsed == 30 * MINUTE


@pytest.mark.parametrize(
    ("pauses", "third_parties", "own_suppliers", "hours_counted"),
    [
        (["awaiting_customer", "agreed_hold"], "true", "true", 1),
        (["awaiting_customer", "agreed_hold"], "true", "false", 2),
        (["awaiting_customer", "agreed_hold"], "false", "false", 3),
        (["awaiting_customer"], "false", "false", 4),
        ([], "false", "false", 5),
    ],
)
def test_only_the_agreed_states_pause_the_clock(pauses: list[str], third_parties: str, own_suppliers: str, hours_counted: int) -> None:
    states = ("working", "awaiting_customer", "agreed_hold", "customer_third_party", "provider_supplier")
    told = [(f"2026-03-09 {9 + hour:02}:00", state) for hour, state in enumerate(states)]
    waiting = ticket(("2026-03-09 09:00", "opened"), *told[1:], ("2026-03-09 14:00", "resolved"))
    rules = office(pauses=pauses, customer_third_parties_pause=third_parties, provider_suppliers_pause=own_suppliers)

    assert resolution(waiting, rules).elapsed == hours_counted * HOUR


@pytest.mark.parametrize(("stop", "elapsed"), [("true", HOUR), ("false", 2 * HOUR)])
def test_pauses_stop_the_response_only_where_that_is_agreed(stop: str, elapsed: int) -> None:
    waiting = ticket(
        ("2026-03-09 09:00", "opened"),
        ("2026-03-09 09:30", "awaiting_customer"),
        ("2026-03-09 10:30", "working"),
        ("2026-03-09 11:00", "responded"),
        ("2026-03-09 12:00", "resolved"),
    )

    assert of("response", waiting, office(pauses_stop_response=stop)).elapsed == elapsed


RAISED = ticket(("2026-03-06 16:00", "opened"), ("2026-03-06 18:00", "to p1"), ("2026-03-06 19:00", "resolved"), priority="p2")
LOWERED = ticket(("2026-03-06 12:00", "opened"), ("2026-03-06 14:00", "to p2"), ("2026-03-09 10:00", "resolved"), priority="p1")


@pytest.mark.parametrize(
    ("change", "raised", "lowered"),
    [
        ("from_opened", 3 * HOUR, 6 * HOUR),
        ("segment", 2 * HOUR, 2 * HOUR + 4 * HOUR),
        ("restart", HOUR, 4 * HOUR),
    ],
)
def test_a_change_of_the_priority_counts_from_the_start_in_parts_or_anew(change: str, raised: int, lowered: int) -> None:
    """P1 counts at every hour, P2 from 9 to 17. Raised on a Friday at 18:00, and lowered on a Friday at 14:00."""
    assert resolution(RAISED, mixed(priority_change=change)).elapsed == raised
    assert resolution(LOWERED, mixed(priority_change=change)).elapsed == lowered


def test_segments_count_the_former_priority_s_hours_up_to_the_change() -> None:
    """Opened at 06:00 with P1, whose clock runs at night; lowered at 08:00, before P2's hours begin."""
    early = ticket(("2026-03-09 06:00", "opened"), ("2026-03-09 08:00", "to p2"), ("2026-03-09 10:00", "resolved"))

    assert resolution(early, mixed(priority_change="segment")).elapsed == 3 * HOUR
    assert resolution(early, mixed(priority_change="from_opened")).elapsed == HOUR


MISSED_THEN_LOWERED = ticket(("2026-03-09 09:00", "opened"), ("2026-03-09 14:00", "to p2"), ("2026-03-09 15:00", "resolved"))


def test_a_time_missed_before_the_priority_was_lowered_stays_missed_where_that_is_agreed() -> None:
    kept = resolution(MISSED_THEN_LOWERED, mixed())
    forgotten = resolution(MISSED_THEN_LOWERED, mixed(downgrade_after_failure="rejudge"))

    assert (kept.level, kept.met, kept.kept, kept.exceeded) == ("p1", False, True, at("2026-03-09 13:00:01"))
    assert (forgotten.level, forgotten.met) == ("p2", True)


def test_a_time_not_yet_missed_when_the_priority_was_lowered_is_judged_under_the_lower_one() -> None:
    timely = ticket(("2026-03-09 09:00", "opened"), ("2026-03-09 13:00", "to p2"), ("2026-03-09 15:00", "resolved"))

    assert (resolution(timely, mixed()).level, resolution(timely, mixed()).met) == ("p2", True)


def test_a_response_before_the_change_stays_judged_under_the_former_priority() -> None:
    answered = ticket(
        ("2026-03-09 09:00", "opened"),
        ("2026-03-09 10:30", "responded"),
        ("2026-03-09 11:00", "to p1"),
        ("2026-03-09 12:00", "resolved"),
        priority="p2",
    )

    found = of("response", answered, mixed())

    assert (found.level, found.met) == ("p2", True)


REOPENED = ticket(
    ("2026-03-09 09:00", "opened"),
    ("2026-03-09 11:00", "resolved"),
    ("2026-03-10 09:00", "working"),
    ("2026-03-10 12:00", "resolved"),
)


@pytest.mark.parametrize(
    ("reopening", "elapsed"),
    [("resume", [5 * HOUR]), ("count_through", [11 * HOUR]), ("new_cycle", [2 * HOUR, 3 * HOUR]), ("first", [2 * HOUR])],
)
def test_reopening_resumes_counts_through_begins_anew_or_changes_nothing(reopening: str, elapsed: list[int]) -> None:
    found = judged(REOPENED, office(reopening=reopening), at(LATER))

    assert [each.elapsed for each in found.judgements if each.measure is Measure.RESOLUTION] == elapsed
    assert [each.cycle for each in found.judgements if each.measure is Measure.RESOLUTION] == list(range(1, len(elapsed) + 1))
    assert found.reopened == 1


@pytest.mark.parametrize(
    ("within", "reopened_at", "counts"),
    [
        ("2 business_days", "2026-03-10 23:59:59", True),
        ("2 business_days", "2026-03-11 00:00:00", False),
        ("3 days", "2026-03-09 23:59:59", True),
        ("3 days", "2026-03-10 00:00:00", False),
        ("10 h", "2026-03-06 20:59:59", True),
        ("10 h", "2026-03-06 21:00:00", False),
        ("1 month", "2026-04-06 23:59:59", True),
        ("1 month", "2026-04-07 00:00:00", False),
    ],
)
def test_a_ticket_reopened_after_the_time_for_it_stays_resolved(within: str, reopened_at: str, counts: bool) -> None:
    """Resolved on Friday 6 March at 11:00. Days begin with the next one and end with their last; hours run from the Resolution."""
    again = ticket(
        ("2026-03-06 09:00", "opened"), ("2026-03-06 11:00", "resolved"), (reopened_at, "working"), ("2026-04-08 10:00", "resolved")
    )

    found = judged(again, office(reopen_within=within), at(LATER))

    assert (found.judgements[-1].end == at("2026-04-08 10:00")) is counts
    assert found.reopened_late == (None if counts else at(reopened_at))


@pytest.mark.parametrize(("boundary", "met"), [("at_most", True), ("less_than", False)])
def test_a_time_equal_to_the_target_meets_it_or_misses_it_as_agreed(boundary: str, met: bool) -> None:
    exact = ticket(("2026-03-09 09:00", "opened"), ("2026-03-09 13:00", "resolved"))

    assert resolution(exact, office(4 * HOUR, boundary=boundary)).met is met


def test_a_workaround_resolves_lowers_or_changes_nothing() -> None:
    worked_around = ticket(
        ("2026-03-09 09:00", "opened"),
        ("2026-03-09 11:00", "workaround"),
        ("2026-03-09 11:00", "working"),
        ("2026-03-10 11:00", "resolved"),
    )

    assert resolution(worked_around, mixed(workaround="resolves")).end == at("2026-03-09 11:00")
    assert resolution(worked_around, mixed()).end == at("2026-03-10 11:00")
    lowered = resolution(worked_around, mixed(workaround="lowers"))
    assert (lowered.level, lowered.elapsed, lowered.met) == ("p2", 10 * HOUR, True)


def test_work_on_the_cause_after_a_workaround_is_no_reopening_but_a_return_after_the_fix_is() -> None:
    returned = ticket(
        ("2026-03-09 09:00", "opened"),
        ("2026-03-09 10:00", "workaround"),
        ("2026-03-09 10:00", "working"),
        ("2026-03-09 12:00", "resolved"),
        ("2026-03-09 13:00", "working"),
        ("2026-03-09 14:00", "resolved"),
    )

    found = judged(returned, office(workaround="resolves"), at(LATER))

    assert (found.reopened, found.judgements[-1].elapsed) == (1, 2 * HOUR)


def test_a_service_request_is_counted_like_a_resolution_in_its_own_hours() -> None:
    asked = ticket(
        ("2026-03-06 16:00", "opened"),
        ("2026-03-06 16:30", "to p1"),
        ("2026-03-09 10:00", "resolved"),
        type="service_request",
        request="new_starter",
    )
    rules = policy(("p1", ALWAYS, 1, 1), requests=(("new_starter", OFFICE, 16 * HOUR),))

    [found] = judged(asked, rules, at(LATER)).judgements

    assert (found.measure, found.level, found.elapsed, found.met) == (Measure.FULFILMENT, "new_starter", 2 * HOUR, True)


def test_a_ticket_closed_without_a_resolution_is_resolved_by_it() -> None:
    closed = ticket(("2026-03-09 09:00", "opened"), ("2026-03-09 12:00", "closed"), ("2026-03-09 13:00", "closed"))

    assert resolution(closed, office()).elapsed == 3 * HOUR


def test_a_night_shift_on_a_holiday_follows_the_agreed_scope() -> None:
    """Opened on the eve of a holiday at 22:00, resolved at 06:00 on it; nights from 22 to 06."""
    over = ticket(("2026-04-01 22:00", "opened"), ("2026-04-02 06:00", "resolved"))
    for scope, elapsed in (("shift_start", 8 * HOUR), ("civil_day", 2 * HOUR)):
        nights = hours("22:00-06:00", WEEK, scope=scope, holidays=("2026-04-02",))

        assert resolution(over, policy(("p1", nights, HOUR, HOUR), holiday_scope=scope)).elapsed == elapsed


def test_a_pause_of_one_priority_replaces_those_that_depend_on_the_customer_itself() -> None:
    waiting = ticket(
        ("2026-03-09 09:00", "opened"),
        ("2026-03-09 10:00", "awaiting_customer"),
        ("2026-03-09 11:00", "customer_third_party"),
        ("2026-03-09 12:00", "working"),
        ("2026-03-09 13:00", "resolved"),
    )

    assert resolution(waiting, with_pauses(office(), "p1", TicketState.AGREED_HOLD, TicketState.CUSTOMER_THIRD_PARTY)).elapsed == 3 * HOUR
