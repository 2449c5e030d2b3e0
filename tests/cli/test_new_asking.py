"""The questions at a terminal, as an owner meets them: played on a pseudo-terminal to the built draft."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import docx
import pytest

from pipeline import store
from pipeline.stages.intake.dialogue import Dialogue, State
from pipeline.stages.intake.making import given_for
from pipeline.stages.intake.tables import rows_of_file
from pipeline.store.root import Root
from tests.stages.intake.player import typed

REPOSITORY = Path(__file__).parents[2]
INTAKE = Path(__file__).parents[1] / "stages" / "intake"
NEW = "crane-support"
CTRL_C, CTRL_D = b"\x03", b"\x04"


class Terminal:
    """The command at a pseudo-terminal of its own."""

    def __init__(self, root: Root, *words: str) -> None:
        self.shown = ""
        self.child, self.line = pty.fork()
        if self.child == 0:
            # Whoever runs the tests in the background has this signal ignored, and a child inherits that.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "TERM": "dumb", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
            os.execve(sys.executable, [sys.executable, "-m", "pipeline", "--root", str(root.folder), "new", NEW, *words], environment)

    def wait_for_prompt(self) -> None:
        """Read until the command waits for an answer, or has ended."""
        until, fresh = time.monotonic() + 60, ""
        while time.monotonic() < until:
            if select.select([self.line], [], [], 0.2)[0]:
                try:
                    read = os.read(self.line, 65536)
                except OSError:
                    return
                if not read:
                    return
                fresh += read.decode(errors="replace")
                self.shown += read.decode(errors="replace")
            if fresh.rstrip(" ").endswith((":", ">")):
                return
        raise AssertionError(f"no prompt came: {self.shown[-500:]}")

    def answer(self, lines: Iterable[str]) -> Terminal:
        for line in lines:
            self.send(f"{line}\n".encode())
        return self

    def send(self, signs: bytes) -> Terminal:
        self.wait_for_prompt()
        self._wait_until_it_sleeps()
        os.write(self.line, signs)
        return self

    def _wait_until_it_sleeps(self) -> None:
        """Until the command waits in its read: a Ctrl-C between the prompt and that moment is seen only with the next line."""
        state = Path(f"/proc/{self.child}/stat")
        while state.exists() and state.read_text().rpartition(")")[2].split()[0] == "R":
            time.sleep(0.005)

    def end(self) -> int:
        """What the command ends with, once it has said all."""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                read = os.read(self.line, 65536) if select.select([self.line], [], [], 0.5)[0] else b" "
            except OSError:
                break
            if not read:
                break
            self.shown += read.decode(errors="replace")
        else:
            os.kill(self.child, signal.SIGKILL)
        os.close(self.line)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


@pytest.fixture
def root(asking):
    return asking


@pytest.fixture
def answers():
    return store.answers_in_file(INTAKE / "answers.yaml").tree


def lines_of(root: Root, answers: dict) -> list[str]:
    return list(typed(Dialogue(given_for(root, NEW), State({}), rows_of_file), answers))


def test_an_owner_comes_from_nothing_to_a_built_draft(root, answers):
    terminal = Terminal(root).answer([*lines_of(root, answers), "yes", "yes"])

    assert terminal.end() == 0, terminal.shown[-2000:]
    assert store.load_contract(root, NEW).diagnostics == ()
    built = root.path(f"build/{NEW}/0.1-draft")
    assert {path.suffix for path in built.iterdir()} >= {".docx", ".pdf"}


def test_the_terminal_shows_steps_questions_choices_and_suggestions(root, answers):
    terminal = Terminal(root).answer(lines_of(root, answers)[:60]).send(b"quit\n")

    assert terminal.end() == 0
    for shown in ("The services required (step 1 of the 20)", "How many people will be supported?", " 1 hardware", "[england and wales]"):
        assert shown in terminal.shown


@pytest.mark.parametrize(("signs", "code"), [(CTRL_C, 130), (CTRL_D, 1), (b"QUIT \n", 0)])
def test_whoever_leaves_finds_the_answers_kept_and_no_contract(root, signs, code):
    terminal = Terminal(root).answer(["Our agreement", "ITS-1"]).send(signs)

    assert terminal.end() == code
    assert f"go on with: draftline new {NEW}" in terminal.shown
    assert not store.is_taken(root, NEW)
    again = Terminal(root).send(b"quit\n")
    assert again.end() == 0
    assert "2 answers are taken up from last time" in again.shown


def test_whoever_leaves_is_told_to_name_the_draft_again(root, tmp_path_factory):
    file = tmp_path_factory.mktemp("drafts") / "Their draft.docx"
    document = docx.Document()
    document.add_paragraph("This Agreement has an initial term of 36 months.")
    document.save(str(file))

    terminal = Terminal(root, "--adopt", str(file)).send(b"quit\n")

    assert terminal.end() == 0
    assert f"go on with: draftline new {NEW} --adopt '{file}'" in terminal.shown


def test_a_killed_conversation_goes_on_at_its_last_answer(root):
    terminal = Terminal(root).answer(["Our agreement", "ITS-1"])
    terminal.wait_for_prompt()
    os.kill(terminal.child, signal.SIGKILL)
    terminal.end()

    again = Terminal(root).send(b"quit\n")

    assert again.end() == 0
    assert "2 answers are taken up from last time" in again.shown


def test_wrong_answers_are_explained_and_asked_again(root):
    wrong = ["\x07\x07", "back", "back", "?", "\u202eword", "Vertrag über IT – 情報", "", "x" * 3000, "ITS-1"]

    terminal = Terminal(root).answer(wrong).send(b"\xff\xfe\n").send(b"quit\n")

    assert terminal.end() == 0
    assert "Traceback" not in terminal.shown
    assert "cannot be printed" in terminal.shown
    assert "this is the first question" in terminal.shown
    assert "`back` goes back" in terminal.shown


def test_answers_that_contradict_each_other_are_told_and_asked_again(root, answers):
    lines = lines_of(root, {**answers, "service_start_date": "2026-12-31"})

    terminal = Terminal(root).answer([*lines, "yes", "2027-01-01", "yes", "no"])

    assert terminal.end() == 0, terminal.shown[-2000:]
    assert "before" in terminal.shown
    assert store.load_contract(root, NEW).diagnostics == ()


def test_a_conversation_whose_answers_cannot_be_kept_says_so(root):
    root.path("build").mkdir(exist_ok=True)
    root.path("build/intake").write_text("a file where a folder should be")

    terminal = Terminal(root).send(b"Our agreement\n")

    assert terminal.end() == 1
    assert "this file cannot be written" in terminal.shown
    assert "Traceback" not in terminal.shown
