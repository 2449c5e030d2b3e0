"""The answer laid on the file: each line of theirs that is not agreed changed, taken out or put in, in our name."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from pipeline.word.answering.body import Live
from pipeline.word.answering.marking import Marker
from pipeline.word.answering.pairing import CannotAnswer, edits, steps
from pipeline.word.answering.said import Said
from pipeline.word.markup import GONE
from pipeline.word.names import W

_MARKS = frozenset(f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"))


@dataclass(slots=True)
class Laying:
    """Goes through both texts in one order. `lives` are the paragraphs of their lines, `dead` those that they deleted as a whole."""

    marker: Marker
    theirs: Sequence[Said]
    agreed: Sequence[Said]
    lives: Sequence[Live]
    body: etree._Element
    dead: dict[str, etree._Element] = field(default_factory=dict)
    place: dict[str, etree._Element] = field(default_factory=dict)
    """Where each line of the agreed text stands in the file."""
    tables: dict[str, etree._Element] = field(default_factory=dict)
    """Tables of ours, by id."""
    used: list[etree._Element] = field(default_factory=list)
    """Rows of theirs that we have put back."""

    def lay(self) -> None:
        """Mark all that differs. Raises CannotAnswer."""
        gone: list[int] = []
        at: int | None = None
        for is_new, group in groupby(steps(self.theirs, self.agreed), key=lambda step: step[0] is None):
            run = list(group)
            if is_new:
                self._insert([self.agreed[ours] for _, ours in run if ours is not None], at)
                continue
            for their, ours in run:
                assert their is not None
                if ours is None:
                    gone.append(their)
                    continue
                at, live = their, self.lives[their]
                self.place[self.agreed[ours].id] = live.last
                for start, end, text in edits(self.theirs[their], self.agreed[ours], live.text):
                    self._edit(live, start, end, text)
        self._take_out(gone)

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

    def _insert(self, new: Sequence[Said], at: int | None) -> None:
        """Put lines in behind their line at this ordinal, or before the next one; rows of a table as rows."""
        last = None if at is None else self.lives[at].last
        for row, group in groupby(new, key=lambda line: line.row):
            lines = list(group)
            if row:
                last = self._insert_row(lines, last, at)
                continue
            for line in lines:
                last = self._insert_line(line, last, at)

    def _insert_line(self, line: Said, last: etree._Element | None, at: int | None) -> etree._Element:
        like, run = self._like(line, last)
        made = self.marker.paragraph(like, line.text, None if run is None else run.find(f"{W}rPr"))
        dead = _deleted_behind(last, line.text)
        before = self._begins_behind(line, at) if last is None or (at is not None and last is self.lives[at].last) else None
        if dead is not None:
            dead.addnext(made)
        elif before is not None:
            _outermost(before, self.body).addprevious(made)
        elif last is None:
            like.addprevious(made)
        else:
            self._slot(last).addnext(made)
        self.place[line.id] = made
        return made

    def _begins_behind(self, line: Said, at: int | None) -> etree._Element | None:
        """Their next line, where a part of the contract begins with ours: what stands between the parts is none of its words."""
        behind = 0 if at is None else at + 1
        ahead = None if at is None else self.theirs[at].role[0]
        if behind < len(self.theirs) and line.role[0] != ahead and line.role[0] == self.theirs[behind].role[0]:
            return self.lives[behind].paragraphs[0]
        return None

    def _slot(self, last: etree._Element) -> etree._Element:
        """What a paragraph of ours stands behind: a table wants a paragraph behind it, which is its own."""
        if last.getparent().tag != f"{W}tc":
            return last
        table = _outermost(last, self.body)
        behind = table.getnext()
        return behind if behind is not None and behind.tag == f"{W}p" and not _says(behind) else table

    def _like(self, line: Said, last: etree._Element | None) -> tuple[etree._Element, etree._Element | None]:
        """A paragraph of the file that stands as this line has to, and a run of it."""
        dead = self.dead.get(_letters(line.text))
        if dead is not None:
            return dead, next(dead.iter(f"{W}r"), None)
        same = (live for live, their in zip(self.lives, self.theirs, strict=True) if their.role == line.role and live.atoms)
        live = next(same, None)
        if live is not None:
            return live.last, live.atoms[0].run
        if last is None:
            raise CannotAnswer(line.text)
        return last, next(last.iter(f"{W}r"), None)

    def _insert_row(self, lines: Sequence[Said], last: etree._Element | None, at: int | None) -> etree._Element:
        """A row of ours below the one before it, or below theirs that they deleted."""
        table = lines[0].row.partition("|")[0]
        row = dead = self._deleted_row("".join(line.text for line in lines), at)
        if row is None and table in self.tables:
            row = self.tables[table].findall(f"{W}tr")[-1]
        if row is None:
            beside = (live for live, their in zip(self.lives, self.theirs, strict=True) if their.row.partition("|")[0] == table)
            row = next((found for live in beside for found in live.last.iterancestors(f"{W}tr")), None)
        if row is None:
            return self._insert_table(lines, last)
        made = self._row_like(row, lines)
        before = next(last.iterancestors(f"{W}tr"), None) if last is not None else None
        if dead is not None:
            dead.addnext(made)
        elif before is not None and before.getparent() is row.getparent():
            before.addnext(made)
        else:
            row.addprevious(made)
        placed = list(made.iter(f"{W}p"))
        for line in lines:
            self.place[line.id] = placed[0]
        return placed[-1]

    def _deleted_row(self, text: str, at: int | None) -> etree._Element | None:
        """The row that they deleted as a whole, and that said the same, if it stands between our neighbours of the new one."""
        for row in self.body.iter(f"{W}tr"):
            is_deleted = row.find(f"{W}trPr/{W}del") is not None and row not in self.used
            if is_deleted and _letters("".join(words.text or "" for words in row.iter(f"{W}delText"))) == _letters(text):
                ahead = -1 if at is None else self._order(self.lives[at].last)
                behind = next((self._order(live.last) for live in self.lives[0 if at is None else at + 1 :]), ahead)
                if ahead <= self._order(row) <= behind:
                    self.used.append(row)
                    return row
        return None

    def _order(self, element: etree._Element) -> int:
        """How far down the body an element stands."""
        return int(self.body.index(_outermost(element, self.body)))

    def _insert_table(self, lines: Sequence[Said], last: etree._Element | None) -> etree._Element:
        """A table of ours with one row, like another of the file that has as many columns; further rows follow as rows."""
        columns = max(line.cell for line in lines) + 1
        like = self._table_with(columns)
        if like is None or last is None:
            raise CannotAnswer(lines[0].text)
        made = etree.Element(like.tag)
        made.extend(deepcopy(child) for child in like if child.tag in (f"{W}tblPr", f"{W}tblGrid"))
        made.append(self._row_like(_with_cells(next(like.iter(f"{W}tr")), columns), lines))
        self._slot(last).addnext(made)
        placed = list(made.iter(f"{W}p"))
        for line in lines:
            self.place[line.id] = placed[0]
            self.tables[line.row.partition("|")[0]] = made
        return placed[-1]

    def _table_with(self, columns: int) -> etree._Element | None:
        """A table of the file that has as many columns, else the one that comes nearest."""
        tables = [table for table in self.body.iter(f"{W}tbl") if next(table.iter(f"{W}tr"), None) is not None]
        return min(tables, key=lambda table: abs(len(next(table.iter(f"{W}tr")).findall(f"{W}tc")) - columns), default=None)

    def _row_like(self, row: etree._Element, lines: Sequence[Said]) -> etree._Element:
        made = etree.Element(row.tag)
        properties = row.find(f"{W}trPr")
        if properties is not None:
            made.append(deepcopy(properties))
            for name in ("ins", "del", "trPrChange"):
                for child in made[0].findall(f"{W}{name}"):
                    made[0].remove(child)
        words = {line.cell: line.text for line in lines}
        for number, cell in enumerate(row.findall(f"{W}tc")):
            copied = etree.SubElement(made, cell.tag)
            shape = cell.find(f"{W}tcPr")
            if shape is not None:
                copied.append(deepcopy(shape))
            first = cell.find(f"{W}p")
            run = None if first is None else next(first.iter(f"{W}r"), None)
            like = etree.Element(f"{W}p") if first is None else first
            copied.append(self.marker.paragraph(like, words.get(number, ""), None if run is None else run.find(f"{W}rPr")))
        self.marker.row_marked(made, "ins")
        return made


def _with_cells(row: etree._Element, columns: int) -> etree._Element:
    """A row like another one, with as many cells."""
    made = deepcopy(row)
    cells = made.findall(f"{W}tc")
    for cell in cells[columns:]:
        made.remove(cell)
    made.extend(deepcopy(cells[-1]) for _ in range(columns - len(cells)))
    return made


def dead_paragraphs(body: etree._Element) -> dict[str, etree._Element]:
    """The paragraphs that they deleted as a whole, by their letters."""
    found: dict[str, etree._Element] = {}
    for paragraph in body.iter(f"{W}p"):
        words = "".join(text.text or "" for text in paragraph.iter(f"{W}delText"))
        if words and not any(True for _ in paragraph.iter(f"{W}t")):
            found.setdefault(_letters(words), paragraph)
    return found


def _deleted_behind(last: etree._Element | None, text: str) -> etree._Element | None:
    """The paragraph right behind, among those that they deleted as a whole, that said the same."""
    for other in () if last is None else last.itersiblings():
        if other.tag in _MARKS:
            continue
        if other.tag != f"{W}p" or not _is_dead(other):
            return None
        if _letters("".join(words.text or "" for words in other.iter(f"{W}delText"))) == _letters(text):
            return other
    return None


def _is_dead(paragraph: etree._Element) -> bool:
    end = paragraph.find(f"{W}pPr/{W}rPr")
    return not _says(paragraph) and end is not None and any(child.tag in GONE for child in end)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _says(paragraph: etree._Element) -> bool:
    return any(True for _ in paragraph.iter(f"{W}t"))


def _outermost(element: etree._Element, body: etree._Element) -> etree._Element:
    """The table around an element that stands directly in the body."""
    place = element
    while place.getparent() is not body and place.getparent() is not None:
        place = place.getparent()
    return place
