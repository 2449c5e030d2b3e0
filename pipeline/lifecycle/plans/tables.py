"""The tasks and the obligations as tables for other programs."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.lifecycle.plans.communication import columns_of
from pipeline.model.plan import Plan, Task
from pipeline.model.sheet import Grid, Record

_TASKS = ("ID", "Task", "Kind", "Party", "Owner", "Deputy", "E-mail", "Due", "Recurs", "Clause", "How it is counted", "Done on", "Done by")
_DUTIES = ("ID", "Party", "Duty", "When", "Recurs", "First due", "Owner", "Deputy", "Clause")


def task_table(tasks: Iterable[Task]) -> Grid:
    """One row for each task, with plain words and days as `2026-05-01`."""
    return Grid("Tasks", columns_of(*((name, 1) for name in _TASKS)), tuple(Record(_task(task)) for task in tasks))


def obligation_table(plan: Plan) -> Grid:
    """One row for each obligation of either party."""
    rows = (
        Record(
            (
                each.id,
                each.party,
                each.duty,
                each.due,
                each.recurs,
                each.days[0].isoformat() if each.days else "",
                each.owner,
                each.deputy,
                plan.label(each.clause),
            )
        )
        for each in plan.obligations
    )
    return Grid("Obligations", columns_of(*((name, 1) for name in _DUTIES)), tuple(rows))


def _task(task: Task) -> tuple[str, ...]:
    told = (task.id, task.what, task.kind, task.party, task.owner, task.deputy, task.email, task.due.isoformat(), task.recurs)
    done = (task.done.on, task.done.by) if task.done else ("", "")
    return (*told, task.clause, task.explained, *done)
