"""From the Document to its pages: DOCX, PDF, and the proof that both say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline import pdf, store
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Clause, Document, Paragraph, Part, Term, Text, Value, inlines, walk
from pipeline.model.numbering import numbered
from pipeline.model.positions import Positions
from pipeline.model.snapshot import Snapshot
from pipeline.model.stamp import Stamp
from pipeline.word import heading_pages, headings, printable, torn_tables, validity_faults, words, write

SHOWN = 3
"""How many places of the same fault are named."""
WORDS = 12
"""How many words of one place are named."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A draft on paper; `heading_pages` is the page of each heading, `findings` say where the paper is not what it should be."""

    docx: bytes
    pdf: bytes
    pages: int
    findings: tuple[Diagnostic, ...]
    heading_pages: Mapping[str, int] = field(default_factory=dict)


def backend_named(name: str) -> pdf.PdfBackend | None:
    """The renderer of that name; None where it is not installed."""
    return pdf.RdocxBackend() if name == "rdocx" else pdf.libreoffice()


@dataclass(frozen=True, slots=True)
class Typeset:
    """A Document on paper before anything is written into the PDF: the DOCX, what the backend drew, its pages, and where headings are."""

    docx: bytes
    drawn: bytes
    pages: Sequence[pdf.Page]
    heading_pages: Mapping[str, int]


def printed(
    document: Document, stamp: Stamp, template: bytes, backend: pdf.PdfBackend, step: Callable[[str], None], positions: Positions
) -> Printed:
    """The DOCX with the page numbers that its PDF has, and the PDF. `positions` are those of the data."""
    made = typeset(document, stamp, template, backend, step, Span(positions.file))
    if isinstance(made, Diagnostic):
        return Printed(b"", b"", 0, (made,))
    finished = pdf.finished(made.drawn, properties(stamp, document.language, backend), made.pages)
    findings = proved(made, document, step, positions)
    return Printed(made.docx, finished, len(made.pages), findings, made.heading_pages)


def printed_again(snapshot: Snapshot, stamp: Stamp, template: bytes, backend: pdf.PdfBackend, step: Callable[[str], None]) -> Printed:
    """The words of a frozen version under this stamp, its own or another; what is wrong is said of the version's file."""
    place = Positions(file=store.snapshot_file(snapshot.contract, snapshot.version))
    return printed(snapshot.document, stamp, template, backend, step, place)


def typeset(
    document: Document, stamp: Stamp, template: bytes, backend: pdf.PdfBackend, step: Callable[[str], None], place: Span
) -> Typeset | Diagnostic:
    """The DOCX with the page numbers that its pages have, and these pages; or why they cannot be printed."""
    step("write")
    docx = write(document, stamp, template)
    step("print")
    try:
        drawn, pages = rendered(docx, backend)
        of_headings = heading_pages(docx, headings(document, numbered(document)), words_of(pages))
        docx = write(document, stamp, template, of_headings)
        if not backend.counts_pages:
            drawn, pages = rendered(docx, backend)
    except pdf.RenderingFailed as failure:
        return error("not-printed", place, str(failure))
    return Typeset(docx, drawn, pages, of_headings)


def proved(made: Typeset, document: Document, step: Callable[[str], None], positions: Positions) -> tuple[Diagnostic, ...]:
    """Where the paper is not what it should be."""
    step("compare")
    place = Span(positions.file)
    proof = pdf.proof(made.pages, words(made.docx))
    return (*validity_faults(made.docx, place.file), *_without_glyph(proof, document, positions), *_different(proof, place))


def rendered(docx: bytes, backend: pdf.PdfBackend, view: pdf.View = "clean") -> tuple[bytes, Sequence[pdf.Page]]:
    """The PDF and its pages, with no table's header alone at the foot of one and no small table parted. Raises RenderingFailed."""
    drawn, pages, _ = with_whole_tables(docx, backend, view)
    return drawn, pages


