"""Where in the body of a file something stands, and what it says."""

from __future__ import annotations

from lxml import etree

from pipeline.word.names import W


def outermost(element: etree._Element, body: etree._Element) -> etree._Element:
    """What stands directly in the body around an element: itself, or the table that it is in."""
    place = element
    while place.getparent() is not body and place.getparent() is not None:
        place = place.getparent()
    return place


def slot_behind(last: etree._Element, body: etree._Element) -> etree._Element:
    """What a paragraph of ours stands behind: a table wants a paragraph behind it, which is its own."""
    if last.getparent().tag != f"{W}tc":
        return last
    table = outermost(last, body)
    behind = table.getnext()
    return behind if behind is not None and behind.tag == f"{W}p" and not says(behind) else table


def says(paragraph: etree._Element) -> bool:
    """Whether the paragraph shows a letter."""
    return any(True for _ in paragraph.iter(f"{W}t"))


def deleted_words(element: etree._Element) -> str:
    """What was deleted in it."""
    return "".join(words.text or "" for words in element.iter(f"{W}delText"))


def letters(text: str) -> str:
    """The letters and digits alone, by which words are known whatever signs stand around them."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
