"""The list of changes that a redline holds: each once, values as values, in the order in which they are met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.model.change import Change, ChangeKind, Importance, Place
from pipeline.model.document import Deleted, Document, Fate, Inline, Inserted, Paragraph, Strong, Value, children, own_words
from pipeline.model.places import Setting, Version, at_part, id_of, versions_of

_DECISIVE = re.compile(r"\b(not|no|never|shall|must|may|only|unless|except|sole|all|any|each)\b|\d", re.IGNORECASE)
_FATES = {
    Fate.INSERTED: ChangeKind.ADDED,
    Fate.DELETED: ChangeKind.DROPPED,
    Fate.MOVED_TO: ChangeKind.MOVED,
}


def changes_in(redline: Document) -> tuple[Change, ...]:
    """All changes of a redline."""
    reader = _Reader(redline)
    found = [change for part in redline.parts for change in reader.node(part, at_part(part))]
    return (*reader.of_the_whole(), *_values_together(found))


class _Reader:
    def __init__(self, redline: Document) -> None:
        self.redline = redline
        self.versions = versions_of(redline)

    def of_the_whole(self) -> Iterator[Change]:
        former = dict(self.redline.former.attributes) if self.redline.former else {}
        if "title" in former:
            title = self.redline.title
            yield Change(ChangeKind.WORDS, (Place("", "", title, None, None),), str(former["title"]), title, Importance.HIGH)

    def node(self, node: Any, around: Setting) -> Iterator[Change]:
        """The changes of a node and of what stands below it; one of a whole block says nothing of its parts."""
        if id(node) not in self.versions.touched:
            return
        around = around.within(node)
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

    def _of_whole(self, node: Any, fate: Fate, around: Setting) -> Change:
        words = " ".join(self._said(node, around, self.versions.old if fate is Fate.DELETED else self.versions.new))
        old, new = (words, "") if fate is Fate.DELETED else ("", words) if fate is Fate.INSERTED else (words, words)
        importance = Importance.MEDIUM if fate is Fate.MOVED_TO else Importance.HIGH
        return Change(_FATES[fate], (self.versions.place(_id(node), around),), old, new, importance)

    def _said(self, node: Any, around: Setting, version: Version) -> Iterator[str]:
        for content in own_words(node):
            if words := version.words(content, around.part.id).strip():
                yield words
        for child in children(node):
            yield from self._said(child, around, version)

    def _own(self, node: Any, around: Setting) -> Iterator[Change]:
        place = self.versions.place(_id(node), around)
        if isinstance(node, Paragraph):
            for mark in node.end:
                kind = ChangeKind.DIVIDED if mark.fate is Fate.INSERTED else ChangeKind.JOINED
                yield Change(kind, (place,), "", "", Importance.LOW)
        former = getattr(node, "former", None)
        if former and any(name in ("columns", "lines") for name, _ in former.attributes):
            yield Change(ChangeKind.LAYOUT, (place,), "", "", Importance.LOW)
        for content in own_words(node):
            yield from self._of_content(content, place, around)

    def _of_content(self, content: tuple[Inline, ...], place: Place, around: Setting) -> Iterator[Change]:
        for gone, come in _hunks(content):
            value = _value_change(gone, come, place)
            yield value or self._words_change(gone, come, place, around)

    def _words_change(self, gone: tuple[Inline, ...], come: tuple[Inline, ...], place: Place, around: Setting) -> Change:
        old = self.versions.old.words(gone, around.part.id)
        new = self.versions.new.words(come, around.part.id)
        kind = ChangeKind.LAYOUT if old == new else ChangeKind.WORDS
        return Change(kind, (place,), old, new, _importance(old, new))


def _id(node: Any) -> str:
    """The id of a node; of a row or cell, which has none, that of the first block in it."""
    return id_of(node) or next((_id(child) for child in children(node)), "")


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
