"""What lets an answer be known when it comes back: which one it is, and our anchors at the paragraphs of the agreed text."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from lxml import etree

from pipeline.model.document import Document
from pipeline.word.anchors import bookmark, map_parts, put_bookmark
from pipeline.word.answering.body import Live, live_paragraphs
from pipeline.word.answering.marking import free_numbers
from pipeline.word.answering.pairing import CannotAnswer, found_in
from pipeline.word.answering.said import said
from pipeline.word.hostile import scanned_parts
from pipeline.word.names import RELATIONS, W
from pipeline.word.package import MAIN, package_of, parts_of
from pipeline.word.template import CUSTOM, CUSTOM_TYPE, MAIN_RELATIONS, declare, free_item, parsed_xml, relate

_FIRST_PROPERTY = 2


def stamped(answer: bytes, agreed: Document, ours: bytes, document: Document) -> bytes:
    """The answer with the properties and the anchors of `ours`, the DOCX of a Document that says what was agreed, word for word.

    An anchor tells where a paragraph stands in one version only. So those of the version that they answered give way.
    """
    parts, own = dict(scanned_parts(answer)), parts_of(ours)
    _take_properties(parts, own)
    item = next(map_parts(own))
    root = parsed_xml(parts[MAIN])
    places = _places(root, agreed, document, frozenset(entry.get("bookmark", "") for entry in parsed_xml(own[item])))
    if places:
        _anchor(root, places)
        _take_map(parts, item, own[item])
        parts[MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return package_of(parts)


def _take_properties(parts: dict[str, bytes], own: Mapping[str, bytes]) -> None:
    """What a file says of itself; their own properties stay beside ours."""
    ours, known = parsed_xml(own[CUSTOM]), CUSTOM in parts
    theirs = parsed_xml(parts[CUSTOM]) if known else ours
    if known:
        numbers = count(max((int(each.get("pid", "0")) for each in theirs), default=_FIRST_PROPERTY - 1) + 1)
        there = {each.get("name"): each for each in theirs}
        for each in list(ours):
            if (former := there.get(each.get("name"))) is not None:
                theirs.remove(former)
            each.set("pid", str(next(numbers)))
            theirs.append(each)
    parts[CUSTOM] = etree.tostring(theirs, xml_declaration=True, encoding="UTF-8", standalone=True)
    relate(parts, "_rels/.rels", f"{RELATIONS}/custom-properties", CUSTOM)
    declare(parts, CUSTOM, CUSTOM_TYPE)


def _places(root: etree._Element, agreed: Document, document: Document, known: frozenset[str]) -> Mapping[str, Live]:
    """The paragraph for each bookmark; nothing where the paragraphs of both texts cannot be told one by one."""
    body, lines, wanted = root.find(f"{W}body"), said(agreed), said(document)
    if body is None or len(lines) != len(wanted):
        return {}
    try:
        lives = found_in(live_paragraphs(body), lines)
    except CannotAnswer:
        return {}
    named = ((bookmark(line.id), live) for line, live in zip(wanted, lives, strict=True))
    return {name: live for name, live in named if name in known}


def _anchor(root: etree._Element, places: Mapping[str, Live]) -> None:
    there: set[str] = set()
    for start in list(root.iter(f"{W}bookmarkStart")):
        name = start.get(f"{W}name", "")
        if name not in places:
            continue
        if name not in there and any(paragraph in places[name].paragraphs for paragraph in start.iterancestors(f"{W}p")):
            there.add(name)
        else:
            _remove(root, start)
    numbers = free_numbers(root)
    for name, live in places.items():
        if name not in there:
            put_bookmark(live.last, name, str(next(numbers)))


def _remove(root: etree._Element, start: etree._Element) -> None:
    ends = [end for end in root.iter(f"{W}bookmarkEnd") if end.get(f"{W}id") == start.get(f"{W}id")]
    for edge in (start, *ends):
        edge.getparent().remove(edge)


def _take_map(parts: dict[str, bytes], item: str, map: bytes) -> None:
    """Our part in the place of the one that they had from us; where a converter dropped it, under a name that is free."""
    there = next(map_parts(parts), "")
    if not there:
        there = free_item(parts)
        relate(parts, MAIN_RELATIONS, f"{RELATIONS}/customXml", f"../{there}")
    parts[there] = map
