"""Where things stand in a redline: in which clause, and under which numbers in either of its versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pipeline.model.change import Place
from pipeline.model.document import Clause, Document, Inline, Item, Part, Table
from pipeline.model.numbering import Numbers, numbered, spoken
from pipeline.model.reading import words_of
from pipeline.model.redline import both_versions


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around a node: its Part, its Clause or else the Part again, the nearest id that may have a number, and its Table's id."""

    part: Part
    clause: Part | Clause
    numbered: str
    table: str = ""

    def within(self, node: Any) -> Setting:
        """What stands around that which a node holds."""
        match node:
            case Clause():
                return Setting(self.part, node, node.id)
            case Item():
                return replace(self, numbered=node.first.id)
            case Table():
                return replace(self, table=node.id)
            case _:
                return self


def at_part(part: Part) -> Setting:
    """What stands around that which a Part holds."""
    return Setting(part, part, part.id)


def id_of(node: Any) -> str:
    """The id of a node, of a point that of its first Paragraph; empty where it has none."""
    return node.first.id if isinstance(node, Item) else str(getattr(node, "id", ""))


@dataclass(frozen=True, slots=True)
class Version:
    """One version with its numbers."""

    document: Document
    numbers: Numbers

    def words(self, content: tuple[Inline, ...], within: str) -> str:
        """The words as this version prints them in the Part with the id `within`."""
        return words_of(content, within, self.numbers, self.document)


@dataclass(frozen=True, slots=True)
class Versions:
    """What a redline says with all revisions accepted (`new`) and rejected (`old`), and the nodes that any of them touches."""

    new: Version
    old: Version
    touched: frozenset[int]

    def place(self, block: str, setting: Setting) -> Place:
        """Where a block stands; one without a number is spoken of by the nearest that has one."""
        clause = setting.clause
        heading = self.new.words(clause.heading, setting.part.id)
        name = block if block in self.new.numbers or block in self.old.numbers else setting.numbered
        return Place(block, clause.id, heading, spoken(name, self.old.numbers), spoken(name, self.new.numbers))


def versions_of(redline: Document) -> Versions:
    """Both versions of a redline."""
    both = both_versions(redline)
    return Versions(Version(both.new, numbered(both.new)), Version(both.old, numbered(both.old)), both.touched)
