"""Tables that begin a new page in the copy to print."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from pipeline.word.names import W


def begin_page(root: etree._Element, styles: etree._Element, tables: Collection[int]) -> None:
    """Let these tables of the body begin a new page, with the paragraphs before them that must stay with them."""
    keeping = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style") if style.find(f"{W}pPr/{W}keepNext") is not None}
    for index, table in enumerate(root.findall(f"{W}body/{W}tbl")):
        if index in tables:
            first = None
            before = table.getprevious()
            while before is not None and before.tag == f"{W}p" and _keeps(before, keeping):
                first, before = before, before.getprevious()
            if first is None and before is not None and before.tag == f"{W}p" and before.find(f".//{W}t") is None:
                # The space between two tables, which is nothing to keep at the foot of a page.
                first = before
            if first is not None:
                _break_before(first)


def _keeps(paragraph: etree._Element, keeping: Collection[str]) -> bool:
    own = paragraph.find(f"{W}pPr/{W}keepNext")
    if own is not None:
        return own.get(f"{W}val") not in ("0", "false")
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val") in keeping


def _break_before(paragraph: etree._Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    mark = etree.Element(f"{W}pageBreakBefore")
    # The schema wants it behind the style and the two marks that keep a paragraph together.
    before = [child for child in properties if child.tag in (f"{W}pStyle", f"{W}keepNext", f"{W}keepLines")]
    properties.insert(len(before), mark)
