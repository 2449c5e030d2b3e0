"""Decisions taken from an issues list by the command: all of the list or nothing, and what is said of it."""

from __future__ import annotations

import csv
import io

import pytest

from pipeline import store
from pipeline.model.ledger import FactKind

ACME = "acme-support"
N = "\u00a0"
AT = ("--now", "2026-05-09T12:00:00Z")
CHANGES = ((f"90{N}days", "sixty (60) days"), ("a record of its work", "a diary of its work"))
ROUND = f"data/contracts/{ACME}/rounds/01.yaml"


@pytest.fixture
def filled(run, negotiating, returned):
    """The internal list of a round of two proposals as CSV, with these five cells in its rows."""
    theirs = negotiating.folder / "theirs.docx"
    theirs.write_bytes(returned(*CHANGES))
    assert run("receive", ACME, str(theirs), "--from", "provider", *AT)[0] == 0
    assert run("issues", ACME, "--for", "internal")[0] == 0
    written = negotiating.path(f"build/{ACME}/0.1/{ACME}-issues-01-internal.csv").read_text("utf-8-sig")

    def fill(*rows):
        lines = list(csv.reader(io.StringIO(written, newline="")))
        for line, cells in zip(lines[1:], rows, strict=True):
            line[-5:] = cells
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows(lines)
        file = negotiating.folder / "list.csv"
        file.write_bytes(stream.getvalue().encode())
        return str(file)

    return fill


NOTHING = ("", "", "", "", "")


def test_the_decisions_of_a_list_stand_in_the_round_and_in_the_ledger(run, negotiating, filled):
    code, out, _ = run("decide", ACME, "--from", filled(("accept", "Ann", "", "Agreed.", ""), ("refuse", "Bob", "we need it", "", "")), *AT)

    assert code == 0
    assert "round 1: none of 2 proposals open\n" in out
    entry = store.read_ledger(negotiating, ACME).of_kind(FactKind.DECIDED)[-1]
    assert (entry.facts["accept"], entry.facts["refuse"], entry.facts["by"]) == ("1.1", "1.2", "Ann, Bob")
    assert "Agreed." in negotiating.path(ROUND).read_text()


def test_a_list_that_decides_nothing_new_says_so_and_changes_nothing(run, negotiating, filled):
    before = negotiating.path(ROUND).read_bytes()

    code, out, _ = run("decide", ACME, "--from", filled(NOTHING, NOTHING), *AT)

    assert (code, out) == (0, "nothing is decided in this list that was not decided before\n")
    assert negotiating.path(ROUND).read_bytes() == before
    assert store.read_ledger(negotiating, ACME).of_kind(FactKind.DECIDED) == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("acept", "Ann", "", "", ""), "row 2: `acept` is no decision"),
        (("counter", "Ann", "", "", "soon"), "`termination.convenience.customer.notice` cannot be this"),
        (("accept", "", "", "", ""), "row 2: nobody is named who decides on 1.1"),
    ],
)
def test_one_fault_leaves_the_round_as_it_was(run, negotiating, filled, row, told):
    before = negotiating.path(ROUND).read_bytes()

    code, out, _ = run("decide", ACME, "--from", filled(row, ("refuse", "Bob", "", "", "")), *AT)

    assert code == 1
    assert told in out
    assert negotiating.path(ROUND).read_bytes() == before
    assert store.read_ledger(negotiating, ACME).of_kind(FactKind.DECIDED) == ()


def test_a_list_of_yesterday_is_told_from_that_of_today(run, filled):
    yesterday = filled(NOTHING, ("refuse", "Bob", "", "", ""))
    assert run("decide", ACME, "1.1", "--accept", "--by", "Ann", *AT)[0] == 0

    code, out, _ = run("decide", ACME, "--from", yesterday, *AT)

    assert code == 1
    assert "`Status` of 1.1 is not what the list says today" in out


@pytest.mark.parametrize("more", [("1.1",), ("--accept",), ("--by", "Ann"), ("--kind", "value")])
def test_nothing_else_is_said_beside_a_list(run, filled, more):
    code, _, err = run("decide", ACME, *more, "--from", filled(NOTHING, NOTHING))

    assert code == 2
    assert "leave everything else out beside --from FILE" in err


def test_a_list_that_is_not_there_is_told_so(run, filled):
    filled(NOTHING, NOTHING)

    code, out, _ = run("decide", ACME, "--from", "nowhere.csv")

    assert code == 1
    assert "nowhere.csv" in out
