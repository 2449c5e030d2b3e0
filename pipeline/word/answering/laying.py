"""The answer laid on the file: each line of theirs that is not agreed changed, taken out or put in, in our name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from pipeline.word.answering.body import Live
from pipeline.word.answering.marking import Marker
from pipeline.word.answering.pairing import CannotAnswer, edits, steps
from pipeline.word.answering.places import deleted_words, letters, outermost, says, slot_behind
from pipeline.word.answering.rows import Rows
from pipeline.word.answering.said import Said
from pipeline.word.markup import MARKERS, loses_its_end
from pipeline.word.names import W


@dataclass(slots=True)
class Laying:
    """Goes through both texts in one order. `lives` are the paragraphs of their lines, `dead` those that they deleted as a whole."""

    marker: Marker
    theirs: Sequence[Said]
    agreed: Sequence[Said]
    lives: Sequence[Live]
    body: etree._Element
    dead: dict[str, etree._Element] = field(default_factory=dict)
    place: dict[int, etree._Element] = field(default_factory=dict)
    """Where each line of the agreed text stands in the file, by its ordinal."""

    def lay(self) -> None:
        """Mark all that differs. Raises CannotAnswer."""
        order = steps(self.theirs, self.agreed)
        stays = {ours: their for their, ours in order if their is not None and ours is not None}
        rows = Rows(self.marker, self.body, self.theirs, self.agreed, self.lives, stays, self.place)
        at: int | None = None
        for is_new, group in groupby(order, key=lambda step: step[0] is None):
            run = list(group)
            if is_new:
                self._insert([ours for _, ours in run if ours is not None], at, rows)
                continue
            for their, ours in run:
                if their is not None and ours is not None:
                    at = their
                    self._keep(their, ours)
        self._take_out([their for their, ours in order if their is not None and ours is None])

    def _keep(self, their: int, ours: int) -> None:
        live = self.lives[their]
        self.place[ours] = live.last
        for start, end, text in edits(self.theirs[their], self.agreed[ours], live.text):
            self._edit(live, start, end, text)

    def _edit(self, live: Live, start: int, end: int, text: str) -> None:
        # First what comes, since what goes is cut at the same places.
        if text:
            self.marker.inserted(live, end, text)
        if end > start:
            self.marker.deleted(live, start, end)

    def _take_out(self, gone: Sequence[int]) -> None:
        rows: dict[etree._Element, list[int]] = {}
        for number in gone:
            row = next(self.lives[number].last.iterancestors(f"{W}tr"), None)
            if row is not None:
                rows.setdefault(row, []).append(number)
        in_row = {id(row): sum(1 for live in self.lives if row in live.last.iterancestors(f"{W}tr")) for row in rows}
        whole = {number for row, numbers in rows.items() if len(numbers) == in_row[id(row)] for number in numbers}
        for number in gone:
            live = self.lives[number]
            self.marker.deleted(live, 0, len(live.text))
            if number not in whole:
                self.marker.end_deleted(live.last)
        for row, numbers in rows.items():
            if set(numbers) <= whole:
                self.marker.row_marked(row, "del")

    def _insert(self, new: Sequence[int], at: int | None, rows: Rows) -> None:
        """Put these lines of ours in behind their line at this ordinal, or before the next one; rows of a table as rows."""
        last = None if at is None else self.lives[at].last
        for row, group in groupby(new, key=lambda number: self.agreed[number].row):
            lines = list(group)
            if row:
                last = rows.put(lines, last, at)
                continue
            for number in lines:
                last = self.place[number] = self._insert_line(self.agreed[number], last, at)

    def _insert_line(self, line: Said, last: etree._Element | None, at: int | None) -> etree._Element:
        like, run = self._like(line, last)
        made = self.marker.paragraph(like, line.text, None if run is None else run.find(f"{W}rPr"))
        dead = _deleted_behind(last, line.text)
        before = self._begins_behind(line, at) if last is None or (at is not None and last is self.lives[at].last) else None
        if dead is not None:
            dead.addnext(made)
        elif before is not None:
            outermost(before, self.body).addprevious(made)
        elif last is None:
            like.addprevious(made)
        else:
            slot_behind(last, self.body).addnext(made)
        return made

    def _begins_behind(self, line: Said, at: int | None) -> etree._Element | None:
        """Their next line, where a part of the contract begins with ours: what stands between the parts is none of its words."""
        behind = 0 if at is None else at + 1
        ahead = None if at is None else self.theirs[at].role[0]
        if behind < len(self.theirs) and line.role[0] != ahead and line.role[0] == self.theirs[behind].role[0]:
            return self.lives[behind].paragraphs[0]
        return None

    def _like(self, line: Said, last: etree._Element | None) -> tuple[etree._Element, etree._Element | None]:
        """A paragraph of the file that stands as this line has to, and a run of it."""
        dead = self.dead.get(letters(line.text))
        if dead is not None:
            return dead, next(dead.iter(f"{W}r"), None)
        same = (live for live, their in zip(self.lives, self.theirs, strict=True) if their.role == line.role and live.atoms)
        live = next(same, None)
        if live is not None:
            return live.last, live.atoms[0].run
        if last is None:
            raise CannotAnswer(line.text)
        return last, next(last.iter(f"{W}r"), None)


def dead_paragraphs(body: etree._Element) -> dict[str, etree._Element]:
    """The paragraphs that they deleted as a whole, by their letters."""
    found: dict[str, etree._Element] = {}
    for paragraph in body.iter(f"{W}p"):
        words = deleted_words(paragraph)
        if words and not any(True for _ in paragraph.iter(f"{W}t")):
            found.setdefault(letters(words), paragraph)
    return found


def _deleted_behind(last: etree._Element | None, text: str) -> etree._Element | None:
    """The paragraph right behind, among those that they deleted as a whole, that said the same."""
    for other in () if last is None else last.itersiblings():
        if other.tag in MARKERS:
            continue
        if other.tag != f"{W}p" or not _is_dead(other):
            return None
        if letters(deleted_words(other)) == letters(text):
            return other
    return None


def _is_dead(paragraph: etree._Element) -> bool:
    return not says(paragraph) and loses_its_end(paragraph)
