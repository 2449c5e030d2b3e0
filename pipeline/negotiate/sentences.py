"""The sentences of a paragraph: which of them a change of words concerns, and what they say before and after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.document import Fate, Text, Value
from pipeline.negotiate.changes import Around, Change
from pipeline.negotiate.pieces import Placed

_BEGINNING = re.compile(r"(?<=[.?!])[”’\"')]*\s+(?=[“‘\"'(A-Z0-9\ufffc])")
_STOPS = (".", "?", "!")
_SIGN = "\ufffc"
"""What stands for a reference or a Defined Term, so that each takes one place."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A stretch of our words, from whole sentence to whole sentence; empty where a sentence of theirs stands between two of ours."""

    start: int
    end: int

    def meets(self, other: Extent) -> bool:
        """Whether the two share words; two empty ones are apart."""
        return self.start < other.end and other.start < self.end


def extent_of(change: Change) -> Extent:
    """The sentences of ours that a change of words concerns."""
    around = change.around
    assert around is not None
    starts, size = _starts(around.row)
    if around.start == around.end and _is_sentence(change.new) and (around.start in (*starts, size) or _is_between(around.start, starts)):
        return Extent(around.start, around.start)
    last = max(around.start, around.end - 1)
    start = max((each for each in starts if each <= around.start), default=0)
    ends = (*(each for each in starts if each > last), size)
    return Extent(start, ends[1] if len(ends) > 1 and start < around.start and _loses_its_end(change) else ends[0])


def _loses_its_end(change: Change) -> bool:
    """Whether a sentence goes on in the next one, since its full stop goes."""
    return change.old.rstrip().endswith(_STOPS) and not change.new.rstrip().endswith(_STOPS)


def _starts(row: Sequence[Placed]) -> tuple[tuple[int, ...], int]:
    """Where our sentences begin, and where the last one ends."""
    words = "".join(_places(each) for each in row if each.piece.is_old)
    return (0, *(match.end() for match in _BEGINNING.finditer(words))), len(words)


def _places(each: Placed) -> str:
    leaf = each.piece.leaf
    return leaf.text if isinstance(leaf, Text | Value) else _SIGN


def _is_sentence(words: str) -> bool:
    said = words.strip()
    return said.endswith(_STOPS) and not said[:1].islower()


def _is_between(at: int, starts: Iterable[int]) -> bool:
    """Whether only the space before a sentence lies between the place and the next beginning."""
    return any(at + 1 == start for start in starts)


def sides(changes: Sequence[Change]) -> tuple[str, str]:
    """The sentences that changes of one paragraph concern: as we sent them, and with these changes alone."""
    extents = [extent_of(change) for change in changes]
    start, end = min(each.start for each in extents), max(each.end for each in extents)
    names = {name for change in changes for name in change.names}
    around = changes[0].around
    assert around is not None
    ours, theirs = [], []
    for each, said in zip(around.row, around.said, strict=True):
        taken = each.piece.author in names
        if each.piece.fate is Fate.INSERTED:
            theirs += [said] if taken else []
        elif each.start < end and start < each.end:
            words = _within(said, each, start, end)
            ours.append(words)
            theirs += [] if each.piece.fate is Fate.DELETED and taken else [words]
    before, after = "".join(ours), "".join(theirs)
    # Where only a space at the edge differs, it is what there is to see.
    return (before, after) if before.strip() == after.strip() else (before.strip(), after.strip())


def _within(said: str, each: Placed, start: int, end: int) -> str:
    if not isinstance(each.piece.leaf, Text):
        return said
    return said[max(0, start - each.start) : max(0, end - each.start)]


def sentences(words: str) -> tuple[str, ...]:
    """The sentences of a text, each with plain spaces; a line is at least one sentence."""
    found = (sentence for line in words.split("\n") for sentence in _BEGINNING.split(line))
    return tuple(plain for sentence in found if (plain := " ".join(sentence.split())))


def words_beside(around: Around) -> tuple[str, str]:
    """Our words before a change and behind it."""
    before, behind = [], []
    for each, said in zip(around.row, around.said, strict=True):
        if each.piece.is_old and each.end <= around.start:
            before.append(said)
        elif each.piece.is_old and each.start >= around.end:
            behind.append(said)
    return "".join(before), "".join(behind)
