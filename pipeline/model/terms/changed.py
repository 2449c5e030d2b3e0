"""Terms as they would be with other values at some data paths: the same rules read them as read the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.terms.contract import Terms
from pipeline.model.terms.reading import terms_from
from pipeline.model.terms.writing import with_value, written_terms


@dataclass(frozen=True, slots=True)
class Changed:
    """The terms with all values that the data takes, and of the others by path why it does not."""

    terms: Terms
    refused: Mapping[str, str]


def with_values(terms: Terms, values: Mapping[str, str]) -> Changed:
    """The terms with these values, each written as its YAML field is. Values that only hold together are taken together."""
    read = _read(terms, values)
    if isinstance(read, Terms):
        return Changed(read, {})
    refused: dict[str, str] = {}
    for path, value in values.items():
        each = _read(terms, {path: value})
        if isinstance(each, Terms):
            terms = each
        else:
            refused[path] = each
    return Changed(terms, refused)


def _read(terms: Terms, values: Mapping[str, str]) -> Terms | str:
    """The terms with these values, or what the model says against them."""
    data = written_terms(terms)
    for path, value in values.items():
        changed = with_value(data, path, value)
        if changed is None:
            return f"`{path}` is not in the data"
        data = changed
    read = terms_from(data, calendars={terms.calendar.id: terms.calendar})
    return read if isinstance(read, Terms) else "; ".join(dict.fromkeys(fault.message for fault in read))
