"""What they changed without tracking it: with all tracked changes rejected, their file must say what we sent, character for character."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.negotiate.changes import Change, Form


@dataclass(frozen=True, slots=True)
class Silence:
    """The changes from what we sent to their file with all tracked changes rejected."""

    untracked: tuple[Change, ...]

    def holds(self, change: Change) -> bool:
        """Whether a change of the whole redline was not tracked, or not in all its parts."""
        return any(_meet(change, other) for other in self.untracked)


def _meet(change: Change, other: Change) -> bool:
    if change.form is Form.WORDS and other.form is Form.WORDS:
        return change.place.block == other.place.block and _overlap(change, other)
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
