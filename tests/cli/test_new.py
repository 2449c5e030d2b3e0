"""The command that takes a new contract down: what it says, and how it answers wrong use."""

from __future__ import annotations

from pathlib import Path

import pytest

INTAKE = Path(__file__).parents[1] / "stages" / "intake"
ANSWERS = str(INTAKE / "answers.yaml")


@pytest.fixture
def root(asking):
    return asking


def test_what_was_written_and_what_comes_next_is_told(run, root):
    code, out, err = run("new", "crane-support", "--answers", ANSWERS)

    assert (code, err) == (0, "")
    assert "wrote data/contracts/crane-support/contract.yaml" in out
    assert "3 points to be agreed: Hardware, Software, Responsibilities" in out
    assert out.endswith("next: draftline build crane-support\n")
    assert run("check", "crane-support")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new",), "name the new contract, as in: draftline new acme-support"),
        (("new", "Crane & Söhne", "--answers", ANSWERS), "did you mean `crane-sohne`?"),
        (("new", "../crane", "--answers", ANSWERS), "did you mean `crane`?"),
        (("new", "acme-support", "--answers", ANSWERS), "there is a contract `acme-support` already, and nothing of it was changed"),
        (("new", "--questions", "--answers", ANSWERS), "leave one of them out"),
    ],
)
def test_wrong_use_is_answered_in_words_that_help(run, words, said):
    code, _, err = run(*words)

    assert code == 2
    assert said in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file holds no answers"),
        (b"- a list\n", "the file holds no answers"),
        (b"owner: [", "error["),
        (b"owner: a\nowner: b\n", "`owner` stands twice"),
        (b"PK\x03\x04", "this is a Word, Excel or ZIP file"),
        (b"\xff\xfeo", "a text file in UTF-16"),
        ("owner: Jürgen\n".encode("latin-1"), "the file is not in UTF-8"),
    ],
)
def test_a_file_that_holds_no_answers_says_why(run, tmp_path, content, said):
    file = tmp_path / "answers.yaml"
    file.write_bytes(content)

    code, out, err = run("new", "crane-support", "--answers", str(file))

    assert (code, err) == (1, "")
    assert said in out


def test_a_file_that_is_not_there_is_named(run, tmp_path):
    code, _, said = run("new", "crane-support", "--answers", str(tmp_path / "no.yaml"))

    assert code == 2
    assert "no.yaml" in said
    assert "draftline new --questions" in said


def test_the_faulty_line_of_a_file_outside_the_repository_is_shown(run, tmp_path_factory):
    file = tmp_path_factory.mktemp("elsewhere") / "answers.yaml"
    file.write_text("effective_date: 1/4/2027\n")

    _, out, _ = run("new", "crane-support", "--answers", str(file))

    assert "    1 | effective_date: 1/4/2027\n" in out


def test_the_questions_are_printed_for_a_file(run):
    code, out, _ = run("new", "--questions")

    assert code == 0
    assert "\n# On which day does the contract take effect? Year-month-day, for example 2027-01-31.\n" in out
