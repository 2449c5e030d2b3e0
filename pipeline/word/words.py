"""The words of a DOCX as a reader of the page meets them, automatic numbers included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from pipeline.word.labels import Counter, counter
from pipeline.word.names import W
from pipeline.word.package import MAIN, parts_of
from pipeline.word.template import NUMBERING, STYLES, parsed_xml

_BLANKS = frozenset((f"{W}tab", f"{W}br", f"{W}cr"))
_LEADER = re.compile(r"\.+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph's words; `table` counts the body's tables from 0, and `heads` says that it stands in the table's header."""

    words: tuple[str, ...]
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

    `pages` are the printed words of each page without header, footer and repeated table headers. They are followed by their
    letters, because a word too long for its line is printed in pieces.
    """
    after = list(accumulate(_letters(page) for page in reversed(pages)))
    written = 0
    found = {}
    for line in reversed(list(_lines(docx))):
        # Counted from the end, since the contents, whose page numbers may not be known yet, stand at the beginning.
        if line.table is not None and line.heads and line.table not in found:
            found[line.table] = written
        written += _letters(line.words)
    return tuple(sorted(table for table, letters in found.items() if letters in after))


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
            yield from (_Line(_worded(paragraph, counted)) for paragraph in block.iter(f"{W}p"))


def _table(table: etree._Element, index: int, counted: Counter) -> Iterator[_Line]:
    for row in table.findall(f"{W}tr"):
        heads = row.find(f"{W}trPr/{W}tblHeader") is not None
        for paragraph in row.iter(f"{W}p"):
            yield _Line(_worded(paragraph, counted), index, heads)


def _worded(paragraph: etree._Element, counted: Counter) -> tuple[str, ...]:
    return tuple((counted.label(paragraph) + _text(paragraph)).split())


def _text(paragraph: etree._Element) -> str:
    result = []
    for node in paragraph.iter(f"{W}t", *_BLANKS):
        # A tab stop of the paragraph's own layout has the same name as a tab among its words.
        if node.tag == f"{W}t":
            result.append(node.text or "")
        elif node.getparent().tag == f"{W}r":
            result.append(" ")
    return "".join(result)
