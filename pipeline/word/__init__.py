"""OOXML: the Document as DOCX, the copy to print, and what a DOCX says."""

from pipeline.word.contents import headings
from pipeline.word.faults import template_faults
from pipeline.word.manuscript import manuscript_in
from pipeline.word.printable import printable
from pipeline.word.validity import validity_faults
from pipeline.word.words import heading_pages, lonely_headers, words
from pipeline.word.writer import write

__all__ = [
    "heading_pages",
    "headings",
    "lonely_headers",
    "manuscript_in",
    "printable",
    "template_faults",
    "validity_faults",
    "words",
    "write",
]
