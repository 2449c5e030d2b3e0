"""The page that a proof-reader has before him, and what he marks on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property

from pipeline.check.text.outline import Outline, outline_of
from pipeline.model.diagnostic import Diagnostic, Related, Severity
from pipeline.model.manuscript import Line, Manuscript

FURNITURE = 3
"""A line that stands so often word for word is a running head or foot."""


class Proof:
    """A Manuscript with what several rules need to know of it; each is found out once."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.text = manuscript.text

    @cached_property
    def outline(self) -> Outline:
        """Its numbers and headings."""
        return outline_of(self.manuscript)

    @cached_property
    def furniture(self) -> frozenset[tuple[int, int]]:
        """From where to where running heads and feet stand."""
        lines = [(line, self.words(line)) for line in self.manuscript.lines]
        often = Counter(words for _, words in lines)
        return frozenset((line.start, line.end) for line, words in lines if often[words] >= FURNITURE)

    def words(self, line: Line) -> str:
        """What stands in a line."""
        return self.text[line.start : line.end]

    def line_at(self, offset: int) -> tuple[int, int]:
        """Where the line around an offset begins and ends."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, end if end >= 0 else len(self.text)

    def is_furniture(self, offset: int) -> bool:
        """Whether a running head or foot stands there."""
        return self.line_at(offset) in self.furniture

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where a pattern stands, running heads and feet left out."""
        return (match for match in pattern.finditer(self.text) if not self.is_furniture(match.start()))

    def warning(self, code: str, start: int, end: int, message: str, hint: str | None = None, *related: Related) -> Diagnostic:
        """A finding that a person has to judge."""
        return Diagnostic(code, Severity.WARNING, self.manuscript.span(start, end), message, hint, related)

    def error(self, code: str, start: int, end: int, message: str, hint: str | None = None, *related: Related) -> Diagnostic:
        """A finding that is wrong however it was meant."""
        return Diagnostic(code, Severity.ERROR, self.manuscript.span(start, end), message, hint, related)

    def advice(self, code: str, start: int, end: int, message: str, hint: str | None = None, *related: Related) -> Diagnostic:
        """A finding that is often right as it is."""
        return Diagnostic(code, Severity.ADVICE, self.manuscript.span(start, end), message, hint, related)

    def related(self, start: int, end: int, message: str) -> Related:
        """The other place of a conflict."""
        return Related(self.manuscript.span(start, end), message)


Rule = Callable[[Proof], Iterator[Diagnostic]]
"""All that is wrong in one respect."""
