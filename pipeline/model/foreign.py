"""A file that we did not make, as a Document: its paragraphs and tables in order, with the numbers that the file itself gives."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.document import Document, Inline, Paragraph, Part, PartKind, Strong, Text
from pipeline.model.manuscript import Line, Manuscript

TITLE = "Comparison of two files"


@dataclass(frozen=True, slots=True)
class Foreign:
    """What a file says. `numbers` and `headings` tell by a paragraph's id its automatic number, and the heading that it stands under."""

    document: Document
    numbers: Mapping[str, str]
    headings: Mapping[str, str]


def foreign_in(manuscript: Manuscript, side: str) -> Foreign:
    """A text or Markdown file, a paragraph for each of its lines; `side` begins the ids. Numbers are words here, as they were typed."""
    paragraphs, headings, heading = [], {}, ""
    for ordinal, line in enumerate(manuscript.lines, start=1):
        paragraph = Paragraph(f"{side}/{ordinal}", tuple(_content(manuscript, line)))
        if not paragraph.content:
            continue
        heading = manuscript.text[line.start : line.end].strip() if line.heading else heading
        headings[paragraph.id] = heading
        paragraphs.append(paragraph)
    return Foreign(Document(TITLE, (Part(PartKind.TERMS, "text", (), tuple(paragraphs)),)), {}, headings)


def _content(manuscript: Manuscript, line: Line) -> Iterator[Inline]:
    """The words of a line; those that are bold stand out."""
    at = line.start
    for start, end in manuscript.strong[max(0, bisect_right(manuscript.strong, (line.start, 0)) - 1) :]:
        if start >= line.end:
            break
        if end > at:
            yield Text(manuscript.text[at : max(at, start)])
            yield Strong((Text(manuscript.text[max(at, start) : min(end, line.end)]),))
            at = min(end, line.end)
    yield Text(manuscript.text[at : line.end])
