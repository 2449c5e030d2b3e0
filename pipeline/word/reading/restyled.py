"""Paragraphs that took the look of a deleted one before them, given back their own.

LibreOffice lets the paragraph behind others that were deleted or moved away with tracking, ends and all, look as the first of these.
Nobody has touched that paragraph. What the map of the file knows as a heading is one; and what still says what we wrote, and has no
number where LibreOffice writes one to each numbered paragraph, is a text without a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.model.document import PartKind
from pipeline.model.reading import words_hash
from pipeline.word import names
from pipeline.word.markup import COME, MARKERS, letters_of, loses_its_end, style_of
from pipeline.word.names import W
from pipeline.word.reading.bookmarks import Bookmarks
from pipeline.word.reading.identity import Map
from pipeline.word.reading.styles import Styles

_PARTS: Mapping[PartKind, str] = {PartKind.SIGNATURES: names.SIGNATURE_HEADING, PartKind.SCHEDULE: names.SCHEDULE_HEADING}
_NUMBERED = frozenset((*names.CLAUSE_LEVELS, *names.SCHEDULE_LEVELS))
_APPLICATION = re.compile(rb"<Application>\s*(?:LibreOffice|Collabora)", re.IGNORECASE)


def is_saved_by_libreoffice(parts: Mapping[str, bytes]) -> bool:
    """Whether a file says that LibreOffice, or an editor that is built on it, has saved it last."""
    return _APPLICATION.search(parts.get("docProps/app.xml", b"")) is not None


@dataclass(frozen=True, slots=True)
class Restyling:
    """Finds such paragraphs. `saved_by_libreoffice` says whether texts are looked for too, and not headings alone."""

    map: Map
    bookmarks: Bookmarks
    styles: Styles
    saved_by_libreoffice: bool

    def mended(self, body: etree._Element) -> tuple[str, ...]:
        """Give them their style again; tells which by id."""
        return tuple(id for paragraph in list(body.findall(f"{W}p")) for id in self._mended(paragraph))

    def _mended(self, paragraph: etree._Element) -> Iterator[str]:
        like = next((gone for gone in _gone_before(paragraph) if style_of(gone) == style_of(paragraph)), None)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if like is None or style is None:
            return
        id = self.bookmarks.of(paragraph).id
        due = _heading_style(id, self.map) or (names.CLAUSE_TEXTS[0] if self._is_text(paragraph, like, id) else None)
        own = None if due is None else self.styles.id(due)
        if own is not None and self.styles.name(style_of(paragraph)) != due:
            for number in paragraph.findall(f"{W}pPr/{W}numPr"):
                number.getparent().remove(number)
            style.set(f"{W}val", own)
            yield id

    def _is_text(self, paragraph: etree._Element, like: etree._Element, id: str) -> bool:
        """Whether only the look of a text has changed; LibreOffice writes a number to each numbered paragraph, as `like` has one."""
        numbered = [each.find(f"{W}pPr/{W}numPr") is not None for each in (paragraph, like)]
        known = self.map.new.text_hashes.get(id)
        restyled = self.saved_by_libreoffice and self.styles.name(style_of(paragraph)) in _NUMBERED and numbered == [False, True]
        return restyled and known is not None and words_hash(_words_before(paragraph)) == known


def _gone_before(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs directly before one of which revisions take the ends, so that it goes on in their place."""
    for before in paragraph.itersiblings(preceding=True):
        if before.tag in MARKERS:
            continue
        if not loses_its_end(before):
            return
        yield before


def _words_before(paragraph: etree._Element) -> str:
    """What a paragraph says once its tracked changes are rejected."""
    texts = paragraph.iter(f"{W}t", f"{W}delText")
    return "".join(letters_of(text) for text in texts if not any(above.tag in COME for above in text.iterancestors()))


def _heading_style(id: str, map: Map) -> str | None:
    """The style that a heading was written with; None for what is none, or is unknown."""
    if id in map.new.parts:
        return _PARTS.get(map.new.parts[id], names.PART_HEADING)
    around = map.new.around.get(id, "")
    if around not in map.new.parts or id not in map.new.around.values():
        return None
    return names.SCHEDULE_CLAUSE_HEADING if map.new.parts[around] is PartKind.SCHEDULE else names.CLAUSE_HEADING
