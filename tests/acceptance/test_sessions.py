"""The sessions by which people start the tool."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SESSIONS = {"environment", "build", "check", "schema", "bench", "tests"}


def test_each_command_is_a_session_and_build_is_what_is_done_unasked():
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("NOX", "FORCE_COLOR"))}
    words = [sys.executable, "-m", "nox", "--list", "--nocolor", "--noxfile", str(PROJECT / "noxfile.py")]

    done = subprocess.run(words, capture_output=True, text=True, cwd=PROJECT, env=environment)

    assert done.returncode == 0, done.stderr
    listed = {line.split()[1]: line[0] for line in done.stdout.splitlines() if line[:2] in ("* ", "- ")}
    assert set(listed) >= SESSIONS
    # What a session requires is done with it.
    assert {name for name, mark in listed.items() if mark == "*"} == {"build", "environment"}
