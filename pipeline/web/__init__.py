"""HTML and Markdown: the clause library as one page for legal, redlines as page, comment and list for programs, sheets and reports."""

from pipeline.web.change_list import change_list
from pipeline.web.library import library_page
from pipeline.web.redline_comment import pull_request_comment, redline_comment
from pipeline.web.redline_page import redline_page
from pipeline.web.report import report_markdown, report_page
from pipeline.web.sheet import sheet_markdown, sheet_page

__all__ = [
    "change_list",
    "library_page",
    "pull_request_comment",
    "redline_comment",
    "redline_page",
    "report_markdown",
    "report_page",
    "sheet_markdown",
    "sheet_page",
]
