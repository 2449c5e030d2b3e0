"""Each command of a contract's life ends with what to commit and with the one command that comes next."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli import main

ACME = "acme-support"
WORKFLOW = Path(__file__).parents[1] / "stages" / "status" / "workflow.yaml"
AT = ("--now", "2026-05-01T12:00:00Z")


@pytest.fixture
def run(tmp_path: Path, laid_out: Callable[[Path], None], capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    laid_out(tmp_path)
    shutil.copy(WORKFLOW, tmp_path / "data/workflow.yaml")

    def command(*words: str, code: int = 0) -> list[str]:
        assert main(["--root", str(tmp_path), *words]) == code
        return capsys.readouterr().out.splitlines()

    return command


def test_what_was_written_is_to_be_committed_and_what_follows_is_named(run: Callable[..., list[str]]) -> None:
    assert run("build", ACME)[-1:] == [f"next: draftline freeze {ACME}"]
    assert run("freeze", ACME, *AT)[-2:] == [
        f"commit data/contracts/{ACME}/",
        f"next: draftline approve {ACME} preliminary_draft --request",
    ]


def test_a_command_that_only_shows_something_leaves_nothing_to_commit(run: Callable[..., list[str]]) -> None:
    run("freeze", ACME, *AT)

    assert run("approve", ACME, "preliminary_draft", "--request", *AT)[-2:] == [
        f"build/{ACME}/approvals/{ACME}-0.1-preliminary_draft-department_manager.eml",
        f"next: draftline approve {ACME} --from REPLY.eml --recorded-by PERSON, for each answer",
    ]
    assert not any(line.startswith("commit") for line in run("plan", ACME, "--open", *AT))


def test_a_command_that_failed_and_one_for_programs_say_nothing_of_it(run: Callable[..., list[str]]) -> None:
    run("freeze", ACME, *AT)

    assert not any(line.startswith("next:") for line in run("freeze", ACME, *AT, code=1))
    assert not any(line.startswith("next:") for line in run("build", ACME, "--format", "json"))
    assert not any(line.startswith("next:") for line in run("build"))


def test_nothing_follows_a_mapping_that_is_saved_as_it_was_printed(run: Callable[..., list[str]], tmp_path: Path) -> None:
    (tmp_path / "export.csv").write_text("Ticket;Status;Opened\n1;new;17/10/2026 09:00\n")

    assert not any(line.startswith("next:") for line in run("monitor", ACME, "--suggest-mapping", str(tmp_path / "export.csv")))


def test_a_draft_that_went_on_is_frozen_next(run: Callable[..., list[str]], tmp_path: Path) -> None:
    run("freeze", ACME, *AT)
    assert run("build", ACME)[-1] == f"next: draftline approve {ACME} preliminary_draft --request"

    terms = tmp_path / "data/contracts" / ACME / "termination.yaml"
    terms.write_text(terms.read_text().replace("notice: 30 days", "notice: 40 days"))

    assert run("build", ACME)[-1] == f"next: draftline freeze {ACME}"
