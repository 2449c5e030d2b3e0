"""PDF: the DOCX on pages, and the words back out."""

from pipeline.pdf.backend import PdfBackend, RdocxBackend, RenderingFailed, View
from pipeline.pdf.compared import Compared, attached_files, compared
from pipeline.pdf.execution import Attached, Blank, anchor, execution_copy, field_height
from pipeline.pdf.finish import Properties, finished, finishing
from pipeline.pdf.inside import pieces_of_pdf, traces_in_pdf
from pipeline.pdf.libreoffice import LibreOfficeBackend, libreoffice
from pipeline.pdf.marked import marked_on
from pipeline.pdf.objects import UnreadablePdf
from pipeline.pdf.outline import Heading, outline
from pipeline.pdf.page import Page, body_words, page_count, pages, words
from pipeline.pdf.proof import Difference, Proof, broken_words, missing_glyphs, proof
from pipeline.pdf.readable import why_unreadable
from pipeline.pdf.same_words import Otherwise, Reread, pages_with, reread
from pipeline.pdf.spots import Room, Sought, Spot, SpotNotFound, spots

__all__ = [
    "Attached",
    "Blank",
    "Compared",
    "Difference",
    "Heading",
    "LibreOfficeBackend",
    "Otherwise",
    "Page",
    "PdfBackend",
    "Proof",
    "Properties",
    "RdocxBackend",
    "RenderingFailed",
    "Reread",
    "Room",
    "Sought",
    "Spot",
    "SpotNotFound",
    "UnreadablePdf",
    "View",
    "anchor",
    "attached_files",
    "body_words",
    "broken_words",
    "compared",
    "execution_copy",
    "field_height",
    "finished",
    "finishing",
    "libreoffice",
    "marked_on",
    "missing_glyphs",
    "outline",
    "page_count",
    "pages",
    "pages_with",
    "pieces_of_pdf",
    "proof",
    "reread",
    "spots",
    "traces_in_pdf",
    "why_unreadable",
    "words",
]
