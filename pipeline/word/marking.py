"""Revisions as Word's review pane knows them (ECMA-376, 17.13.5): of runs, ends of paragraphs, rows, cells and moved ranges."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from xml.sax.saxutils import quoteattr

from pipeline.model.document import Fate, Mark, Revision
from pipeline.word.text import visible
from pipeline.word.versions import gone

_ELEMENTS: Mapping[Fate, str] = {Fate.INSERTED: "ins", Fate.DELETED: "del", Fate.MOVED_FROM: "moveFrom", Fate.MOVED_TO: "moveTo"}


def moment(date: str) -> str:
    """A date as Word writes it, with a time; a mere day begins at midnight."""
    return date if not date or "T" in date else f"{date}T00:00:00Z"


class Marking:
    """Writes the revisions of one file; each has an id that no other one, and no bookmark, has."""

    def __init__(self) -> None:
        self.ids = count()

    def id(self) -> int:
        """The next free id."""
        return next(self.ids)

    def around(self, runs: str, marks: tuple[Mark, ...]) -> str:
        """The runs with these marks; of several the first, which is the oldest, stands outside."""
        for mark in reversed(marks) if runs else ():
            element = _ELEMENTS[mark.fate]
            runs = f"<w:{element} {self._told(mark.revision)}>{runs}</w:{element}>"
        return runs

    def end(self, marks: tuple[Mark, ...]) -> str:
        """The properties of a paragraph's end with these marks."""
        found = sorted(marks, key=lambda mark: list(_ELEMENTS).index(mark.fate))
        return f"<w:rPr>{''.join(self._empty(_ELEMENTS[mark.fate], mark) for mark in found)}</w:rPr>" if found else ""

    def row(self, marks: tuple[Mark, ...]) -> str:
        """What is added to the properties of a row; rows do not move."""
        return "".join(self._empty("del" if gone((mark,)) else "ins", mark) for mark in marks)

    def cell(self, marks: tuple[Mark, ...]) -> str:
        """What is added to the properties of a cell; one that came and went again is only gone."""
        return "".join(self._empty("cellDel" if gone((mark,)) else "cellIns", mark) for mark in marks[-1:])

    def style(self, former: str, layout: str, revision: Revision) -> str:
        """What is added to the properties of a paragraph that had another style."""
        return f'<w:pPrChange {self._told(revision)}><w:pPr><w:pStyle w:val="{former}"/>{layout}</w:pPr></w:pPrChange>'

    def moved(self, blocks: str, marks: tuple[Mark, ...]) -> str:
        """Blocks that moved as one, with the range by which Word finds where they went or came from."""
        for mark in marks:
            if mark.fate in (Fate.MOVED_FROM, Fate.MOVED_TO):
                element = f"{_ELEMENTS[mark.fate]}Range"
                told = self._told(mark.revision)
                number = told.partition(" ")[0]
                blocks = f"<w:{element}Start {told} w:name={quoteattr(mark.move)}/>{blocks}<w:{element}End {number}/>"
        return blocks

    def _empty(self, element: str, mark: Mark) -> str:
        return f"<w:{element} {self._told(mark.revision)}/>"

    def _told(self, revision: Revision) -> str:
        date = f" w:date={quoteattr(moment(revision.date))}" if revision.date else ""
        return f'w:id="{self.id()}" w:author={quoteattr(visible(revision.author))}{date}'
