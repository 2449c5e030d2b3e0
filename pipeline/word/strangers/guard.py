"""Runs a command in a process group that ends as a whole: when the command ends, when its time is over, or when who asked for it is gone.

A script of its own, which needs nothing but the standard library: `guard.py SECONDS BYTES COMMAND...`. Its standard input is a pipe
that who asked holds open and never writes to. It must lead its process group. Ends with the code of the command, or with `LATE`.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import subprocess
import sys
import time

LATE = 124
_LOOK_SECONDS = 0.02
_MOST_WRITTEN = 200_000_000


def main(seconds: str, memory: str, *command: str) -> int:
    """Run the command within its limits; gives its exit code."""
    _limit(resource.RLIMIT_AS, int(memory))
    _limit(resource.RLIMIT_FSIZE, _MOST_WRITTEN)
    _limit(resource.RLIMIT_CORE, 0)
    end = time.monotonic() + float(seconds)
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    while process.poll() is None:
        if time.monotonic() > end:
            process.kill()
            return LATE
        gone, _, _ = select.select([sys.stdin], [], [], _LOOK_SECONDS)
        if gone and not os.read(sys.stdin.fileno(), 1):
            os.killpg(0, signal.SIGKILL)
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


def _limit(what: int, most: int) -> None:
    """Lower a limit of this process and of all that it starts, never above what holds already for good."""
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
