"""What stands elsewhere: a block that goes at one place and comes at another is one move, not two changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline.compare.profile import Alignable, is_alike, kind_of, name_of, said_by, wording_of
from pipeline.compare.settings import Settings
from pipeline.model.document import Document, Fate, Mark, Row, children, with_children
from pipeline.model.redline import touched

_LEAST = 0.75
_FEWEST_WORDS = 4
"""Shorter blocks ("or", "not applicable") are alike by chance."""
_MOST_PAIRS = 10_000
"""Above so many only what has the same name or words is a move: who rewrites that much does not ask where a sentence went."""


@dataclass(frozen=True, slots=True)
class _Noted:
    number: str
    node: Any


class Moves:
    """Notes what goes and what comes while two Documents are merged, and pairs it afterwards."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.gone: list[_Noted] = []
        self.come: list[_Noted] = []

    def noted(self, node: Alignable, fate: Fate) -> str:
        """A number for the node's mark, until it is known whether it moved; rows have none, since Word knows no moves of rows."""
        if isinstance(node, Row):
            return ""
        notes = self.gone if fate is Fate.DELETED else self.come
        number = f"{fate}-{len(notes) + 1}"
        notes.append(_Noted(number, node))
        return number

    def found_in(self, document: Document, pair: Callable[[Any, Any], Any]) -> Document:
        """The redline with moves in place of deletions and insertions that belong together."""
        pairs = list(self._pairs()) if self.settings.moves else []
        names = {note.number: f"move-{count}" for count, both in enumerate(pairs, start=1) for note in both}
        merged = {come.number: pair(gone.node, come.node) for gone, come in pairs}
        renaming = _Renaming(names, merged, touched(document, *merged.values()))
        return replace(document, parts=tuple(renaming.renamed(part) for part in document.parts))

    def _pairs(self) -> Iterator[tuple[_Noted, _Noted]]:
        """Pairs in the order in which they come: by name, by equal words, then by likeness."""
        found: dict[str, tuple[_Noted, _Noted]] = {}
        taken: set[str] = set()
        for test in (self._by_key(_named), self._by_key(_worded), self._by_likeness()):
            for gone, come in test:
                if gone.number not in taken and come.number not in found:
                    found[come.number] = (gone, come)
                    taken.add(gone.number)
        return iter([found[come.number] for come in self.come if come.number in found])

    def _by_key(self, key_of: Callable[[Any], Hashable | None]) -> Iterator[tuple[_Noted, _Noted]]:
        waiting: dict[Hashable, list[_Noted]] = {}
        for gone in self.gone:
            if (key := key_of(gone.node)) is not None:
                waiting.setdefault(key, []).append(gone)
        for come in self.come:
            if queue := waiting.get(key_of(come.node)):
                yield queue.pop(0), come

    def _by_likeness(self) -> Iterator[tuple[_Noted, _Noted]]:
        goners, comers = ([note for note in notes if _is_long(note.node)] for notes in (self.gone, self.come))
        if len(goners) * len(comers) > _MOST_PAIRS:
            return
        alike = [
            (share, gone, come)
            for gone in goners
            for come in comers
            if kind_of(gone.node) == kind_of(come.node) and (share := is_alike(gone.node, come.node, _LEAST))
        ]
        yield from ((gone, come) for _, gone, come in sorted(alike, key=lambda each: -each[0]))


def _named(node: Alignable) -> Hashable | None:
    name = name_of(node)
    return (kind_of(node), name) if name is not None else None


def _worded(node: Alignable) -> Hashable | None:
    return (kind_of(node), wording_of(node)) if _is_long(node) else None


def _is_long(node: Alignable) -> bool:
    return sum(not text.isspace() for text in said_by(node)) >= _FEWEST_WORDS


@dataclass(frozen=True, slots=True)
class _Renaming:
    """Gives the marks of a redline their names, now that it is known what moved."""

    names: dict[str, str]
    merged: dict[str, Any]
    touched: frozenset[int]

    def renamed(self, node: Any) -> Any:
        """The node with its marks, and those below it, as they are now known."""
        if id(node) not in self.touched:
            return node
        [mark] = node.change if getattr(node, "change", ()) else (None,)
        if mark is None:
            return self._with_renamed_below(node)
        if mark.move not in self.names:
            return replace(node, change=(replace(mark, move=""),))
        fate = Fate.MOVED_FROM if mark.fate is Fate.DELETED else Fate.MOVED_TO
        moved = self._with_renamed_below(self.merged.get(mark.move, node))
        return replace(moved, change=(Mark(fate, mark.revision, self.names[mark.move]),))

    def _with_renamed_below(self, node: Any) -> Any:
        return with_children(node, [self.renamed(child) for child in children(node)])
