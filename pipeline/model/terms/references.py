"""Identifiers in the data that name nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import find, leaves


@dataclass(frozen=True)
class Dangling:
    """An identifier that names no item of the lists it refers to."""

    path: str
    place: tuple[str | int, ...]
    name: str
    lists: tuple[str, ...]
    names: tuple[str, ...]


def dangling(terms: Terms) -> Iterator[Dangling]:
    """Each identifier that names nothing; those that refer to a list still open are passed over."""
    for leaf in leaves(terms):
        names = _names(terms, leaf.refers_to) if leaf.refers_to and isinstance(leaf.value, str) else None
        if names is not None and leaf.value not in names:
            yield Dangling(leaf.path, leaf.place, str(leaf.value), leaf.refers_to, names)


def _names(terms: Terms, lists: tuple[str, ...]) -> tuple[str, ...] | None:
    found = [find(terms, path) for path in lists]
    if any(isinstance(items, OpenPoint) for items in found):
        return None
    return tuple(item.id for items in found if isinstance(items, tuple) for item in items)
