"""The second wall: work runs in child processes with a memory limit, and the parent holds a deadline for each step.

A child that hangs, eats memory or dies costs the task that it was at; it is replaced and the other tasks go on.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

MEMORY = 2 * 1024**3
"""Address space in bytes that one child may take beside what its parent had; a build of a hundred pages maps about a quarter of it."""
_WATCH_SECONDS = 0.2


class Reason(StrEnum):
    """Why a task has no result."""

    DEADLINE = "took too long"
    MEMORY = "took too much memory"
    DIED = "ended without a word"
    FAULT = "failed by a fault of the tool"


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that the wall stopped, and the step it was at; `traceback` only for a fault of ours."""

    reason: Reason
    step: str
    traceback: str = ""


@dataclass(frozen=True, slots=True)
class Entered(Generic[Task]):
    """A task went on to its next step."""

    task: Task
    step: str


@dataclass(frozen=True, slots=True)
class Ended(Generic[Task, Result]):
    """A task came to its end, with a result or without."""

    task: Task
    outcome: Result | Lost


Work = Callable[[Task, Callable[[str], None]], Result]
"""Does one task; calls its second argument with the name of each step before it begins."""


@dataclass(slots=True)
class _Child(Generic[Task]):
    process: BaseProcess
    connection: Connection
    task: Task
    step: str
    deadline: float


def in_children(
    tasks: Sequence[Task], work: Work[Task, Result], *, seconds: Mapping[str, float], children: int, memory: int = MEMORY
) -> Iterator[Entered[Task] | Ended[Task, Result]]:
    """Do all tasks in at most this many children; events come as they happen, tasks end in any order.

    `seconds` is the longest that each step may take; the first step is the first key.
    """
    waiting = deque(tasks)
    busy: dict[Connection, _Child[Task]] = {}
    first = next(iter(seconds))
    try:
        while waiting or busy:
            while waiting and len(busy) < children:
                child = _started(work, memory, waiting.popleft(), first, seconds[first])
                busy[child.connection] = child
            yield from _heard(busy, waiting, first, seconds)
    finally:
        for child in busy.values():
            _end(child)


def _heard(
    busy: dict[Connection, _Child[Task]], waiting: deque[Task], first: str, seconds: Mapping[str, float]
) -> Iterator[Entered[Task] | Ended[Task, Result]]:
    """What the children say next; a silent one is ended when its deadline has passed."""
    patience = max(0.0, min(child.deadline for child in busy.values()) - time.monotonic())
    ready = wait(list(busy), timeout=patience)
    for connection in [found for found in ready if isinstance(found, Connection)]:
        child = busy[connection]
        kind, content = _received(child)
        if kind == "step":
            child.step, child.deadline = content, time.monotonic() + seconds[content]
            yield Entered(child.task, content)
            continue
        yield Ended(child.task, content)
        if kind == "result" and waiting and _sent(connection, waiting[0]):
            child.task, child.step, child.deadline = waiting.popleft(), first, time.monotonic() + seconds[first]
        else:
            _end(busy.pop(connection))
    now = time.monotonic()
    for connection, child in list(busy.items()):
        if child.deadline <= now and not connection.poll():
            yield Ended(child.task, Lost(Reason.DEADLINE, child.step))
            _end(busy.pop(connection))


def _started(work: Work[Task, Result], memory: int, task: Task, step: str, seconds: float) -> _Child[Task]:
    # A forked child shares what the parent has imported; where forking is unsafe (macOS) a new interpreter is started.
    context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work, memory, os.getpid()))
    process.start()
    theirs.close()
    ours.send(task)
    return _Child(process, ours, task, step, time.monotonic() + seconds)


def _sent(connection: Connection, task: object) -> bool:
    """Whether the child still listens; one that died behind its last result costs no task."""
    try:
        connection.send(task)
    except OSError:
        return False
    return True


def _received(child: _Child[Task]) -> tuple[str, Any]:
    try:
        kind, content = child.connection.recv()
    except (EOFError, OSError):
        return "lost", Lost(Reason.DIED, child.step)
    if kind == "memory":
        return "lost", Lost(Reason.MEMORY, child.step)
    if kind == "fault":
        return "lost", Lost(Reason.FAULT, child.step, content)
    return kind, content


def _end(child: _Child[Task]) -> None:
    child.process.kill()
    child.process.join()
    child.connection.close()


def _serve(connection: Connection, work: Work[Task, Result], memory: int, parent: int) -> None:
    """A child's life: do tasks until the parent hangs up or is gone. Lowers this process's own memory limit."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    # Only the soft limit: a child of the child (LibreOffice) may raise it again for itself.
    resource.setrlimit(resource.RLIMIT_AS, (memory + _inherited(), hard))
    try:
        while True:
            task = connection.recv()
            connection.send(("result", work(task, lambda step: connection.send(("step", step)))))
    except MemoryError:
        connection.send(("memory", None))
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return
    except Exception:
        # The edge of this process: whatever we did wrong must reach the parent in words.
        connection.send(("fault", traceback.format_exc()))


def _inherited() -> int:
    """The address space that came with the fork: what the parent's libraries have set aside, and no task has taken."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _end_with(parent: int) -> None:
    """End this process when its parent was killed: its pipe may be held open by a brother, and its work is no longer asked for."""
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


def cores() -> int:
    """How many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
