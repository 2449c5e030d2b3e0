"""The standing of each step of a workflow, and of the contract as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pipeline.lifecycle.counting import Counting, NoDay
from pipeline.lifecycle.standing.following import following
from pipeline.lifecycle.standing.predicates import Outcome, outcome
from pipeline.model.facts import Facts
from pipeline.model.standing import ContractStanding, StepStanding, StepState
from pipeline.model.terms.house import House
from pipeline.model.workflow import Step, Workflow


def standing_of(facts: Facts, workflow: Workflow, today: date) -> ContractStanding:
    """Where a contract stands on a day."""
    outcomes = {step.id: outcome(step, facts, today) for step in workflow.steps}
    steps = tuple(_standing(step, workflow, outcomes, facts, today) for step in workflow.steps)
    next_date = min((each for each in facts.key_dates if each[0] >= today), default=None)
    late = tuple(_late_duties(facts, today))
    return ContractStanding(facts.contract, facts.title, today, steps, next_date, late, following(facts, today), facts.moved_on)


def _late_duties(facts: Facts, today: date) -> Iterator[str]:
    """The duties of the plan that are overdue; before the contract is signed nobody has any."""
    if facts.executed:
        yield from (f"{each.what} ({each.owner}, due {each.due})" for each in facts.duties if each.due < today)


def _standing(step: Step, workflow: Workflow, outcomes: Mapping[str, Outcome], facts: Facts, today: date) -> StepStanding:
    found = outcomes[step.id]
    blocking = tuple(each.number for each in workflow.steps if each.id in step.needs and not outcomes[each.id].is_done)
    due = None if found.is_done else found.due or facts.due.get(step.id)
    return StepStanding(
        step.id,
        step.number,
        step.title,
        _state(found, blocking),
        "" if found.who else facts.roles.get(step.owner, step.owner.replace("_", " ")),
        found.who or tuple(filter(None, (facts.people.get(step.owner, ""),))),
        found.why,
        found.notes,
        () if found.is_done else blocking,
        found.on if found.is_done else None,
        due,
        # Whoever waits for others is late by no fault of theirs, and the step that they wait for has a day of its own.
        due is not None and due < today and not blocking,
    )


def _state(found: Outcome, blocking: tuple[int, ...]) -> StepState:
    if found.is_done:
        return StepState.DONE
    if blocking:
        return StepState.BLOCKED
    return StepState.IN_PROGRESS if found.begun else StepState.NEXT


def _begins(done: date | None, anew: date | None) -> date | None:
    """The day from which the time of a step runs: when the step before it was done, or a later one on which it had to begin anew."""
    return max(done, anew) if done and anew else done


def deadlines(facts: Facts, workflow: Workflow, house: House, counting: Counting) -> dict[str, date]:
    """The day by which each step is due whose rule has a day: the step from which the time runs is done, and the ledger tells when."""
    gates = {gate.gate: gate.due_within for gate in house.gates}
    found = {}
    for step in workflow.steps:
        after = next((each for each in workflow.steps if step.due and each.id == step.due.after), None)
        if step.due is None or after is None:
            continue
        day = _begins(outcome(after, facts, date.max).on, outcome(step, facts, date.max).since)
        within = step.due.within or (gates.get(step.due.gate) if step.due.gate else None)
        if day is not None and within is not None:
            try:
                found[step.id] = counting.end_after(day, within)
            except NoDay:
                continue
    return found
