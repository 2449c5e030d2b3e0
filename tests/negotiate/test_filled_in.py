"""Decisions read back from a filled-in list: whole, or not at all and with the row of each fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.proposal import Answer, Decision
from pipeline.model.sheet import FilledRow, FilledSheet
from pipeline.negotiate import decisions_from, internal_list, internal_sheet


@pytest.fixture
def listed(a_round, proposed):
    """A round of two proposals, of which the second is decided, its list, and the list filled in with further cells by row."""
    decided = proposed("2.2", "c", "d", decision=Decision(Answer.REFUSE, "Ann", "no"))
    proposals = {"2.1": proposed("2.1", "a", "b"), "2.2": decided}
    grid = internal_sheet(internal_list(a_round(*proposals.values()), "Acme", "Bolt")).grids[-1]
    names = [column.name for column in (*grid.columns, *grid.form)]

    def filled(**changes):
        rows = []
        for number, record in enumerate(grid.records, start=2):
            cells = {**dict(zip(names, (*record.cells, *record.entries), strict=True)), **changes.get(f"row{number}", {})}
            rows.append(FilledRow(number, tuple(cells.items())))
        return FilledSheet("list.csv", tuple(names), tuple(rows))

    return lambda sheet: decisions_from(sheet, grid, proposals), filled


def test_a_list_that_nobody_touched_decides_nothing(listed):
    read, filled = listed

    assert (read(filled()).decisions, read(filled()).findings) == ((), ())


def test_a_decision_is_read_with_all_its_words(listed):
    read, filled = listed
    row = {"Decision": " Counter ", "Decided by": "Ann", "Reason": "r", "Reply": "s", "Counter": "45 days"}

    found = read(filled(row2=row))

    assert found.decisions == (("2.1", Decision(Answer.COUNTER, "Ann", "r", "s", "45 days")),)
    assert found.findings == ()


def test_a_decision_may_be_changed(listed):
    read, filled = listed

    assert read(filled(row3={"Decision": "discuss"})).decisions == (("2.2", Decision(Answer.DISCUSS, "Ann", "no")),)


def test_lines_that_a_program_broke_anew_are_no_change(listed):
    read, filled = listed

    assert read(filled(row2={"Clause": "4.2\n  Notice"})).findings == ()


@pytest.mark.parametrize(
    ("row", "code", "message"),
    [
        ({"Decision": "acept", "Decided by": "Ann"}, "unknown-answer", "row 2: `acept` is no decision"),
        ({"Decision": "accept"}, "nobody-decides", "row 2: nobody is named who decides on 2.1"),
        ({"Decision": "counter", "Decided by": "Ann"}, "empty-counter", "row 2: the counter to 2.1 offers nothing"),
        (
            {"Decision": "accept", "Decided by": "Ann", "Counter": "x"},
            "counter-without-answer",
            "row 2: 2.1 offers something instead, but the decision is `accept`",
        ),
        ({"Reply": "Never."}, "no-answer", "row 2: something is filled in for 2.1, but no decision"),
        ({"Their words": "B"}, "changed-cell", "row 2: `Their words` of 2.1 is not what the list says today"),
        ({"Status": "Closed"}, "changed-cell", "row 2: `Status` of 2.1 is not what the list says today"),
        ({"No.": "2.11"}, "unknown-issue", "row 2: there is no issue `2.11` in this round"),
        ({"No.": "2.2"}, "doubled-issue", "row 3: the issue `2.2` stands here again"),
    ],
)
def test_each_fault_is_told_with_its_row_and_nothing_is_decided(listed, row, code, message):
    read, filled = listed

    found = read(filled(row2=row, row3={"Decision": "accept"}))

    assert (code, message) in [(finding.code, finding.message) for finding in found.findings]
    assert found.decisions == ()


def test_a_decision_is_not_undone_by_emptying_its_cells(listed):
    read, filled = listed

    found = read(filled(row3={"Decision": "", "Decided by": "", "Reason": ""}))

    assert [finding.code for finding in found.findings] == ["no-answer"]
    assert "write `discuss`" in found.findings[0].hint


def test_a_column_that_was_cut_is_named(listed):
    read, filled = listed
    sheet = filled()

    found = read(replace(sheet, columns=tuple(name for name in sheet.columns if name not in ("Gap", "Reply"))))

    assert [finding.message for finding in found.findings] == ["the list lacks the columns `Gap`, `Reply`"]


def test_a_column_of_ones_own_is_said_not_to_be_read(listed):
    read, filled = listed
    sheet = filled(row2={"Notes": "ask Jo", "Decision": "accept", "Decided by": "Ann"})

    found = read(replace(sheet, columns=(*sheet.columns, "Notes")))

    assert [finding.code for finding in found.findings] == ["unknown-column"]
    assert [id for id, _ in found.decisions] == ["2.1"]
