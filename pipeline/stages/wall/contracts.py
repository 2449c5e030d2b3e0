"""Work on contracts behind the wall, told as it goes on: one child process a contract, and what the wall stopped said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.stages.drafts.drafting import SECONDS, Draft
from pipeline.stages.wall.workers import Ended, Entered, Lost, Reason, in_children


@dataclass(frozen=True, slots=True)
class Progress:
    """A contract goes on to its next step; the library's check has no name."""

    contract: str
    step: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of ours that cost one contract; its findings say so too."""

    contract: str
    traceback: str


def in_a_child(
    contract: str, work: Callable[[str, Callable[[str], None]], Draft], seconds: Mapping[str, float] = SECONDS
) -> Iterator[Progress | Fault | Draft]:
    """Do one piece of work on one contract in a child process, as all work is done; each step may take so many seconds."""
    yield from told(in_children([contract], work, seconds=seconds, children=1), seconds)


def told(
    events: Iterable[Entered[str] | Ended[str, Draft]],
    seconds: Mapping[str, float] = SECONDS,
    lost: Callable[[str, Lost], Diagnostic] | None = None,
) -> Iterator[Progress | Fault | Draft]:
    """What the child processes do, as it is shown; a task that the wall stopped, after so many seconds, is a Draft that says so.

    `lost` says it of tasks that are no contracts.
    """
    for event in events:
        match event:
            case Entered(task=task, step=step):
                yield Progress(task, step)
            case Ended(task=task, outcome=Lost() as loss):
                if loss.traceback:
                    yield Fault(task, loss.traceback)
                yield Draft(task, "", (lost(task, loss) if lost else _lost(task, loss, seconds),))
            case Ended(outcome=Draft() as draft):
                yield draft


def _lost(task: str, loss: Lost, seconds: Mapping[str, float]) -> Diagnostic:
    """What is said of a contract, or of the library, whose work the wall stopped."""
    name, place = (f"the contract `{task}`", Span(store.folder_of(task))) if task else ("the clause library", Span("clauses"))
    step = f"in the step `{loss.step}`"
    match loss.reason:
        case Reason.DEADLINE:
            return error("took-too-long", place, f"{name} took more than {seconds[loss.step]:g} seconds {step} and was stopped")
        case Reason.MEMORY:
            return error("took-too-much-memory", place, f"{name} took more memory than a contract may {step} and was stopped")
        case Reason.DIED:
            return error("ended-early", place, f"the work on {name} ended without a word {step}")
        case Reason.FAULT:
            return error("own-fault", place, f"draftline itself failed on {name} {step}", "this is a fault of the tool, not of your files")