def with_whole_tables(docx: bytes, backend: pdf.PdfBackend, view: pdf.View = "clean") -> tuple[bytes, Sequence[pdf.Page], set[int]]:
    """The same, and which tables begin a page for it, counted from 0.

    A table that begins a new page pushes others on, so this is done until all is well, each table being moved once.
    """
    moved: set[int] = set()
    while True:
        drawn = backend.render(printable(docx, new_page_for=moved), view=view)
        pages = pdf.pages(drawn)
        torn = torn_tables(docx, words_of(pages), moved)
        if not torn:
            return drawn, pages, moved
        moved.update(torn)


def words_of(pages: Sequence[pdf.Page]) -> list[tuple[str, ...]]:
    """The words of each page without its header and footer."""
    return [page.words for page in pages]


def properties(stamp: Stamp, language: str, backend: pdf.PdfBackend) -> pdf.Properties:
    """What the PDF says of itself."""
    subject = f"{stamp.short_title}, {stamp.issue.lower()}"
    return pdf.Properties(stamp.title, language, stamp.issued, producer(backend), subject=subject)


def producer(backend: pdf.PdfBackend) -> str:
    """What drew a PDF, as its properties name it."""
    return f"{backend.name} {backend.version}"


def _without_glyph(proof: pdf.Proof, document: Document, positions: Positions) -> Iterator[Diagnostic]:
    """The characters that print as an empty box, each where it was first written."""
    by_place: dict[Span, list[str]] = {}
    for character in proof.missing:
        by_place.setdefault(_origin(character, document, positions), []).append(character)
    for place, characters in by_place.items():
        named = ", ".join(f"`{character}` (U+{ord(character):04X})" for character in characters)
        hint = "write these words with letters that the fonts of the template have"
        yield error("missing-glyph", place, f"the fonts have no sign for {named}", hint)


def _origin(character: str, document: Document, positions: Positions) -> Span:
    """Where a character was written; a computed value has no place, but the value that it comes from may be printed too."""
    nowhere = Span(positions.file)
    return next((place for place in _places(character, document, positions) if place != nowhere), nowhere)


def _places(character: str, document: Document, positions: Positions) -> Iterator[Span]:
    for node in walk(document):
        for inline in inlines(node):
            match inline:
                case Value(path=path, text=text) if character in text:
                    yield positions.of_value(path)
                case Text(text=text) | Term(text=text) if character in text and isinstance(node, Paragraph | Clause | Part):
                    yield node.span or Span(positions.file)
    if character in document.title:
        yield positions.of_value("meta.title")


def _different(proof: pdf.Proof, place: Span) -> Iterator[Diagnostic]:
    """What the pages do not say as the document does."""
    for found in proof.differences[:SHOWN]:
        message = f"page {found.page} of the PDF says {quoted(found.printed)} where the document says {quoted(found.expected)}"
        yield error("pdf-differs", place, message)
    for word in proof.broken[:SHOWN]:
        yield error("broken-word", place, f"a line ends within the word `{word}`")
    for word in proof.overrun[:SHOWN]:
        yield error("overrun", place, f"`{word}` runs over the edge of its column or page")


def unlike(pages: Sequence[pdf.Page], docx: bytes, place: Span) -> Iterator[Diagnostic]:
    """What the pages of a letter or a report do not say as its DOCX does; all of it is told of one place."""
    proof = pdf.proof(pages, words(docx))
    yield from _without_sign(proof, place)
    yield from _different(proof, place)


def _without_sign(proof: pdf.Proof, place: Span) -> Iterator[Diagnostic]:
    """The characters that would print as an empty box."""
    if proof.missing:
        named = ", ".join(f"`{character}` (U+{ord(character):04X})" for character in proof.missing)
        yield error("missing-glyph", place, f"the fonts have no sign for {named}", "write it in the data with letters that the fonts have")


def quoted(said: Sequence[str]) -> str:
    """The first words of a difference, which may be the whole rest of the document."""
    return f"`{' '.join(said[:WORDS])}{' ...' if len(said) > WORDS else ''}`" if said else "nothing"
