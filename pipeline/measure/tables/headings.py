"""Where the columns that a mapping names stand in an export: by name, and by ordinal where a name stands there several times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.ticket_mapping import ColumnRole, Columns


class WrongColumns(Exception):
    """The mapping names columns that the file does not have, or has twice: by role and name, with the names that it has."""

    def __init__(self, missing: Mapping[ColumnRole, str], doubled: Mapping[ColumnRole, str], names: tuple[str, ...]) -> None:
        super().__init__(missing, doubled, names)
        self.missing, self.doubled, self.names = missing, doubled, names


@dataclass(frozen=True, slots=True)
class Heading:
    """Where each role of the mapping stands in a row, and how many cells a row has."""

    places: Mapping[ColumnRole, int]
    width: int


def named(columns: Columns) -> dict[ColumnRole, str]:
    """The columns that a mapping names, by role."""
    return {role: name for role in ColumnRole if (name := getattr(columns, role.value)) is not None}


def in_one_line(name: str) -> str:
    """A name as it reads, without the line breaks and double spaces with which it may stand in a spreadsheet."""
    return " ".join(name.replace("\0", "").split())


def told_apart(names: Sequence[str]) -> tuple[str, ...]:
    """The names by which a mapping can call the columns: `Name (2)` for the second of several that are called `Name`."""
    counts = Counter(names)
    return tuple(f"{name} ({names[: place + 1].count(name)})" if name and counts[name] > 1 else name for place, name in enumerate(names))


def heading_of(names: Sequence[str], columns: Columns) -> Heading:
    """Where the columns stand. Empty names at the end are no columns, since spreadsheets leave separators there. Raises WrongColumns."""
    wanted, counts = named(columns), Counter(names)
    places = {role: _place(name, names) for role, name in wanted.items()}
    doubled = {role: name for role, name in wanted.items() if counts[name] > 1}
    missing = {role: wanted[role] for role, place in places.items() if place is None and role not in doubled}
    if missing or doubled:
        raise WrongColumns(missing, doubled, tuple(dict.fromkeys(names)))
    width = max((ordinal for ordinal, name in enumerate(names, start=1) if name), default=0)
    return Heading({role: place for role, place in places.items() if place is not None}, width)


def _place(name: str, names: Sequence[str]) -> int | None:
    """The ordinal of the one column of that name; None where there is none, or where several have it."""
    if names.count(name) == 1:
        return names.index(name)
    apart = told_apart(names)
    return apart.index(name) if name in apart else None
