"""The tasks of a plan: what somebody has to do by a day, and whether it has been done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from pipeline.lifecycle.life import Life
from pipeline.model.key_dates import KeyDate, KeyDateKind
from pipeline.model.obligation import Obligation
from pipeline.model.plan import Plan, Task
from pipeline.model.terms.open_points import StillOpen, agreed

_ACTIONS = (KeyDateKind.RENEWAL_NOTICE, KeyDateKind.CREDIT_CLAIM)
"""Kinds of key dates on which somebody acts, although no clause obliges to it."""
_AT_THE_START = ("insurance-proof", "continuity-plan", "exit-plan")
_KINDS_AT_THE_START = (KeyDateKind.TRANSITION, KeyDateKind.MILESTONE)
_BEGIN_THEN = (KeyDateKind.MEETING, KeyDateKind.REPORT)


def all_tasks(plan: Plan) -> tuple[Task, ...]:
    """Every task on each of its days, the earliest first."""
    return tuple(sorted(_all(plan), key=lambda task: (task.due, task.id)))


def next_tasks(plan: Plan) -> tuple[Task, ...]:
    """Of each task the first of its days that is not done yet, and what was done once for all."""
    found: dict[str, Task] = {}
    for task in all_tasks(plan):
        if task.id not in found or (found[task.id].done and not task.done):
            found[task.id] = task
    return tuple(sorted(found.values(), key=lambda task: (task.due, task.id)))


def overdue(plan: Plan, today: date) -> tuple[Task, ...]:
    """The tasks that should have been done before today and are not. Nobody is late with a notice that they did not want to give."""
    return tuple(task for task in all_tasks(plan) if task.done is None and task.due < today and not lapsed(task, today))


def lapsed(task: Task, today: date) -> bool:
    """Whether it was a notice against renewal that nobody gave in time, so that nothing is to be done about it any more."""
    return task.kind == KeyDateKind.RENEWAL_NOTICE.value and task.done is None and task.due < today


def implementation(plan: Plan) -> tuple[Task, ...]:
    """The checklist: the tasks of the transition, what is due at the start, and the first of each meeting and report."""
    kinds = {key_date.id: key_date.kind for key_date in plan.key_dates}
    first: dict[str, Task] = {}
    for task in all_tasks(plan):
        wanted = task.id in _AT_THE_START or kinds.get(task.id) in (*_KINDS_AT_THE_START, *_BEGIN_THEN)
        if wanted and task.id not in first:
            first[task.id] = task
    return tuple(first.values())


def task_names(plan: Plan) -> frozenset[str]:
    """The ids by which something may be told to be done: all that has a day, and the duties that wait for an event."""
    return frozenset((*(task.id for task in _all(plan)), *(obligation.id for obligation in plan.obligations)))


def _all(plan: Plan) -> Iterator[Task]:
    emails = _emails(Life(plan.terms))
    key_dates = {key_date.id: key_date for key_date in plan.key_dates}
    for obligation in plan.obligations:
        for day in obligation.days:
            yield _done(plan, _of_obligation(plan, obligation, key_dates.get(obligation.id), day, emails))
    for key_date in plan.key_dates:
        if key_date.kind in _ACTIONS:
            for each in key_date.occurrences:
                yield _done(plan, _of_key_date(plan, each, emails))


def _done(plan: Plan, task: Task) -> Task:
    return replace(task, done=plan.completion(task.id, task.due.isoformat()))


def _of_obligation(plan: Plan, obligation: Obligation, key_date: KeyDate | None, day: date, emails: Mapping[str, str]) -> Task:
    return Task(
        id=obligation.id,
        kind=key_date.kind.value if key_date else "duty",
        what=key_date.title if key_date else obligation.duty,
        party=obligation.party,
        owner=obligation.owner,
        due=day,
        explained=key_date.rule if key_date else obligation.due,
        clause=plan.label(obligation.clause),
        deputy=obligation.deputy,
        email=emails.get(obligation.owner.partition(" (")[0], ""),
        recurs=obligation.recurs,
    )


def _of_key_date(plan: Plan, key_date: KeyDate, emails: Mapping[str, str]) -> Task:
    return Task(
        id=key_date.id,
        kind=key_date.kind.value,
        what=key_date.title,
        party=key_date.party,
        owner=key_date.owner,
        due=key_date.act_by,
        explained=key_date.rule,
        clause=plan.label(key_date.clause),
        email=emails.get(key_date.owner.partition(" (")[0], ""),
        recurs="monthly" if key_date.kind is KeyDateKind.CREDIT_CLAIM else "once",
    )


def _emails(life: Life) -> Mapping[str, str]:
    """The address of each contact by the name; none where the contacts are still open."""
    try:
        return {agreed(contact.name): agreed(contact.email) for contact in agreed(life.terms.contacts)}
    except StillOpen:
        return {}
