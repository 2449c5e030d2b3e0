"""What is wrong with a workflow that can be read: steps that it does not have, circles, and owners whom nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.positions import Positions
from pipeline.model.terms.faults import close_to
from pipeline.model.terms.house import House
from pipeline.model.workflow import CONTRACT_ROLES, Workflow


def workflow_faults(workflow: Workflow, positions: Positions, house: House | None) -> Iterator[Diagnostic]:
    """Each fault at its place; without a house nothing is said of owners."""
    ids = [step.id for step in workflow.steps]
    for ordinal, step in enumerate(workflow.steps):
        for place, named in enumerate(step.needs):
            if named not in ids:
                yield _unknown(positions.of_value(("steps", ordinal, "needs", place)), named, ids)
        if step.due is not None and step.due.after not in ids:
            yield _unknown(positions.of_value(("steps", ordinal, "due", "after")), step.due.after, ids)
        if house is not None:
            roles = [*CONTRACT_ROLES, *(approver.id for approver in house.approvers)]
            if step.owner not in roles:
                hint = close_to(step.owner, roles) or f"the roles are {', '.join(f'`{role}`' for role in roles)}"
                message = f"`{step.owner}` is no role of data/house.yaml, nor one that each contract fills"
                yield error("unknown-role", positions.of_value(("steps", ordinal, "owner")), message, hint)
    yield from _circle(workflow, positions)


def _unknown(place: Span, named: str, ids: list[str]) -> Diagnostic:
    return error("unknown-step", place, f"there is no step `{named}`", close_to(named, ids) or None)


def _circle(workflow: Workflow, positions: Positions) -> Iterator[Diagnostic]:
    ordinals = {step.id: ordinal for ordinal, step in enumerate(workflow.steps)}
    try:
        TopologicalSorter({step.id: step.needs for step in workflow.steps}).prepare()
    except CycleError as circle:
        steps = circle.args[1]
        message = f"these steps wait for each other: {' → '.join(f'`{step}`' for step in steps)}"
        place = positions.of_value(("steps", ordinals[steps[0]], "needs"))
        yield error("circle-of-steps", place, message, "take one of them out of `needs`")
