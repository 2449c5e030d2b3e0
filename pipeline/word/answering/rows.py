"""Rows of ours in the tables of a received file: where they go, and how they look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from pipeline.word.answering.body import Live
from pipeline.word.answering.marking import Marker
from pipeline.word.answering.pairing import CannotAnswer
from pipeline.word.answering.places import deleted_words, letters, outermost, slot_behind
from pipeline.word.answering.said import Said
from pipeline.word.names import W

_ROW, _CELL, _PARAGRAPH = f"{W}tr", f"{W}tc", f"{W}p"


@dataclass(slots=True)
class Rows:
    """Puts rows in, in the order of the agreed text.

    `stays` tells which line of theirs each agreed line is that both texts have. Only the rows of such lines say where a table of the
    agreed text stands: one that they moved stands in their file too, but elsewhere.
    """

    marker: Marker
    body: etree._Element
    theirs: Sequence[Said]
    agreed: Sequence[Said]
    lives: Sequence[Live]
    stays: Mapping[int, int]
    place: dict[int, etree._Element]
    """Where each line of the agreed text stands in the file, by its ordinal; what is put in is added."""
    used: set[etree._Element] = field(default_factory=set)
    """Rows that they deleted and that we have put back."""

    def put(self, new: Sequence[int], last: etree._Element | None, at: int | None) -> etree._Element:
        """Put the lines of one row in; gives the paragraph behind which the text goes on. Raises CannotAnswer."""
        ahead, behind = self._row_beside(new[0], -1), self._row_beside(new[-1], 1)
        for there, other in ((ahead, new[0] - 1), (behind, new[-1] + 1)):
            if there is not None and self.agreed[other].row == self.agreed[new[0]].row:
                return self._filled(there, new)
        dead = self._deleted_row(new, ahead, behind, at)
        beside = next((row for row in (dead, ahead, behind) if row is not None), None)
        made = self._row(self._model(new, beside), new)
        if dead is not None:
            dead.addnext(made)
        elif ahead is not None:
            ahead.addnext(made)
        elif behind is not None:
            behind.addprevious(made)
        else:
            self._put_table(made, last)
        return made.findall(f"{_CELL}/{_PARAGRAPH}")[-1]

    def _row_beside(self, number: int, step: int) -> etree._Element | None:
        """The next row of the same table in the file, seen from this agreed line upwards or downwards."""
        table = self._table(number)
        other = number + step
        while 0 <= other < len(self.agreed) and self._table(other) == table:
            paragraph = self._paragraph(other)
            if paragraph is not None:
                return next(paragraph.iterancestors(_ROW), None)
            other += step
        return None

    def _table(self, number: int) -> int | None:
        row = self.agreed[number].row
        return None if row is None else row[0]

    def _paragraph(self, number: int) -> etree._Element | None:
        if number in self.place:
            return self.place[number]
        return self.lives[self.stays[number]].last if number in self.stays else None

    def _deleted_row(
        self, new: Sequence[int], ahead: etree._Element | None, behind: etree._Element | None, at: int | None
    ) -> etree._Element | None:
        """The row that they deleted as a whole, and that said the same, if it stands where the new one has to."""
        if ahead is not None:
            rows = _until(ahead.itersiblings(_ROW), behind)
        elif behind is not None:
            rows = iter(list(behind.itersiblings(_ROW, preceding=True)))
        else:
            rows = self._rows_between(at)
        wanted = letters("".join(self.agreed[number].text for number in new))
        for row in rows:
            if row not in self.used and row.find(f"{W}trPr/{W}del") is not None and letters(deleted_words(row)) == wanted:
                self.used.add(row)
                return row
        return None

    def _rows_between(self, at: int | None) -> Iterator[etree._Element]:
        """The rows between their line at this ordinal and the next one that stays."""
        kept = sorted(self.stays.values())
        ahead = -1 if at is None else self._order(self.lives[at].last)
        following = next((their for their in kept if at is None or their > at), None)
        behind = len(self.body) if following is None else self._order(self.lives[following].paragraphs[0])
        for table in self.body.iter(f"{W}tbl"):
            if ahead < self._order(table) < behind:
                yield from table.findall(_ROW)

    def _order(self, element: etree._Element) -> int:
        """How far down the body an element stands."""
        return int(self.body.index(outermost(element, self.body)))

    def _filled(self, row: etree._Element, new: Sequence[int]) -> etree._Element:
        """The row that stands, with words of ours in cells that say nothing else."""
        cells = row.findall(_CELL)
        for number in new:
            line = self.agreed[number]
            if line.cell >= len(cells):
                raise CannotAnswer(line.text)
            self.place[number] = self._put_in_cell(cells[line.cell], line.text)
        return self.place[new[-1]]

    def _put_in_cell(self, cell: etree._Element, text: str) -> etree._Element:
        placed = [paragraph for paragraph in cell.findall(_PARAGRAPH) if paragraph in self.place.values()]
        if placed:
            made = self.marker.paragraph(placed[-1], text, _look_of_letters(placed[-1]))
            placed[-1].addnext(made)
            return made
        last = cell.findall(_PARAGRAPH)[-1]
        live = next((live for live in self.lives if live.last is last), Live([last]))
        self.marker.inserted(live, len(live.text), text)
        return last

    def _model(self, new: Sequence[int], beside: etree._Element | None) -> etree._Element:
        """A row of the file that looks as this one has to: of its kind and with as many cells, else the one beside it, else any."""
        kind = self.agreed[new[0]].role[:-1]
        found = (
            row
            for live, their in zip(self.lives, self.theirs, strict=True)
            if their.row and their.role[:-1] == kind
            for row in live.last.iterancestors(_ROW)
        )
        columns = self._columns(new[0]) if beside is None else len(beside.findall(_CELL))
        model = next((row for row in found if len(row.findall(_CELL)) == columns), beside)
        model = next(self.body.iter(_ROW), None) if model is None else model
        if model is None:
            raise CannotAnswer(self.agreed[new[0]].text)
        return model if len(model.findall(_CELL)) == columns else _with_cells(model, columns)

    def _columns(self, number: int) -> int:
        """How many cells the rows of the agreed table have."""
        return 1 + max(line.cell for other, line in enumerate(self.agreed) if self._table(other) == self._table(number))

    def _row(self, model: etree._Element, new: Sequence[int]) -> etree._Element:
        """A row of ours that looks like another one."""
        made = etree.Element(_ROW)
        properties = model.find(f"{W}trPr")
        if properties is not None:
            made.append(deepcopy(properties))
            for change in made[0].xpath("*[self::w:ins or self::w:del or self::w:trPrChange]", namespaces={"w": W[1:-1]}):
                made[0].remove(change)
        for cell, like in enumerate(model.findall(_CELL)):
            made.append(self._cell(like, [number for number in new if self.agreed[number].cell == cell]))
        self.marker.row_marked(made, "ins")
        return made

    def _cell(self, model: etree._Element, new: Sequence[int]) -> etree._Element:
        made = etree.Element(_CELL)
        shape = model.find(f"{W}tcPr")
        if shape is not None:
            made.append(deepcopy(shape))
        like = model.find(_PARAGRAPH)
        like = etree.Element(_PARAGRAPH) if like is None else like
        for number in new:
            made.append(self.marker.paragraph(like, self.agreed[number].text, _look_of_letters(like)))
            self.place[number] = made[-1]
        if not new:
            made.append(self.marker.paragraph(like, "", None))
        return made

    def _put_table(self, row: etree._Element, last: etree._Element | None) -> None:
        """A table of ours that begins with this row, like the one of the file that has as many columns or nearly as many."""
        columns = len(row.findall(_CELL))
        tables = [table for table in self.body.iter(f"{W}tbl") if table.find(_ROW) is not None]
        like = min(tables, key=lambda table: abs(len(table.find(_ROW).findall(_CELL)) - columns), default=None)
        if like is None or last is None:
            raise CannotAnswer("".join(row.itertext()))
        made = etree.Element(like.tag)
        made.extend(deepcopy(child) for child in like if child.tag in (f"{W}tblPr", f"{W}tblGrid"))
        made.append(row)
        slot_behind(last, self.body).addnext(made)
        # Word joins two tables between which no paragraph stands.
        made.addnext(self.marker.paragraph(self._space(), "", None))

    def _space(self) -> etree._Element:
        """The empty paragraph behind a table of the file."""
        slots = (slot_behind(table.find(f".//{_PARAGRAPH}"), self.body) for table in self.body.findall(f"{W}tbl"))
        return next((slot for slot in slots if slot.tag == _PARAGRAPH), etree.Element(_PARAGRAPH))


def _until(rows: Iterator[etree._Element], last: etree._Element | None) -> Iterator[etree._Element]:
    for row in rows:
        if row is last:
            return
        yield row


def _look_of_letters(paragraph: etree._Element) -> etree._Element | None:
    return next((properties for run in paragraph.iter(f"{W}r") for properties in run.findall(f"{W}rPr")), None)


def _with_cells(row: etree._Element, columns: int) -> etree._Element:
    """A row like another one, with as many cells."""
    made = deepcopy(row)
    cells = made.findall(_CELL)
    for cell in cells[columns:]:
        made.remove(cell)
    made.extend(deepcopy(cells[-1]) for _ in range(columns - len(cells)))
    return made
