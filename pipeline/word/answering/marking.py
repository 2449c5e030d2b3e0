"""Our revisions on the XML of a received file: theirs stand as they are, and ours lie on top."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from pipeline.model.document import Revision
from pipeline.word.answering.body import Atom, Live, runs_of
from pipeline.word.marking import moment
from pipeline.word.markup import COME, GONE, MARKERS
from pipeline.word.names import SPACE, W

_TEXT, _CODE = f"{W}t", f"{W}instrText"
_TAKEN_OUT = {_TEXT: f"{W}delText", _CODE: f"{W}delInstrText"}
_BETWEEN = MARKERS | {f"{W}moveFromRangeStart", f"{W}moveFromRangeEnd"}
"""What may stand between two paragraphs and says nothing, the edges of what they moved away included."""


@dataclass(slots=True)
class Marker:
    """Marks what we take out and put in, under one name and date."""

    revision: Revision
    numbers: count[int]
    made: set[etree._Element] = field(default_factory=set)

    def deleted(self, live: Live, start: int, end: int) -> None:
        """Take out the letters from `start` to `end`; of a field, all of it."""
        split(live, (start, end))
        for atom in list(_between(live.atoms, start, end)):
            for run in atom.runs:
                self._delete_run(run)

    def _delete_run(self, run: etree._Element) -> None:
        parent = run.getparent()
        if parent in self.made:
            return
        for child in run:
            child.tag = _TAKEN_OUT.get(child.tag, child.tag)
        before = run.getprevious()
        if before is not None and before in self.made and before.tag == f"{W}del":
            before.append(run)
            return
        wrapper = self.element("del")
        parent.replace(run, wrapper)
        wrapper.append(run)

    def inserted(self, live: Live, at: int, text: str) -> None:
        """Put in letters before the one at `at`, behind what they deleted there; they look like the letters beside them."""
        split(live, (at,))
        before, behind = _beside(live.atoms, at)
        beside = before or behind
        wrapper = self.element("ins")
        wrapper.append(runs_of(text, None if beside is None else beside.run.find(f"{W}rPr")))
        if before is not None:
            self._behind(before.runs[-1], wrapper)
        elif behind is not None:
            self._before(behind.runs[0], wrapper)
        else:
            live.last.append(wrapper)

    def _behind(self, run: etree._Element, wrapper: etree._Element) -> None:
        place = run
        while place.getparent().tag != f"{W}p" and (place.getparent() in self.made or place.getparent().tag in COME):
            around = place.getparent()
            if around.tag in COME and around not in self.made:
                self._cut_behind(around, place)
            place = around
        while (further := place.getnext()) is not None and further.tag in GONE:
            place = further
        place.addnext(wrapper)

    def _before(self, run: etree._Element, wrapper: etree._Element) -> None:
        place = run
        while place.getparent().tag != f"{W}p" and (place.getparent() in self.made or place.getparent().tag in COME):
            around = place.getparent()
            if around.tag in COME and around not in self.made and place.getprevious() is not None:
                self._cut_behind(around, place.getprevious())
                around = around.getnext()
            place = around
        place.addprevious(wrapper)

    def _cut_behind(self, around: etree._Element, place: etree._Element) -> None:
        """Their insertion as two of the same name and date, so that ours can stand between."""
        further = list(place.itersiblings())
        if not further:
            return
        second = etree.Element(around.tag, dict(around.attrib))
        second.set(f"{W}id", str(next(self.numbers)))
        second.extend(further)
        around.addnext(second)

    def end_deleted(self, paragraph: etree._Element) -> None:
        """Take out the end of a paragraph, where another one follows that takes it up."""
        behind = next((each for each in paragraph.itersiblings() if each.tag not in _BETWEEN), None)
        properties = paragraph.find(f"{W}pPr")
        if behind is None or behind.tag != f"{W}p" or (properties is not None and properties.find(f"{W}sectPr") is not None):
            return
        self._end(paragraph, "del")

    def _end(self, paragraph: etree._Element, tag: str) -> None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        end = properties.find(f"{W}rPr")
        if end is None:
            end = etree.Element(f"{W}rPr")
            # The order of the schema: what marks the end stands before a section and a change of properties.
            behind = next((child for child in properties if child.tag in (f"{W}sectPr", f"{W}pPrChange")), None)
            properties.append(end) if behind is None else behind.addprevious(end)
        place = sum(1 for child in end if child.tag in COME)
        end.insert(place, self.element(tag))

    def paragraph(self, like: etree._Element, text: str, properties: etree._Element | None) -> etree._Element:
        """A paragraph of ours that stands like another one."""
        made = etree.Element(f"{W}p")
        shape = like.find(f"{W}pPr")
        if shape is not None:
            copied = deepcopy(shape)
            for name in ("sectPr", "pPrChange", "rPr"):
                for child in copied.findall(f"{W}{name}"):
                    copied.remove(child)
            made.append(copied)
        self._end(made, "ins")
        wrapper = self.element("ins")
        wrapper.append(runs_of(text, properties))
        made.append(wrapper)
        return made

    def row_marked(self, row: etree._Element, tag: str) -> None:
        """Mark a whole row."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            ahead = [child for child in row if child.tag == f"{W}tblPrEx"]
            row.insert(len(ahead), properties)
        behind = properties.find(f"{W}trPrChange")
        properties.append(self.element(tag)) if behind is None else behind.addprevious(self.element(tag))

    def element(self, tag: str) -> etree._Element:
        """A revision of ours."""
        made = etree.Element(f"{W}{tag}")
        made.set(f"{W}id", str(next(self.numbers)))
        made.set(f"{W}author", self.revision.author)
        made.set(f"{W}date", moment(self.revision.date))
        self.made.add(made)
        return made


