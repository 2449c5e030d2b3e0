"""An engine runs apart: it cannot take more time or memory than it may, and nothing of it is left, however it or we end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from pipeline.word.strangers.guarded import LATE, Limits, run

MEGABYTE = 1024**2
LIMITS = Limits(20, 512 * MEGABYTE)
PARENT = """
import sys; from pathlib import Path
from pipeline.word.strangers.guarded import Limits, run
run([sys.executable, "-c", sys.argv[1]], Limits(60, 1024**3), {}, Path(sys.argv[2]))
"""
LEAVES_A_CHILD = """
import pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path("child").write_text(str(child.pid))
"""


def command(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def pid_in(folder: Path) -> int:
    end = time.monotonic() + 20
    while not (folder / "child").exists() or not (folder / "child").read_text():
        assert time.monotonic() < end, "the child was never started"
        time.sleep(0.02)
    return int((folder / "child").read_text())


def is_gone(pid: int) -> bool:
    """Whether a process has ended within a second; one that nobody has buried yet has ended too."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def test_what_the_command_says_and_how_it_ends_is_told(tmp_path: Path) -> None:
    outcome = run(command("import sys; print('declined'); sys.exit(3)"), LIMITS, {}, tmp_path)

    assert (outcome.code, outcome.said, outcome.is_late) == (3, "declined", False)


def test_a_command_that_never_ends_is_ended_with_its_children(tmp_path: Path) -> None:
    started = time.monotonic()

    outcome = run(command(LEAVES_A_CHILD + "time.sleep(60)"), Limits(1.5, LIMITS.memory), {}, tmp_path)

    assert outcome.code == LATE
    assert time.monotonic() - started < 10
    assert is_gone(pid_in(tmp_path))


def test_what_a_command_leaves_running_is_ended(tmp_path: Path) -> None:
    outcome = run(command(LEAVES_A_CHILD), LIMITS, {}, tmp_path)

    assert outcome.code == 0
    assert is_gone(pid_in(tmp_path))


def test_a_command_cannot_take_more_memory_than_it_may(tmp_path: Path) -> None:
    greedy = "x = bytearray(600 * 1024**2); print('taken')"

    outcome = run(command(greedy), LIMITS, {}, tmp_path)

    assert outcome.code != 0
    assert "MemoryError" in outcome.said
    assert run(command(greedy), Limits(20, 2048 * MEGABYTE), {}, tmp_path).said == "taken"


def test_a_command_ends_when_we_are_killed(tmp_path: Path) -> None:
    ours = subprocess.Popen([sys.executable, "-c", PARENT, LEAVES_A_CHILD + "time.sleep(60)", str(tmp_path)], cwd=Path.cwd())
    child = pid_in(tmp_path)

    os.kill(ours.pid, signal.SIGKILL)
    ours.wait()

    assert is_gone(child)
