"""One piece of work on a stranger's file, done in a child process: what hangs or eats memory there costs that file alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.stages.wall.workers import Ended, Lost, Reason, in_children

Result = TypeVar("Result")
_STEP = "read"


class OwnFault(Exception):
    """The work failed by a fault of ours; the traceback is that of the child."""


@dataclass(frozen=True, slots=True)
class _Alone(Generic[Result]):
    work: Callable[[], Result]

    def __call__(self, task: str, step: Callable[[str], None]) -> Result:
        step(_STEP)
        return self.work()


def apart(file: str, work: Callable[[], Result], seconds: float) -> Result | Diagnostic:
    """What the work gives, or why it was stopped. Raises OwnFault."""
    events = in_children([file], _Alone(work), seconds={_STEP: seconds}, children=1)
    outcome = next(event.outcome for event in events if isinstance(event, Ended))
    if not isinstance(outcome, Lost):
        return outcome
    match outcome.reason:
        case Reason.FAULT:
            raise OwnFault(outcome.traceback)
        case Reason.DEADLINE:
            return error("took-too-long", Span(file), f"this file took more than {seconds:g} seconds to read, and was given up")
        case Reason.MEMORY:
            return error("took-too-much-memory", Span(file), "this file took more memory to read than it may, and was given up")
        case Reason.DIED:
            return error("ended-early", Span(file), "the work on this file ended without a word")
