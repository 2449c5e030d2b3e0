"""Identifiers in the data that name nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.model.terms.open_points import OpenPoint, StillOpen
from pipeline.model.terms.paths import leaves
from pipeline.model.terms.section import Section


@dataclass(frozen=True)
class Dangling:
    """An identifier that names no item of the lists it refers to; `names` are those it could name."""

    path: str
    place: tuple[str | int, ...]
    name: str
    lists: tuple[str, ...]
    names: tuple[str, ...]
    is_key: bool


def dangling(section: Section) -> Iterator[Dangling]:
    """Each identifier in the terms, or in our house, that names nothing; those that refer to a list still open are passed over."""

    @cache
    def names_in(lists: tuple[str, ...]) -> tuple[str, ...] | None:
        return _names(section, lists)

    for leaf in leaves(section):
        names = names_in(leaf.refers_to) if leaf.refers_to and isinstance(leaf.value, str) else None
        if names is not None and leaf.value not in names:
            yield Dangling(leaf.path, leaf.place, str(leaf.value), leaf.refers_to, names, leaf.is_key)


def _names(section: Section, lists: tuple[str, ...]) -> tuple[str, ...] | None:
    try:
        return tuple(item.id for path in lists for item in _items(section, path))
    except StillOpen:
        return None


def _items(section: object, path: str) -> Iterator[Any]:
    for name in path.split("."):
        section = getattr(section, name, None)
    return iter(section) if isinstance(section, tuple | OpenPoint) else iter(())
