"""Comma-separated tables: nothing that a spreadsheet would run or turn into something else, and the same words read back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.sheet import Column, Grid, Record
from pipeline.post import csv_of, filled_sheet_in

WORDS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r"), max_size=40).map(str.strip)


def grid(*cells: str) -> Grid:
    return Grid("Issues", (Column("No.", 1), Column("Words", 1)), (Record(cells, ("",)),), (Column("Decision", 1),))


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+44 20 7946 0000", "-5", "@SUM(A1)", "\t=1", " =1", "\n=1", "2.10", "60", "1/2", "3e5", "12:30", "'=1", "=cmd|'/c calc'!A1"],
)
def test_no_cell_begins_as_what_a_spreadsheet_would_take_for_more_than_words(words):
    _, line = csv.reader(io.StringIO(csv_of(grid("2.1", words)).decode("utf-8-sig"), newline=""))

    assert line[1] == f"'{words}"


def test_plain_words_are_left_alone():
    assert csv_of(grid("2.1", "The fee is 50 %, “net”.")) == '\ufeffNo.,Words,Decision\r\n\'2.1,"The fee is 50 %, “net”.",\r\n'.encode()


@given(WORDS)
def test_what_is_written_is_read_back(words):
    filled = filled_sheet_in(csv_of(grid("2.10", words)), "list.csv", "No.", "Decision")

    assert not isinstance(filled, Diagnostic)
    assert filled.rows[0].cells == (("No.", "2.10"), ("Words", words), ("Decision", ""))


@pytest.mark.parametrize(
    ("saved", "encoding"),
    [
        ("No.;Words;Decision\r\n2.1;“a”;accept\r\n", "cp1252"),
        ("No.\tWords\tDecision\n2.1\t“a”\taccept\n", "utf-8"),
        ("\nNo.;Words;Decision\n\n2.1;“a”;accept", "utf-8"),
    ],
)
def test_what_other_programs_make_of_it_is_read_too(saved, encoding):
    filled = filled_sheet_in(saved.encode(encoding), "list.csv", "No.", "Decision")

    assert not isinstance(filled, Diagnostic)
    assert [row.cells for row in filled.rows] == [(("No.", "2.1"), ("Words", "“a”"), ("Decision", "accept"))]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04rest", "not-csv"),
        (b"No.,Decision\0\n", "not-csv"),
        (b"", "no-issues-list"),
        (b"a,b\n1,2\n", "no-issues-list"),
        (b'No.,Decision\n"2.1,accept\n', "not-csv"),
        (b"No.,Decision\n2.1,accept,and more\n", "changed-issues-list"),
        (b'No.,Decision\n2.1,"' + b"x" * 200_000 + b'"\n', "not-csv"),
    ],
)
def test_another_file_is_refused_in_words(content, code):
    refused = filled_sheet_in(content, "list.csv", "No.", "Decision")

    assert isinstance(refused, Diagnostic)
    assert refused.code == code
