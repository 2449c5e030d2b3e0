"""OOXML: the Document as DOCX, the copy to print, and what a DOCX says."""

from pipeline.word.anchoring import anchored
from pipeline.word.answering import CannotAnswer, Note, answered, stamped
from pipeline.word.contents import headings
from pipeline.word.faults import template_faults
from pipeline.word.inside import pieces_of_docx, traces_in_docx
from pipeline.word.leaf import Line, leaf
from pipeline.word.leaving import ready_to_leave
from pipeline.word.letters import letter_template_faults, write_letter
from pipeline.word.library import NoLibrary, read_library, write_library
from pipeline.word.manuscript import manuscript_in
from pipeline.word.marked import marked_in
from pipeline.word.printable import printable
from pipeline.word.reading import read
from pipeline.word.reports import chart_words, report_template_faults, without_charts, write_report
from pipeline.word.sheets import filled_sheet_in, write_sheet
from pipeline.word.signatures import LINE_HEIGHT, LINE_LENGTH, LINE_OFFSET
from pipeline.word.spelled_out import spelled_out
from pipeline.word.strangers.revisions import standing_in
from pipeline.word.validity import validity_faults
from pipeline.word.words import heading_pages, torn_tables, words
from pipeline.word.writer import write, write_redline

__all__ = [
    "LINE_HEIGHT",
    "LINE_LENGTH",
    "LINE_OFFSET",
    "CannotAnswer",
    "Line",
    "NoLibrary",
    "Note",
    "anchored",
    "answered",
    "chart_words",
    "filled_sheet_in",
    "heading_pages",
    "headings",
    "leaf",
    "letter_template_faults",
    "manuscript_in",
    "marked_in",
    "pieces_of_docx",
    "printable",
    "read",
    "read_library",
    "ready_to_leave",
    "report_template_faults",
    "spelled_out",
    "stamped",
    "standing_in",
    "template_faults",
    "torn_tables",
    "traces_in_docx",
    "validity_faults",
    "without_charts",
    "words",
    "write",
    "write_letter",
    "write_library",
    "write_redline",
    "write_report",
    "write_sheet",
]
