"""Where no paragraph may vanish: before a table and at the end of a cell, whatever revisions say.

Word and LibreOffice join a paragraph whose end goes to the one behind it. Where a table or the end of a cell is behind it, an empty
paragraph would be left. So the last paragraph there keeps its end, and the one before it gives its own: that is what Word itself
writes when somebody types or deletes at such a place. The look of the last paragraph changes with its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from pipeline.word.marking import Marking
from pipeline.word.markup import COME, GONE
from pipeline.word.names import W
from pipeline.word.template import parsed_xml

_PROPERTIES, _END, _FORMER = f"{W}pPr", f"{W}rPr", f"{W}pPrChange"
_BOOKMARKS = frozenset((f"{W}bookmarkStart", f"{W}bookmarkEnd"))
_REVISED = re.compile(rb"<w:rPr><w:(ins|del|moveFrom|moveTo) ")


def with_lasting_ends(document: bytes, marking: Marking) -> bytes:
    """The document's part with revisions of paragraphs' ends only where they can be carried out."""
    if not _REVISED.search(document):
        return document
    root = parsed_xml(document)
    for paragraph in _revised(root):
        if _must_last(paragraph):
            _settle(list(_backwards(paragraph)), marking)
    for paragraph in _revised(root):
        previous = paragraph.getprevious()
        if previous is not None and previous.tag == f"{W}p":
            _settle(list(reversed(list(_running_on(previous)))), marking)
    result: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return result


def _revised(root: etree._Element) -> list[etree._Element]:
    """The paragraphs of which a revision changes the end, in their order."""
    ends = (mark.getparent() for mark in root.iter(*COME, *GONE))
    return list(dict.fromkeys(end.getparent().getparent() for end in ends if end.tag == _END and end.getparent().tag == _PROPERTIES))


def _must_last(paragraph: etree._Element) -> bool:
    """Whether a table or the end of a cell is behind it."""
    behind = next(paragraph.itersiblings(f"{W}p", f"{W}tbl"), None)
    return bool(behind.tag == f"{W}tbl" if behind is not None else paragraph.getparent().tag == f"{W}tc")


def _backwards(last: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs from here to the front, up to the one behind the next table or section."""
    element: etree._Element | None = last
    while element is not None and element.tag != f"{W}tbl" and element.find(f"{_PROPERTIES}/{W}sectPr") is None:
        if element.tag == f"{W}p":
            yield element
        element = element.getprevious()


def _running_on(paragraph: etree._Element) -> Iterator[etree._Element]:
    """A paragraph whose last words are revised and the whole ones behind it with the same revision: LibreOffice takes them for one."""
    said = _said(paragraph)
    if _mark(paragraph) is not None or not said or said[-1] not in COME + GONE:
        return
    yield paragraph
    behind = paragraph.getnext()
    while behind is not None and behind.tag == f"{W}p" and (mark := _mark(behind)) is not None and {mark.tag, *_said(behind)} == {said[-1]}:
        yield behind
        behind = behind.getnext()


def _said(paragraph: etree._Element) -> list[str]:
    """The tags of what a paragraph says: runs, and revisions of runs."""
    return [child.tag for child in paragraph if child.tag != _PROPERTIES and child.tag not in _BOOKMARKS]


def _settle(paragraphs: list[etree._Element], marking: Marking) -> None:
    """Let the last of these keep its end, if it has a revision. They come from the last to the first."""
    if not paragraphs or (mark := _mark(paragraphs[0])) is None:
        return
    last = paragraphs[0]
    one_version = COME if mark.tag in COME else GONE
    follower = last
    for paragraph in paragraphs[1:]:
        own = _mark(paragraph)
        if own is None or own.tag not in one_version:
            _change_look(last, paragraph, marking, came=one_version is COME)
            _give_end(paragraph, follower, mark, marking, whole=own is not None)
            mark.getparent().remove(mark)
            return
        follower = paragraph


def _mark(paragraph: etree._Element) -> etree._Element | None:
    """The revision of a paragraph's end; None also where it came and went again."""
    end = paragraph.find(f"{_PROPERTIES}/{_END}")
    marks = [] if end is None else [child for child in end if child.tag in COME + GONE]
    return marks[0] if len(marks) == 1 else None


def _give_end(paragraph: etree._Element, follower: etree._Element, mark: etree._Element, marking: Marking, *, whole: bool) -> None:
    """The end of the last paragraph that the other version has becomes that of `last`: its own is revised, or left out."""
    if whole:
        follower[1:1] = paragraph[1:]
        paragraph.getparent().remove(paragraph)
        return
    revised = deepcopy(mark)
    revised.set(f"{W}id", str(marking.id()))
    properties = paragraph.find(_PROPERTIES)
    end = properties.find(_END)
    if end is None:
        end = etree.Element(_END)
        former = properties.find(_FORMER)
        properties.insert(len(properties) if former is None else properties.index(former), end)
    end.append(revised)


def _change_look(last: etree._Element, other: etree._Element, marking: Marking, *, came: bool) -> None:
    """The last paragraph looks like itself in its own version, like the other in the other one."""
    mark = _mark(last)
    assert mark is not None
    own, others = _look(last, old=not came), _look(other, old=came)
    new, old = (own, others) if came else (others, own)
    properties = last.find(_PROPERTIES)
    end = properties.find(_END)
    properties[:] = [*new, end]
    if [etree.tostring(each) for each in new] != [etree.tostring(each) for each in old]:
        told = {name: mark.get(name) for name in (f"{W}author", f"{W}date") if mark.get(name)}
        change = etree.SubElement(properties, _FORMER, {f"{W}id": str(marking.id()), **told})
        etree.SubElement(change, _PROPERTIES).extend(old)


def _look(paragraph: etree._Element, *, old: bool) -> list[etree._Element]:
    """Copies of a paragraph's properties in one version."""
    properties = paragraph.find(_PROPERTIES)
    former = properties.find(f"{_FORMER}/{_PROPERTIES}")
    source = former if old and former is not None else properties
    return [deepcopy(child) for child in source if child.tag not in (_END, _FORMER)]
