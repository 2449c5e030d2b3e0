"""A task of the plan was done: written into the ledger, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline import lifecycle, store
from pipeline.model.completion import Completion, completion_of
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.ledger import FactKind
from pipeline.model.plan import Plan, Task
from pipeline.model.terms.faults import close_to
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.plans.planning import plan_of
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.ledger import Ledger
from pipeline.store.root import Root

_SHOWN = 3
"""How many of the days are named on which a task is due."""


def done(root: Root, contract: str, version: str, completion: Completion, at: str) -> Iterator[Progress | Fault | Draft]:
    """Tell the ledger that a task was done, in a child process as all work is. `at` is the moment at which it is told."""
    yield from in_a_child(contract, _Doing(root, version, completion, at))


def open_tasks(root: Root, contract: str, version: str) -> Iterator[Progress | Fault | Draft]:
    """Of each task the next of its days on which it is not done; the Draft has the plan."""
    yield from in_a_child(contract, _Looking(root, version))


@dataclass(frozen=True, slots=True)
class _Looking:
    root: Root
    version: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        made = plan_of(self.root, contract, self.version, step)
        if not isinstance(made, Plan):
            return Draft(contract, self.version, made)
        return Draft(contract, made.version, (), plan=made)


@dataclass(frozen=True, slots=True)
class _Doing:
    root: Root
    version: str
    completion: Completion
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        step("read")
        made = plan_of(self.root, contract, self.version, step)
        if not isinstance(made, Plan):
            return Draft(contract, self.version, made)
        if self.completion.task not in lifecycle.task_names(made):
            return Draft(contract, made.version, (_unknown(made, self.completion.task),))
        step("keep")
        try:
            return self._told(made)
        except store.CannotWrite as refused:
            return Draft(contract, made.version, (refused.diagnostic,))

    def _told(self, made: Plan) -> Draft:
        """Looks in the ledger that is locked, so that of two people who tell the same one is refused. Raises CannotWrite."""
        with store.ledger_open(self.root, made.contract) as writer:
            entries = writer.ledger.of_kind(FactKind.DONE)
            now = replace(made, completions=tuple(completion_of(entry.facts) for entry in entries))
            meant = _meant(now, self.completion)
            refused = meant if isinstance(meant, Diagnostic) else _twice(writer.ledger, made.contract, meant)
            if refused is None and not writer.ledger.of_kind(FactKind.EXECUTED):
                refused = _not_signed(made)
            if refused is not None or isinstance(meant, Diagnostic):
                return Draft(made.contract, made.version, (refused,) if refused else ())
            writer.add(FactKind.DONE, self.at, meant.facts)
        return Draft(made.contract, made.version, (), (store.ledger_file(made.contract),), completion=meant)


def _meant(plan: Plan, completion: Completion) -> Completion | Diagnostic:
    """What was done with the day on which it was due: the one that was named, else the first that is not done."""
    days = [task for task in lifecycle.all_tasks(plan) if task.id == completion.task]
    if completion.due:
        known = [task.due.isoformat() for task in days]
        return completion if completion.due in known else _no_such_day(plan, completion, known)
    if not days:
        return completion
    waiting = next((task for task in days if task.done is None), days[-1])
    return replace(completion, due=waiting.due.isoformat())


def _twice(ledger: Ledger, contract: str, meant: Completion) -> Diagnostic | None:
    """What is done is not done again; a duty that waits for an event may be done once on each day."""
    for entry in ledger.of_kind(FactKind.DONE):
        former = completion_of(entry.facts)
        if former.task == meant.task and former.due == meant.due and (meant.due or former.on == meant.on):
            place = Span(store.ledger_file(contract), entry.number)
            due = f", due on {former.due}," if former.due else ""
            message = f"`{former.task}`{due} was done on {former.on} by {former.by}"
            return error(
                "done-already", place, message, f"look whether another task or another day is meant: draftline plan {contract} --open"
            )
    return None


def _no_such_day(plan: Plan, completion: Completion, known: list[str]) -> Diagnostic:
    days = ", ".join(known[:_SHOWN]) + (f" and {len(known) - _SHOWN} later days" if len(known) > _SHOWN else "")
    hint = f"it is due on {days}" if known else "it waits for an event: leave out --due"
    return error("no-such-day", Span(store.folder_of(plan.contract)), f"`{completion.task}` is not due on {completion.due}", hint)


def _not_signed(plan: Plan) -> Diagnostic:
    """What an agreement asks for is done under it, and not before there is one."""
    message = f"the plan of version {plan.version} binds nobody yet, because {plan.contract} is not signed"
    hint = f"tell what was done once it is: draftline status {plan.contract} says what is missing"
    return error("not-in-force", Span(store.folder_of(plan.contract)), message, hint)


def _unknown(plan: Plan, task: str) -> Diagnostic:
    names = lifecycle.task_names(plan)
    hint = close_to(task, names) or f"`draftline plan {plan.contract} --open` lists them"
    return error("no-such-task", Span(store.folder_of(plan.contract)), f"the plan of version {plan.version} has no task `{task}`", hint)


def shown(plan: Plan, today: date) -> Iterator[tuple[Task, int]]:
    """Of each open task the first of its days that is not done, the earliest first, and on how many days it is overdue."""
    late = Counter(task.id for task in lifecycle.overdue(plan, today))
    waiting = (task for task in lifecycle.next_tasks(plan) if task.done is None and not lifecycle.lapsed(task, today))
    yield from ((task, late[task.id]) for task in waiting)
