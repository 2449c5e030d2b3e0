"""The single changes of a redline, each with the revisions that make it and the place where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from itertools import count
from typing import Any

from pipeline.model.change import Place
from pipeline.model.document import Cell, Document, Fate, Inline, Mark, Paragraph, Revision, children, own_words
from pipeline.model.places import Setting, at_part, id_of, versions_of
from pipeline.negotiate.moving import is_decided_apart, of_the_move
from pipeline.negotiate.pieces import Piece, Placed, pieces_of, placed

_END = "\u00b6"
"""What stands for the end of a paragraph."""
_MOST_WORDS = 8


class Form(StrEnum):
    """What a change is made of."""

    WORDS = "words"
    WHOLE = "whole"
    COLUMN = "column"
    MOVE = "move"
    END = "end"
    LAYOUT = "layout"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a change of words: all pieces of the content with what each says, and the places of ours that it takes."""

    row: tuple[Placed, ...]
    said: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `names` are the authors' names of its revisions, each of which belongs to no other change.

    `gone` and `come` are the leaves of a change of words, `old` and `new` what they say; those of an end are the last words
    before it, with its sign in the version that has it. `covers` are the ids of all paragraphs that a change of whole blocks takes with it.
    """

    form: Form
    names: tuple[str, ...]
    place: Place
    old: str = ""
    new: str = ""
    gone: tuple[Piece, ...] = ()
    come: tuple[Piece, ...] = ()
    fate: Fate | None = None
    around: Around | None = None
    covers: tuple[str, ...] = ()


def told_apart(redline: Document) -> Document:
    """The redline with an author of its own for each revision; both ends of a move have one."""
    names = (str(number) for number in count(1))
    moves: dict[str, Revision] = {}

    def own(revision: Revision, move: str) -> Revision:
        if not move:
            return replace(revision, author=next(names))
        return moves.setdefault(move, replace(revision, author=f"move {move}"))

    made: Document = _with_revisions(redline, own)
    return made


def with_authors(redline: Document, names: Mapping[str, str]) -> Document:
    """The redline with other names for the authors of its revisions."""
    made: Document = _with_revisions(redline, lambda revision, _: replace(revision, author=names[revision.author]))
    return made


def _with_revisions(node: Any, change: Callable[[Revision, str], Revision]) -> Any:
    """The node with other revisions, wherever in it they stand; what holds none is not made anew."""
    match node:
        case Mark():
            return replace(node, revision=change(node.revision, node.move))
        case Revision():
            return change(node, "")
        case tuple():
            made = tuple(_with_revisions(each, change) for each in node)
            return node if all(before is after for before, after in zip(node, made, strict=True)) else made
        case _ if is_dataclass(node) and not isinstance(node, type):
            given = {each.name: getattr(node, each.name) for each in fields(node)}
            made_fields = {name: _with_revisions(value, change) for name, value in given.items()}
            changed = {name: value for name, value in made_fields.items() if value is not given[name]}
            return replace(node, **changed) if changed else node
        case _:
            return node


def authors_in(node: Any) -> tuple[str, ...]:
    """The names of all authors of revisions in a node, each once."""
    return tuple(dict.fromkeys(revision.author for revision in revisions_in(node)))


def revisions_in(node: Any) -> tuple[Revision, ...]:
    """All revisions in a node, those by one author at one moment once."""
    found: dict[Revision, None] = {}

    def note(revision: Revision, _: str) -> Revision:
        found[revision] = None
        return revision

    _with_revisions(node, note)
    return tuple(found)


def changes_of(redline: Document) -> tuple[Change, ...]:
    """All changes of a redline whose revisions are told apart, in the order of the contract."""
    reader = _Reader(redline)
    return (*reader.of_the_whole(), *(change for part in redline.parts for change in reader.node(part, at_part(part))))


def places_in(redline: Document) -> dict[str, Place]:
    """Where each block of either version stands, in the order of the contract."""
    reader = _Reader(redline)
    found: dict[str, Place] = {}
    for part in redline.parts:
        reader.note_places(part, at_part(part), found)
    return found


class _Reader:
    def __init__(self, redline: Document) -> None:
        self.redline = redline
        self.versions = versions_of(redline)

    def of_the_whole(self) -> Iterator[Change]:
        former = self.redline.former
        if former:
            title = self.redline.title
            was = str(dict(former.attributes).get("title", title))
            yield Change(Form.TITLE, (former.revision.author,), Place("", "", title, None, None), was, title)

    def node(self, node: Any, setting: Setting) -> Iterator[Change]:
        """The changes of a node and of what stands below it; one of a whole block takes all in it along."""
        setting = setting.within(node)
        [mark] = getattr(node, "change", ()) or (None,)
        if mark is None:
            yield from self._within(node, setting)
        elif mark.fate is Fate.MOVED_TO:
            yield from self._moved(node, setting)
        elif mark.fate is not Fate.MOVED_FROM:
            yield self._whole(node, mark, setting)

    def note_places(self, node: Any, setting: Setting, found: dict[str, Place]) -> None:
        """The place of a node and of all below it, each where it is met first."""
        setting = setting.within(node)
        if block := id_of(node):
            found.setdefault(block, self.versions.place(block, setting))
        for child in children(node):
            self.note_places(child, setting, found)

    def _moved(self, node: Any, setting: Setting) -> Iterator[Change]:
        """The move of a block, with our words at both ends, and what changed in it; all as one change where that cannot be told apart."""
        names = tuple(dict.fromkeys(revision.author for revision in of_the_move(node)))
        inner = [change for change in self._within(node, setting) if not set(change.names) <= set(names)] if is_decided_apart(node) else []
        old, new = (self._said(node, setting, new=side) for side in (False, not inner))
        covers = tuple(_paragraphs(node))
        yield Change(
            Form.MOVE, names if inner else authors_in(node), self._place(node, setting), old, new, fate=Fate.MOVED_TO, covers=covers
        )
        yield from inner

    def _within(self, node: Any, setting: Setting) -> Iterator[Change]:
        """The changes of a node itself and of what stands below it."""
        yield from self._own(node, setting)
        for child in children(node):
            yield from self.node(child, setting)

    def _whole(self, node: Any, mark: Mark, setting: Setting) -> Change:
        place = self._place(node, setting)
        is_new = mark.fate is Fate.INSERTED
        said = self._said(node, setting, new=is_new)
        form = Form.COLUMN if isinstance(node, Cell) else Form.WHOLE
        old, new = ("", said) if is_new else (said, "")
        return Change(form, authors_in(node), place, old, new, fate=mark.fate, covers=tuple(_paragraphs(node)))

    def _said(self, node: Any, setting: Setting, *, new: bool) -> str:
        """The words of a node and of all below it, a line each, as one of the two versions says them."""
        lines = [
            self._words(tuple(piece for piece in pieces_of(each) if _is_on(piece, new=new)), setting, new=new) for each in own_words(node)
        ]
        below = [self._said(child, setting, new=new) for child in children(node)]
        return "\n".join(line for line in (*lines, *below) if line.strip())

    def _words(self, pieces: tuple[Piece, ...], setting: Setting, *, new: bool) -> str:
        version = self.versions.new if new else self.versions.old
        return version.words(tuple(piece.leaf for piece in pieces), setting.part.id)

    def _own(self, node: Any, setting: Setting) -> Iterator[Change]:
        place = self._place(node, setting)
        for content in own_words(node):
            yield from self._of_content(content, place, setting)
        for mark in getattr(node, "end", ()):
            words = self._said_before(node, setting, mark)
            old, new = (f"{words} {_END}", words) if mark.fate is Fate.DELETED else (words, f"{words} {_END}")
            yield Change(Form.END, (mark.revision.author,), place, old, new, fate=mark.fate)
        former = getattr(node, "former", None)
        if former is not None:
            yield Change(Form.LAYOUT, (former.revision.author,), place)

    def _said_before(self, paragraph: Paragraph, setting: Setting, end: Mark) -> str:
        """The last words of a paragraph whose end comes or goes, in the version that has this end."""
        is_new = end.fate is Fate.INSERTED
        words = self._words(tuple(piece for piece in pieces_of(paragraph.content) if _is_on(piece, new=is_new)), setting, new=is_new)
        said = words.split()
        return " ".join(said if len(said) <= _MOST_WORDS else ("\u2026", *said[-_MOST_WORDS:]))

    def _of_content(self, content: tuple[Inline, ...], place: Place, setting: Setting) -> Iterator[Change]:
        row = placed(pieces_of(content))
        said = tuple(self._words((each.piece,), setting, new=not each.piece.is_old) for each in row)
        for stretch in _stretches(row):
            gone = tuple(each.piece for each in stretch if each.piece.fate is Fate.DELETED)
            come = tuple(each.piece for each in stretch if each.piece.fate is Fate.INSERTED)
            names = tuple(dict.fromkeys(each.piece.author for each in stretch))
            old, new = self._words(gone, setting, new=False), self._words(come, setting, new=True)
            around = Around(row, said, stretch[0].start, stretch[-1].end)
            yield Change(Form.WORDS, names, place, old, new, gone, come, around=around)

    def _place(self, node: Any, setting: Setting) -> Place:
        """Where a node stands; a row or cell, which has no id, at its table."""
        return self.versions.place(id_of(node) or setting.table, setting)


def _is_on(piece: Piece, *, new: bool) -> bool:
    return piece.is_new if new else piece.is_old


def _stretches(row: tuple[Placed, ...]) -> Iterator[list[Placed]]:
    """Neighbouring pieces that change, a deletion and what comes in its place together."""
    waiting: list[Placed] = []
    for each in row:
        begins_anew = waiting and waiting[-1].piece.fate is Fate.INSERTED and each.piece.fate is Fate.DELETED
        if waiting and (each.piece.fate is None or begins_anew):
            yield waiting
            waiting = []
        if each.piece.fate is not None:
            waiting = [*waiting, each]
    if waiting:
        yield waiting


def _paragraphs(node: Any) -> Iterator[str]:
    """The ids of a node and of all below it."""
    if hasattr(node, "id"):
        yield node.id
    for child in children(node):
        yield from _paragraphs(child)
