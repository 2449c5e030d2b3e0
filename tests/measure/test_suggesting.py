"""What is proposed for an export that nobody has described: what its file shows, and a question wherever it does not."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from pipeline.measure.tables.admitting import Intake, intake
from pipeline.measure.tables.exports import Unreadable, rows_in
from pipeline.measure.tables.suggesting import suggestion
from pipeline.model.ticket_mapping import TicketMapping
from tests.measure.policies import at
from tests.measure.test_intake import known, refused

PRIORITIES = {"p1": "Critical", "p2": "High"}
DESK = "Ticket,Type,Priority,Status,Created,Resolved\nT1,Incident,High,Resolved,2026-07-13 09:00,2026-07-13 10:00\n"


def proposed(folder: Path, text: str | bytes, name: str = "export.csv") -> str:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return suggestion(path, PRIORITIES)


def completed(said: str, zone: str = "Europe/London", **answers: str) -> TicketMapping:
    """The mapping as a person completes it: the zone, and each answer in place of the question for it."""
    said = re.sub(r"(?m)^# time_zone: .*$", f"time_zone: {zone}", said)
    for question, answer in answers.items():
        said, count = re.subn(rf"(?m)^( *)# {question}: .*$", rf"\g<1>{question}: {answer}", said)
        assert count == 1, question
    return TicketMapping.model_validate(yaml.load(said, yaml.BaseLoader))


def read(folder: Path, of: TicketMapping, name: str = "export.csv") -> Intake:
    return intake(rows_in(folder / name, of), of, known(of.time_zone or ""))


def test_a_plain_export_is_described_but_for_its_zone(tmp_path: Path) -> None:
    said = proposed(tmp_path, DESK)

    assert "# time_zone: Europe/London    # in which zone are the times? Nothing in the file tells\n" in said
    found = read(tmp_path, completed(said))
    assert found.tickets.select("ticket", "type", "priority", "opened").rows() == [
        ("T1", "incident", "p2", at("2026-07-13 08:00:00", "UTC"))
    ]


LOG = "number,incident_state,active,opened_at,sys_updated_at,priority,resolved_at,closed_at,resolved_at\n" + "".join(
    f"INC{number},{state},true,{number}/7/2026 09:00,{number}/7/2026 {hour},{priority},{done},?,{done}\n"
    for number, priority, done in ((13, "1 - Critical", "13/7/2026 12:00"), (14, "2 - High", "?"))
    for state, hour in (("New", "09:00"), ("Awaiting User Info", "10:00"), ("Resolved", "12:00"))
)


def test_rows_that_show_a_ticket_after_each_change_are_taken_for_its_history(tmp_path: Path) -> None:
    said = proposed(tmp_path, LOG)

    of = completed(said)
    assert (of.rows, of.columns.at, of.columns.event, of.columns.opened) == ("events", "sys_updated_at", "incident_state", "opened_at")
    assert (of.columns.resolved, of.date_format) == (None, "%d/%m/%Y %H:%M")
    found = read(tmp_path, of)
    assert (found.tickets.height, found.judged, found.rows) == (2, 6, 6)
    assert found.tickets["priority"].to_list() == ["p1", "p2"]


def test_a_column_that_differs_between_the_rows_of_a_ticket_is_not_taken_for_its_opening(tmp_path: Path) -> None:
    rows = "".join(f"7,2026-07-13 {hour}:00,2026-07-13 {hour}:30,Open\n" for hour in ("09", "10"))

    said = proposed(tmp_path, f"ticket,created,updated,status\n{rows}")

    assert "  at: updated\n" in said
    assert "  opened: created" not in said


def test_names_and_words_on_several_lines_are_proposed_as_a_mapping_can_say_them(tmp_path: Path) -> None:
    said = proposed(tmp_path, DESK.replace("Created", '"Created\nat"').replace(",Resolved,2", ',"All\ndone",2'))

    assert "  opened: Created at\n" in said
    answered = said.replace('  # "All\\ndone": what does it mean? It stands once', '  "All\\ndone": resolved')
    assert read(tmp_path, completed(answered)).judged == 1


CHANGES = [
    ("status", "Open", "In Progress", 10),
    ("assignee", None, "x", 10),
    ("priority", "High", "Critical", 11),
    ("status", "In Progress", "Done", 12),
]


def test_a_log_of_changes_of_fields_is_known_by_its_names_and_needs_no_column_for_the_priority(tmp_path: Path) -> None:
    told = [
        {"key": "S-1", "issueCreated": "2026-07-13T09:00:00.000+0000", "created": f"2026-07-13T{hour}:00:00.000+0000", "field": field}
        | {"fromString": former, "toString": value}
        for field, former, value, hour in CHANGES
    ]

    said = proposed(tmp_path, "".join(json.dumps(each) + "\n" for each in told), "log.jsonl")

    assert "every time says its own zone" in said
    found = read(tmp_path, completed(said), "log.jsonl")
    assert found.tickets.select("priority", "opened", "resolved").rows() == [
        ("p2", at("2026-07-13 09:00", "UTC"), at("2026-07-13 12:00", "UTC"))
    ]
    assert refused(found) == []


def test_what_is_needed_and_not_found_is_asked_for(tmp_path: Path) -> None:
    said = proposed(tmp_path, "Nummer,Von,Service\n7,2026-07-13 09:00,Phone\n7,2026-07-13 10:00,Phone\n")

    asked = re.findall(r"(?m)^ *# (\w+): ", said)
    assert asked == ["date_format", "time_zone", "ticket", "priority", "opened", "resolved", "service", "priority"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            DESK.replace("2026-07-13", "13.07.2026"),
            "date_format: '%d.%m.%Y %H:%M'    # the only one of the usual formats that fits all 2 times",
        ),
        (DESK.replace("2026-07-13 09:00", "1783929600000").replace("2026-07-13 10:00", "1783933200000"), "date_format: unix_milliseconds"),
        (DESK.replace("2026-07-13 09:00", "46216.375").replace("2026-07-13 10:00", '"46216,4"'), "date_format: excel_days"),
        (
            DESK.replace("2026-07-13", "03/04/2026"),
            "# Which date format is it? Each of these fits all 2 times:\n# date_format: '%d/%m/%Y %H:%M'\n",
        ),
        (DESK.replace("10:00", "10:00:00"), "# date_format: '%Y-%m-%d %H:%M:%S'    # fits 1 of 2 times, not `2026-07-13 09:00`"),
        (DESK.replace("2026-07-13 09:00", "13/07/2026 09:00"), "# `Created` has '%d/%m/%Y %H:%M'; a mapping knows one format"),
        (DESK.replace(" 09:00", "").replace(" 10:00", ""), "# These are days without an hour."),
        (DESK.replace("2026-07-13 10:00", "n/a"), "empty: [n/a]    # stands once where a time is expected"),
        (DESK.replace("Created,", "Created (Europe/Berlin),"), "# time_zone: Europe/Berlin    # the heading names this zone"),
        (
            DESK.replace("\n", ",Resolved\n", 1).replace("10:00\n", "10:00,2026-07-13 10:00\n"),
            "`Resolved` stands 2 times, and they say the same",
        ),
        (
            DESK.replace("\n", ",Resolved\n", 1).replace("10:00\n", "10:00,2026-07-13 11:00\n"),
            "differ in 1 of the first 1 rows: is it this one",
        ),
        (
            DESK + "T2,Incident\n",
            "# 1 rows cannot be read and will be refused: of that on line 3, it has 2 cells, and the first line has 6",
        ),
        ("July\n\n" + DESK, "heading: 3    # the line"),
        ("sep=;\n" + DESK.replace(",", ";"), "separator: semicolon"),
        (DESK.replace(",", "|"), "separator: bar"),
        (DESK.replace("High", "Moderate"), "  # Moderate: what does it mean? It stands once"),
        (DESK.replace("High", "Urgent"), "  Urgent: p1"),
        (DESK.replace("High", "2 - Hot"), "  '2 - Hot': p2"),
        (DESK.replace("Incident", "[System] Service request"), "  '[System] Service request': service_request"),
        (DESK.replace("Status", "State").replace(",Resolved,2", ",On the shelf,2"), "  # On the shelf: what does it mean? It stands once"),
        (DESK.partition("\n")[0] + "\n", "# Proposed from 0 rows"),
        (DESK.replace("09:00", "09:00:00").replace("10:00", "10:00:00"), "date_format: '%Y-%m-%d %H:%M:%S'    # the only one"),
        (DESK, "# Nothing here seems to tell of a Response: "),
    ],
)
def test_what_a_file_shows_is_proposed_and_what_it_does_not_is_asked(tmp_path: Path, text: str, line: str) -> None:
    said = proposed(tmp_path, text)

    # A first line for spreadsheets says the separator itself.
    assert (line in said) is not text.startswith("sep=")
    assert yaml.load(said, yaml.BaseLoader)["columns"]["ticket"] == "Ticket"


@pytest.mark.parametrize(
    ("encoding", "line"),
    [("cp1252", "encoding: cp1252    # it is no UTF-8"), ("utf-16", "encoding: utf-16\n")],
)
def test_letters_are_read_as_they_are_written(tmp_path: Path, encoding: str, line: str) -> None:
    said = proposed(tmp_path, (DESK.replace("Priority", "Priorität") + DESK.splitlines()[1].replace("T1", "T2")).encode(encoding))

    assert line in said
    assert read(tmp_path, completed(said)).judged == 2


def test_a_word_far_down_in_a_long_export_is_found(tmp_path: Path) -> None:
    rows = "".join(f"T{number},Incident,High,Resolved,2026-07-01 09:00,2026-07-01 10:00\n" for number in range(2, 2_500))

    said = proposed(tmp_path, DESK + rows + "T9999,Incident,High,Parked,2026-07-31 09:00,\n")

    assert "  # Parked: what does it mean? It stands once" in said
    # Only the last row tells that the middle of the date is the month.
    assert "date_format: '%Y-%m-%d %H:%M'    # the only one" in proposed(
        tmp_path, DESK.replace("-13", "-02") + rows + rows.splitlines()[0].replace("-01", "-31")
    )


def test_moments_of_a_parquet_file_need_no_format(tmp_path: Path) -> None:
    moment = datetime(2026, 7, 13, 9)
    columns: dict[str, Any] = {"ticket": [1.0], "type": ["Incident"], "priority": ["High"], "status": ["Open"], "created": [moment]}
    pl.DataFrame({**columns, "resolved": pl.Series([None], dtype=pl.Datetime), "labels": [["a"]]}).write_parquet(
        tmp_path / "export.parquet"
    )

    said = suggestion(tmp_path / "export.parquet", PRIORITIES)

    assert "date_format: iso    # not used: the file keeps its times as moments" in said
    found = read(tmp_path, completed(said), "export.parquet")
    assert found.tickets.select("ticket", "opened").rows() == [("1", at("2026-07-13 08:00", "UTC"))]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("export.xlsx", b"PK", "a file that ends in `.xlsx` is not read"),
        ("export.csv", DESK.replace("T1", '"T1').encode(), "what begins on line 2 cannot be read"),
        ("export.jsonl", b"[1]\nx\n", "no line of it is an object in JSON"),
        ("export.parquet", b"PAR1", "it is no Parquet file"),
        ("export.csv", DESK.encode("utf-16-le"), "it is no text"),
        ("export.csv", DESK.encode() + b"\xe9\x81", "it is no text"),
    ],
)
def test_a_file_for_which_nothing_can_be_proposed_says_why(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(said)):
        proposed(tmp_path, content, name)
