"""The paragraphs of a received file as they read with all of their revisions accepted, each letter with the run that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from pipeline.word.markup import AS_TYPED, GONE, is_in_gone_row, letters_of
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
    fields: list[list[etree._Element]] = []
    shown: list[bool] = []
    joins = False
    for paragraph in body.iter(f"{W}p"):
        if _is_inside(paragraph, body, _BOXES) or is_in_gone_row(paragraph):
            continue
        if joins and found[-1].last.getparent() is paragraph.getparent():
            found[-1].paragraphs.append(paragraph)
        else:
            found.append(Live([paragraph]))
        found[-1].atoms += _atoms(paragraph, fields, shown)
        joins = _loses_its_end(paragraph)
    return found


def _is_inside(element: etree._Element, top: etree._Element, tags: tuple[str, ...]) -> bool:
    for above in element.iterancestors():
        if above is top:
            return False
        if above.tag in tags:
            return True
    return False


def _loses_its_end(paragraph: etree._Element) -> bool:
    end = paragraph.find(f"{W}pPr/{W}rPr")
    return end is not None and any(child.tag in GONE for child in end)


def _atoms(paragraph: etree._Element, fields: list[list[etree._Element]], shown: list[bool]) -> Iterator[Atom]:
    """The letters that show. `fields` are the runs of the fields that are open, `shown` whether each shows its result by now."""
    waiting: list[Atom] = []
    for run in paragraph.iter(f"{W}r"):
        if _is_inside(run, paragraph, GONE + _BOXES):
            continue
        for each in fields:
            each.append(run)
        for child in run:
            if child.tag == f"{W}fldChar":
                kind = child.get(f"{W}fldCharType")
                if kind == "begin":
                    fields.append([run])
                    shown.append(False)
                elif kind == "separate" and shown:
                    shown[-1] = True
                elif kind == "end" and fields:
                    runs = tuple(dict.fromkeys(fields.pop()))
                    shown.pop()
                    if not fields:
                        for atom in waiting:
                            atom.runs = runs
                        yield from waiting
                        waiting = []
            elif (text := _said(child)) and all(shown):
                atom = Atom(run, child, text, (run,))
                if fields:
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
