"""Terms as their files would say them: mappings, lists and texts."""

from __future__ import annotations

from collections.abc import Mapping
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
