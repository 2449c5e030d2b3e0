"""Reads a DOCX that we wrote and that came back: the words into the tree, and all that stands beside and behind them."""

from __future__ import annotations

from lxml import etree

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.received import FieldResult, Reading
from pipeline.word.hostile import Hostile, scanned_parts
from pipeline.word.labels import Counter, counter
from pipeline.word.names import W
from pipeline.word.package import MAIN
from pipeline.word.reading.bookmarks import Bookmarks
from pipeline.word.reading.comments import comments_of
from pipeline.word.reading.contract import Contract
from pipeline.word.reading.ends import with_own_ends
from pipeline.word.reading.identity import map_of
from pipeline.word.reading.lines import Grid, Line, Lines, flat
from pipeline.word.reading.margins import Margins
from pipeline.word.reading.numbers import altered_labels
from pipeline.word.reading.scribe import Found, Scribe
from pipeline.word.reading.styles import styles_of
from pipeline.word.reading.wording import Wording
from pipeline.word.template import NUMBERING, STYLES, parsed_xml
from pipeline.word.versions import gone

__all__ = ["read"]


def read(docx: bytes, file: str) -> Reading | Diagnostic:
    """All that the file holds, or why it is not opened. `file` is what a message calls it."""
    try:
        parts = scanned_parts(docx)
        roots = {name: parsed_xml(parts[name]) for name in (MAIN, STYLES, NUMBERING) if name in parts}
    except Hostile as fault:
        return _refused(file, str(fault))
    except etree.XMLSyntaxError:
        return _refused(file, "its text is damaged")
    body = roots[MAIN].find(f"{W}body")
    if body is None:
        return _refused(file, "it has no text")
    return _read(parts, roots, body)


def _refused(file: str, reason: str) -> Diagnostic:
    return error("docx-refused", Span(file), f"this file is not opened: {reason}", "ask its sender for a copy saved anew in Word as .docx")


def _read(parts: dict[str, bytes], roots: dict[str, etree._Element], body: etree._Element) -> Reading:
    map = map_of(parts)
    style_root = roots.get(STYLES, etree.Element(f"{W}styles"))
    styles = styles_of(style_root)
    bookmarks = Bookmarks(map)
    bookmarks.learn(body, styles)
    found = Found()
    counted = counter(roots.get(NUMBERING), style_root)
    lines = with_own_ends(list(Lines(Scribe(styles, found), counted, bookmarks).of(body)), map.words.schedule)
    shown = _labelled(lines, counted)
    wording = Wording(bookmarks.targets, map.words)
    contract = Contract(map, wording)
    document = contract.document(lines)
    beside = Margins(styles, found, wording).of(parts)
    return Reading(
        document,
        map.identity,
        comments=comments_of(parts, found),
        margins=(*contract.beside, *beside),
        hidden=tuple(found.hidden),
        looks=tuple(found.looks),
        fields=tuple(_result(wording, *field) for field in found.fields),
        labels=altered_labels(document, shown),
        unread=tuple(found.unread),
    )


def _labelled(lines: list[Line | Grid], counted: Counter) -> dict[str, str]:
    """Give each line that the new version has its number as a word processor counts; tells them by id, without bullets."""
    for line in flat(lines):
        if not gone(line.ends):
            line.label = counted.label(line.paragraph).strip()
    return {line.id: line.label for line in flat(lines) if not gone(line.ends) and not line.standing.bullet}


def _result(wording: Wording, block: str, code: str, shown: str) -> FieldResult:
    target = wording.target(code)
    return FieldResult(block, code, "" if target is None else target.id, shown)
