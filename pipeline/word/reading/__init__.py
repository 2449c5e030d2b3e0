"""Reads a DOCX that we wrote and that came back: the words into the tree, and all that stands beside and behind them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Document
from pipeline.model.received import FieldResult, Label, Reading
from pipeline.word.labels import Counter, counter
from pipeline.word.names import W
from pipeline.word.opening import opened
from pipeline.word.package import MAIN
from pipeline.word.reading.bookmarks import Bookmarks
from pipeline.word.reading.comments import comments_of
from pipeline.word.reading.contract import Contract
from pipeline.word.reading.ends import with_own_ends
from pipeline.word.reading.identity import map_of
from pipeline.word.reading.lines import Grid, Line, Lines, flat
from pipeline.word.reading.margins import Margins
from pipeline.word.reading.numbers import altered_labels
from pipeline.word.reading.restyled import Restyling, is_saved_by_libreoffice
from pipeline.word.reading.scribe import Found, Scribe
from pipeline.word.reading.styles import styles_of
from pipeline.word.reading.summary import without_summary
from pipeline.word.reading.wording import Wording
from pipeline.word.strangers.revisions import REVISIONS, Standing, Unresolvable, accept_standing, resolve
from pipeline.word.template import NUMBERING, STYLES, parsed_xml

__all__ = ["read"]


def read(docx: bytes, file: str, ours: str = "", standing: Standing = frozenset()) -> Reading | Diagnostic:
    """All that the file holds, or why it is not opened. `file` is what a message calls it.

    `ours` is the author whose revisions are part of what we sent; so are those that were `standing` in it, whosever they are.
    """
    parts = opened(docx, file)
    if isinstance(parts, Diagnostic):
        return parts
    roots = {name: parsed_xml(parts[name]) for name in (MAIN, STYLES, NUMBERING) if name in parts}
    main = roots[MAIN]
    found = _read(parts, roots, main.find(f"{W}body"))
    if next(main.iter(*REVISIONS), None) is None:
        return found
    return replace(found, untracked=_untracked(parts, roots, ours, standing), labels=_labels(parts, roots, found))


def _untracked(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element], ours: str, standing: Standing) -> Document | None:
    """The Document after a word processor has accepted the revisions that we sent and rejected those that they made since."""
    main = deepcopy(roots[MAIN])
    try:
        accept_standing(main, ours, standing)
        resolve(main, accept=False)
    except Unresolvable:
        return None
    return _read(parts, roots, main.find(f"{W}body")).document


def _labels(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element], found: Reading) -> tuple[Label, ...]:
    """The numbers altered by hand that are so still when all revisions are accepted: while what goes still stands, it is counted too."""
    if not found.labels:
        return ()
    main = deepcopy(roots[MAIN])
    try:
        resolve(main, accept=True)
    except Unresolvable:
        return found.labels
    return _read(parts, roots, main.find(f"{W}body")).labels


def _read(parts: Mapping[str, bytes], roots: Mapping[str, etree._Element], body: etree._Element) -> Reading:
    map, summary = map_of(parts), without_summary(body)
    style_root = roots.get(STYLES, etree.Element(f"{W}styles"))
    styles = styles_of(style_root)
    bookmarks = Bookmarks(map)
    bookmarks.learn(body, styles)
    restyled = Restyling(map, bookmarks, styles, is_saved_by_libreoffice(parts)).mended(body)
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
        margins=(*summary, *contract.beside, *beside),
        hidden=tuple(found.hidden),
        looks=tuple(found.looks),
        fields=tuple(_result(wording, *field) for field in found.fields),
        labels=altered_labels(document, shown),
        unread=tuple(found.unread),
        restyled=restyled,
    )


def _labelled(lines: list[Line | Grid], counted: Counter) -> dict[str, str]:
    """Give each line its number as a word processor shows it, what goes counted as well; tells them by id, without bullets."""
    shown = {}
    before = None
    for line in flat(lines):
        if line.paragraph is not before:
            line.label = counted.label(line.paragraph).strip()
            if not line.standing.bullet:
                shown[line.id] = line.label
        before = line.paragraph
    return shown


def _result(wording: Wording, block: str, code: str, shown: str) -> FieldResult:
    target = wording.target(code)
    return FieldResult(block, code, "" if target is None else target.id, shown)
