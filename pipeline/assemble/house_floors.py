"""The floors of our house, held against the values of one contract."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assemble.comparison import NoComparison, compared
from pipeline.assemble.pattern import Literal
from pipeline.assemble.suggestions import nearest
from pipeline.model.diagnostic import Diagnostic, error, warning
from pipeline.model.playbook import HouseJudgement
from pipeline.model.positions import Positions
from pipeline.model.terms.house import ApprovalGate, Bound, Gate, House, ValueFloor
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import Finder, PathError, field_at

_COMPARATORS = {Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.EQUALS: "=="}


def house_faults(house: House, places: Positions) -> Iterator[Diagnostic]:
    """Floors and approvals of values that no contract has; `places` are those of house.yaml."""
    for ordinal, floor in enumerate(house.floors):
        try:
            field_at(floor.path)
        except PathError as fault:
            place = places.of_value(("floors", ordinal, "path"))
            yield error("unknown-variable", place, f"{fault}", nearest(fault.segment, fault.names))
    for ordinal, gate in enumerate(house.gates):
        yield from _coverage_faults(gate, ordinal, places)


def _coverage_faults(gate: ApprovalGate, ordinal: int, places: Positions) -> Iterator[Diagnostic]:
    """Roles that approve parts of values which no contract has, and a final contract of which nobody approves the whole."""
    for number, covered in enumerate(gate.covers):
        for position, path in enumerate(covered.values):
            try:
                field_at(path)
            except PathError as fault:
                place = places.of_value(("gates", ordinal, "covers", number, "values", position))
                yield error("unknown-variable", place, f"{fault}", nearest(fault.segment, fault.names))
    if gate.gate is Gate.FINAL_CONTRACT and {*gate.approvers} <= {each.role for each in gate.covers}:
        message = "each role of this gate approves only parts, so that nobody approves the final contract as a whole"
        yield error("final-contract-in-parts", places.of_value(("gates", ordinal, "covers")), message, "leave one role without `covers`")


def house_floor_faults(house: House, finder: Finder, positions: Positions) -> Iterator[Diagnostic]:
    """Values that pass the floors of our house."""
    for floor in house.floors:
        for path, value in _values(finder, floor.path):
            if _passes(floor, value):
                message = f"`{path}` is {value}, and our house accepts {floor.bound.words} {floor.value}"
                hint = f"{floor.reason} An exception needs the approval of {_role(house, floor)}"
                yield warning("below-house-floor", positions.of_value(path), message, hint)


def house_judgements(house: House, finder: Finder) -> Iterator[HouseJudgement]:
    """The floors of our house that these values pass."""
    for floor in house.floors:
        for path, value in _values(finder, floor.path):
            if _passes(floor, value):
                yield HouseJudgement(path, f"Our house accepts {floor.bound.words} {floor.value}: {floor.reason}", floor.approver)


def _values(finder: Finder, path: str) -> Iterator[tuple[str, object]]:
    """What stands at a path in which `*` is each item of a list; nothing where a part of it is absent or open."""
    before, star, after = path.partition(".*")
    try:
        found = finder.find(before)
    except PathError:
        return
    if not star:
        if found is not None and not isinstance(found, OpenPoint):
            yield before, found
        return
    for item in found if isinstance(found, tuple) else ():
        yield from _values(finder, f"{before}.{item.id}{after}")


def _passes(floor: ValueFloor, value: object) -> bool:
    try:
        return not compared(value, _COMPARATORS[floor.bound], Literal(floor.value))
    except NoComparison:
        return False


def _role(house: House, floor: ValueFloor) -> str:
    return next((approver.role for approver in house.approvers if approver.id == floor.approver), floor.approver)
