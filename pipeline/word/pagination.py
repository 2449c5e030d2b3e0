"""What the copy to print is told about its pages: tables that begin one, and the room that a high header needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import ceil

from lxml import etree

from pipeline.word.columns import text_width
from pipeline.word.names import W

_USUAL = 2
"""Lines of a header that the top margin has room for."""
_LINE = 220
"""Height of a header's line in twentieths of a point."""


def begin_page(root: etree._Element, styles: etree._Element, tables: Collection[int]) -> None:
    """Let these tables of the body begin a new page, with the paragraphs before them that must stay with them."""
    keeping = styles_with("keepNext", styles)
    for index, table in enumerate(root.findall(f"{W}body/{W}tbl")):
        if index in tables:
            first = None
            before = table.getprevious()
            while before is not None and before.tag == f"{W}p" and has("keepNext", before, keeping):
                first, before = before, before.getprevious()
            if first is None and before is not None and before.tag == f"{W}p" and before.find(f".//{W}t") is None:
                # The space between two tables, which is nothing to keep at the foot of a page.
                first = before
            if first is not None:
                _break_before(first)


def styles_with(mark: str, styles: etree._Element) -> set[str]:
    """The ids of the styles whose paragraphs have this property: `keepNext`, `pageBreakBefore`."""
    return {style.get(f"{W}styleId") for style in styles.iter(f"{W}style") if style.find(f"{W}pPr/{W}{mark}") is not None}


def has(mark: str, paragraph: etree._Element, styles: Collection[str]) -> bool:
    """Whether the paragraph has this property, by itself or by one of these styles."""
    own = paragraph.find(f"{W}pPr/{W}{mark}")
    if own is not None:
        return own.get(f"{W}val") not in ("0", "false")
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val") in styles


def _break_before(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    mark = etree.Element(f"{W}pageBreakBefore")
    # The schema wants it behind the style and the two marks that keep a paragraph together.
    before = [child for child in properties if child.tag in (f"{W}pStyle", f"{W}keepNext", f"{W}keepLines")]
    properties.insert(len(before), mark)


def make_room(root: etree._Element, headers: Iterable[etree._Element]) -> None:
    """Let the text of each page begin below the highest header, which Word does by itself."""
    height = max((_height(header) for header in headers), default=0)
    for margins in root.iter(f"{W}pgMar"):
        needed = int(margins.get(f"{W}header", "0")) + height
        if needed > int(margins.get(f"{W}top", "0")):
            margins.set(f"{W}top", str(needed))


def _height(header: etree._Element) -> int:
    """About the height of a header in twentieths of a point, if it has more lines than usual; else nothing."""
    lines = max((_lines(cell) for cell in header.iter(f"{W}tc")), default=1)
    return 0 if lines <= _USUAL else (lines + 2) * _LINE


def _lines(cell: etree._Element) -> int:
    width = cell.find(f"{W}tcPr/{W}tcW")
    words = "".join(text.text or "" for text in cell.iter(f"{W}t"))
    return 1 if width is None else ceil(text_width(words) / int(width.get(f"{W}w")))
