"""The words of a DOCX as a reader of the page meets them, automatic numbers included."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from pipeline.model.drawn_words import as_drawn
from pipeline.word.anchors import bookmark
from pipeline.word.contents import Heading
from pipeline.word.labels import Counter, counter
from pipeline.word.names import W
from pipeline.word.package import MAIN, parts_of
from pipeline.word.pagination import has, styles_with
from pipeline.word.template import NUMBERING, STYLES, parsed_xml

_TEXTS = (f"{W}t", f"{W}delText")
_BLANKS = frozenset((f"{W}tab", f"{W}br", f"{W}cr"))
_LEADER = re.compile(r"\.+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph's words and bookmarks; `table` counts the body's tables from 0, `keeps` says that its row stays with the next."""

    words: tuple[str, ...]
    bookmarks: tuple[str, ...]
    stretch: int = 0
    """Counts the paragraphs so far that begin a page in any case: what is moved in one stretch moves nothing in another."""
    table: int | None = None
    keeps: bool = False


def words(docx: bytes) -> list[str]:
    """The words of cover, contents, terms, signatures and schedules in reading order; header and footer not."""
    return [word for line in _lines(docx) for word in line.words]


def margin_words(docx: bytes) -> dict[str, list[str]]:
    """The words of each header and footer by the name of its part; page numbers as they were last computed."""
    parts = parts_of(docx)
    names = sorted(name for name in parts if re.fullmatch(r"word/(header|footer)\d*\.xml", name))
    return {name: [word for paragraph in parsed_xml(parts[name]).iter(f"{W}p") for word in _text(paragraph).split()] for name in names}


def torn_tables(docx: bytes, pages: Sequence[Sequence[str]], moved: Collection[int] = ()) -> tuple[int, ...]:
    """Tables of the body (counted from 0) of which a row at the foot of a page belongs to the next: its header, or a row of a small table.

    `pages` are the printed words of each page without header, footer and repeated table headers. Only the first table of each stretch is
    named, since those behind it move with it, and none of those that have been `moved` already.
    """
    feet = set(accumulate(_letters(page) for page in reversed(pages)))
    torn: dict[int, int] = {}
    for line, after in _with_letters_after(docx):
        if line.keeps and line.table is not None and line.table not in moved and after in feet:
            torn[line.stretch] = line.table
    return tuple(sorted(torn.values()))


def heading_pages(docx: bytes, outline: Sequence[Heading], pages: Sequence[Sequence[str]]) -> dict[str, int]:
    """The page, from 1, on which each heading is printed; `pages` as for `torn_tables`."""
    ids = {bookmark(heading.id): heading.id for heading in outline}
    feet = list(accumulate(_letters(page) for page in reversed(pages)))
    found = {}
    for line, after in _with_letters_after(docx):
        for name in line.bookmarks:
            if name in ids:
                found[ids[name]] = len(pages) - bisect_right(feet, after)
    return found


def _with_letters_after(docx: bytes) -> Iterator[tuple[_Line, int]]:
    """Each line, from the last to the first, with the number of letters behind it.

    A place on paper is told by its letters, because a word too long for its line is printed in pieces; and from the end, because
    the contents, whose page numbers may not be known yet, stand at the beginning.
    """
    after = 0
    for line in reversed(list(_lines(docx))):
        yield line, after
        after += _letters(line.words)


def _letters(words: Sequence[str]) -> int:
    """The leaders of the contents are no words of the document."""
    return sum(len(as_drawn(word)) for word in words if not _LEADER.fullmatch(word))


def _lines(docx: bytes) -> Iterator[_Line]:
    parts = parts_of(docx)
    numbering = parsed_xml(parts[NUMBERING]) if NUMBERING in parts else None
    styles = parsed_xml(parts[STYLES])
    counted = counter(numbering, styles)
    keeping, beginning = styles_with("keepNext", styles), styles_with("pageBreakBefore", styles)
    tables = stretch = 0
    for block in parsed_xml(parts[MAIN]).find(f"{W}body"):
        if block.tag == f"{W}tbl":
            for row in block.findall(f"{W}tr"):
                paragraphs = list(row.iter(f"{W}p"))
                keeps = any(has("keepNext", paragraph, keeping) for paragraph in paragraphs)
                yield from (_Line(_worded(inside, counted), _bookmarks(inside), stretch, tables, keeps) for inside in paragraphs)
            tables += 1
        else:
            for paragraph in block.iter(f"{W}p"):
                stretch += has("pageBreakBefore", paragraph, beginning)
                yield _Line(_worded(paragraph, counted), _bookmarks(paragraph), stretch)


def _worded(paragraph: etree._Element, counted: Counter) -> tuple[str, ...]:
    return tuple((counted.label(paragraph) + _text(paragraph)).split())


def _bookmarks(paragraph: etree._Element) -> tuple[str, ...]:
    return tuple(mark.get(f"{W}name", "") for mark in paragraph.iter(f"{W}bookmarkStart"))


def _text(paragraph: etree._Element) -> str:
    result = []
    for node in paragraph.iter(*_TEXTS, *_BLANKS):
        # A tab stop of the paragraph's own layout has the same name as a tab among its words.
        if node.tag in _TEXTS:
            result.append(node.text or "")
        elif node.getparent().tag == f"{W}r":
            result.append(" ")
    return "".join(result)
