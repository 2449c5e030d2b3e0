"""The words of a DOCX as a reader of the page meets them, automatic numbers included."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from pipeline.word.anchors import bookmark
from pipeline.word.contents import Heading
from pipeline.word.labels import Counter, counter
from pipeline.word.names import W
from pipeline.word.package import MAIN, parts_of
from pipeline.word.template import NUMBERING, STYLES, parsed_xml

_BLANKS = frozenset((f"{W}tab", f"{W}br", f"{W}cr"))
_LEADER = re.compile(r"\.+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph's words and bookmarks; `table` counts the body's tables from 0, `heads` says that it stands in the table's header."""

    words: tuple[str, ...]
    bookmarks: tuple[str, ...]
    table: int | None = None
    heads: bool = False


def words(docx: bytes) -> list[str]:
    """The words of cover, contents, terms, signatures and schedules in reading order; header and footer not."""
    return [word for line in _lines(docx) for word in line.words]


def margin_words(docx: bytes) -> dict[str, list[str]]:
    """The words of each header and footer by the name of its part; page numbers as they were last computed."""
    parts = parts_of(docx)
    names = sorted(name for name in parts if re.fullmatch(r"word/(header|footer)\d*\.xml", name))
    return {name: [word for paragraph in parsed_xml(parts[name]).iter(f"{W}p") for word in _text(paragraph).split()] for name in names}


def lonely_headers(docx: bytes, pages: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The tables of the body (counted from 0) whose header stands alone at the foot of a page.

    `pages` are the printed words of each page without header, footer and repeated table headers.
    """
    feet = set(accumulate(_letters(page) for page in reversed(pages)))
    ends: dict[int, int] = {}
    for line, after in _with_letters_after(docx):
        if line.table is not None and line.heads:
            ends.setdefault(line.table, after)
    return tuple(sorted(table for table, after in ends.items() if after in feet))


def heading_pages(docx: bytes, outline: Sequence[Heading], pages: Sequence[Sequence[str]]) -> dict[str, int]:
    """The page, from 1, on which each heading is printed; `pages` as for `lonely_headers`."""
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
    return sum(len(word) for word in words if not _LEADER.fullmatch(word))


def _lines(docx: bytes) -> Iterator[_Line]:
    parts = parts_of(docx)
    numbering = parsed_xml(parts[NUMBERING]) if NUMBERING in parts else None
    counted = counter(numbering, parsed_xml(parts[STYLES]))
    tables = 0
    for block in parsed_xml(parts[MAIN]).find(f"{W}body"):
        if block.tag == f"{W}tbl":
            yield from _table(block, tables, counted)
            tables += 1
        else:
            yield from (_Line(_worded(paragraph, counted), _bookmarks(paragraph)) for paragraph in block.iter(f"{W}p"))


def _table(table: etree._Element, index: int, counted: Counter) -> Iterator[_Line]:
    for row in table.findall(f"{W}tr"):
        heads = row.find(f"{W}trPr/{W}tblHeader") is not None
        for paragraph in row.iter(f"{W}p"):
            yield _Line(_worded(paragraph, counted), _bookmarks(paragraph), index, heads)


def _worded(paragraph: etree._Element, counted: Counter) -> tuple[str, ...]:
    return tuple((counted.label(paragraph) + _text(paragraph)).split())


def _bookmarks(paragraph: etree._Element) -> tuple[str, ...]:
    return tuple(mark.get(f"{W}name", "") for mark in paragraph.iter(f"{W}bookmarkStart"))


def _text(paragraph: etree._Element) -> str:
    result = []
    for node in paragraph.iter(f"{W}t", *_BLANKS):
        # A tab stop of the paragraph's own layout has the same name as a tab among its words.
        if node.tag == f"{W}t":
            result.append(node.text or "")
        elif node.getparent().tag == f"{W}r":
            result.append(" ")
    return "".join(result)
