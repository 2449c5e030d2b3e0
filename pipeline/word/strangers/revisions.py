"""The revisions in a stranger's DOCX: whose they are, and the file as it is when all are accepted or all are rejected.

The rules are those of ECMA-376, 17.13.5, as Word applies them. Shares nothing with what writes redlines, so that it can prove them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from lxml import etree

from pipeline.model.answer import is_ours
from pipeline.word.markup import MARKERS
from pipeline.word.names import W
from pipeline.word.package import MAIN, parts_of
from pipeline.word.template import parsed_xml

_NO_STORIES = "styles|stylesWithEffects|settings|webSettings|fontTable|numbering|people"
STORIES = re.compile(rf"word/(?!(?:{_NO_STORIES})\.xml)[^/]+\.xml")
"""The parts with text: editors name headers and footers as they like."""
_COMES, _GOES = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
_CELL_COMES, _CELL_GOES = f"{W}cellIns", f"{W}cellDel"
_FORMER = tuple(
    f"{W}{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid", "numbering")
)  # fmt: skip
_RANGES = tuple(
    f"{W}{name}Range{end}"
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
    for end in ("Start", "End")
)
REVISIONS = (*_COMES, *_GOES, _CELL_COMES, _CELL_GOES, f"{W}cellMerge", *_FORMER)
_KEPT = (f"{W}headerReference", f"{W}footerReference", f"{W}rPr", f"{W}sectPr")
"""What stands among the properties of a section or paragraph and is no part of their former ones."""
_BESIDE = MARKERS | {f"{W}proofErr", f"{W}permStart", f"{W}permEnd"}
"""What may stand between two paragraphs, or in one, and says nothing."""
_NOTES = (f"{W}footnote", f"{W}endnote")
_Whose: TypeAlias = Callable[[etree._Element], bool]
"""Whether a mark is one of those that are resolved."""
Standing: TypeAlias = frozenset[tuple[str, str]]
"""Author and moment of revisions."""


class Unresolvable(ValueError):
    """A revision that no word processor could resolve as it is meant."""


def revisions_of(parts: Mapping[str, bytes]) -> dict[str, int]:
    """How many revisions each author has made, by name; the empty name stands for no author."""
    found: Counter[str] = Counter()
    for name in filter(STORIES.fullmatch, parts):
        for element in parsed_xml(parts[name]).iter(*REVISIONS):
            found[element.get(f"{W}author", "")] += 1
    return dict(sorted(found.items()))


def without_revisions(parts: Mapping[str, bytes], *, accept: bool) -> dict[str, bytes]:
    """The parts with all revisions accepted, or all rejected. Raises Unresolvable."""
    result = dict(parts)
    for name in filter(STORIES.fullmatch, parts):
        root = parsed_xml(parts[name])
        if next(root.iter(*REVISIONS, *_RANGES), None) is not None:
            resolve(root, accept=accept)
            result[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return result


def resolve(root: etree._Element, *, accept: bool) -> None:
    """Accept, or reject, all revisions of a part in place. Raises Unresolvable."""
    _resolve(root, _everybodys, accept=accept)
    for deleted, plain in (("delText", "t"), ("delInstrText", "instrText")):
        for element in list(root.iter(f"{W}{deleted}")):
            element.tag = f"{W}{plain}"
    _remove(root.iter(*_RANGES))
    left = next(root.iter(*REVISIONS, f"{W}delText", f"{W}delInstrText"), None)
    if left is not None:
        raise Unresolvable(f"a revision of the kind `{etree.QName(left).localname}` stands where none can")


def accept_standing(root: etree._Element, author: str, standing: Standing = frozenset()) -> None:
    """Accept in place our revisions by the name of our house, and those that stood before; all others stay. Raises Unresolvable."""
    _resolve(root, lambda mark: is_ours(mark.get(f"{W}author", ""), author) or _mark_of(mark) in standing, accept=True)


def standing_in(docx: bytes) -> Standing:
    """The revisions that stand in the text of a file of ours, by which they are known when it comes back: each has a name and a moment."""
    return frozenset(_mark_of(element) for element in parsed_xml(parts_of(docx)[MAIN]).iter(*REVISIONS))


def _mark_of(element: etree._Element) -> tuple[str, str]:
    return element.get(f"{W}author", ""), element.get(f"{W}date", "")


def _everybodys(mark: etree._Element) -> bool:
    return True


def _resolve(root: etree._Element, whose: _Whose, *, accept: bool) -> None:
    gone = _GOES if accept else _COMES
    _resolve_tables(root, whose, accept=accept)
    _resolve_runs(root, whose, gone)
    for change in filter(whose, list(root.iter(*_FORMER))):
        _resolve_former(change, accept=accept)
    _resolve_ends(root, whose, gone)


def _remove(elements: Iterable[etree._Element]) -> None:
    for element in list(elements):
        element.getparent().remove(element)


def _resolve_tables(root: etree._Element, whose: _Whose, *, accept: bool) -> None:
    for whole, properties, comes, goes in (("tr", "trPr", f"{W}ins", f"{W}del"), ("tc", "tcPr", _CELL_COMES, _CELL_GOES)):
        for element in list(root.iter(f"{W}{whole}")):
            marks = [mark for mark in element.findall(f"{W}{properties}/*") if mark.tag in (comes, goes) and whose(mark)]
            if any(mark.tag == (goes if accept else comes) for mark in marks):
                element.getparent().remove(element)
            _remove(marks)
    for row in list(root.iter(f"{W}tr")):
        if row.find(f".//{W}tc") is None:
            row.getparent().remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f".//{W}tr") is None:
            table.getparent().remove(table)


def _resolve_runs(root: etree._Element, whose: _Whose, gone: tuple[str, str]) -> None:
    for element in filter(whose, list(root.iter(*_COMES, *_GOES))):
        parent = element.getparent()
        if parent is None or parent.tag == f"{W}rPr":
            continue
        if element.tag not in gone:
            for child in list(element):
                element.addprevious(child)
        parent.remove(element)


def _resolve_former(change: etree._Element, *, accept: bool) -> None:
    properties = change.getparent()
    if properties is None:
        return
    properties.remove(change)
    if not accept and len(change):
        kept = [child for child in properties if child.tag in _KEPT]
        ahead = [child for child in kept if child.tag.endswith("Reference")]
        properties[:] = [*ahead, *change[0], *(child for child in kept if child not in ahead)]


def _resolve_ends(root: etree._Element, whose: _Whose, gone: tuple[str, str]) -> None:
    for paragraph in reversed(list(root.iter(f"{W}p"))):
        marks = [mark for mark in paragraph.findall(f"{W}pPr/{W}rPr/*") if mark.tag in (*_COMES, *_GOES) and whose(mark)]
        goes = any(mark.tag in gone for mark in marks)
        _remove(marks)
        if goes:
            _join(paragraph)


def _join(paragraph: etree._Element) -> None:
    """The end of the paragraph goes: its words begin the paragraph behind, which keeps its own look."""
    if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        raise Unresolvable("the end of a section goes, which is not tracked")
    behind = next(_behind(paragraph), None)
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    if behind is not None and behind.tag == f"{W}p":
        at = 1 if len(behind) and behind[0].tag == f"{W}pPr" else 0
        # The name of what says nothing any more must not come before that of the paragraph which takes it up.
        at = at if any(child.tag not in _BESIDE for child in content) else len(behind)
        behind[at:at] = content
    elif paragraph.getparent().tag in _NOTES:
        # A note goes with its reference; what is left of it is seen by nobody.
        return
    elif any(child.tag not in (*_BESIDE, *_RANGES) for child in content) or _is_alone(paragraph):
        raise Unresolvable("the end of a paragraph goes where none follows")
    paragraph.getparent().remove(paragraph)


def _behind(paragraph: etree._Element) -> Iterator[etree._Element]:
    return (element for element in paragraph.itersiblings() if element.tag not in (*_BESIDE, *_RANGES))


def _is_alone(paragraph: etree._Element) -> bool:
    """A cell, header or footer ends with a paragraph, which cannot go."""
    return paragraph.getparent().tag != f"{W}body" and next(_behind(paragraph), None) is None
