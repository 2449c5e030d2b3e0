"""From the Document to its pages: DOCX, PDF, and the proof that both say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline import pdf
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Document
from pipeline.model.numbering import numbered
from pipeline.model.stamp import Stamp
from pipeline.word import heading_pages, headings, printable, torn_tables, validity_faults, words, write

SHOWN = 3
"""How many places of the same fault are named; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A draft on paper; `findings` say where the paper is not what it should be."""

    docx: bytes
    pdf: bytes
    pages: int
    findings: tuple[Diagnostic, ...]


def backend_named(name: str) -> pdf.PdfBackend | None:
    """The renderer of that name; None where it is not installed."""
    return pdf.RdocxBackend() if name == "rdocx" else pdf.libreoffice()


def printed(
    document: Document, stamp: Stamp, template: bytes, backend: pdf.PdfBackend, step: Callable[[str], None], place: Span
) -> Printed:
    """The DOCX with the page numbers that its PDF has, and the PDF. `place` is what findings point at."""
    step("write")
    docx = write(document, stamp, template)
    step("print")
    try:
        rendered, pages = _rendered(docx, backend)
        docx = write(document, stamp, template, heading_pages(docx, headings(document, numbered(document)), _words(pages)))
        if not backend.counts_pages:
            rendered, pages = _rendered(docx, backend)
    except pdf.RenderingFailed as failure:
        return Printed(docx, b"", 0, (error("not-printed", place, str(failure)),))
    finished = pdf.finished(rendered, _properties(document, stamp, backend), pages)
    step("compare")
    return Printed(docx, finished, len(pages), (*validity_faults(docx, place.file), *_different(docx, pages, place)))


def _rendered(docx: bytes, backend: pdf.PdfBackend) -> tuple[bytes, Sequence[pdf.Page]]:
    """The PDF and its pages, with no table's header alone at the foot of one and no small table parted. Raises RenderingFailed.

    A table that begins a new page pushes others on, so this is done until all is well, each table being moved once.
    """
    moved: set[int] = set()
    while True:
        rendered = backend.render(printable(docx, new_page_for=moved))
        pages = pdf.pages(rendered)
        torn = torn_tables(docx, _words(pages), moved)
        if not torn:
            return rendered, pages
        moved.update(torn)


def _words(pages: Sequence[pdf.Page]) -> list[tuple[str, ...]]:
    return [page.words for page in pages]


def _properties(document: Document, stamp: Stamp, backend: pdf.PdfBackend) -> pdf.Properties:
    producer = f"{backend.name} {backend.version}"
    return pdf.Properties(stamp.title, document.language, stamp.issued, producer, subject=f"{stamp.short_title}, version {stamp.version}")


def _different(docx: bytes, pages: Sequence[pdf.Page], place: Span) -> tuple[Diagnostic, ...]:
    """What the pages do not say as the document does."""
    proof = pdf.proof(pages, words(docx))
    findings = [
        error(
            "pdf-differs",
            place,
            f"page {found.page} of the PDF says `{' '.join(found.printed)}` where the document says `{' '.join(found.expected)}`",
        )
        for found in proof.differences[:SHOWN]
    ]
    if proof.missing:
        characters = ", ".join(f"`{character}` (U+{ord(character):04X})" for character in proof.missing)
        hint = "write these words with letters that the fonts of the template have"
        findings.append(error("missing-glyph", place, f"the fonts have no sign for {characters}", hint))
    findings += [error("broken-word", place, f"a line ends within the word `{found}`") for found in proof.broken[:SHOWN]]
    findings += [error("overrun", place, f"`{found}` runs over the edge of its column or page") for found in proof.overrun[:SHOWN]]
    return tuple(findings)
