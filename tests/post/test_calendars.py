"""Calendar files as another program reads them: their days, their times over both changes of the clock, and their alarms."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as some

from pipeline.model.key_dates import Appointment, KeyDate, KeyDateKind
from pipeline.model.terms.named import Frequency
from pipeline.model.times import TimeOfDay
from pipeline.post import CalendarOf, calendar_of
from pipeline.post.time_zones import time_zone

ABOUT = CalendarOf("acme-support", "ACME-1", date(2026, 4, 1))
ZONES = ("Europe/London", "Europe/Berlin")
WEEK = timedelta(weeks=1)


def notice(**changed):
    values = {"title": "Last day for our notice", "rule": "30 days before 30 April 2029; neither day counts.", **changed}
    return KeyDate("renewal-notice.customer.1", KeyDateKind.RENEWAL_NOTICE, day=date(2029, 3, 30), send_by=date(2029, 3, 27), **values)


def weekly(zone, count=80):
    days = [date(2026, 1, 6) + number * WEEK for number in range(count)]
    at = Appointment(TimeOfDay(10, 0), 60, zone)
    return KeyDate(
        "meeting.review", KeyDateKind.MEETING, "Review", days[0], "Weekly.", further=tuple(days[1:]), every=Frequency.WEEKLY, appointment=at
    )


def read(*key_dates):
    return vobject.readOne(calendar_of(key_dates, ABOUT).decode())


def test_the_same_key_dates_give_the_same_bytes_in_short_lines_that_end_as_they_should():
    key_dates = (notice(title="Ä" * 120, rule="Ü, ; \\ and\na line " * 30), weekly("Europe/London"))

    first, second = calendar_of(key_dates, ABOUT), calendar_of(key_dates, ABOUT)

    assert first == second
    assert first.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))
    assert b"\n" not in first.replace(b"\r\n", b"")


def test_every_letter_is_read_back():
    words = "Ä, ; \\n and\na second line: \u201cquoted\u201d"

    [event] = read(notice(title=words)).vevent_list

    assert event.summary.value == f"Send by today: {words}"


def test_a_notice_stands_on_the_last_day_to_send_it_with_alarms_before():
    [event] = read(notice(owner="Ann (Owner)", clause="clause 3.2")).vevent_list

    assert (event.dtstart.value, event.dtend.value) == (date(2029, 3, 27), date(2029, 3, 28))
    assert "To be received by 2029-03-30." in event.description.value
    assert "Answers for it: Ann (Owner).\nContract: clause 3.2." in event.description.value
    morning = datetime(2029, 3, 27, 9)
    sounds = [datetime(2029, 3, 27) + alarm.trigger.value for alarm in event.valarm_list]
    assert sounds == [morning - timedelta(days=days) for days in (90, 30, 7)]


def test_what_an_event_is_known_by_stays_the_same_and_is_its_own():
    late = notice()
    events = read(late, weekly("Europe/London")).vevent_list

    assert [event.uid.value for event in events] == [
        "renewal-notice.customer.1.acme-support@draftline.invalid",
        "meeting.review.acme-support@draftline.invalid",
    ]
    assert {event.dtstamp.value for event in events} == {datetime(2026, 4, 1, tzinfo=UTC)}


@pytest.mark.parametrize("zone", ZONES)
def test_a_weekly_meeting_at_ten_stays_at_ten_over_both_changes_of_the_clock(zone):
    meeting = weekly(zone)

    calendar = read(meeting)

    [event] = calendar.vevent_list
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == [zone] == [calendar.vtimezone.tzid.value]
    told = calendar.vtimezone.tzinfo
    moments = [moment.replace(tzinfo=told).astimezone(UTC) for moment in event.getrruleset(addRDate=True)]
    wanted = [datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo(zone)) for day in (meeting.day, *meeting.further)]
    assert moments == [moment.astimezone(UTC) for moment in wanted]
    assert len({moment.hour for moment in moments}) == 2
    assert event.duration.value == timedelta(hours=1)


@pytest.mark.parametrize("zone", [*ZONES, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca"])
def test_the_zone_in_the_file_tells_each_change_of_the_clock_to_the_minute(zone):
    calendar = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{time_zone(zone, date(2026, 1, 1), date(2027, 12, 31)).to_ical().decode()}END:VCALENDAR\r\n"
    )
    told = vobject.readOne(calendar).vtimezone.tzinfo

    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year < 2028:
        local = moment.astimezone(ZoneInfo(zone))
        # A local time that comes twice says nothing by itself.
        if not local.fold and local.utcoffset() == local.replace(fold=1).utcoffset():
            assert told.utcoffset(local.replace(tzinfo=None)) == local.utcoffset(), local
        moment += timedelta(minutes=30)


@pytest.mark.parametrize(
    ("every", "days"),
    [
        (Frequency.FORTNIGHTLY, ["2026-05-12", "2026-05-26", "2026-06-09"]),
        (Frequency.MONTHLY, ["2026-05-12", "2026-06-09", "2026-07-14"]),
        (Frequency.MONTHLY, ["2026-05-29", "2026-06-26", "2026-07-31"]),
        (Frequency.QUARTERLY, ["2026-05-12", "2026-08-11", "2026-11-10"]),
        (Frequency.HALF_YEARLY, ["2026-05-12", "2026-11-10", "2027-05-11"]),
        (Frequency.ANNUAL, ["2026-05-12", "2027-05-11", "2028-05-09"]),
    ],
)
def test_a_series_recurs_on_the_days_that_were_computed(every, days):
    first, *further = map(date.fromisoformat, days)
    at = Appointment(TimeOfDay(14, 30), 90, "Europe/London")

    [event] = read(KeyDate("m", KeyDateKind.MEETING, "M", first, "", further=tuple(further), every=every, appointment=at)).vevent_list

    assert [moment.date().isoformat() for moment in event.getrruleset(addRDate=True)] == days


def test_what_recurs_and_is_sent_stands_on_each_last_day_to_send_it():
    days = [date(2026, 6, 30), date(2026, 7, 28), date(2026, 8, 25)]
    sent = [date(2026, 6, 26), date(2026, 7, 24), date(2026, 8, 21)]
    claim = KeyDate(
        "claim", KeyDateKind.CREDIT_CLAIM, "C", days[0], "", send_by=sent[0], further=tuple(days[1:]), send_further_by=tuple(sent[1:])
    )

    events = read(claim).vevent_list

    assert [event.dtstart.value for event in events] == sent
    assert ["To be received by 2026-07-28." in event.description.value for event in events] == [False, True, False]


@settings(max_examples=60, deadline=None)
@given(some.lists(some.dates(date(2026, 1, 1), date(2029, 12, 31)), min_size=1, max_size=30, unique=True).map(sorted))
def test_days_that_recur_at_no_interval_are_all_there_each_once(days):
    report = KeyDate("report.sla", KeyDateKind.REPORT, "Report", days[0], "", further=tuple(days[1:]))

    found = [moment for event in read(report).vevent_list for moment in _days(event)]

    assert sorted(found) == days


def _days(event):
    if "rrule" not in event.contents:
        return [event.dtstart.value]
    return [moment.date() for moment in event.getrruleset(addRDate=True)]
