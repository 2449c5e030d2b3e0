"""What the elements of anybody's DOCX mean: the letters of a run, what is there once all revisions are accepted, and switches of a look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from pipeline.word.names import SPACE, W

COME, GONE = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
"""Revisions of what is in the new version only, and of what is in the old one only."""
MARKERS = frozenset(f"{W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"))
"""What may stand between two paragraphs and says nothing."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""Around the copy of a drawing that is kept for old programs."""
_OFF = ("0", "false", "off", "none")


def signs(tab: str, line: str, *, hyphen: str = "-", soft_hyphen: str = "") -> dict[str, str]:
    """What the elements of a run that hold no letters are read as: tabs, new lines, and hyphens of both kinds."""
    return {f"{W}tab": tab, f"{W}br": line, f"{W}cr": line, f"{W}noBreakHyphen": hyphen, f"{W}softHyphen": soft_hyphen}


AS_TYPED = signs("\t", "\n", hyphen="\u2011", soft_hyphen="\u00ad")


def text_of(run: etree._Element, read_as: Mapping[str, str]) -> str:
    """What a run says."""
    return "".join((node.text or "") if node.tag == f"{W}t" else read_as.get(node.tag, "") for node in run)


def letters_of(text: etree._Element) -> str:
    """The letters of a `w:t`: without the attribute Word takes blanks at either end for those of the XML."""
    letters: str = text.text or ""
    return letters if text.get(SPACE) == "preserve" else letters.strip(" \t\r\n")


def standing_runs(element: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph as accepted, not those of a text box within it."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in (*GONE, f"{W}p"):
            yield from standing_runs(child)


def own(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table, the cells of a row or the paragraphs of a cell: not those of a table within it."""
    return (each for each in element.iter(f"{W}{name}") if next(each.iterancestors(element.tag)) is element)


def is_in_gone_row(paragraph: etree._Element) -> bool:
    """Whether the row of a table around the paragraph was deleted."""
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    return row is not None and row.find(f"{W}trPr/{W}del") is not None


def loses_its_end(paragraph: etree._Element) -> bool:
    """Whether a revision takes the end of the paragraph out, so that the one behind goes on in it."""
    end = paragraph.find(f"{W}pPr/{W}rPr")
    return end is not None and any(child.tag in GONE for child in end)


def value_of(element: etree._Element | None, name: str) -> str | None:
    """The value of a property below this element; None where it is not there, "" where it has none."""
    found = None if element is None else element.find(f"{W}{name}")
    return None if found is None else str(found.get(f"{W}val", ""))


def is_on(element: etree._Element | None, name: str) -> bool:
    """Whether a property that can be switched is on."""
    found = value_of(element, name)
    return found is not None and found not in _OFF


def style_of(paragraph: etree._Element) -> str | None:
    """The id of the paragraph's style; None where it has the default one."""
    return value_of(paragraph.find(f"{W}pPr"), "pStyle")
