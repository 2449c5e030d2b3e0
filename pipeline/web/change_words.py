"""How changes are told in words: kinds, values, and the old and new numbers of clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.change import Change, ChangeKind, Importance, Place
from pipeline.model.comparison import Comparison
from pipeline.model.playbook import ReachedPosition
from pipeline.model.terms.paths import PathError, field_at
from pipeline.web.redline_lines import Grid, Line

KINDS = {
    ChangeKind.VALUE: "Value changed",
    ChangeKind.WORDS: "Words changed",
    ChangeKind.ADDED: "Added",
    ChangeKind.DROPPED: "Dropped",
    ChangeKind.MOVED: "Moved",
    ChangeKind.DIVIDED: "Paragraph divided",
    ChangeKind.JOINED: "Paragraphs joined",
    ChangeKind.LAYOUT: "Layout changed",
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many changes of one kind there are, by importance."""

    kind: str
    high: int
    medium: int
    low: int

    @property
    def all(self) -> int:
        """All of this kind."""
        return self.high + self.medium + self.low


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A clause or schedule whose number differs between the versions; empty in the one that lacks it."""

    heading: str
    old: str
    new: str


def counts(changes: Iterable[Change]) -> tuple[Count, ...]:
    """The changes by kind, in the order of the kinds."""
    found = Counter((change.kind, change.importance) for change in changes)
    all_kinds = (Count(words, *(found[kind, importance] for importance in Importance)) for kind, words in KINDS.items())
    return tuple(count for count in all_kinds if count.all)


def values(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes of values, which a reader looks at first."""
    return tuple(change for change in changes if change.kind is ChangeKind.VALUE)


def given_way(comparison: Comparison) -> tuple[ReachedPosition, ...]:
    """The positions that somebody must approve, or that the playbook does not know."""
    return tuple(reached for reached in comparison.reached if reached.is_fallback or reached.position is None)


def value_words(path: str) -> str:
    """What the value at a data path is, as the data's own description says it; empty where this release knows no such path."""
    try:
        return field_at(path).description.rstrip(".")
    except PathError:
        return ""


def place_words(place: Place) -> str:
    """A place as a lawyer would name it: the number, both where they differ, and the heading."""
    old, new = place.old_number, place.new_number
    number = f"{new} (was {old})" if old and new and old != new else place.number
    return " ".join(word for word in (number, place.heading) if word) or "The title"


def renumbered(lines: Sequence[Line | Grid]) -> tuple[Renumbered, ...]:
    """The clauses and schedules whose number is another one, or that only one version has."""
    found: dict[str, Renumbered] = {}
    for line in lines:
        if isinstance(line, Line) and line.kind in ("part", "clause") and line.label:
            before = found.get(line.block, Renumbered("", "", ""))
            found[line.block] = Renumbered(heading_words(line), before.old or line.old_label, before.new or line.new_label)
    return tuple(each for each in found.values() if each.old != each.new)


def heading_words(line: Line) -> str:
    """A heading as the new version has it, or else the old one."""
    kept = "".join(piece.text for piece in line.pieces if piece.in_new)
    return kept or "".join(piece.text for piece in line.pieces)
