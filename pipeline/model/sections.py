"""A text that somebody else wrote, in the parts under which its reader finds things."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.diagnostic import Span


@dataclass(frozen=True, slots=True)
class Section:
    """A part under a number or a heading of its own; what stands before the first is one without either.

    `words` are its own, up to the next section, its number and heading left out. `depth` counts from 1; a section stands within the
    nearest one above it of less depth. `start` is the place of its words in the text, and `span` that of its number in the file.
    """

    number: str
    title: str
    words: str
    depth: int
    start: int
    span: Span

    @property
    def name(self) -> str:
        """Number and heading, as one would speak of it."""
        return " ".join(part for part in (self.number, self.title) if part) or "the beginning"
