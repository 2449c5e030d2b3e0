"""What a redline marks, letter by letter, so that two forms of the same one can be held against each other."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from pipeline.model.drawn_words import as_drawn


class Marking(StrEnum):
    """What became of words; a page shows both ends of a move in the same colour."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


class Marked(NamedTuple):
    """Letters that are marked alike, without white space."""

    marking: Marking
    letters: str


def marked(pieces: Iterable[tuple[Marking | None, str]]) -> tuple[Marked, ...]:
    """The marked ones of these words in their order; None stands for words that both versions have at the same place."""
    groups = groupby(((marking, "".join(as_drawn(text).split())) for marking, text in pieces), key=lambda piece: piece[0])
    joined = ((marking, "".join(letters for _, letters in group)) for marking, group in groups)
    return tuple(Marked(marking, letters) for marking, letters in joined if marking is not None and letters)
