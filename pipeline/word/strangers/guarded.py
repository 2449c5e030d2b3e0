"""A command run apart: in a process group of its own, with limits of time and memory, gone as a whole when we are."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.word.strangers import guard
from pipeline.word.strangers.guard import LATE

_GRACE_SECONDS = 5.0
_MOST_SAID = 4000


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest that a command may take, and the most address space that any of its processes may have, in bytes."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, and the end of what it said; `is_late` where it was stopped because its time was over."""

    code: int
    said: str

    @property
    def is_late(self) -> bool:
        """Whether its time was over."""
        return self.code == LATE


def run(command: Sequence[str], limits: Limits, environment: Mapping[str, str], folder: Path) -> Outcome:
    """Run the command in a folder, with these variables beside ours. All its processes are gone afterwards, however it ends."""
    started = [sys.executable, "-I", "-S", guard.__file__, str(limits.seconds), str(limits.memory), *command]
    said = folder / "said"
    with said.open("wb") as stream:
        process = subprocess.Popen(
            started,
            stdin=subprocess.PIPE,
            stdout=stream,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={**os.environ, **environment},
            start_new_session=True,
        )
        try:
            code = process.wait(limits.seconds + _GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            code = LATE
        finally:
            _end(process)
    return Outcome(code, said.read_bytes()[-_MOST_SAID:].decode(errors="replace").strip())


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole group; it may outlive its leader."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
