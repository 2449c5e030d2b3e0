"""Headings that took the look of a deleted paragraph, given back their own.

LibreOffice lets the paragraph behind one that was deleted with tracking, end and all, look as the deleted one does when it saves the
file. Nobody has touched that paragraph: what the map of the file knows as a heading is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.model.document import PartKind
from pipeline.word import names
from pipeline.word.markup import MARKERS, loses_its_end, style_of
from pipeline.word.names import W
from pipeline.word.reading.bookmarks import Bookmarks
from pipeline.word.reading.identity import Map
from pipeline.word.reading.styles import Styles

_PARTS: Mapping[PartKind, str] = {PartKind.SIGNATURES: names.SIGNATURE_HEADING, PartKind.SCHEDULE: names.SCHEDULE_HEADING}


def with_own_looks(body: etree._Element, map: Map, bookmarks: Bookmarks, styles: Styles) -> tuple[str, ...]:
    """Give these headings of a body their style again; tells which by id."""
    return tuple(id for paragraph in list(body.findall(f"{W}p")) for id in _mended(paragraph, map, bookmarks, styles))


def _mended(paragraph: etree._Element, map: Map, bookmarks: Bookmarks, styles: Styles) -> Iterator[str]:
    before = next((each for each in paragraph.itersiblings(preceding=True) if each.tag not in MARKERS), None)
    if before is None or not loses_its_end(before) or style_of(before) != style_of(paragraph):
        return
    id = bookmarks.of(paragraph).id
    due = _heading_style(id, map)
    if due is None or styles.name(style_of(paragraph)) == due:
        return
    properties = paragraph.find(f"{W}pPr")
    for changed in [] if properties is None else properties.findall(f"{W}numPr"):
        properties.remove(changed)
    style = None if properties is None else properties.find(f"{W}pStyle")
    own = styles.id(due)
    if style is not None and own is not None:
        style.set(f"{W}val", own)
        yield id


def _heading_style(id: str, map: Map) -> str | None:
    """The style that a heading was written with; None for what is none, or is unknown."""
    if id in map.new.parts:
        return _PARTS.get(map.new.parts[id], names.PART_HEADING)
    around = map.new.around.get(id, "")
    if around not in map.new.parts or id not in map.new.around.values():
        return None
    return names.SCHEDULE_CLAUSE_HEADING if map.new.parts[around] is PartKind.SCHEDULE else names.CLAUSE_HEADING
