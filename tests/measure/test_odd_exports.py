"""What spreadsheets and service desks do to an export on its way: read as it was meant, or refused with the reason, and never lost."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from pydantic import ValidationError

from pipeline.measure.tables.admitting import Intake, intake
from pipeline.measure.tables.exports import Unreadable, rows_in
from pipeline.measure.tables.headings import WrongColumns
from pipeline.model.ticket_mapping import ColumnRole
from tests.measure.policies import at
from tests.measure.test_intake import EVENTS, TICKETS, known, mapping, refused, taken

DESK: dict[str, Any] = {
    **TICKETS,
    "date_format": "%Y-%m-%d %H:%M",
    "columns": {"ticket": "Number", "event": "State", "opened": "Created", "resolved": "Solved"},
    "states": {"Open": "working", "Done": "resolved"},
    "defaults": {"type": "incident", "priority": "p1"},
}
HEAD = "Number,State,Created,Solved\n"
ROW = "7,Done,2026-07-01 09:00,2026-07-01 10:00\n"


def moments(found: Intake) -> list[tuple[int, int]]:
    return found.tickets.select("opened", "resolved").rows()


HOUR = [(at("2026-07-01 08:00:00", "UTC"), at("2026-07-01 09:00:00", "UTC"))]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("sep=;\r\n" + (HEAD + ROW).replace(",", ";"), {}),
        ("sep=;\r\n" + (HEAD + ROW).replace(",", ";"), {"separator": "semicolon"}),
        ((HEAD + ROW).replace(",", "|"), {"separator": "bar"}),
        ("Tickets of July\n\n" + HEAD + ROW, {"heading": 3}),
        (HEAD.replace("\n", ",,\n") + ROW.replace("\n", ",,\n"), {}),
        (HEAD.replace("\n", ",,\n") + ROW, {}),
        (HEAD + ROW.replace("\n", ",,\n"), {}),
        (HEAD.replace("\n", ",Label,Label\n") + ROW.replace("\n", ",a,b\n"), {}),
    ],
    ids=["sep", "sep_agrees", "bars", "title", "empty_columns", "no_cells_for_them", "cells_without_names", "doubled_and_not_needed"],
)
def test_what_spreadsheets_add_to_a_table_is_no_obstacle(tmp_path: Path, text: str, changed: dict[str, Any]) -> None:
    found = taken(tmp_path, text, mapping(DESK, **changed))

    assert (moments(found), found.rows) == (HOUR, 1)


def test_lines_are_counted_from_the_top_of_the_file(tmp_path: Path) -> None:
    found = taken(tmp_path, "sep=,\n" + HEAD + ROW + ROW.replace("Done", "Parked").replace("7,", "8,"), mapping(DESK))

    assert refused(found) == [(4, "the state `Parked` is not declared in the mapping")]


def test_a_row_with_more_cells_than_names_is_refused_where_they_say_something(tmp_path: Path) -> None:
    found = taken(tmp_path, HEAD + ROW.replace("\n", ",,x\n"), mapping(DESK))

    assert refused(found) == [(2, "it has 6 cells, and the first line has 4")]


def test_of_a_doubled_name_the_mapping_says_which_is_meant(tmp_path: Path) -> None:
    text = "Number,State,Created,Solved,Solved\n" + ROW.replace("\n", ",2026-07-01 11:00\n")
    first, second = (mapping(DESK, columns={**DESK["columns"], "resolved": f"Solved ({number})"}) for number in (1, 2))

    resolved = [taken(tmp_path, text, each).tickets["resolved"][0] for each in (first, second)]

    assert resolved == [at("2026-07-01 09:00:00", "UTC"), at("2026-07-01 10:00:00", "UTC")]


def test_a_third_column_of_a_name_that_stands_twice_is_missing(tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text("Number,State,Created,Solved,Solved\n")

    with pytest.raises(WrongColumns) as wrong:
        rows_in(tmp_path / "export.csv", mapping(DESK, columns={**DESK["columns"], "resolved": "Solved (3)"}))

    assert wrong.value.missing == {ColumnRole.RESOLVED: "Solved (3)"}


@pytest.mark.parametrize("word", ["?", "-", "NULL", "None", "N/A"])
def test_a_word_that_stands_for_nothing_is_nothing(tmp_path: Path, word: str) -> None:
    text = HEAD + f"7,Open,2026-07-01 09:00,{word}\n8,{word},2026-07-01 09:00,2026-07-01 10:00\n9,Done,{word},2026-07-01 10:00\n"

    found = taken(tmp_path, text, mapping(DESK, empty=(word,)))

    assert found.tickets.select("ticket", "resolved").rows() == [("7", None), ("8", at("2026-07-01 09:00:00", "UTC"))]
    assert refused(found) == [(4, "it does not say when the ticket was opened")]


def test_such_a_word_is_no_time_where_the_mapping_does_not_declare_it(tmp_path: Path) -> None:
    found = taken(tmp_path, HEAD + "7,Open,2026-07-01 09:00,?\n", mapping(DESK))

    assert refused(found) == [(2, "`?` is no time in the format `%Y-%m-%d %H:%M` in Europe/London")]


@pytest.mark.parametrize(
    ("written", "date_format", "moment"),
    [
        ("46204.375", "excel_days", "2026-07-01 08:00:00"),
        ('"46204,3750115740"', "excel_days", "2026-07-01 08:00:01"),
        ("1782892800", "unix_seconds", "2026-07-01 08:00:00"),
        ("1782892800.999", "unix_seconds", "2026-07-01 08:00:00"),
        ("1782892800999", "unix_milliseconds", "2026-07-01 08:00:00"),
        ("1782892800999999", "unix_microseconds", "2026-07-01 08:00:00"),
        ("1782892800999999999", "unix_nanoseconds", "2026-07-01 08:00:00"),
        ("01/07/2026 09:00:00 a. m.", "%d/%m/%Y %I:%M:%S %p", "2026-07-01 08:00:00"),
        ("01/07/2026 01:00\u202fPM", "%d/%m/%Y %I:%M %p", "2026-07-01 12:00:00"),
        ("01/07/2026 01:00 p.\u00a0m.", "%d/%m/%Y %I:%M %p", "2026-07-01 12:00:00"),
        ("1/7/2026 9:00", "%d/%m/%Y %H:%M", "2026-07-01 08:00:00"),
        ("2026-06-30 24:00:00", "%Y-%m-%d %H:%M:%S", "2026-06-30 23:00:00"),
        ("2026-06-30T24:00:00Z", "iso", "2026-07-01 00:00:00"),
        ("24:00 30.06.2026", "%H:%M %d.%m.%Y", "2026-06-30 23:00:00"),
        ("2026-07-01 09:00:00.250", "%Y-%m-%d %H:%M:%S.%f", "2026-07-01 08:00:00"),
        ('"2026-07-01 09:00:00,250"', "%Y-%m-%d %H:%M:%S,%f", "2026-07-01 08:00:00"),
        ("2026-07-01 09:00:00 UTC", "%Y-%m-%d %H:%M:%S %z", "2026-07-01 09:00:00"),
        ("2026-07-01 09:00:00 GMT", "iso", "2026-07-01 09:00:00"),
        ("Jul 01 09:00:00 UTC 2026", "%b %d %H:%M:%S %z %Y", "2026-07-01 09:00:00"),
        ("Jul 01 2026 09:00:00 GMT+0100", "%b %d %Y %H:%M:%S GMT%z", "2026-07-01 08:00:00"),
    ],
)
def test_a_time_is_read_however_programs_and_languages_write_it(tmp_path: Path, written: str, date_format: str, moment: str) -> None:
    found = taken(tmp_path, f"{HEAD}7,Open,{written},\n", mapping(DESK, date_format=date_format))

    assert (found.tickets["opened"].to_list(), refused(found)) == ([at(moment, "UTC")], [])


@pytest.mark.parametrize(
    ("written", "date_format"),
    [
        ("2026-06-30 24:00:01", "%Y-%m-%d %H:%M:%S"),
        ("0.5", "excel_days"),
        ("1e300", "excel_days"),
        ("1.78E+12", "unix_milliseconds"),
        ("99999999999999999999", "unix_seconds"),
        ("2026-07-01 09:00:00 BST", "%Y-%m-%d %H:%M:%S %z"),
        ("46110.06", "excel_days"),
    ],
)
def test_a_time_that_nobody_can_be_sure_of_is_refused(tmp_path: Path, written: str, date_format: str) -> None:
    """The last one is half past one on the night in which the clocks skip that hour."""
    found = taken(tmp_path, f"{HEAD}7,Open,{written},\n", mapping(DESK, date_format=date_format))

    assert refused(found) == [(2, f"`{written}` is no time in the format `{date_format}` in Europe/London")]


def test_letters_of_a_time_zone_are_no_format_since_they_name_several_zones() -> None:
    with pytest.raises(ValidationError, match="`%Z` stands for nothing in a date format"):
        mapping(DESK, date_format="%Y-%m-%d %H:%M %Z")


def test_a_row_with_a_nul_is_refused(tmp_path: Path) -> None:
    found = taken(tmp_path, HEAD + ROW.replace("7", "7\0"), mapping(DESK))

    assert refused(found) == [(2, "it holds a NUL, which is no sign of a text")]
    assert found.refused["ticket"].to_list() == ["7"]


def test_a_ticket_that_says_only_when_it_was_closed_is_resolved_by_that(tmp_path: Path) -> None:
    of = mapping(DESK, columns={**DESK["columns"], "closed": "Closed"})
    text = HEAD.replace("\n", ",Closed\n") + ROW.replace("\n", ",2026-07-09 09:00\n") + "8,Done,2026-07-01 09:00,,2026-07-01 10:00\n"

    assert moments(taken(tmp_path, text, of)) == HOUR * 2


def test_an_open_ticket_with_a_resolution_is_a_contradiction_and_not_met(tmp_path: Path) -> None:
    found = taken(tmp_path, HEAD + ROW.replace("Done", "Open"), mapping(DESK))

    assert refused(found) == [(2, "it is in the state `Open`, and says a time of its Resolution")]


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ("1,,new,\n", ["it does not say when it happened"]),
        ("1,2026-07-01T09:00,,\n", ["it names no state"]),
        (
            "1,2026-07-01T09:00,new,\n1,,done,\n",
            ["line 3 of the same ticket is refused, and without it the history is not whole", "it does not say when it happened"],
        ),
    ],
)
def test_an_event_without_its_time_or_state_is_refused_with_its_ticket(tmp_path: Path, rows: str, reasons: list[str]) -> None:
    found = taken(tmp_path, f"id,when,what,prio\n{rows}", mapping(EVENTS))

    assert [reason for _, reason in refused(found)] == reasons


SNAPSHOTS: dict[str, Any] = {
    **EVENTS,
    "columns": {"ticket": "id", "type": "kind", "at": "updated", "event": "state", "opened": "opened"},
    "states": {"New": "working", "Wait": "awaiting_customer", "Done": "resolved"},
    "types": {"Incident": "incident", "Problem": "problem"},
}


def test_the_opening_may_stand_in_some_of_the_rows_of_a_ticket(tmp_path: Path) -> None:
    rows = "1,Incident,2026-07-01T09:30,New,\n1,Incident,2026-07-01T10:00,Done,2026-07-01T09:00\n"
    early = "2,Incident,2026-07-01T08:30,New,\n2,Incident,2026-07-01T10:00,Done,2026-07-01T09:00\n"

    found = taken(tmp_path, f"id,kind,updated,state,opened\n{rows}{early}", mapping(SNAPSHOTS))

    assert moments(found) == HOUR
    assert refused(found) == [(line, "the event on line 4 lies before the opening") for line in (4, 5)]


def test_rows_that_show_a_ticket_after_each_change_are_its_history(tmp_path: Path) -> None:
    rows = "".join(
        f"1,Incident,2026-07-01T{hour}:00,{state},2026-07-01T08:30\n" for hour, state in (("09", "New"), ("10", "Wait"), ("12", "Done"))
    )

    found = taken(tmp_path, f"id,kind,updated,state,opened\n{rows}", mapping(SNAPSHOTS))

    assert (moments(found), found.judged) == ([(at("2026-07-01 07:30:00", "UTC"), at("2026-07-01 11:00:00", "UTC"))], 3)


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ("Incident,2026-07-01T09:00,Done,2026-06-30T08:30", "name two openings, `2026-06-30T08:30` and `2026-07-01T08:30`"),
        ("Problem,2026-07-01T09:00,Done,2026-07-01T08:30", "name two kinds, `incident` and `problem`"),
    ],
)
def test_rows_of_a_ticket_that_contradict_each_other_are_refused(tmp_path: Path, second: str, reason: str) -> None:
    found = taken(
        tmp_path, f"id,kind,updated,state,opened\n1,Incident,2026-07-01T09:00,New,2026-07-01T08:30\n1,{second}\n", mapping(SNAPSHOTS)
    )

    assert refused(found) == [(line, f"the rows of the ticket {reason}") for line in (2, 3)]


def parquet(folder: Path, **columns: Any) -> Path:
    pl.DataFrame(columns).write_parquet(folder / "export.parquet")
    return folder / "export.parquet"


def test_numbers_of_a_parquet_file_are_read_as_the_text_that_they_are(tmp_path: Path) -> None:
    of = mapping(DESK, columns={**DESK["columns"], "priority": "Priority"}, priorities={"1": "p1"}, date_format="unix_nanoseconds")
    nanoseconds = at("2026-07-01 08:00:00", "UTC") * 1_000_000_000
    columns = {"Number": [1234.0, None, 1236.5], "State": ["Open"] * 3, "Created": [nanoseconds] * 3, "Solved": pl.Series([None] * 3)}

    path = parquet(tmp_path, **columns, Priority=[1, 1, 2])
    found = intake(rows_in(path, of), of, known())

    assert found.tickets.select("ticket", "priority", "opened").rows() == [("1234", "p1", HOUR[0][0])]
    assert refused(found) == [(2, "it names no ticket"), (3, "the priority `2` is not declared in the mapping")]


def test_whole_numbers_as_states_of_a_parquet_log_are_words_as_others(tmp_path: Path) -> None:
    of = mapping(
        EVENTS, columns={"ticket": "id", "at": "when", "event": "what"}, states={"0": "opened", "9": "resolved"}, date_format="unix_seconds"
    )
    moment = at("2026-07-01 08:00:00", "UTC")

    path = parquet(tmp_path, id=[5, 5], when=[moment, moment + 3600], what=[0, 9])

    assert moments(intake(rows_in(path, of), of, known())) == HOUR


@pytest.mark.parametrize("cells", [[["a"]], [b"\xff"], [timedelta(hours=1)]], ids=["list", "bytes", "length"])
def test_a_column_of_a_parquet_file_that_is_no_text_is_named(tmp_path: Path, cells: list[Any]) -> None:
    path = parquet(tmp_path, Number=cells, State=["Open"], Created=["x"], Solved=["x"])

    with pytest.raises(Unreadable, match="`Number` holds neither text nor numbers nor moments"):
        rows_in(path, mapping(DESK))
