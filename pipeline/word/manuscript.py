"""The paragraphs of anybody's DOCX as a proof-reader sees them, with the numbers that Word shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.manuscript import Manuscript, ManuscriptBuilder
from pipeline.word.hostile import Hostile, scanned_parts
from pipeline.word.labels import Counter, counter
from pipeline.word.names import W
from pipeline.word.package import MAIN
from pipeline.word.template import NUMBERING, STYLES, parsed_xml

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {f"{W}tab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_HEADING = re.compile(r"(?:heading|titre|überschrift)\s*\d", re.IGNORECASE)
_OFF = ("0", "false", "off", "none")


def manuscript_in(docx: bytes, file: str) -> Manuscript | Diagnostic:
    """Each paragraph of the body is one line, tables included; insertions are read as accepted, deletions as gone."""
    try:
        parts = scanned_parts(docx)
        body = parsed_xml(parts[MAIN]).find(f"{W}body")
        styles = parsed_xml(parts[STYLES]) if STYLES in parts else etree.Element(f"{W}styles")
        counted = counter(parsed_xml(parts[NUMBERING]) if NUMBERING in parts else None, styles)
    except Hostile as fault:
        return error(
            "docx-refused", Span(file), f"this file is not opened: {fault}", "ask its sender for a copy saved anew in Word as .docx"
        )
    except etree.XMLSyntaxError:
        body = None
    if body is None:
        return error("docx-refused", Span(file), "this file is not opened: its text is damaged", "open and repair it in Word, and save it")
    return _manuscript(body, counted, _heading_styles(styles), file)


def _manuscript(body: etree._Element, counted: Counter, headings: frozenset[str], file: str) -> Manuscript:
    builder = ManuscriptBuilder(file)
    source = []
    for number, paragraph in enumerate(_paragraphs(body), start=1):
        label = counted.label(paragraph)
        words = [*_words(paragraph)]
        source.append(label + "".join(text for text, _ in words))
        if source[-1].strip():
            builder.begin(depth=_level(paragraph), heading=_style(paragraph) in headings)
            builder.add(label, number, 1)
            column = len(label) + 1
            for text, strong in words:
                builder.add(text, number, column, strong=strong)
                column += len(text)
    return builder.done(source)


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs in reading order; of a drawing that is kept twice for old programs, the first copy."""
    for child in element:
        if child.tag == _FALLBACK:
            continue
        if child.tag == f"{W}p":
            yield child
        yield from _paragraphs(child)


def _words(paragraph: etree._Element) -> Iterator[tuple[str, bool]]:
    """The text of each run, and whether it is bold."""
    for run in _runs(paragraph):
        bold = run.find(f"{W}rPr/{W}b")
        strong = bold is not None and bold.get(f"{W}val") not in _OFF
        text = "".join((node.text or "") if node.tag == f"{W}t" else _SIGNS.get(node.tag, "") for node in run)
        if text:
            yield text, strong


def _runs(element: etree._Element) -> Iterator[etree._Element]:
    """The runs of this paragraph, not of those in a text box within it, nor what was moved away from here."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in (f"{W}del", f"{W}moveFrom", f"{W}p"):
            yield from _runs(child)


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _level(paragraph: etree._Element) -> int:
    level = paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
    return 0 if level is None or not level.get(f"{W}val", "").isdigit() else int(level.get(f"{W}val"))


def _heading_styles(styles: etree._Element) -> frozenset[str]:
    """The ids of the styles that Word's own outline counts as headings."""
    found = set()
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name")
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None or (name is not None and _HEADING.match(name.get(f"{W}val", ""))):
            found.add(style.get(f"{W}styleId", ""))
    return frozenset(found)
