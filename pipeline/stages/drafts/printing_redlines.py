"""A redline on its pages: the DOCX with tracked changes, the PDF in legal marking, and the proof that both mark the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import pdf
from pipeline.model.comparison import Comparison
from pipeline.model.diagnostic import Diagnostic, Span, warning
from pipeline.model.marked import Marked, Marking, marked
from pipeline.model.numbering import numbered
from pipeline.model.redline import accepted
from pipeline.model.stamp import Stamp
from pipeline.pdf import PdfBackend
from pipeline.stages.drafts.printing import properties, quoted, rendered, words_of
from pipeline.word import heading_pages, headings, marked_in, spelled_out, words, write_redline


@dataclass(frozen=True, slots=True)
class Printer:
    """How redlines are printed: by which renderer, and whether a page with the summary of changes stands before them."""

    backend: PdfBackend
    summary: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """What a redline is printed on: the stamp of the new version, and the template."""

    stamp: Stamp
    template: bytes


@dataclass(frozen=True, slots=True)
class PrintedRedline:
    """Both forms of a redline; `pdf` is empty where a finding says why there is none."""

    docx: bytes
    pdf: bytes
    findings: tuple[Diagnostic, ...] = ()


def printed_redline(comparison: Comparison, paper: Paper, printer: Printer, step: Callable[[str], None], place: Span) -> PrintedRedline:
    """The DOCX with the page numbers that its PDF has, and the PDF. What stops the PDF is a warning at this place."""
    new = accepted(comparison.redline)
    outline = headings(new, numbered(new))
    stamp = replace(paper.stamp, version=f"{comparison.old} to {comparison.new}")
    changes = comparison.changes if printer.summary else ()

    def written(pages: Mapping[str, int] | None) -> tuple[bytes, bytes]:
        docx = write_redline(comparison.redline, stamp, paper.template, changes=changes, pages=pages)
        return docx, spelled_out(docx)

    step("write")
    docx, legible = written(None)
    step("print")
    try:
        drawn, pages = rendered(legible, printer.backend, "redline")
        docx, legible = written(heading_pages(legible, outline, words_of(pages)))
        if not printer.backend.counts_pages:
            drawn, pages = rendered(legible, printer.backend, "redline")
    except pdf.RenderingFailed as failure:
        return PrintedRedline(docx, b"", (_not_printed(str(failure), comparison, place),))
    step("compare")
    different = next(_different(legible, pages, finds_moves=printer.backend.finds_moves), None)
    if different:
        return PrintedRedline(docx, b"", (_not_printed(different, comparison, place),))
    titles = [heading.title for heading in outline]
    return PrintedRedline(docx, pdf.finished(drawn, properties(stamp, new.language, printer.backend), pages, titles))


def _not_printed(why: str, comparison: Comparison, place: Span) -> Diagnostic:
    message = f"the redline from {comparison.old} to {comparison.new} is not printed as PDF: {why}"
    return warning("redline-not-printed", place, message, "its other files are written; print the DOCX from a word processor")


def _different(docx: bytes, pages: Sequence[pdf.Page], *, finds_moves: bool) -> Iterator[str]:
    """What the pages say or mark otherwise than the DOCX. Who finds moves by itself marks the same words, but not in the same way."""
    proof = pdf.proof(pages, words(docx))
    for found in proof.differences:
        yield f"page {found.page} would say {quoted(found.printed)} where the DOCX says {quoted(found.expected)}"
    for character in proof.missing:
        yield f"the fonts have no sign for `{character}` (U+{ord(character):04X})"
    meant, shown = marked_in(docx), pdf.marked_on(pages)
    if finds_moves:
        meant, shown = (marked((Marking.MOVED, each.letters) for each in found) for found in (meant, shown))
    if meant != shown:
        differing = next((pair for pair in zip(meant, shown, strict=False) if pair[0] != pair[1]), None)
        yield _otherwise_marked(differing) if differing else "it would mark more words than the DOCX, or fewer"


def _otherwise_marked(pair: tuple[Marked, Marked]) -> str:
    meant, shown = (f"`{each.letters[:40]}` as {each.marking}" for each in pair)
    return f"it would show {shown} where the DOCX has {meant}"
