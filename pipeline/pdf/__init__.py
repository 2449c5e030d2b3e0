"""PDF: the DOCX on pages, and the words back out."""

from pipeline.pdf.backend import PdfBackend, RdocxBackend, RenderingFailed, View
from pipeline.pdf.finish import Properties, finished
from pipeline.pdf.libreoffice import LibreOfficeBackend, libreoffice
from pipeline.pdf.marked import marked_on
from pipeline.pdf.objects import UnreadablePdf
from pipeline.pdf.outline import Heading, outline
from pipeline.pdf.page import Page, body_words, page_count, pages, words
from pipeline.pdf.proof import Difference, Proof, broken_words, missing_glyphs, proof

__all__ = [
    "Difference",
    "Heading",
    "LibreOfficeBackend",
    "Page",
    "PdfBackend",
    "Proof",
    "Properties",
    "RdocxBackend",
    "RenderingFailed",
    "UnreadablePdf",
    "View",
    "body_words",
    "broken_words",
    "finished",
    "libreoffice",
    "marked_on",
    "missing_glyphs",
    "outline",
    "page_count",
    "pages",
    "proof",
    "words",
]
