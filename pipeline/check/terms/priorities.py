"""The priorities: what impact and urgency give, and which services use them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.check.terms.rule import Rule, for_each, other_place
from pipeline.check.terms.service_time import window_clock
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.service_levels import MatrixStep, PriorityMatrix, ServiceLevelTarget

CELLS = "priority_matrix.cells"
Step = tuple[str, str, str]
"""A cell and the next one of the same row or column: the path of each within the cells, and in which respect they differ."""


def incomplete_matrix(terms: Terms, positions: Positions) -> Iterator[Diagnostic]:
    """V04. A pair of impact and urgency for which the matrix names no priority.

    Wrong: the steps of impact are high, medium and low, and `cells` has no row `low`. Right: a cell for each pair.
    An incident that falls into a missing cell has no targets at all.
    """
    matrix = terms.priority_matrix
    if matrix is None:
        return
    for impact in matrix.impacts:
        row = matrix.cells.get(impact.id, {})
        missing = [urgency.id for urgency in matrix.urgencies if urgency.id not in row]
        if missing and row:
            message = f"the row `{impact.id}` of the priority matrix has no cell for the urgency {_listed(missing)}"
            yield error("incomplete-matrix", positions.of_key(f"{CELLS}.{impact.id}"), message, "name a priority for each")
        elif missing:
            message = f"the priority matrix has no row for the impact `{impact.id}`"
            related = other_place(positions, f"priority_matrix.impacts.{impact.id}", "the impact")
            yield error("incomplete-matrix", positions.of_key(CELLS), message, "name a priority for each urgency", related)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _steps(terms: Terms) -> Iterator[Step]:
    """The neighbours in each row and column of the matrix."""
    matrix = terms.priority_matrix
    if matrix is None:
        return
    for impact in matrix.impacts:
        for higher, lower in _pairs(matrix.urgencies):
            yield f"{impact.id}.{higher}", f"{impact.id}.{lower}", "urgency"
    for urgency in matrix.urgencies:
        for higher, lower in _pairs(matrix.impacts):
            yield f"{higher}.{urgency.id}", f"{lower}.{urgency.id}", "impact"


def _pairs(steps: tuple[MatrixStep, ...]) -> Iterator[tuple[str, str]]:
    return pairwise(step.id for step in steps)


@for_each(_steps)
def matrix_turns_back(terms: Terms, positions: Positions, step: Step) -> Iterator[Diagnostic]:
    """V04. A cell of the matrix whose priority is higher than that of a cell with more impact or urgency.

    Wrong: `high: {high: p2, medium: p1}`. Right: `high: {high: p1, medium: p2}`, priorities that never rise while impact or
    urgency falls. Otherwise an incident is treated the better, the less it matters.
    """
    matrix = terms.priority_matrix
    order = [target.id for target in terms.service_levels.targets]
    worse, better, respect = step
    above, below = _cell(matrix, worse), _cell(matrix, better)
    if above in order and below in order and order.index(below) < order.index(above):
        message = f"`{below}` is a higher priority than `{above}`, although the {respect} is lower"
        related = other_place(positions, f"{CELLS}.{worse}", f"the cell with the higher {respect}")
        hint = "expected priorities that never rise while impact or urgency falls"
        yield error("matrix-turns-back", positions.of_value(f"{CELLS}.{better}"), message, hint, related)


def _cell(matrix: PriorityMatrix | None, path: str) -> str:
    impact, urgency = path.split(".")
    row = matrix.cells.get(impact) if matrix else None
    # A row that is still open must raise, and only a missing one is empty.
    return row.get(urgency, "") if row is not None else ""


def _targets(terms: Terms) -> Iterable[ServiceLevelTarget]:
    return terms.service_levels.targets


@for_each(_targets)
def unused_priority(terms: Terms, positions: Positions, target: ServiceLevelTarget) -> Iterator[Diagnostic]:
    """V05. A priority that no service in scope uses. A warning.

    Wrong: targets for `p5`, which stands in the `priorities` of no service. Right: add it to a service, or drop the target.
    Its targets promise something that can never be claimed.
    """
    used = {priority for service in terms.services if service.in_scope for priority in service.priorities}
    if target.id not in used:
        message = f"no service in scope has the priority `{target.id}`"
        hint = "add it to the `priorities` of a service, or drop the target"
        yield warning("unused-priority", positions.of_value(f"service_levels.targets.{target.id}.id"), message, hint)


@for_each(_targets)
def nobody_to_call(terms: Terms, positions: Positions, target: ServiceLevelTarget) -> Iterator[Diagnostic]:
    """V06. A target around the clock without a channel that is staffed around the clock.

    Wrong: `p1` in a window of 00:00-24:00 on all days, while the only telephone is staffed from 08:00 to 18:00.
    Right: a channel for `p1` in a staffed window around the clock. At night the clock would run and nobody could be told.
    """
    if not window_clock(terms, target.window).is_always:
        return
    windows = {window.id: window for window in terms.calendar.service_windows}
    for service in terms.services:
        for channel in service.channels if service.in_scope else ():
            window = windows.get(channel.window)
            if target.id in channel.priorities and window is not None and window.is_always and window.staffed:
                return
    message = f"`{target.id}` is measured around the clock, but no channel through which it may be reported is staffed around the clock"
    hint = "add a channel with that priority in a staffed window around the clock, or choose another window"
    yield error("nobody-to-call", positions.of_value(f"service_levels.targets.{target.id}.window"), message, hint)


RULES: tuple[Rule, ...] = (incomplete_matrix, matrix_turns_back, unused_priority, nobody_to_call)
