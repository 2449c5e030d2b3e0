"""HTML: the clause library as one page for legal to read and review."""

from pipeline.web.library import library_page

__all__ = ["library_page"]
