"""Terms as their files would say them: mappings, lists and texts."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.section import Section


def written(value: object) -> Any:
    """A value as a file would say it; what is absent or still open is not written."""
    match value:
        case Section():
            fields = {name: getattr(value, name) for name in type(value).model_fields}
            return {name: written(each) for name, each in fields.items() if not (each is None or isinstance(each, OpenPoint))}
        case tuple():
            return [written(item) for item in value]
        case Mapping():
            return {str(key): written(item) for key, item in value.items() if not isinstance(item, OpenPoint)}
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def written_terms(terms: Terms) -> dict[str, Any]:
    """The data of a contract as one file would hold it, its calendar by name."""
    return {**written(terms), "calendar": terms.calendar.id}


def value_at(data: Mapping[str, Any], path: str) -> Any:
    """What the data say at a path by ids; None where they say nothing."""
    around: Any = data
    for segment in path.split("."):
        match around:
            case Mapping():
                around = around.get(segment)
            case list():
                around = next((item for ordinal, item in enumerate(around) if _name(item, ordinal) == segment), None)
            case _:
                return None
    return around


def with_value(data: Mapping[str, Any], path: str, value: str) -> dict[str, Any] | None:
    """The data with another value at a path by ids; None where no section or item is there to hold it."""
    *around, last = path.split(".")
    if around and not isinstance(value_at(data, ".".join(around)), dict):
        return None
    changed: dict[str, Any] = deepcopy(dict(data))
    place = value_at(changed, ".".join(around)) if around else changed
    place[last] = value
    return changed


def _name(item: Any, ordinal: int) -> str:
    return str(item.get("id", ordinal)) if isinstance(item, dict) else str(ordinal)
