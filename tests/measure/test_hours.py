"""Service Hours in seconds: the worked values, the bugs that others had, and the laws of a clock."""

from __future__ import annotations

from random import Random

import pytest

from pipeline.measure.hours import OpenHours, OutsideCalendar
from tests.measure.policies import WEEK, around_the_clock, at, hours

OFFICE = hours("09:00-17:00")


def elapsed(of: OpenHours, start: str, end: str) -> int:
    return of.elapsed(at(start), at(end))


@pytest.mark.parametrize(
    ("of", "start", "end", "seconds"),
    [
        (around_the_clock(), "2026-03-29 00:00", "2026-03-30 00:00", 82_800),
        (around_the_clock(), "2026-10-25 00:00", "2026-10-26 00:00", 90_000),
        (hours("22:00-06:00", WEEK), "2026-03-28 12:00", "2026-03-29 12:00", 25_200),
        (hours("22:00-06:00", WEEK), "2026-10-24 12:00", "2026-10-25 12:00", 32_400),
        (OFFICE, "2026-03-06 16:00", "2026-03-09 10:00", 7_200),
        (OFFICE, "2026-03-27 16:00", "2026-03-30 10:00", 7_200),
        (around_the_clock(), "2026-03-06 23:50", "2026-03-07 00:10", 1_200),
        (hours("22:00-06:00"), "2026-03-06 22:00", "2026-03-07 12:00", 28_800),
        (hours("22:00-06:00"), "2026-03-08 22:00", "2026-03-09 06:00", 0),
    ],
)
def test_time_within_service_hours_is_what_a_person_counts(of: OpenHours, start: str, end: str, seconds: int) -> None:
    assert elapsed(of, start, end) == seconds


@pytest.mark.parametrize(
    ("zone", "day", "next_day", "hours_of_it"),
    [
        ("Australia/Lord_Howe", "2026-10-04", "2026-10-05", 23.5),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-06", 24.5),
        ("Europe/London", "2026-03-29", "2026-03-30", 23),
        ("Asia/Kolkata", "2026-03-29", "2026-03-30", 24),
    ],
)
def test_a_day_is_as_long_as_it_really_is(zone: str, day: str, next_day: str, hours_of_it: float) -> None:
    of = around_the_clock(zone=zone)

    assert of.elapsed(at(f"{day} 00:00", zone), at(f"{next_day} 00:00", zone)) == hours_of_it * 3600


def test_a_window_that_the_clocks_skip_as_a_whole_has_no_time() -> None:
    of = hours("02:00-03:00", WEEK)

    assert elapsed(of, "2026-03-29 00:00", "2026-03-30 00:00") == 0
    assert elapsed(of, "2026-10-25 00:00", "2026-10-26 00:00") == 7_200


@pytest.mark.parametrize(("scope", "seconds"), [("shift_start", 28_800), ("civil_day", 21_600 + 7_200)])
def test_a_holiday_closes_the_shift_that_begins_on_it_or_the_part_that_lies_on_it(scope: str, seconds: int) -> None:
    """Holiday on a Thursday; nights from Wednesday to Friday. By shift, Thursday's goes as a whole and Wednesday's stays as a whole."""
    of = hours("22:00-06:00", scope=scope, holidays=("2026-04-02",))
    wednesday, thursday = ("2026-04-01 22:00", "2026-04-02 06:00"), ("2026-04-02 22:00", "2026-04-03 06:00")

    assert elapsed(of, *wednesday) == (28_800 if scope == "shift_start" else 7_200)
    assert elapsed(of, *thursday) == (0 if scope == "shift_start" else 21_600)
    assert elapsed(of, wednesday[0], thursday[1]) == seconds


def test_a_window_that_is_open_on_holidays_knows_none() -> None:
    assert elapsed(hours("09:00-17:00", holidays=("2026-04-02",)), "2026-04-02 00:00", "2026-04-03 00:00") == 0
    assert elapsed(hours("09:00-17:00", holidays=("2026-04-02",), on_holidays="open"), "2026-04-02 00:00", "2026-04-03 00:00") == 28_800


def test_seconds_are_never_cut_to_minutes() -> None:
    assert elapsed(OFFICE, "2026-03-06 10:00:00", "2026-03-06 14:00:30") == 14_430


def test_no_minute_is_lost_at_midnight() -> None:
    assert elapsed(around_the_clock(), "2026-03-06 23:59:30", "2026-03-07 00:00:30") == 60


