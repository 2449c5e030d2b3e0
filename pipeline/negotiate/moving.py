"""A block that moved and changed: where it stands is one decision, and what it says are others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.model.document import Document, Fate, Mark, Revision, children, walk, with_children
from pipeline.model.redline import touched

_MOVES = (Fate.MOVED_FROM, Fate.MOVED_TO)


def with_changes_at_both_ends(redline: Document) -> Document:
    """The redline whose moved blocks show what changed in them at their former place too, by the same revisions.

    So what changed can be accepted where the move is refused, and refused where the move is accepted. Accepted as a whole, or rejected,
    it says what it said before.
    """
    moved: dict[str, Any] = {
        mark.move: node for node in walk(redline) for mark in _marks(node) if mark.fate is Fate.MOVED_TO and is_decided_apart(node)
    }
    if not moved:
        return redline
    found = touched(redline)

    def shown(node: Any) -> Any:
        if id(node) not in found:
            return node
        away = next((mark for mark in _marks(node) if mark.fate is Fate.MOVED_FROM and mark.move in moved), None)
        return replace(moved[away.move], change=(away,)) if away else with_children(node, [shown(child) for child in children(node)])

    return replace(redline, parts=tuple(shown(part) for part in redline.parts))


def is_decided_apart(moved: Any) -> bool:
    """Whether what changed in a moved block can be told from the move: in it no paragraph was joined or divided, and none moved."""
    return not any(getattr(node, "end", ()) or any(mark.fate in _MOVES for mark in _marks(node)) for node in _below(moved))


def of_the_move(moved: Any) -> Iterator[Revision]:
    """The revisions that belong to the move itself: its mark, and what its blocks were before, such as their ids."""
    yield from (mark.revision for mark in _marks(moved))
    formers = (getattr(node, "former", None) for node in walk(moved))
    yield from (former.revision for former in formers if former is not None)


def has_moved_away(node: Any) -> bool:
    """Whether a block stands here only as it was before it moved."""
    return any(mark.fate is Fate.MOVED_FROM for mark in _marks(node))


def where_it_stands(node: Any) -> Iterator[Any]:
    """The node and all below it; of a block that moved, its place now alone."""
    yield node
    for child in children(node):
        if not has_moved_away(child):
            yield from where_it_stands(child)


def _marks(node: Any) -> tuple[Mark, ...]:
    return getattr(node, "change", ())


def _below(moved: Any) -> Iterator[Any]:
    """The block without its own mark, and all in it."""
    yield replace(moved, change=())
    for child in children(moved):
        yield from walk(child)
