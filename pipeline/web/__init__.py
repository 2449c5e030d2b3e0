"""HTML and Markdown: the clause library as one page for legal, and redlines as a page, as a comment and as a list for programs."""

from pipeline.web.change_list import change_list
from pipeline.web.library import library_page
from pipeline.web.redline_comment import pull_request_comment, redline_comment
from pipeline.web.redline_page import redline_page

__all__ = ["change_list", "library_page", "pull_request_comment", "redline_comment", "redline_page"]
