"""The paragraphs of a received file as they read with all of their revisions accepted, each letter with the run that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.word.markup import AS_TYPED, GONE, is_in_gone_row, letters_of, loses_its_end
from pipeline.word.names import SPACE, W

_BOXES = (f"{W}txbxContent", f"{W}footnote", f"{W}endnote", f"{W}comment")


@dataclass(slots=True)
class Atom:
    """Letters that stand in one element of one run. `runs` are all that go with them: those of the whole field for the result of one."""

    run: etree._Element
    child: etree._Element
    text: str
    runs: tuple[etree._Element, ...] = ()


@dataclass(slots=True)
class Live:
    """What reads as one paragraph: one element, or several whose ends their revisions take out."""

    paragraphs: list[etree._Element]
    atoms: list[Atom] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words."""
        return "".join(atom.text for atom in self.atoms)

    @property
    def last(self) -> etree._Element:
        """The element whose end is that of the paragraph."""
        return self.paragraphs[-1]


def live_paragraphs(body: etree._Element) -> list[Live]:
    """All paragraphs of the body, those in tables too, in the order of the page."""
    found: list[Live] = []
    fields = _Fields()
    joins = False
    for paragraph in body.iter(f"{W}p"):
        if _is_inside(paragraph, body, _BOXES) or is_in_gone_row(paragraph):
            continue
        if joins and found[-1].last.getparent() is paragraph.getparent():
            found[-1].paragraphs.append(paragraph)
        else:
            found.append(Live([paragraph]))
        found[-1].atoms += _atoms(paragraph, fields)
        joins = loses_its_end(paragraph)
    return found


def _is_inside(element: etree._Element, top: etree._Element, tags: tuple[str, ...]) -> bool:
    for above in element.iterancestors():
        if above is top:
            return False
        if above.tag in tags:
            return True
    return False


@dataclass(slots=True)
class _Fields:
    """The fields that are open, the outermost first: the runs of each, and whether it shows its result by now."""

    runs: list[list[etree._Element]] = field(default_factory=list)
    shown: list[bool] = field(default_factory=list)

    def meet(self, run: etree._Element) -> None:
        """A run belongs to each field that is open where it begins."""
        for each in self.runs:
            each.append(run)

    def turn(self, kind: str | None, run: etree._Element) -> tuple[etree._Element, ...]:
        """A field begins, shows its result or ends; gives all runs of the outermost one where it ends."""
        if kind == "begin":
            self.runs.append([run])
            self.shown.append(False)
        elif kind == "separate" and self.shown:
            self.shown[-1] = True
        elif kind == "end" and self.runs:
            self.shown.pop()
            runs = self.runs.pop()
            return () if self.runs else tuple(dict.fromkeys(runs))
        return ()


def _atoms(paragraph: etree._Element, fields: _Fields) -> Iterator[Atom]:
    """The letters that show. Those of a field's result wait for its end, which tells the runs that go with them."""
    waiting: list[Atom] = []
    for run in paragraph.iter(f"{W}r"):
        if _is_inside(run, paragraph, GONE + _BOXES):
            continue
        fields.meet(run)
        for child in run:
            if child.tag == f"{W}fldChar":
                if runs := fields.turn(child.get(f"{W}fldCharType"), run):
                    yield from (replace(atom, runs=runs) for atom in waiting)
                    waiting = []
            elif (text := _said(child)) and all(fields.shown):
                atom = Atom(run, child, text, (run,))
                if fields.runs:
                    waiting.append(atom)
                else:
                    yield atom
    # A field that goes on in the next paragraph, as that of the contents, is none of the contract's words.
    yield from waiting


def _said(child: etree._Element) -> str:
    """The letters that an element of a run shows."""
    return letters_of(child) if child.tag == f"{W}t" else AS_TYPED.get(child.tag, "")


def runs_of(text: str, properties: etree._Element | None) -> etree._Element:
    """A run with these letters."""
    run = etree.Element(f"{W}r")
    if properties is not None:
        run.append(deepcopy(properties))
        for change in run.findall(f"{W}rPr/{W}rPrChange"):
            change.getparent().remove(change)
    for number, piece in enumerate(text.split("\t")):
        if number:
            etree.SubElement(run, f"{W}tab")
        if piece:
            words = etree.SubElement(run, f"{W}t")
            words.text = piece
            words.set(SPACE, "preserve")
    return run
