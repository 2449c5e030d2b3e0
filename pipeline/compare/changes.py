"""The list of changes that a redline holds: each once, values as values, in the order in which they are met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model.change import Change, ChangeKind, Importance, Place
from pipeline.model.document import (
    Cell,
    Clause,
    Deleted,
    Document,
    Fate,
    Inline,
    Inserted,
    Item,
    Paragraph,
    Part,
    Row,
    SignatureBlock,
    Strong,
    Value,
    children,
)
from pipeline.model.numbering import numbered, spoken
from pipeline.model.reading import words_of
from pipeline.model.redline import both_versions

_DECISIVE = re.compile(r"\b(not|no|never|shall|must|may|only|unless|except|sole|all|any|each)\b|\d", re.IGNORECASE)
_FATES = {
    Fate.INSERTED: ChangeKind.ADDED,
    Fate.DELETED: ChangeKind.DROPPED,
    Fate.MOVED_TO: ChangeKind.MOVED,
}


def changes_in(redline: Document) -> tuple[Change, ...]:
    """All changes of a redline."""
    reader = _Reader(redline)
    found = [change for part in redline.parts for change in reader.node(part, _Around(part, part))]
    return (*reader.of_the_whole(), *_values_together(found))


@dataclass(frozen=True, slots=True)
class _Around:
    """The Part, and the Clause or Part, around a block."""

    part: Part
    clause: Part | Clause
    numbered: str = ""


class _Reader:
    def __init__(self, redline: Document) -> None:
        self.redline = redline
        both = both_versions(redline)
        self.new, self.old, self.touched = both.new, both.old, both.touched
        self.new_numbers, self.old_numbers = numbered(self.new), numbered(self.old)

    def of_the_whole(self) -> Iterator[Change]:
        former = dict(self.redline.former.attributes) if self.redline.former else {}
        if "title" in former:
            place = Place("", "", self.new.title, None, None)
            yield Change(ChangeKind.WORDS, (place,), str(former["title"]), self.new.title, Importance.HIGH)

    def node(self, node: Any, around: _Around) -> Iterator[Change]:
        """The changes of a node and of what stands below it; one of a whole block says nothing of its parts."""
        if id(node) not in self.touched:
            return
        around = _further(node, around)
        fate = node.change[-1].fate if getattr(node, "change", ()) else None
        if fate is Fate.MOVED_FROM:
            return
        if fate is not None:
            yield self._of_whole(node, fate, around)
            if fate is not Fate.MOVED_TO:
                return
        yield from self._own(node, around)
        for child in children(node):
            yield from self.node(child, around)

    def _of_whole(self, node: Any, fate: Fate, around: _Around) -> Change:
        words = " ".join(self._said(node, around, self.old if fate is Fate.DELETED else self.new))
        old, new = (words, "") if fate is Fate.DELETED else ("", words) if fate is Fate.INSERTED else (words, words)
        importance = Importance.MEDIUM if fate is Fate.MOVED_TO else Importance.HIGH
        return Change(_FATES[fate], (self._place(_id(node), around),), old, new, importance)

    def _said(self, node: Any, around: _Around, version: Document) -> Iterator[str]:
        numbers = self.old_numbers if version is self.old else self.new_numbers
        for content in _own_words(node):
            if words := words_of(content, around.part.id, numbers, version).strip():
                yield words
        for child in children(node):
            yield from self._said(child, around, version)

    def _own(self, node: Any, around: _Around) -> Iterator[Change]:
        place = self._place(_id(node), around)
        if isinstance(node, Paragraph):
            for mark in node.end:
                kind = ChangeKind.DIVIDED if mark.fate is Fate.INSERTED else ChangeKind.JOINED
                yield Change(kind, (place,), "", "", Importance.LOW)
        former = getattr(node, "former", None)
        if former and any(name in ("columns", "lines") for name, _ in former.attributes):
            yield Change(ChangeKind.LAYOUT, (place,), "", "", Importance.LOW)
        for content in _own_words(node):
            yield from self._of_content(content, place, around)

    def _of_content(self, content: tuple[Inline, ...], place: Place, around: _Around) -> Iterator[Change]:
        for gone, come in _hunks(content):
            value = _value_change(gone, come, place)
            yield value or self._words_change(gone, come, place, around)

    def _words_change(self, gone: tuple[Inline, ...], come: tuple[Inline, ...], place: Place, around: _Around) -> Change:
        old = words_of(gone, around.part.id, self.old_numbers, self.old)
        new = words_of(come, around.part.id, self.new_numbers, self.new)
        kind = ChangeKind.LAYOUT if old == new else ChangeKind.WORDS
        return Change(kind, (place,), old, new, _importance(old, new))

    def _place(self, block: str, around: _Around) -> Place:
        clause = around.clause
        heading = words_of(clause.heading, around.part.id, self.new_numbers, self.new)
        name = block if block in self.new_numbers or block in self.old_numbers else around.numbered
        return Place(block, clause.id, heading, spoken(name, self.old_numbers), spoken(name, self.new_numbers))


def _further(node: Any, around: _Around) -> _Around:
    match node:
        case Part():
            return _Around(node, node, node.id)
        case Clause():
            # A section of a schedule is spoken of by its schedule.
            return _Around(around.part, node, node.id)
        case Item():
            return replace(around, numbered=node.first.id)
        case _:
            return around


def _id(node: Any) -> str:
    """The id of a block; of a row or cell, which has none, that of the first block in it."""
    match node:
        case Item():
            return node.first.id
        case Row() | Cell():
            return next((_id(child) for child in children(node)), "")
        case _:
            return str(getattr(node, "id", ""))


def _own_words(node: Any) -> tuple[tuple[Inline, ...], ...]:
    match node:
        case Part() | Clause():
            return (node.heading,)
        case Paragraph():
            return (node.content,)
        case SignatureBlock():
            return (node.words, *(content for _, content in node.lines))
        case _:
            return ()


def _hunks(content: tuple[Inline, ...]) -> Iterator[tuple[tuple[Inline, ...], tuple[Inline, ...]]]:
    """What goes and what comes in its place, one pair a change."""
    waiting: tuple[Inline, ...] = ()
    for node in content:
        match node:
            case Deleted():
                if waiting:
                    yield waiting, ()
                waiting = node.content
            case Inserted():
                yield waiting, node.content
                waiting = ()
            case _:
                if waiting:
                    yield waiting, ()
                    waiting = ()
                if isinstance(node, Strong):
                    yield from _hunks(node.content)
    if waiting:
        yield waiting, ()


def _value_change(gone: tuple[Inline, ...], come: tuple[Inline, ...], place: Place) -> Change | None:
    match _bare(gone), _bare(come):
        case (Value(path=path, text=old),), (Value(path=other, text=new),) if path == other:
            return Change(ChangeKind.VALUE, (place,), old, new, Importance.HIGH, path)
    return None


def _bare(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(inner for node in content for inner in (node.content if isinstance(node, Strong) else (node,)))


def _importance(old: str, new: str) -> Importance:
    if _letters(old) == _letters(new):
        return Importance.LOW
    return Importance.HIGH if _DECISIVE.search(old) or _DECISIVE.search(new) else Importance.MEDIUM


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _values_together(changes: list[Change]) -> Iterator[Change]:
    """Each value once, with all the places where it is printed."""
    places: dict[tuple[str, str, str], list[Place]] = {}
    for change in changes:
        if change.path is not None:
            places.setdefault((change.path, change.old, change.new), []).extend(change.places)
    for change in changes:
        if change.path is None:
            yield change
        elif (key := (change.path, change.old, change.new)) in places:
            yield replace(change, places=tuple(places.pop(key)))
