"""The changes of a redline as instructions of an amendment: what is replaced, added and deleted, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipeline.model.amendment import AmendmentWords
from pipeline.model.change import Change, ChangeKind, Place
from pipeline.model.document import (
    Cell,
    Clause,
    Document,
    Inline,
    Item,
    Paragraph,
    Part,
    PartKind,
    Row,
    Table,
    Text,
    Value,
    own_words,
    walk,
)
from pipeline.model.places import Version, id_of, versions_of

_REWORDED = (ChangeKind.WORDS, ChangeKind.DIVIDED, ChangeKind.JOINED)
_COLUMN = " · "


@dataclass(frozen=True, slots=True)
class _Met:
    """A change at one of its places."""

    change: Change
    place: Place


def instructions(redline: Document, changes: Sequence[Change], words: AmendmentWords) -> tuple[Item, ...]:
    """One numbered point for each thing that changes, in the order of the text; what only looks otherwise is none."""
    return tuple(_Instructing(redline, words).items(changes))


class _Instructing:
    def __init__(self, redline: Document, words: AmendmentWords) -> None:
        versions = versions_of(redline)
        self.old, self.new = _Text(versions.old), _Text(versions.new)
        self.words = words
        self.count = 0
        self.order = {name: ordinal for ordinal, name in enumerate(_ids(redline))}

    def items(self, changes: Sequence[Change]) -> Iterator[Item]:
        signed = self.new.signed | self.old.signed
        met = [_Met(change, place) for change in changes for place in change.places if place.clause not in signed]
        # A value is told at each of its places, in the order of the text.
        met.sort(key=lambda each: self.order.get(each.place.block, -1))
        reworded = {each.place.block for each in met if each.change.kind in _REWORDED}
        told = [each for each in met if not (each.change.kind is ChangeKind.VALUE and each.place.block in reworded)]
        for _, together in groupby(told, key=self._together):
            yield from self._said(list(together))

    def _together(self, each: _Met) -> tuple[object, ...]:
        """Rows that come or go in one table are told together, and so is all that is said otherwise in one paragraph."""
        kind, block = each.change.kind, each.place.block
        table = (self.new if kind is ChangeKind.ADDED else self.old).table_of(block)
        if kind in (ChangeKind.ADDED, ChangeKind.DROPPED) and table:
            return kind, table
        if kind in _REWORDED:
            return _REWORDED, block
        return kind, block, each.change.path

    def _said(self, together: list[_Met]) -> Iterator[Item]:
        change, place = together[0].change, together[0].place
        match change.kind:
            case ChangeKind.VALUE:
                yield self._point(self._of_value(change, place))
            case ChangeKind.ADDED | ChangeKind.DROPPED:
                yield self._of_whole(together)
            case ChangeKind.MOVED:
                old, new = _called(place.old_number, place, self.old), _called(place.new_number, place, self.new)
                yield self._point((Text(_sentence(self.words.moved.format(old=old, new=new))),))
            case ChangeKind.WORDS if not place.block:
                yield self._point((Text(self.words.titled.format(new=change.new)),))
            case ChangeKind.WORDS | ChangeKind.DIVIDED | ChangeKind.JOINED:
                yield self._reads(place)
            case ChangeKind.LAYOUT:
                return

    def _of_value(self, change: Change, place: Place) -> tuple[Inline, ...]:
        """The new value keeps its data path, so that it goes with the data of the amendment."""
        said = self.words.value.format(place=self._where(place), old=change.old, new="\0")
        before, _, after = said.partition("\0")
        return Text(before), Value(change.path or "", change.new), Text(after)

    def _reads(self, place: Place) -> Item:
        lines = [self.new.said(place.block)]
        return self._point((Text(_sentence(self.words.reads.format(place=self._where(place)))),), lines)

    def _of_whole(self, together: list[_Met]) -> Item:
        added = together[0].change.kind is ChangeKind.ADDED
        text, place = (self.new if added else self.old), together[0].place
        in_table = bool(text.table_of(place.block))
        words = self.words
        sentence = (words.rows_added if added else words.rows_dropped) if in_table else (words.added if added else words.dropped)
        called = _called(place.new_number if added else place.old_number, place, text)
        lines = [line for each in together for line in text.whole(each.place.block)]
        return self._point((Text(_sentence(sentence.format(place=called))),), lines)

    def _where(self, place: Place) -> str:
        """A place in the version in force, and in a table the row."""
        around = _called(place.old_number or place.new_number, place, self.old)
        row = self.old.row_of(place.block) or self.new.row_of(place.block)
        return f"{around}, at “{row}”" if row else around

    def _point(self, content: tuple[Inline, ...], lines: Sequence[str] = ()) -> Item:
        self.count += 1
        quoted = (Paragraph(f"amendment/change-{self.count}/{number}", (Text(f"“{line}”"),)) for number, line in enumerate(lines, 1))
        return Item((Paragraph(f"amendment/change-{self.count}", content), *quoted))


class _Text:
    """One version, with what stands where."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.nodes: dict[str, tuple[Any, Part]] = {}
        self.rows: dict[str, tuple[Row, Table, Part]] = {}
        self.signed = frozenset(part.id for part in version.document.parts if part.kind is PartKind.SIGNATURES)
        for part in version.document.parts:
            for node in walk(part):
                if name := id_of(node):
                    self.nodes.setdefault(name, (node, part))
                if isinstance(node, Table):
                    self._note_rows(node, part)

    def _note_rows(self, table: Table, part: Part) -> None:
        for row in (*table.header, *table.rows):
            for node in walk(row):
                if name := id_of(node):
                    self.rows[name] = (row, table, part)

    def table_of(self, block: str) -> str:
        """The id of the table in which a block stands; empty where it stands in none."""
        return self.rows[block][1].id if block in self.rows else ""

    def row_of(self, block: str) -> str:
        """What the row begins with in which a block stands."""
        if block not in self.rows:
            return ""
        row, _, part = self.rows[block]
        return self._cell(row.cells[0], part)

    def said(self, block: str) -> str:
        """The words of a paragraph or a heading, with its number."""
        node, part = self.nodes[block]
        return self._line(node.first if isinstance(node, Item) else node, part)

    def whole(self, block: str) -> Iterator[str]:
        """All that a block says, line by line; of a row its cells in one line."""
        if block in self.rows:
            row, _, part = self.rows[block]
            yield _COLUMN.join(self._cell(cell, part) for cell in row.cells)
            return
        node, part = self.nodes[block]
        for below in walk(node):
            if isinstance(below, Row):
                yield _COLUMN.join(self._cell(cell, part) for cell in below.cells)
            elif isinstance(below, Part | Clause | Paragraph) and id_of(below) not in self.rows and (line := self._line(below, part)):
                yield line

    def _line(self, node: Any, part: Part) -> str:
        words = " ".join(self.version.words(content, part.id) for content in own_words(node)).strip()
        number = self.version.numbers.get(id_of(node))
        return f"{number.label} {words}" if number and words else words

    def _cell(self, cell: Cell, part: Part) -> str:
        paragraphs = (node for node in walk(cell) if isinstance(node, Paragraph))
        return " ".join(self.version.words(node.content, part.id) for node in paragraphs)


def _called(number: str | None, place: Place, text: _Text) -> str:
    """A place as an amendment names it: "clause 3.2 (Term and renewal)", "paragraph 8.1 of Schedule 1 (Exclusions)"."""
    words, heading = text.version.document.words, f" ({place.heading})" if place.heading else ""
    if not number:
        return f"the {place.heading}" if place.heading else "the cover"
    schedule, _, paragraph = number.partition(", ")
    if paragraph:
        return f"{words.paragraph} {paragraph} {words.of} {schedule}{heading}"
    return f"{number}{heading}" if number.startswith(words.schedule) else f"{words.clause} {number}{heading}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ids(redline: Document) -> Iterator[str]:
    for part in redline.parts:
        yield from (name for node in walk(part) if (name := id_of(node)))
