"""The first page of a redline of ours, which sums it up and is no part of the contract."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.model.document import Text
from pipeline.model.received import Beside, Margin
from pipeline.word.names import W
from pipeline.word.summary import SUMMARY, SUMMARY_END


def without_summary(body: etree._Element) -> tuple[Beside, ...]:
    """Takes the page out of a body, where it has one; gives its paragraphs as words beside the contract."""
    first, last = (body.find(f"{W}p/{W}bookmarkStart[@{W}name='{name}']") for name in (SUMMARY, SUMMARY_END))
    if first is None or last is None:
        return ()
    page = body[body.index(first.getparent()) : body.index(last.getparent()) + 1]
    said = tuple(_said(page))
    for block in page:
        body.remove(block)
    return said


def _said(page: list[etree._Element]) -> Iterator[Beside]:
    for block in page:
        for paragraph in block.iter(f"{W}p"):
            words = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
            if words.strip():
                yield Beside(Margin.STAMP, "", (Text(words),))
