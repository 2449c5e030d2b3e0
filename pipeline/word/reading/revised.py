"""Revisions where the tree has them: what a revision takes or brings as a whole carries it as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.model.document import (
    Clause,
    Deleted,
    Fate,
    Inline,
    Inserted,
    Item,
    List,
    Mark,
    Paragraph,
    Part,
)
from pipeline.word.reading.lines import Line
from pipeline.word.reading.pieces import UNMOVED, Piece


def is_same(one: Mark, other: Mark) -> bool:
    """Whether two marks are of one change: an editor dates the words of one paragraph minutes apart."""
    return (one.fate, one.revision.author, one.move) == (other.fate, other.revision.author, other.move)


def settle(line: Line) -> tuple[Mark, ...]:
    """Take from a line the revisions that it has as a whole, and give them back."""
    marks: list[Mark] = []
    while line.ends and (mark := _whole(line)) is not None:
        marks.append(mark)
        line.pieces = tuple(_peeled(piece, mark) for piece in line.pieces)
        line.ends = line.ends[1:]
    return tuple(marks)


def _whole(line: Line) -> Mark | None:
    mark, moved = line.ends[0], line.move
    if moved is not None and mark.fate in (moved.fate, UNMOVED[moved.fate]) and all(_is_of_move(piece, moved) for piece in line.pieces):
        return moved
    return mark if all(piece.marks and is_same(piece.marks[0], mark) for piece in line.pieces) else None


def _is_of_move(piece: Piece, moved: Mark) -> bool:
    return bool(piece.marks) and piece.marks[0].fate in (moved.fate, UNMOVED[moved.fate])


def _peeled(piece: Piece, mark: Mark) -> Piece:
    return replace(piece, marks=piece.marks[1:]) if piece.marks and is_same(piece.marks[0], mark) else piece


def strip(line: Line, marks: Sequence[Mark]) -> None:
    """Take from the words of a line the revisions of the row and cell around it."""
    for mark in marks:
        if all(piece.marks and is_same(piece.marks[0], mark) for piece in line.pieces):
            line.pieces = tuple(_peeled(piece, mark) for piece in line.pieces)


def shared(nodes: Iterable[Any]) -> tuple[Mark, ...]:
    """The revisions that all of these nodes have, from the oldest on."""
    rows = [marks for node in nodes for marks in _changes(node)]
    if not rows:
        return ()
    common: list[Mark] = []
    for column in zip(*rows, strict=False):
        if not all(is_same(mark, column[0]) for mark in column):
            break
        common.append(column[0])
    return tuple(common)


def _changes(node: Any) -> list[tuple[Mark, ...]]:
    return [item.change for item in node.items] if isinstance(node, List) else [node.change]


def without(node: Any, count: int) -> Any:
    """The node without its oldest revisions."""
    if not count:
        return node
    if isinstance(node, List):
        return replace(node, items=tuple(replace(item, change=item.change[count:]) for item in node.items))
    return replace(node, change=node.change[count:])


def as_words(content: tuple[Inline, ...], marks: Sequence[Mark]) -> tuple[Inline, ...]:
    """Words with revisions around them, where what they head does not share these."""
    for mark in reversed(marks):
        around = Inserted if mark.fate in (Fate.INSERTED, Fate.MOVED_TO) else Deleted
        content = (around(content, mark.revision),) if content else ()
    return content


def item_of(first: Paragraph, blocks: tuple[Any, ...]) -> Item:
    """A point: it came or went if all of it did; if only its first words did, these carry the revision."""
    marks = shared((first, *blocks))
    rest = first.change[len(marks) :]
    bare = replace(first, content=as_words(first.content, rest), change=(), end=(*ends(rest), *first.end))
    return Item((bare, *(without(block, len(marks)) for block in blocks)), marks)


def ends(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Revisions of the end of a paragraph alone, which does not move."""
    return tuple(Mark(UNMOVED.get(mark.fate, mark.fate), mark.revision) for mark in marks)


def headed(node: Part | Clause, heading: tuple[Inline, ...], marks: tuple[Mark, ...], blocks: tuple[Any, ...]) -> Any:
    """A Part or Clause with its heading, which came or went with all that stands under it or by itself."""
    whole = marks[: len(shared((_Marked(marks), *blocks)))]
    inside = tuple(without(block, len(whole)) for block in blocks)
    return replace(node, heading=as_words(heading, marks[len(whole) :]), blocks=inside, change=whole)


class _Marked:
    """A heading among the blocks below it."""

    def __init__(self, change: tuple[Mark, ...]) -> None:
        self.change = change
