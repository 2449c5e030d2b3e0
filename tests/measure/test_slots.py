"""The table of slots agrees with the spans to the second, and with an independent library on 200,000 random times."""

from __future__ import annotations

from datetime import UTC, datetime, time
from random import Random

import numpy as np
import pytest
import workclock

from pipeline.measure.hours import OpenHours, OutsideCalendar, open_hours
from pipeline.measure.tables.slots import BEYOND, slots_of
from pipeline.model.terms.calendar import Calendar, ServiceWindow
from pipeline.model.terms.service_clock import HolidayScope
from tests.measure.policies import WEEK, around_the_clock, calendar, hours, window

INTERVALS, CALENDARS = 200_000, 40
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns")
SETS = [
    [hours("09:00-17:00", holidays=("2026-04-03",)), hours("22:00-06:00", WEEK), around_the_clock()],
    [hours("09:05-17:10", zone="Australia/Lord_Howe")],
]


@pytest.mark.parametrize("levels", SETS)
def test_the_table_counts_as_the_spans_do(levels: list[OpenHours]) -> None:
    table, random = slots_of(levels), np.random.default_rng(1)
    moments = np.sort(random.integers(table.first, table.last, (2, 2_000)), axis=0)
    moments[:, :2] = table.first, table.last
    which = random.integers(0, len(levels), 2_000)

    found = table.counted(which, moments[1]) - table.counted(which, moments[0])

    expected = [levels[level].elapsed(start, end) for level, start, end in zip(which, *moments.tolist(), strict=True)]
    assert found.tolist() == expected


@pytest.mark.parametrize("levels", SETS)
def test_the_table_finds_the_due_moment_that_the_spans_find(levels: list[OpenHours]) -> None:
    table, random = slots_of(levels), np.random.default_rng(2)
    starts, which = random.integers(table.first, table.last, 2_000), random.integers(0, len(levels), 2_000)
    seconds = random.integers(0, 4_000_000, 2_000) * random.integers(0, 2, 2_000)

    found = table.due(which, starts, table.counted(which, starts), seconds)

    assert found.tolist() == [due(levels[level], *pair) for level, *pair in zip(which, starts.tolist(), seconds.tolist(), strict=True)]
    assert BEYOND in found


def due(of: OpenHours, start: int, seconds: int) -> int:
    try:
        return of.due(start, seconds)
    except OutsideCalendar:
        return int(BEYOND)


def test_windows_that_begin_on_the_hour_need_few_slots_and_levels_share_them() -> None:
    one, hour = slots_of([around_the_clock()]), slots_of(SETS[0])

    assert (hour.length, len(one.cells)) == (3_600, 2)
    assert len(slots_of([*SETS[0], *SETS[0]]).cells) == len(hour.cells)


def random_calendar(random: Random) -> tuple[Calendar, ServiceWindow]:
    start, end = (f"{random.randrange(24):02}:{random.choice((0, 15, 30)):02}" for _ in range(2))
    hours = f"{start}-{end}" if start != end else "00:00-24:00"
    spanned = window(hours, random.sample(WEEK, random.randint(1, 7)))
    days = tuple(f"2026-{random.randint(1, 12):02}-{random.randint(1, 28):02}" for _ in range(random.randrange(12)))
    return calendar(spanned, zone=random.choice(ZONES), holidays=tuple(sorted(set(days)))), spanned


def strangers(of: Calendar, spanned: ServiceWindow) -> workclock.Schedule:
    """The same Service Hours as the other library is told of them."""
    start, end = (time(at.hour % 24, at.minute) for at in (spanned.hours.start, spanned.hours.end))
    shift = workclock.WorkDay(start, end, [WEEK.index(day) for day in spanned.days])
    return workclock.Schedule([shift, workclock.Holidays([holiday.date for holiday in of.holidays])], time_zone=of.timezone)


def test_another_library_counts_the_same_and_finds_the_same_due_dates() -> None:
    """Its holidays close the civil day, so ours do here as well."""
    each = INTERVALS // CALENDARS
    for seed in range(CALENDARS):
        of, spanned = random_calendar(Random(seed))
        ours, theirs = slots_of([open_hours(of, spanned, HolidayScope.CIVIL_DAY)]), strangers(of, spanned)
        draw = np.random.default_rng(seed)
        starts = draw.integers(ours.first + 86_400, ours.last - 200 * 86_400, each)
        ends = starts + draw.integers(0, 90 * 86_400, each)
        seconds, zeros = draw.integers(1, 400_000, each), np.zeros(each, np.int64)

        assert np.array_equal(ours.counted(zeros, ends) - ours.counted(zeros, starts), seconds_in(theirs, starts, ends)), (seed, of)
        due = their_due(theirs, starts, seconds)
        # Ours says so where the calendar ends before, of whose holidays nobody knows.
        found = ours.due(zeros, starts, ours.counted(zeros, starts), seconds)
        assert np.array_equal(found, np.where(due > ours.last, BEYOND, due)), (seed, of)


def seconds_in(theirs: workclock.Schedule, starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    found = theirs.between_many(starts.astype("datetime64[s]"), ends.astype("datetime64[s]"))
    return found.astype("timedelta64[s]").astype(np.int64)


def their_due(theirs: workclock.Schedule, starts: np.ndarray, seconds: np.ndarray) -> np.ndarray:
    found = theirs.add_many(starts.astype("datetime64[s]"), seconds.astype("timedelta64[s]"))
    return found.astype("datetime64[s]").astype(np.int64)


def test_the_other_library_reads_a_moment_as_we_do() -> None:
    nine_to_five = window("09:00-17:00")
    schedule = strangers(calendar(nine_to_five), nine_to_five)

    assert schedule.add(datetime(2026, 3, 6, 15, tzinfo=UTC), hours=2) == datetime(2026, 3, 9, 9, tzinfo=UTC)
