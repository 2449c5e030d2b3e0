"""What an export says in our words: every row ends in a ticket or in the list of those refused, with its line and the reason."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from pipeline.measure.tables.admitting import Intake, Known, intake
from pipeline.measure.tables.exports import Unreadable, rows_in
from pipeline.measure.tables.headings import WrongColumns
from pipeline.measure.tables.histories import untold
from pipeline.measure.tables.times import seconds_in
from pipeline.model.ticket import EventKind
from pipeline.model.ticket_mapping import ColumnRole, TicketMapping
from tests.measure.policies import at

TICKETS: dict[str, Any] = {
    "id": "desk",
    "name": "Desk",
    "rows": "tickets",
    "date_format": "%d/%m/%Y %H:%M:%S",
    "time_zone": "Europe/London",
    "columns": {
        "ticket": "Number",
        "type": "Kind",
        "priority": "Priority",
        "opened": "Created",
        "responded": "Answered",
        "resolved": "Solved",
    },
    "types": {"Incident": "incident", "Problem": "problem", "Spam": "ignored"},
    "priorities": {"1 - Critical": "p1", "2 - High": "p2"},
    "without_response": "no_response",
}
EVENTS: dict[str, Any] = {
    "id": "log",
    "name": "Log",
    "rows": "events",
    "date_format": "iso",
    "time_zone": "Europe/London",
    "columns": {"ticket": "id", "at": "when", "event": "what", "priority": "prio"},
    "states": {
        "new": "opened",
        "answer": "responded",
        "wait": "awaiting_customer",
        "work": "working",
        "done": "resolved",
        "dup": "withdrawn",
    },
    "defaults": {"type": "incident", "priority": "p2"},
    "without_response": "at_resolution",
}
DEFAULTS = {"type": "incident", "priority": "p1"}
NO_TIME = "is no time in the format `%d/%m/%Y %H:%M:%S` in Europe/London"
OUTSIDE = "lies before the service began or after the calendar ends"
HEAD = "Number,Kind,Priority,Created,Answered,Solved\n"


def mapping(of: dict[str, Any], **changed: Any) -> TicketMapping:
    return TicketMapping.model_validate({**of, **changed})


def known(zone: str = "Europe/London", covers: tuple[str, str] = ("2026-01-01", "2027-01-01"), now: str = "2026-12-01") -> Known:
    priorities, services, requests = frozenset({"p1", "p2"}), frozenset({"network"}), frozenset({"laptop"})
    first, last, present = (at(f"{day} 00:00", zone) for day in (*covers, now))
    return Known(priorities, services, requests, zone, first, last, present)


def taken(folder: Path, text: str, of: TicketMapping, name: str = "export.csv") -> Intake:
    path = folder / name
    path.write_text(text)
    return intake(rows_in(path, of), of, known())


def refused(found: Intake) -> list[tuple[int, str]]:
    return [(line, reason) for line, reason in found.refused.select("line", "reason").iter_rows()]


def test_a_row_is_a_ticket_with_its_moments_in_utc(tmp_path: Path) -> None:
    found = taken(tmp_path, HEAD + "7,Incident,1 - Critical,01/07/2026 09:00:05,01/07/2026 09:10:00,\n", mapping(TICKETS))

    [row] = found.tickets.to_dicts()
    assert (row["ticket"], row["priority"], row["opened"], row["resolved"]) == ("7", "p1", at("2026-07-01 08:00:05", "UTC"), None)
    assert (found.rows, found.judged, found.refused.height) == (1, 1, 0)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("8,Incident,1 - Critical,2026-07-01 09:00,,", f"`2026-07-01 09:00` {NO_TIME}"),
        (
            "8,Incident,1 - Critical,31/02/2026 09:00:00,,",
            "`31/02/2026 09:00:00` is no time in the format `%d/%m/%Y %H:%M:%S` in Europe/London",
        ),
        (
            "8,Incident,1 - Critical,29/03/2026 01:30:00,,",
            "`29/03/2026 01:30:00` is no time in the format `%d/%m/%Y %H:%M:%S` in Europe/London",
        ),
        ("8,Incident,3 - Low,01/07/2026 09:00:00,,", "the priority `3 - Low` is not declared in the mapping"),
        ("8,Task,1 - Critical,01/07/2026 09:00:00,,", "the type `Task` is not declared in the mapping"),
        ("8,Incident,,01/07/2026 09:00:00,,", "it does not say which Priority the ticket has"),
        (",Incident,1 - Critical,01/07/2026 09:00:00,,", "it names no ticket"),
        ("8,Incident,1 - Critical,,,", "it does not say when the ticket was opened"),
        ("8,Incident,1 - Critical,01/07/2026 09:00:00,30/06/2026 09:00:00,", "the Response lies before the opening"),
        ("8,Incident,1 - Critical,01/07/2026 09:00:00,,01/07/2026 08:59:59", "the Resolution lies before the opening"),
        ("8,Incident,1 - Critical,01/07/2025 09:00:00,,", f"`01/07/2025 09:00:00` {OUTSIDE}"),
        ("8,Incident,1 - Critical,02/12/2026 09:00:00,,", "`02/12/2026 09:00:00` lies in the future"),
        ("8,Incident,1 - Critical,01/07/2026 09:00:00", "it has 4 cells, and the first line has 6"),
        ("8,Problem,3 - Low,01/07/2026 09:00:00,,", "the agreement sets no time for a ticket of the kind `problem`"),
        ("7,Incident,1 - Critical,01/07/2026 09:00:00,,", "the ticket stands on line 2 already"),
    ],
)
def test_a_row_that_cannot_be_judged_is_refused_with_its_line_and_the_reason(tmp_path: Path, row: str, reason: str) -> None:
    found = taken(tmp_path, f"{HEAD}7,Incident,1 - Critical,01/07/2026 09:00:05,,\n{row}\n", mapping(TICKETS))

    assert refused(found) == [(3, reason)]
    assert (found.rows, found.judged) == (2, 1)


def test_a_kind_of_ticket_without_times_is_set_aside_and_no_fault(tmp_path: Path) -> None:
    found = taken(
        tmp_path,
        HEAD + "7,Problem,,01/07/2026 09:00:05,,\n8,Spam,,01/07/2026 09:00:05,,\n9,Task,,01/07/2026 09:00:05,,\n",
        mapping(TICKETS),
    )

    assert found.refused["aside"].to_list() == [True, True, False]


def test_a_line_break_within_a_cell_does_not_move_the_lines_behind_it(tmp_path: Path) -> None:
    found = taken(tmp_path, HEAD + '7,Incident,"1 -\nCritical",01/07/2026 09:00:05,,\n8,Task,,,,\n', mapping(TICKETS))

    assert [line for line, _ in refused(found)] == [2, 4]


def test_a_time_that_the_clocks_show_twice_is_the_first_and_is_counted(tmp_path: Path) -> None:
    found = taken(tmp_path, HEAD + "7,Incident,1 - Critical,25/10/2026 01:30:00,,\n", mapping(TICKETS))

    assert (found.tickets["opened"][0], found.twice) == (at("2026-10-25 00:30:00", "UTC"), 1)


@pytest.mark.parametrize(
    ("columns", "missing", "doubled"),
    [
        ({"ticket": "Numbr"}, {ColumnRole.TICKET: "Numbr"}, {}),
        ({"ticket": "Number", "opened": "Created"}, {}, {ColumnRole.OPENED: "Created"}),
    ],
)
def test_a_missing_or_doubled_column_is_refused_by_name(
    tmp_path: Path, columns: dict[str, str], missing: dict[ColumnRole, str], doubled: dict[ColumnRole, str]
) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Number,Created,Created\n7,01/07/2026 09:00:05,\n")

    with pytest.raises(WrongColumns) as wrong:
        rows_in(path, mapping(TICKETS, columns=columns))

    assert (wrong.value.missing, wrong.value.doubled, wrong.value.names) == (missing, doubled, ("Number", "Created"))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("export.xlsx", b"PK", "unknown-ending"),
        ("gone.csv", None, "missing-file"),
        ("export.csv", "Number\nü".encode("cp1252"), "wrong-encoding"),
        ("export.csv", b'Number,Kind,Priority,Created,Answered,Solved\n"7', "not-a-table"),
        ("export.parquet", b"no parquet", "not-parquet"),
    ],
)
def test_a_file_that_is_no_export_says_what_it_is(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(Unreadable) as fault:
        rows_in(path, mapping(TICKETS))

    assert fault.value.code == code


LINES = [("7", "Incident", "1 - Critical", "01/07/2026 09:00:05", "01/07/2026 09:10:00", ""), ("8", "Task", "", "", "", "")]


def test_the_same_rows_are_the_same_tickets_in_each_kind_of_file(tmp_path: Path) -> None:
    names = HEAD.strip().split(",")
    objects = [dict(zip(names, line, strict=True)) for line in LINES]
    plain = taken(tmp_path, HEAD + "".join(",".join(line) + "\n" for line in LINES), mapping(TICKETS))
    tabs = taken(tmp_path, HEAD.replace(",", "\t") + "".join("\t".join(line) + "\n" for line in LINES), mapping(TICKETS), "export.tsv")
    lines = taken(tmp_path, "".join(json.dumps(each) + "\n" for each in objects), mapping(TICKETS), "export.jsonl")
    pl.DataFrame(objects).write_parquet(tmp_path / "export.parquet")
    parquet = intake(rows_in(tmp_path / "export.parquet", mapping(TICKETS)), mapping(TICKETS), known())

    assert all(other.tickets.equals(plain.tickets) for other in (tabs, lines, parquet))
    assert [len(refused(each)) for each in (plain, tabs, lines, parquet)] == [1, 1, 1, 1]


def test_times_of_a_parquet_file_are_read_as_they_are(tmp_path: Path) -> None:
    of = mapping(TICKETS, columns={"ticket": "Number", "opened": "Created"}, defaults={"type": "incident", "priority": "p1"})
    zoned = pl.Series([at("2026-07-01 08:00:05", "UTC") * 1000]).cast(pl.Datetime("ms", "UTC"))
    pl.DataFrame({"Number": [7], "Created": zoned}).write_parquet(tmp_path / "export.parquet")

    found = intake(rows_in(tmp_path / "export.parquet", of), of, known())

    assert found.tickets.select("ticket", "opened").rows() == [("7", at("2026-07-01 08:00:05", "UTC"))]


def test_objects_within_objects_are_reached_by_full_stops(tmp_path: Path) -> None:
    columns = {"ticket": "key", "priority": "fields.priority.name", "opened": "fields.created"}
    of = mapping(TICKETS, date_format="iso", columns=columns, defaults={"type": "incident"})
    told = {"key": "S-1", "fields": {"priority": {"name": "2 - High"}, "created": "2026-07-01T09:00:05.900+0100"}}

    found = taken(tmp_path, json.dumps(told) + "\n[]\n", of, "export.jsonl")

    assert found.tickets.select("ticket", "priority", "opened").rows() == [("S-1", "p2", at("2026-07-01 08:00:05", "UTC"))]
    assert refused(found) == [(2, "it is no object in JSON")]


def test_events_make_a_history_in_the_order_of_time_and_then_of_the_export(tmp_path: Path) -> None:
    text = (
        "id,when,what,prio\n"
        "1,2026-07-01T09:30,answer,p2\n1,2026-07-01T09:30,wait,p2\n1,2026-07-01T09:00,new,p2\n"
        "1,2026-07-01T10:00,work,p1\n1,2026-07-01T11:00,done,p1\n"
    )

    found = taken(tmp_path, text, mapping(EVENTS))

    ticket = untold(found.tickets.row(0, named=True))
    kinds = [str(event.kind) for event in ticket.events]
    assert kinds == ["opened", "responded", "state", "priority", "state", "state"]
    assert [event.value for event in ticket.events][2:] == ["awaiting_customer", "p1", "working", "resolved"]
    assert (ticket.priority, found.judged) == ("p2", 5)


def test_an_export_that_lists_the_latest_event_first_is_read_backwards(tmp_path: Path) -> None:
    text = "id,when,what,prio\n1,2026-07-01T11:00,done,\n1,2026-07-01T09:30,wait,\n1,2026-07-01T09:30,answer,\n1,2026-07-01T09:00,new,\n"

    ticket = untold(taken(tmp_path, text, mapping(EVENTS)).tickets.row(0, named=True))

    assert [event.kind for event in ticket.events][:3] == [EventKind.OPENED, EventKind.RESPONDED, EventKind.STATE]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("2,2026-07-01T09:00,done,\n2,2026-07-01T10:00,new,\n", "the event on line 4 lies before the opening on line 5"),
        ("2,2026-07-01T09:00,work,\n2,2026-07-01T10:00,done,\n", "no event tells when the ticket was opened"),
        ("2,2026-07-01T09:00,new,\n2,2026-07-01T10:00,parked,\n", "the state `parked` on line 5 is not declared in the mapping"),
        ("2,2026-07-01T09:00,new,\n2,2026-07-01T10:00,dup,\n", "the ticket was withdrawn"),
    ],
)
def test_all_events_of_a_ticket_whose_history_is_not_whole_are_refused(tmp_path: Path, rows: str, reason: str) -> None:
    text = f"id,when,what,prio\n1,2026-07-01T09:00,new,\n1,2026-07-01T10:00,done,\n{rows}"

    found = taken(tmp_path, text, mapping(EVENTS))

    assert refused(found) == [(4, reason), (5, reason)]
    assert (found.rows, found.judged) == (4, 2)


def test_an_event_that_cannot_be_read_takes_its_ticket_with_it(tmp_path: Path) -> None:
    found = taken(tmp_path, "id,when,what,prio\n1,2026-07-01T09:00,new,\n1,yesterday,done,\n", mapping(EVENTS))

    assert refused(found) == [
        (2, "line 3 of the same ticket is refused, and without it the history is not whole"),
        (3, "`yesterday` is no time in the format `iso` in Europe/London"),
    ]


def test_a_log_of_changes_of_fields_is_read_with_the_priority_before_the_first(tmp_path: Path) -> None:
    of = {
        **EVENTS,
        "columns": {"ticket": "id", "at": "when", "field": "field", "former": "from", "value": "to", "opened": "created"},
        "fields": {"Status": "state", "Priority": "priority", "Labels": "ignored"},
        "priorities": {"High": "p1", "Low": "p2"},
        "states": {"In Progress": "working", "Done": "resolved"},
    }
    text = (
        "id,created,when,field,from,to\n1,2026-07-01T09:00,2026-07-01T09:10,Labels,,vip\n1,2026-07-01T09:00,2026-07-01T09:20,Priority,High,Low\n"
        "1,2026-07-01T09:00,2026-07-01T09:30,Status,Open,Done\n"
    )

    ticket = untold(taken(tmp_path, text, mapping(of)).tickets.row(0, named=True))

    assert (ticket.priority, [event.value for event in ticket.events]) == ("p1", ["", "p2", "", "resolved"])


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("Urgency,Low,High", "the field `Urgency`"),
        ("Priority,Low,Middling", "the priority `Middling`"),
        ("Status,Open,Parked", "the state `Parked`"),
    ],
)
def test_of_a_log_of_changes_the_word_that_is_not_declared_is_named_for_what_it_is(tmp_path: Path, change: str, word: str) -> None:
    of = {
        **EVENTS,
        "columns": {"ticket": "id", "at": "when", "field": "field", "former": "from", "value": "to"},
        "fields": {"Status": "state", "Priority": "priority"},
        "priorities": {"High": "p1", "Low": "p2"},
    }

    found = taken(tmp_path, f"id,when,field,from,to\n1,2026-07-01T09:20,{change}\n", mapping(of))

    assert refused(found) == [(2, f"{word} on line 2 is not declared in the mapping")]


def test_what_opens_again_is_worked_on_and_a_resolution_without_a_response_is_one(tmp_path: Path) -> None:
    rows = "".join(f"1,2026-07-01T{10 + hour}:00,{what},\n" for hour, what in enumerate(("new", "done", "new", "answer", "done")))

    ticket = untold(taken(tmp_path, "id,when,what,prio\n" + rows, mapping(EVENTS)).tickets.row(0, named=True))

    told = [f"{event.kind} {event.value}".strip() for event in ticket.events]
    assert told == ["opened", "responded", "state resolved", "state working", "responded", "state resolved"]


@pytest.mark.parametrize(
    ("defaults", "reason"),
    [
        ({"type": "service_request"}, "its request is none of the catalogue, and no export tells the estimate by which it is judged"),
        ({"type": "problem", "priority": "p2"}, "the agreement sets no time for a ticket of the kind `problem`"),
    ],
)
def test_a_log_of_what_the_agreement_does_not_measure_is_set_aside(tmp_path: Path, defaults: dict[str, str], reason: str) -> None:
    found = taken(tmp_path, "id,when,what,prio\n1,2026-07-01T10:00,new,\n", mapping(EVENTS, defaults=defaults))

    assert found.refused.select("line", "aside", "reason").rows() == [(2, True, reason)]


def some_log(random: Random) -> str:
    whats = ("new", "answer", "wait", "work", "work", "done", "done", "new", "odd", "dup")
    lines = []
    for number in range(60):
        hours, seen = sorted(random.randrange(9, 20) for _ in range(random.randrange(1, 7))), "new" if random.random() < 0.9 else "work"
        for hour in hours:
            when = f"2026-07-01T{hour:02}:00" if random.random() < 0.99 else "soon"
            lines.append(f"{number},{when},{seen},{random.choice(('', '', 'p1', 'p2'))}\n")
            seen = random.choice(whats[: random.choice((8, 8, 10))])
    return "id,when,what,prio\n" + "".join(lines)


@pytest.mark.parametrize("seed", range(5))
def test_the_rows_of_other_tickets_change_nothing(tmp_path: Path, seed: int) -> None:
    of = mapping(EVENTS)
    (tmp_path / "log.csv").write_text(some_log(Random(seed)))
    rows = rows_in(tmp_path / "log.csv", of)

    whole, alone = intake(rows, of, known()), [intake(part, of, known()) for part in rows.partition_by("ticket", maintain_order=True)]

    assert whole.tickets.equals(pl.concat(each.tickets for each in alone).sort("ticket"))
    assert whole.refused.equals(pl.concat(each.refused for each in alone).sort("line"))
    assert (whole.tickets.height > 15, whole.refused["aside"].n_unique()) == (True, 2)


def test_shuffled_rows_are_the_same_tickets(tmp_path: Path) -> None:
    rows = [
        f"{n},2026-07-0{n % 9 + 1}T09:{m:02},{what},\n"
        for n in range(1, 30)
        for m, what in enumerate(("new", "answer", "wait", "work", "done"))
    ]
    whole = taken(tmp_path, "id,when,what,prio\n" + "".join(rows), mapping(EVENTS))

    shuffled = taken(tmp_path, "id,when,what,prio\n" + "".join(Random(3).sample(rows, len(rows))), mapping(EVENTS))

    assert shuffled.tickets.equals(whole.tickets)


def test_an_export_in_another_zone_is_the_same_tickets(tmp_path: Path) -> None:
    london = taken(tmp_path, "id,when,what,prio\n1,2026-07-01T09:00,new,\n1,2026-07-01T10:00:30,done,\n", mapping(EVENTS))
    tokyo = taken(tmp_path, "id,when,what,prio\n1,2026-07-01T17:00,new,\n1,2026-07-01T18:00:30+09:00,done,\n", mapping(EVENTS))
    of = mapping(EVENTS, time_zone="Asia/Tokyo")
    there = intake(rows_in(tmp_path / "export.csv", of), of, known("Asia/Tokyo"))

    assert there.tickets.equals(london.tickets)
    assert not tokyo.tickets.equals(london.tickets)


def written_by_programs(moment: datetime, zone: ZoneInfo) -> list[str]:
    """A moment in some of the ways of ISO 8601, with and without an offset."""
    there, utc = moment.astimezone(zone).replace(tzinfo=None), moment.astimezone(UTC)
    plain = [
        there.isoformat(),
        there.isoformat(" "),
        f"{there.isoformat()}.250",
        f"{there.isoformat()},75",
        there.strftime("%Y%m%dT%H%M%S"),
    ]
    offsets = [utc.isoformat(), f"{utc.replace(tzinfo=None).isoformat()}Z", moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S.9%z")]
    return [*plain, *offsets, there.strftime("%G-W%V-%uT%H:%M:%S")]


@pytest.mark.parametrize("name", ["Europe/London", "Australia/Lord_Howe", "America/New_York"])
def test_the_times_of_iso_8601_are_those_of_the_standard_library(name: str) -> None:
    zone, random = ZoneInfo(name), Random(2)
    changes = [at(f"2026-{day} 00:00", name) for day in ("03-08", "03-29", "04-05", "10-04", "10-25", "11-01")]
    moments = [datetime.fromtimestamp(random.choice(changes) + random.randrange(-10_000, 20_000), UTC) for _ in range(400)]
    texts = [text for moment in moments for text in written_by_programs(moment, zone)]

    found = pl.DataFrame({"at": texts}).select(at=seconds_in("at", pl.String(), "iso", name))["at"]

    read = [datetime.fromisoformat(text) for text in texts]
    assert found.to_list() == [int((each if each.tzinfo else each.replace(tzinfo=zone)).timestamp()) for each in read]


@pytest.mark.parametrize(
    "text", ["2026-02-30T09:00", "2026-07-01T25:00", "2026-07-01T09:60", "2026-07-01", "2026-07-01T09:00+25:00", "2026-03-29T01:30", "soon"]
)
def test_what_iso_8601_does_not_know_is_no_time(text: str) -> None:
    assert pl.DataFrame({"at": [text]}).select(seconds_in("at", pl.String(), "iso", "Europe/London")).item() is None


CORPUS = os.environ.get("DRAFTLINE_CORPUS")
HELP_DESK: dict[str, Any] = {
    "id": "help-desk",
    "name": "Help desk",
    "rows": "events",
    "separator": "comma",
    "date_format": "%Y-%m-%d %H:%M:%S",
    "time_zone": "Europe/Rome",
    "columns": {"ticket": "case_id", "at": "timestamp", "event": "activity"},
    "states": {"0": "opened", "1": "responded", "2": "resolved", "3": "closed", "5": "awaiting_customer", "6": "working", "7": "working"},
    "defaults": {"type": "incident", "priority": "p2"},
    "without_response": "at_resolution",
}


@pytest.mark.skipif(CORPUS is None, reason="DRAFTLINE_CORPUS names no folder of texts of others")
def test_each_row_of_a_real_log_is_judged_or_refused_with_a_reason() -> None:
    of = mapping(HELP_DESK, separator="semicolon")
    raw = rows_in(Path(CORPUS or "") / "tickets" / "helpdesk-events.csv", of)

    found = intake(raw, of, known("Europe/Rome", ("2009-12-01", "2014-12-31"), "2014-12-01"))

    assert found.rows == 21_348 == found.judged + found.refused.height
    assert found.refused["line"].is_unique().all()
    kinds = found.refused["reason"].str.replace_all(r"\d+", "N").unique().to_list()
    assert sorted(kinds) == [
        "no event tells when the ticket was opened",
        "the event on line N lies before the opening on line N",
        "the state `N` on line N is not declared in the mapping",
    ]


EXCHANGED = "1,2026-05-02T09:00,new,\n1,2026-03-13T09:00,done,\n2,2026-07-03T09:00,new,\n2,2026-06-08T09:00,done,\n"


def test_days_taken_for_months_are_noticed_and_left_alone(tmp_path: Path) -> None:
    """Opened on 5 February and on 7 March, and resolved later, in a file that took the day for the month where it could."""
    found = taken(tmp_path, f"id,when,what,prio\n{EXCHANGED}", mapping(EVENTS))

    assert (found.out_of_order, found.exchanged, found.tickets.height) == (2, 2, 0)


def test_they_are_noticed_where_a_column_has_the_opening(tmp_path: Path) -> None:
    row = "1,{opened},{resolved},done\n2,{opened},2026-05-01T09:00,done\n".format(opened="2026-05-02T09:00", resolved="2026-03-13T09:00")
    tickets = mapping(TICKETS, date_format="iso", columns={"ticket": "id", "opened": "opened", "resolved": "when"}, defaults=DEFAULTS)
    events = mapping(EVENTS, columns={"ticket": "id", "opened": "opened", "at": "when", "event": "what"})

    for of in (tickets, events):
        found = taken(tmp_path, f"id,opened,when,what\n{row}", of)
        assert (found.out_of_order, found.exchanged, found.tickets.height) == (2, 1, 0)


def test_times_that_come_back_into_the_service_with_day_and_month_exchanged_are_counted(tmp_path: Path) -> None:
    """The service begins in January, and it is the first of December: only 2 December can be 12 February."""
    rows = "1,2026-07-13T09:00,new,\n2,2026-12-02T09:00,new,\n3,2026-12-30T09:00,new,\n4,2025-03-04T09:00,new,\n"

    found = taken(tmp_path, f"id,when,what,prio\n{rows}", mapping(EVENTS))

    assert (found.stray, found.returning, found.judged) == (3, 1, 1)


def test_what_happened_before_the_service_began_is_set_aside(tmp_path: Path) -> None:
    events = "id,when,what,prio\n1,2025-12-31T09:00,new,\n1,2026-01-02T09:00,done,\n"
    rows = HEAD + "7,Incident,1 - Critical,31/12/2025 09:00:05,,\n"

    assert taken(tmp_path, events, mapping(EVENTS)).refused["aside"].to_list() == [True, True]
    assert taken(tmp_path, rows, mapping(TICKETS)).refused["aside"].to_list() == [True]
