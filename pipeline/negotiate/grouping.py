"""Which changes are one decision."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.document import Fate, ToBeAgreed, Value
from pipeline.negotiate.changes import Change, Form
from pipeline.negotiate.renaming import Renaming, renamings
from pipeline.negotiate.sentences import extent_of

DERIVED = "derived."
"""Paths of figures that follow from others."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The value that a change of a value alone means: its data path, our words for it and theirs."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Group:
    """Changes on which one person decides at once, in the order of the contract.

    `renaming` says that they rename a Defined Term, `meaning` that they change a value and nothing else.
    """

    changes: tuple[Change, ...]
    silent: bool = False
    renaming: Renaming | None = None
    meaning: Meaning | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The authors' names of all its revisions."""
        return tuple(name for change in self.changes for name in change.names)


def grouped(
    changes: Sequence[Change], is_silent: Callable[[Change], bool], meanings: Mapping[tuple[str, ...], Meaning]
) -> tuple[Group, ...]:
    """All changes in groups, the first of each in the order of the contract. What was not tracked stands apart from what was.

    `meanings` are the values that changes of a value alone mean, by the names of the change.
    """
    found = renamings(changes)
    together: dict[tuple[Hashable, bool], list[Change]] = {}
    for change in changes:
        silent = is_silent(change)
        together.setdefault((_key(change, changes, found, meanings), silent), []).append(change)
    parted = [(silent, each) for (_, silent), whole in together.items() for each in _by_sentence(whole)]
    places = {change.names: ordinal for ordinal, change in enumerate(changes)}
    groups = [Group(tuple(each), silent, _renaming(each[0], found), meanings.get(each[0].names)) for silent, each in parted]
    return tuple(sorted(groups, key=lambda group: places[group.changes[0].names]))


def value_path(change: Change) -> str | None:
    """The path of the value that a change gives other words and leaves all else alone."""
    if len(change.gone) != 1 or len(change.come) != 1:
        return None
    match change.gone[0].leaf, change.come[0].leaf:
        case ((Value(path=path) | ToBeAgreed(path=path)), Value(path=other)) if path == other:
            return path
    return None


def _renaming(change: Change, found: Sequence[Renaming]) -> Renaming | None:
    return next((renaming for renaming in found if renaming.is_in(change)), None)


def is_derived(path: str) -> bool:
    """Whether what stands at a path is computed from other values."""
    return path.startswith(DERIVED)


def _key(change: Change, changes: Sequence[Change], found: Sequence[Renaming], meanings: Mapping[tuple[str, ...], Meaning]) -> Hashable:
    """What two changes have in common that are one decision; those of one paragraph are told apart by sentence afterwards."""
    block = change.place.block
    match change.form:
        case Form.WORDS if meaning := meanings.get(change.names):
            return "value", meaning
        case Form.WORDS if renaming := _renaming(change, found):
            return "renaming", renaming
        case Form.WORDS:
            return "words", block, change.around.row if change.around else ()
        case Form.END if beside := _at_the_end(change, changes):
            return _key(beside, changes, found, meanings)
        case Form.WHOLE if _is_rewritten(change, changes):
            return "rewritten", block
        case Form.COLUMN:
            return "column", block, change.fate
        case _:
            return change.names


def _at_the_end(change: Change, changes: Sequence[Change]) -> Change | None:
    """The change of words, if there is one, behind which the end of a paragraph comes or goes."""
    for other in changes:
        if other.around and other.place.block == change.place.block and other.around.row[-1].piece.author in other.names:
            return None if value_path(other) else other
    return None


def _is_rewritten(change: Change, changes: Sequence[Change]) -> bool:
    """Whether one block goes and another comes with the same anchor, so that it is our block in other words."""
    other = {Fate.DELETED: Fate.INSERTED, Fate.INSERTED: Fate.DELETED}[change.fate or Fate.DELETED]
    return any(each.form is Form.WHOLE and each.fate is other and each.place.block == change.place.block != "" for each in changes)


def _by_sentence(changes: list[Change]) -> list[list[Change]]:
    """Changes of words in one paragraph, those together that concern the same sentences."""
    if changes[0].form is not Form.WORDS or len(changes) == 1 or value_path(changes[0]) or len({c.place.block for c in changes}) > 1:
        return [changes]
    parts: list[list[Change]] = []
    for change in changes:
        extent = extent_of(change) if change.form is Form.WORDS else None
        if parts and (extent is None or any(extent.meets(extent_of(other)) for other in parts[-1])):
            parts[-1].append(change)
        else:
            parts.append([change])
    return parts
