"""The commands of a negotiation: what they say of a file that came back and of decisions, and how they answer wrong use."""

from __future__ import annotations

import pytest

ACME = "acme-support"
N = "\u00a0"
AT = ("--now", "2026-05-09T12:00:00Z")
NOTICE = (f"90{N}days", "sixty (60) days")
DIARY = ("a record of its work", "a diary of its work")


@pytest.fixture
def receive(run, negotiating, returned):
    """Receives a file with these changes."""

    def received(*changes, options=()):
        file = negotiating.folder / "theirs.docx"
        file.write_bytes(returned(*changes))
        return run("receive", ACME, str(file), "--from", "provider", *AT, *options)

    return received


def test_what_was_found_is_said_with_the_silent_changes_first(receive):
    code, out, err = receive(NOTICE, DIARY)

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{ACME}, round 1: 2 proposals on version 0.1",
        "  2 of them not tracked in the file:",
        "    1.1 value, 1.2 General [within preferred]",
        "         termination.convenience.customer.notice: 90 days -> 60 days",
        "    1.2 wording, 1.3 General [not covered]",
        "       - The provider shall keep a record of its work.",
        "       + The provider shall keep a diary of its work.",
        f"wrote data/contracts/{ACME}/received/01.docx",
        f"wrote data/contracts/{ACME}/rounds/01.yaml",
        f"commit data/contracts/{ACME}/",
    ]


def test_words_of_a_stranger_cannot_turn_our_terminal(receive):
    _, out, _ = receive(("a record of its work", "a \u009b31m record \u202e of its work"))

    assert "a \ufffd31m record \ufffd of its work" in out
    assert "\u009b" not in out


def test_an_untouched_file_is_said_to_be_one(receive):
    code, out, _ = receive()

    assert code == 0
    assert out.splitlines()[0] == f"{ACME}: the provider changed nothing in version 0.1; no round is opened"


def test_a_refused_file_is_an_error_that_says_why(run, negotiating):
    file = negotiating.folder / "theirs.docx"
    file.write_bytes(b"\xd0\xcf\x11\xe0")

    code, out, _ = run("receive", ACME, str(file), "--from", "provider", *AT)

    assert code == 1
    assert "theirs.docx:1:1: error[docx-refused]" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("acme-suport", "x.docx", "--from", "provider"), "there is no contract `acme-suport`: did you mean `acme-support`?"),
        ((ACME, "x.docx", "--from", "customer"), "we are the customer of this contract"),
        ((ACME, "x.docx", "--from", "vendor"), "invalid choice: 'vendor'"),
        ((ACME, "x.docx"), "name the contract, the file and who sent it"),
        ((ACME, "x.docx", "--from", "provider"), "`x.docx`: this file does not exist"),
        ((ACME, "/", "--from", "provider"), "this is a folder, and a file was expected"),
        ((ACME, "x.docx", "--from", "provider", "--answers", "0.2"), "has no frozen version `0.2`"),
        ((ACME, "x.docx", "--from", "provider", "--now", "today"), "`today` is no moment"),
    ],
)
def test_wrong_use_is_told_from_wrong_files(run, words, said):
    code, _, err = run("receive", *words)

    assert code == 2
    assert said in err


def test_proposals_are_decided_by_number(receive, run):
    receive((f"90{N}days", f"180{N}days"), DIARY)

    code, out, _ = run("decide", ACME, "1.1", "1.2", "--accept", "--by", "Ivo Marsh", *AT)

    assert code == 0
    assert out.splitlines() == [
        "  1.1 value, 1.2 termination.convenience.customer.notice: 90 days -> 180 days (not tracked) [within a fallback]: accept",
        "  1.2 wording, 1.3 General (not tracked) [not covered]: accept",
        "1.1 is within a fallback; it needs the approval of legal",
        "round 1: none of 2 proposals open",
        f"commit data/contracts/{ACME}/",
    ]


def test_a_filter_leaves_alone_what_was_not_tracked(receive, run):
    receive(NOTICE)

    code, _, err = run("decide", ACME, "--kind", "value", "--accept", "--by", "Ivo Marsh", *AT)

    assert code == 2
    assert "no proposal is meant by these filters" in err


def test_without_an_answer_what_is_open_is_shown(receive, run):
    receive(NOTICE, DIARY)
    run("decide", ACME, "1.2", "--refuse", "--by", "Ivo Marsh", *AT)

    code, out, _ = run("decide", ACME)

    assert code == 0
    assert out.splitlines() == [
        "round 1: 1 of 2 proposals open",
        "  1.1 value, 1.2 termination.convenience.customer.notice: 90 days -> 60 days (not tracked) [within preferred]",
    ]


def test_a_counter_that_cannot_be_is_an_error_at_its_place(receive, run):
    receive(NOTICE)

    code, out, _ = run("decide", ACME, "1.1", "--counter", "soon", "--by", "Ivo Marsh", *AT)

    assert code == 1
    assert f"data/contracts/{ACME}/rounds/01.yaml:" in out
    assert "error[bad-counter]" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1.1", "--accept"), "nobody is named who decides: --by PERSON"),
        (("--accept", "--by", "Ivo"), "nothing is named to decide on"),
        (("1.9", "--accept", "--by", "Ivo"), "there is no proposal `1.9`"),
        (("1.1", "--accept", "--refuse", "--by", "Ivo"), "not allowed with argument"),
        (("1.1", "--round", "7", "--accept", "--by", "Ivo"), "there is no round 7; there are 1"),
        (("--clause", "genral", "--accept", "--by", "Ivo"), "no proposal stands in `genral`: did you mean `general`?"),
        (("--kind", "spelling", "--accept", "--by", "Ivo"), "invalid choice: 'spelling'"),
        (("--within", "fallback-7", "--accept", "--by", "Ivo"), "`fallback-7` is no standing"),
        (("1.1", "--counter", " ", "--by", "Ivo"), "says nothing that could be printed"),
        (("1.1", "--accept", "--by", ""), "says nothing that could be printed"),
    ],
)
def test_wrong_decisions_are_told(receive, run, words, said):
    receive(NOTICE)

    code, _, err = run("decide", ACME, *words)

    assert code == 2
    assert said in err


def test_where_no_round_is_open_nothing_is_decided(run):
    code, _, err = run("decide", ACME, "1.1", "--accept", "--by", "Ivo")

    assert code == 2
    assert "no round is open" in err


def test_check_tells_what_is_wrong_with_a_round(receive, run, negotiating):
    receive(NOTICE)
    file = negotiating.path(f"data/contracts/{ACME}/rounds/01.yaml")
    file.write_text(file.read_text().replace("answer:\n", "answer: agreed\n"))

    code, out, _ = run("check", ACME)

    assert code == 1
    assert "error[bad-answer]: `agreed` is no answer" in out


def test_of_long_words_the_place_that_differs_is_on_the_line(receive):
    _, out, _ = receive(
        ("runs from its receipt", "runs from its receipt and from no other day, whatever else the parties may have said, and at noon")
    )

    [line] = [line for line in out.splitlines() if line.startswith("       + ")]
    assert "receipt and from no other day" in line
    assert len(line) <= 76 + len("       + ")


def test_a_space_that_comes_is_said_to_be_all_that_differs(receive):
    _, out, _ = receive(("a record of its work", "a  record of its work"))

    assert "         only spaces differ" in out.splitlines()
