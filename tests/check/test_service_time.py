"""Service time: how long after a moment so many minutes have counted, and which of two limits can fall due later."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check.terms.service_time import ALWAYS, WEEK, Clock, TimeLimit, weekly
from pipeline.model.terms.calendar import Weekday
from pipeline.model.times import Hours

OFFICE = weekly(tuple(Weekday)[:5], Hours.read("09:00-17:00"))
FRIDAY, SUNDAY = 4 * 24 * 60, 6 * 24 * 60


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    days = draw(st.lists(st.sampled_from(list(Weekday)), min_size=1, unique=True))
    start, end = draw(st.lists(st.sampled_from(["00:00", "06:00", "09:30", "17:00", "22:00"]), min_size=2, max_size=2, unique=True))
    return weekly(tuple(days), Hours.read(f"{start}-{end}"))


def counted(clock: Clock, start: int, minutes: int) -> int:
    """The same, minute by minute."""
    passed = 0
    while minutes > 0:
        minutes -= any(begin <= (start + passed) % WEEK < end for begin, end in clock.spans)
        passed += 1
    return passed


def test_an_office_week_has_forty_hours() -> None:
    assert OFFICE.minutes_a_week == 40 * 60


def test_two_hours_from_friday_at_four_end_on_monday_at_ten() -> None:
    assert OFFICE.elapsed(FRIDAY + 16 * 60, 2 * 60) == (3 * 24 - 16 + 10) * 60


def test_a_span_ends_before_its_next_minute() -> None:
    assert OFFICE.elapsed(9 * 60, 8 * 60) == 8 * 60
    assert OFFICE.elapsed(9 * 60, 8 * 60 + 1) == 24 * 60 + 1
    assert OFFICE.elapsed(0, 40 * 60) == FRIDAY + 17 * 60


def test_a_night_shift_runs_over_midnight_and_over_the_end_of_the_week() -> None:
    nights = weekly((Weekday.SUNDAY,), Hours.read("22:00-06:00"))

    assert nights.spans == ((0, 6 * 60), (SUNDAY + 22 * 60, WEEK))
    assert nights.elapsed(SUNDAY + 23 * 60, 2 * 60) == 2 * 60


def test_all_hours_of_all_days_are_one_span() -> None:
    assert weekly(tuple(Weekday), Hours.read("00:00-24:00")) == ALWAYS


@given(clocks(), st.integers(0, WEEK - 1), st.integers(0, 2_000))
@settings(deadline=None)
def test_elapsed_time_is_what_counting_each_minute_gives(clock: Clock, start: int, minutes: int) -> None:
    assert clock.elapsed(start, minutes) == counted(clock, start, minutes)


@given(clocks(), clocks(), st.integers(1, 3_000), st.integers(1, 3_000))
@settings(deadline=None)
def test_what_can_fall_due_later_does_so_at_some_moment_of_the_week(one: Clock, other: Clock, first: int, second: int) -> None:
    # All hours of these clocks begin and end at half hours, so their turns are among these moments.
    moments = range(0, WEEK, 30)

    later = TimeLimit(one, first).can_fall_due_after(TimeLimit(other, second))

    assert not later or any(one.elapsed(moment, first) > other.elapsed(moment, second) for moment in moments)


@given(clocks(), st.integers(0, 6_000), st.integers(0, 6_000))
@settings(deadline=None)
def test_in_one_clock_the_longer_time_falls_due_later(clock: Clock, first: int, second: int) -> None:
    assert TimeLimit(clock, first).can_fall_due_after(TimeLimit(clock, second)) == (first > second)


def test_eight_office_hours_can_end_after_nine_hours_of_the_night() -> None:
    assert TimeLimit(OFFICE, 8 * 60).can_fall_due_after(TimeLimit(ALWAYS, 9 * 60))
    assert TimeLimit(ALWAYS, 9 * 60).can_fall_due_after(TimeLimit(OFFICE, 8 * 60))
    assert not TimeLimit(ALWAYS, 8 * 60).can_fall_due_after(TimeLimit(OFFICE, 8 * 60))
