"""The faults of one file, collected while it is read."""

from __future__ import annotations

from pipeline.model.diagnostic import Diagnostic, Related, Span, error


class Faults:
    """Collects what is wrong in one file; reading goes on, so that all faults are found at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Diagnostic] = []
        self.unknowable: set[str] = set()
        """Names that a refused tag, such as `for`, would have given; what speaks of them is not a fault of its own."""

    def add(self, code: str, span: Span, message: str, hint: str | None = None, *related: Related) -> None:
        """Note an error at this place."""
        self.found.append(error(code, span, message, hint, *related))

    def span(self, line: int, column: int, length: int = 1) -> Span:
        """A place on one line of the file."""
        return Span(self.file, line, column, column + max(length, 1))
