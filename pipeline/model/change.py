"""What changed from one version to another, as those who negotiate count it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """The kinds by which a summary counts."""

    VALUE = "value"
    WORDS = "words"
    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    DIVIDED = "divided"
    JOINED = "joined"
    LAYOUT = "layout"


class Importance(StrEnum):
    """What a reader should look at first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change stands: the id of the block, of the clause or schedule around it, and their numbers and heading.

    `old_number` and `new_number` are how people name the nearest numbered thing in either version, inside a Schedule with the Schedule's
    number ("Schedule 2, 3.1"); None where it is not in it.
    """

    block: str
    clause: str
    heading: str
    old_number: str | None
    new_number: str | None

    @property
    def number(self) -> str:
        """The number in the new version, else in the old one."""
        return self.new_number or self.old_number or ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `old` and `new` are the words concerned, empty where there are none; `path` is that of a value.

    A value that is printed in several places is one change with all of them; other changes have one place, a move that to which it goes.
    """

    kind: ChangeKind
    places: tuple[Place, ...]
    old: str
    new: str
    importance: Importance
    path: str | None = None

    @property
    def place(self) -> Place:
        """Where it is met first."""
        return self.places[0]
