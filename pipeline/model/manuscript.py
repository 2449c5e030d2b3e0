"""A text to be proof-read, ours or a stranger's: its words, and where each of them stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.diagnostic import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, list item, row or heading, as it begins at `start` of the text.

    `depth` is its indentation in columns, or its level in a list of Word's. `broken` tells a line that begins in the middle of a
    line of the file, where somebody's conversion lost the break.
    """

    start: int
    end: int
    depth: int = 0
    heading: bool = False
    broken: bool = False


class Trace(StrEnum):
    """What its authors left in a DOCX beside its words."""

    CHANGE = "change"
    COMMENT = "comment"
    HIDDEN = "hidden"
    HIGHLIGHT = "highlight"


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a trace of the work on a text stands."""

    trace: Trace
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The words without markup; numbers stand in them as the reader of the page sees them.

    Each line of the text is one of `lines`. `places` are offsets with the line and column of the file that they stand for. In a
    DOCX, which has no lines, a paragraph counts as one, empty ones and those in tables included. `source` is what is shown
    beside a finding.
    """

    file: str
    text: str
    lines: tuple[Line, ...]
    places: tuple[tuple[int, int, int], ...]
    source: tuple[str, ...]
    strong: tuple[tuple[int, int], ...] = field(default=())
    """From where to where the words are bold."""
    marks: tuple[Mark, ...] = field(default=())

    def span(self, start: int, end: int) -> Span:
        """The place in the file of the words from `start` to before `end`; a place over several lines ends with the first."""
        line, column = self._place(start)
        last, end_column = self._place(max(start, end - 1))
        return Span(self.file, line, column, end_column + 1 if last == line else len(self.source[line - 1]) + 1)

    def _place(self, offset: int) -> tuple[int, int]:
        start, line, column = self.places[max(0, bisect_right(self.places, (offset, 1 << 40, 0)) - 1)]
        return line, column + offset - start

    def shown(self, line: int) -> str | None:
        """The line of that number as its reader sees it."""
        return self.source[line - 1] if 1 <= line <= len(self.source) else None


@dataclass(slots=True)
class ManuscriptBuilder:
    """Puts a Manuscript together from front to back."""

    file: str
    pieces: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0

    def begin(self, *, depth: int = 0, heading: bool = False, broken: bool = False) -> None:
        """Begin a line; the one before ends here."""
        self.end()
        self.lines.append(Line(self.length, self.length, depth, heading, broken))

    def end(self) -> None:
        """End the line that has begun."""
        if self.lines:
            last = self.lines[-1]
            self.lines[-1] = Line(last.start, self.length, last.depth, last.heading, last.broken)
            self._add("\n")

    def add(self, words: str, line: int, column: int, *, strong: bool = False) -> None:
        """Words that stand together at this place of the file."""
        if words:
            self.places.append((self.length, line, column))
            if strong:
                self.strong.append((self.length, self.length + len(words)))
            self._add(words)

    def mark(self, trace: Trace, start: int) -> None:
        """A trace from `start` up to here."""
        self.marks.append(Mark(trace, start, self.length))

    def soften(self) -> None:
        """The line of the file ends here, and the sentence goes on."""
        self._add(" ")

    def _add(self, words: str) -> None:
        self.pieces.append(words)
        self.length += len(words)

    def done(self, source: Iterable[str]) -> Manuscript:
        """The whole."""
        self.end()
        places = tuple(self.places) or ((0, 1, 1),)
        return Manuscript(self.file, "".join(self.pieces), tuple(self.lines), places, tuple(source), tuple(self.strong), tuple(self.marks))
