"""The revisions of an engine's redline under one author, one date and numbers of their own; each move with the names that Word pairs by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from lxml import etree

from pipeline.word.names import W
from pipeline.word.strangers.revisions import REVISIONS, STORIES
from pipeline.word.template import parsed_xml

_FROM, _TO = f"{W}moveFrom", f"{W}moveTo"
_PLAIN = {_FROM: f"{W}del", _TO: f"{W}ins"}
_STARTS, _ENDS = (f"{_FROM}RangeStart", f"{_TO}RangeStart"), (f"{_FROM}RangeEnd", f"{_TO}RangeEnd")


def stamped(parts: Mapping[str, bytes], author: str, date: str, *, moves: bool = True) -> dict[str, bytes]:
    """The same redline; what it says does not change. Without `moves` each of them is a deletion and an insertion.

    Raises `lxml.etree.XMLSyntaxError` where a part is damaged.
    """
    result = dict(parts)
    numbers = count(1)
    for name in sorted(filter(STORIES.fullmatch, parts)):
        root = parsed_xml(parts[name])
        if next(root.iter(*REVISIONS), None) is not None:
            if moves:
                _name_moves(root)
            else:
                _unmove(root)
            _stamp(root, author, date, numbers)
            result[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return result


def _stamp(root: etree._Element, author: str, date: str, numbers: Iterator[int]) -> None:
    ranges: dict[str, str] = {}
    for element in root.iter(*REVISIONS, *_STARTS, *_ENDS):
        number = element.get(f"{W}id", "")
        if element.tag in _ENDS:
            element.set(f"{W}id", ranges.pop(f"{element.tag.removesuffix('End')} {number}", number))
            continue
        fresh = str(next(numbers))
        if element.tag in _STARTS:
            ranges[f"{element.tag.removesuffix('Start')} {number}"] = fresh
        for key, value in (("id", fresh), ("author", author), ("date", date)):
            element.set(f"{W}{key}", value)


def _name_moves(root: etree._Element) -> None:
    """Moves that are paired by number alone get the marks by which Word pairs them; what has no other end is no move."""
    if next(root.iter(*_STARTS), None) is not None:
        return
    moves: dict[str, dict[str, list[etree._Element]]] = {}
    for element in root.iter(_FROM, _TO):
        moves.setdefault(element.get(f"{W}id", ""), {}).setdefault(element.tag, []).append(element)
    for ordinal, ends in enumerate(moves.values(), start=1):
        placed = {tag: _around(elements) for tag, elements in ends.items()}
        if len(ends) == 2 and all(placed.values()):
            for tag, both in placed.items():
                assert both is not None
                _put_marks(tag, f"move{ordinal}", f"m{ordinal}", *both)
        else:
            for tag, elements in ends.items():
                for element in elements:
                    element.tag = _PLAIN[tag]


def _unmove(root: etree._Element) -> None:
    for element in list(root.iter(_FROM, _TO)):
        element.tag = _PLAIN[element.tag]
    for mark in list(root.iter(*_STARTS, *_ENDS)):
        mark.getparent().remove(mark)


def _put_marks(tag: str, name: str, number: str, first: etree._Element, last: etree._Element) -> None:
    first.addprevious(etree.Element(f"{tag}RangeStart", {f"{W}id": number, f"{W}name": name}))
    last.addnext(etree.Element(f"{tag}RangeEnd", {f"{W}id": number}))


def _around(elements: list[etree._Element]) -> tuple[etree._Element, etree._Element] | None:
    """The first and the last of what moves: whole paragraphs, or words of one paragraph; None where it is neither."""
    paragraphs = {id(each): each for each in (next(element.iterancestors(f"{W}p")) for element in elements)}
    inside = list(paragraphs.values())
    if all(_ends(paragraph, elements[0].tag) for paragraph in inside):
        return (inside[0], inside[-1]) if len({paragraph.getparent() for paragraph in inside}) == 1 else None
    return (elements[0], elements[-1]) if len(inside) == 1 and len({element.getparent() for element in elements}) == 1 else None


def _ends(paragraph: etree._Element, tag: str) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None