def free_numbers(root: etree._Element) -> count[int]:
    """Ids that nothing in the file has."""
    numbers = (element.get(f"{W}id", "") for element in root.iter())
    return count(max((int(number) for number in numbers if number.isdecimal()), default=0) + 1)


def split(live: Live, places: Iterable[int]) -> None:
    """Let runs end at these places, so that what is marked stands in runs of its own."""
    for place in places:
        at = 0
        for number, atom in enumerate(live.atoms):
            end = at + len(atom.text)
            if at < place < end and len(atom.runs) == 1:
                live.atoms[number : number + 1] = _halves(atom, place - at)
                break
            at = end
    _part_children(live)


def _halves(atom: Atom, at: int) -> list[Atom]:
    """A piece of text as two elements of the same run."""
    second = deepcopy(atom.child)
    second.text, atom.child.text = atom.text[at:], atom.text[:at]
    for element in (atom.child, second):
        element.set(SPACE, "preserve")
    atom.child.addnext(second)
    return [Atom(atom.run, atom.child, atom.text[:at], atom.runs), Atom(atom.run, second, atom.text[at:], atom.runs)]


def _part_children(live: Live) -> None:
    """Each element with letters in a run of its own, but in fields, which are marked as a whole."""
    for atom in live.atoms:
        if len(atom.runs) != 1 or atom.run.getparent() is None:
            continue
        run = atom.run
        further = next(atom.child.itersiblings(), None)
        if further is not None:
            rest = etree.Element(run.tag, dict(run.attrib))
            properties = run.find(f"{W}rPr")
            if properties is not None:
                rest.append(deepcopy(properties))
            rest.extend([further, *further.itersiblings()])
            run.addnext(rest)
            moved = set(rest)
            for other in live.atoms:
                if other.child in moved:
                    other.run = rest
                    other.runs = tuple(rest if each is run else each for each in other.runs)


def _between(atoms: list[Atom], start: int, end: int) -> Iterable[Atom]:
    at = 0
    for atom in atoms:
        if start < at + len(atom.text) and at < end:
            yield atom
        at += len(atom.text)


def _beside(atoms: list[Atom], place: int) -> tuple[Atom | None, Atom | None]:
    """The letters before a place and those behind it; within a field, the field stands before."""
    before: Atom | None = None
    at = 0
    for atom in atoms:
        if at >= place:
            return before, atom
        before = atom
        at += len(atom.text)
    return before, None
