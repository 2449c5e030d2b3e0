"""The paragraphs of anybody's DOCX as a proof-reader sees them, with the numbers that Word shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.manuscript import Manuscript, ManuscriptBuilder, Trace
from pipeline.word.hostile import Hostile, scanned_parts
from pipeline.word.labels import Counter, counter
from pipeline.word.markup import COME, FALLBACK, GONE, is_on, signs, standing_runs, style_of, text_of
from pipeline.word.names import W
from pipeline.word.package import MAIN
from pipeline.word.template import NUMBERING, STYLES, parsed_xml

_SIGNS = signs("\t", " ")
_HEADING = re.compile(r"(?:heading|titre|überschrift)\s*\d", re.IGNORECASE)
_BESIDE = re.compile(r"word/(?:footnotes|endnotes|header\d*|footer\d*)\.xml")
_LEFT = (("vanish", Trace.HIDDEN), ("highlight", Trace.HIGHLIGHT))
"""What was left in the words of a run."""


@dataclass(frozen=True, slots=True)
class _Run:
    text: str
    strong: bool
    traces: tuple[Trace, ...]


def manuscript_in(docx: bytes, file: str) -> Manuscript | Diagnostic:
    """Each paragraph is one line: those of the body, tables included, then notes, heads and feet.

    Insertions are read as accepted, deletions as gone.
    """
    try:
        parts = scanned_parts(docx)
        body = parsed_xml(parts[MAIN]).find(f"{W}body")
        others = [parsed_xml(parts[name]) for name in sorted(parts, key=_reading_order) if _BESIDE.fullmatch(name)]
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
    return _manuscript([body, *others], counted, _heading_styles(styles), file)


def _reading_order(name: str) -> tuple[bool, str]:
    """Notes before heads and feet."""
    return not name.endswith("notes.xml"), name


def _manuscript(parts: Sequence[etree._Element], counted: Counter, headings: frozenset[str], file: str) -> Manuscript:
    builder = ManuscriptBuilder(file)
    source = []
    for number, paragraph in enumerate((paragraph for part in parts for paragraph in _paragraphs(part)), start=1):
        label = counted.label(paragraph)
        runs = [*_words(paragraph)]
        source.append(label + "".join(run.text for run in runs))
        if source[-1].strip():
            builder.begin(depth=_level(paragraph), heading=style_of(paragraph) in headings)
            builder.add(label, number, 1)
            column = len(label) + 1
            for run in runs:
                builder.add(run.text, number, column, strong=run.strong)
                column += len(run.text)
                for trace in run.traces:
                    builder.mark(trace, builder.length - len(run.text))
        for trace in _traces_beside(paragraph):
            builder.mark(trace, max(0, builder.length - len(source[-1])))
    return builder.done(source)


def _traces_beside(paragraph: etree._Element) -> Iterator[Trace]:
    """What was left in a paragraph beside its words."""
    if next(paragraph.iter(*COME, *GONE), None) is not None:
        yield Trace.CHANGE
    if next(paragraph.iter(f"{W}commentReference"), None) is not None:
        yield Trace.COMMENT


def _paragraphs(part: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs in reading order; of a drawing that is kept twice for old programs, the first copy."""
    copies = {paragraph for fallback in part.iter(FALLBACK) for paragraph in fallback.iter(f"{W}p")}
    return (paragraph for paragraph in part.iter(f"{W}p") if paragraph not in copies)


def _words(paragraph: etree._Element) -> Iterator[_Run]:
    """The runs with text."""
    for run in standing_runs(paragraph):
        if text := text_of(run, _SIGNS):
            look = run.find(f"{W}rPr")
            yield _Run(text, is_on(look, "b"), tuple(trace for name, trace in _LEFT if is_on(look, name)))


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
