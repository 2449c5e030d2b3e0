"""The command `status`: the checklist, the portfolio and the story, in every form, and what is said of wrong use."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import store
from pipeline.cli import main
from pipeline.store.root import Root
from tests.entries import AT, ENTRIES

ACME = "acme-support"
WORKFLOW = Path(__file__).parents[1] / "stages" / "status" / "workflow.yaml"


@pytest.fixture
def root(tmp_path: Path, laid_out: Callable[[Path], None]) -> Root:
    laid_out(tmp_path)
    shutil.copy(WORKFLOW, tmp_path / "data/workflow.yaml")
    return Root(tmp_path)


@pytest.fixture
def run(root: Root, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def command(*words: str) -> tuple[int, str, str]:
        code = main(["--root", str(root.folder), "status", *words, "--now", "2026-05-02T12:00:00Z"])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_the_checklist_names_each_step_who_acts_and_why_it_is_not_done(run: Callable[..., tuple[int, str, str]]) -> None:
    code, said, _ = run(ACME)

    assert code == 0
    assert "  4  next         Prepare the preliminary draft" in said
    assert "no version is frozen yet" in said
    assert "  5  blocked      Approve the preliminary draft · Nora Quill (Department Manager) · needs 4" in said
    assert "As of: 2026-05-02" in said


def test_the_portfolio_has_a_line_for_each_contract(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run() == run("--all")
    code, said, _ = run("--all")

    assert code == 0
    assert [line.partition(" ")[0] for line in said.splitlines()[1:]] == [ACME]


def test_every_form_tells_of_the_same_twenty_steps(run: Callable[..., tuple[int, str, str]]) -> None:
    told = json.loads(run(ACME, "--format", "json")[1])
    rows = list(csv.DictReader(io.StringIO(run(ACME, "--format", "csv")[1].removeprefix("\ufeff"))))
    markdown, page = run(ACME, "--format", "md")[1], run(ACME, "--format", "html")[1]

    assert [step["title"] for step in told["steps"]] == [row["What"] for row in rows]
    assert len(rows) == 20
    for step in told["steps"]:
        assert step["title"] in markdown
        assert f"<td>{step['title']}</td>" in page


def test_the_story_tells_every_entry_with_its_moment_and_its_hash(root: Root, run: Callable[..., tuple[int, str, str]]) -> None:
    for kind, told in ENTRIES:
        with store.ledger_open(root, ACME) as writer:
            writer.add(kind, AT, told)

    code, said, _ = run(ACME, "--story")

    lines = said.splitlines()
    assert code == 0
    assert len(lines) == len(ENTRIES)
    for entry, line in zip(store.read_ledger(root, ACME).entries, lines, strict=True):
        assert line.startswith(f"{entry.number:>3}  {AT}  ")
        assert line.endswith(f"[{entry.hash[:16]}]")
    assert "Zoë Weiß (department manager) in place of Amira Ali approved version 0.1 at the gate preliminary draft" in said
    assert "a draft that was written elsewhere, was taken in. Its hash is" in said
    assert "Version 1.0, which was signed elsewhere, was taken over unverified. Its PDF is" in said
    assert said.count("all signatures hold") == 1


def test_a_contract_to_which_nothing_has_happened_has_no_story(run: Callable[..., tuple[int, str, str]]) -> None:
    assert run(ACME, "--story")[:2] == (0, "Nothing has happened to this contract yet.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("acme-suport",), "did you mean `acme-support`?"),
        ((ACME, "--all"), "name one contract, or say --all, and not both"),
        (("--story",), "--story tells of one contract: name it"),
        ((ACME, "--story", "--format", "csv"), "the story is text"),
    ],
)
def test_wrong_use_is_answered_in_words(run: Callable[..., tuple[int, str, str]], words: tuple[str, ...], said: str) -> None:
    code, _, told = run(*words)

    assert code == 2
    assert said in told


def test_without_a_workflow_the_command_says_what_is_missing(root: Root, run: Callable[..., tuple[int, str, str]]) -> None:
    root.path("data/workflow.yaml").unlink()

    code, said, _ = run(ACME)

    assert code == 1
    assert "data/workflow.yaml:1:1: error[no-workflow]" in said


def test_a_ledger_that_does_not_hold_ends_the_story_with_what_is_wrong(root: Root, run: Callable[..., tuple[int, str, str]]) -> None:
    root.path(store.ledger_file(ACME)).write_text("nonsense\n")

    code, said, _ = run(ACME, "--story")

    assert code == 1
    assert "error[broken-ledger]: this line is no entry of a ledger" in said
