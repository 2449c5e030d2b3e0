"""What they changed without tracking it: with all tracked changes rejected, their file must say what we sent, character for character."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.document import Document
from pipeline.model.redline import rejected
from pipeline.negotiate.changes import Change, Form, changes_of


@dataclass(frozen=True, slots=True)
class Silence:
    """The changes from what we sent to their file with all tracked changes rejected."""

    untracked: tuple[Change, ...]

    def holds(self, change: Change) -> bool:
        """Whether a change of the whole redline was not tracked, or not in all its parts."""
        return any(_meet(change, other) for other in self.untracked)


def without_changes(redline: Document, known: Sequence[Change]) -> Document:
    """The redline, whose revisions are told apart, without the changes that the file had when we sent it."""
    keys = {_key(change) for change in known}
    names = {name for change in changes_of(redline) if keys and _key(change) in keys for name in change.names}
    return rejected(redline, lambda revision: revision.author in names) if names else redline


def silence_in(untracked: Sequence[Change], known: Sequence[Change]) -> Silence:
    """What is silent beside the known changes: whoever rejects tracked changes of ours leaves no mark either, and hides nothing."""
    keys = {_key(change) for change in known}
    return Silence(tuple(change for change in untracked if _key(change) not in keys))


def _key(change: Change) -> tuple[object, ...]:
    return change.form, change.place.block, change.old, change.new, change.fate


def _meet(change: Change, other: Change) -> bool:
    if change.form is Form.WORDS and other.form is Form.WORDS:
        return change.place.block == other.place.block and _overlap(change, other)
    if {change.form, other.form} == {Form.WORDS, Form.MOVE}:
        # A move whose words are changes of their own takes none of them along.
        return any(each.form is Form.MOVE and each.old != each.new for each in (change, other)) and bool(_touched(change) & _touched(other))
    if Form.WHOLE in (change.form, other.form) or Form.MOVE in (change.form, other.form):
        return bool(_touched(change) & _touched(other)) or (change.form is other.form and _says_the_same(change, other))
    return change.form is other.form and change.place.block == other.place.block


def _overlap(change: Change, other: Change) -> bool:
    one, two = change.around, other.around
    assert one is not None
    assert two is not None
    if one.start == one.end or two.start == two.end:
        return one.start <= two.end and two.start <= one.end
    return one.start < two.end and two.start < one.end


def _touched(change: Change) -> frozenset[str]:
    """The ids of the paragraphs that a change concerns."""
    return frozenset(change.covers or (change.place.block,))


def _says_the_same(change: Change, other: Change) -> bool:
    return bool(change.new) and change.new == other.new and change.fate is other.fate
