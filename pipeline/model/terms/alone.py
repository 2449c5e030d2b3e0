"""One value by itself, read as its field of the terms reads it."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import Fault, fault_of
from pipeline.model.terms.places import ANY, Place, root, under


def fault_alone(path: str, written: object) -> Fault | None:
    """Why the field at a data path (`*` for any item of a list) does not take what is written; None where it does.

    The fault stands at the empty path. Of a union each member is tried.
    """
    faults = []
    for reading in _readings(path):
        try:
            reading.validate_python(written)
            return None
        except ValidationError as error:
            faults.append(_fault(path, error))
    return faults[0] if faults else None


def _fault(path: str, error: ValidationError) -> Fault:
    steps = tuple(0 if step == ANY else step for step in path.split("."))
    detail = error.errors(include_url=False)[0]
    found = fault_of({**detail, "loc": (*steps, *detail["loc"])}, Terms, {})
    return Fault((), found.code, found.message, found.hint)


@lru_cache(maxsize=1024)
def _readings(path: str) -> tuple[TypeAdapter[Any], ...]:
    reached = root()
    for segment in path.split("."):
        further = under(reached, segment)
        if further is None:
            raise LookupError(f"`{path}`: there is no `{segment}`")
        reached = further
    return tuple(TypeAdapter(_annotated(place)) for place in reached.places)


def _annotated(place: Place) -> Any:
    return Annotated[(place.type, *place.marks)] if place.marks else place.type