def test_a_last_day_that_is_earlier_in_the_day_than_the_first_counts_in_full() -> None:
    assert elapsed(OFFICE, "2026-03-06 16:30", "2026-03-09 09:15") == 1_800 + 900


def test_the_offset_of_each_day_is_that_day_s_own() -> None:
    """Three weeks over the change of the clocks: fifteen Business Days of eight hours, each at the hours that the clocks then show."""
    assert elapsed(OFFICE, "2026-03-16 00:00", "2026-04-06 00:00") == 15 * 28_800
    assert OFFICE.counted(at("2026-03-30 09:00")) == OFFICE.counted(at("2026-03-27 17:00"))


@pytest.mark.parametrize(
    ("start", "seconds", "due"),
    [
        ("2026-03-06 16:00", 7_200, "2026-03-09 10:00"),
        ("2026-03-27 16:00", 7_200, "2026-03-30 10:00"),
        ("2026-03-06 16:00", 3_600, "2026-03-06 17:00"),
        ("2026-03-07 12:00", 60, "2026-03-09 09:01"),
        ("2026-03-07 12:00", 0, "2026-03-07 12:00"),
        ("2026-03-06 10:00:30", 14_400, "2026-03-06 14:00:30"),
    ],
)
def test_due_is_the_earliest_moment_by_which_the_time_has_counted(start: str, seconds: int, due: str) -> None:
    assert OFFICE.due(at(start), seconds) == at(due)


def test_a_moment_of_which_the_calendar_knows_nothing_is_refused() -> None:
    of = hours("09:00-17:00", covers=("2026-01-01", "2026-12-31"))

    with pytest.raises(OutsideCalendar):
        of.counted(at("2025-12-31 23:59:59"))
    with pytest.raises(OutsideCalendar):
        of.counted(at("2027-01-01 00:00:01"))
    with pytest.raises(OutsideCalendar):
        of.due(at("2026-12-31 16:00"), 7_200)
    assert of.elapsed(at("2026-01-01 00:00"), at("2027-01-01 00:00")) == 261 * 28_800


RANDOM_HOURS = [
    hours("09:00-17:00", holidays=("2026-04-03", "2026-04-06")),
    hours("22:00-06:00", WEEK, scope="civil_day", holidays=("2026-10-25",)),
    hours("00:00-24:00", WEEK, on_holidays="open"),
    hours("07:30-19:45", ["mon", "wed", "sat"], zone="America/New_York"),
]


def moments(of: OpenHours, random: Random, count: int) -> list[int]:
    return sorted(random.randrange(of.first, of.last - 90 * 86_400) for _ in range(count))


@pytest.mark.parametrize("of", RANDOM_HOURS)
def test_times_that_follow_each_other_add_up(of: OpenHours) -> None:
    random = Random(1)
    for _ in range(300):
        one, two, three = moments(of, random, 3)

        assert of.elapsed(one, two) + of.elapsed(two, three) == of.elapsed(one, three)
        assert 0 <= of.elapsed(one, two) <= two - one


@pytest.mark.parametrize("of", RANDOM_HOURS)
def test_due_is_the_inverse_of_elapsed(of: OpenHours) -> None:
    random = Random(2)
    for _ in range(300):
        start, seconds = moments(of, random, 1)[0], random.randrange(1, 200_000)

        due = of.due(start, seconds)

        assert of.elapsed(start, due) == seconds
        assert of.elapsed(start, due - 1) == seconds - 1


def test_a_window_split_in_two_is_the_same_window() -> None:
    """Neighbouring windows leave no seam: noon counts once, as any other second."""
    whole, morning, afternoon = hours("08:00-18:00"), hours("08:00-12:00"), hours("12:00-18:00")
    random = Random(3)
    for _ in range(300):
        start, end = moments(whole, random, 2)

        assert whole.elapsed(start, end) == morning.elapsed(start, end) + afternoon.elapsed(start, end)


def test_the_open_spans_of_a_time_make_up_its_length() -> None:
    random = Random(4)
    for _ in range(300):
        start, end = moments(OFFICE, random, 2)
        spans = list(OFFICE.open_spans(start, end))

        assert sum(closes - opens for opens, closes in spans) == OFFICE.elapsed(start, end)
        assert all(start <= opens < closes <= end for opens, closes in spans)


def test_a_shift_of_the_day_before_the_calendar_begins_runs_into_it() -> None:
    of = hours("22:00-06:00", WEEK, covers=("2026-01-01", "2026-12-31"))

    assert of.elapsed(of.first, at("2026-01-01 12:00")) == 6 * 3600
