"""The first page of a redline of ours, which sums it up and is no part of the contract."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.model.document import Text
from pipeline.model.received import Beside, Margin
from pipeline.word.names import W
from pipeline.word.summary import SUMMARY


def without_summary(body: etree._Element) -> tuple[Beside, ...]:
    """Takes the page out of a body, where it has one; gives its paragraphs as words beside the contract."""
    start = next((mark for mark in body.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == SUMMARY), None)
    if start is None:
        return ()
    end = next((mark for mark in body.iter(f"{W}bookmarkEnd") if mark.get(f"{W}id") == start.get(f"{W}id")), None)
    if end is None:
        return ()
    blocks = list(body)
    page = blocks[blocks.index(_block(start, body)) : blocks.index(_block(end, body)) + 1]
    said = tuple(_said(page))
    for block in page:
        body.remove(block)
    return said


def _block(mark: etree._Element, body: etree._Element) -> etree._Element:
    """What stands directly in the body and holds the mark, or is it."""
    while (around := mark.getparent()) is not body:
        assert around is not None
        mark = around
    return mark


def _said(page: list[etree._Element]) -> Iterator[Beside]:
    for block in page:
        for paragraph in block.iter(f"{W}p"):
            words = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
            if words.strip():
                yield Beside(Margin.STAMP, "", (Text(words),))
