"""A contract on the other side's paper, held against what our library would have said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.diagnostic import Span
from pipeline.model.sections import Section


class Confidence(StrEnum):
    """How much a reader may rely on what a program found in a stranger's text."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class OurClause:
    """A clause of the library as it is looked for in a stranger's text.

    `names` are the headings under which it may stand, ours first; `paragraphs` all that its preferred wording may say. `when` is the
    condition under which it is in, in words; `floors` what we never accept and people must look for.
    """

    id: str
    names: tuple[str, ...]
    purpose: str
    paragraphs: tuple[str, ...]
    mandatory: bool
    when: str = ""
    floors: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Our own heading."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Match:
    """A section of theirs that says what a clause of ours says; `because` tells a reader by what it was known."""

    section: Section
    clause: OurClause
    confidence: Confidence
    because: str


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value that their words give to a field of ours: its path, as YAML would write it, their exact words, and where these begin."""

    path: str
    value: str
    words: str
    section: Section
    start: int
    confidence: Confidence
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Deviation:
    """A value of theirs beside ours, or beside what our house never accepts."""

    read: ReadValue
    ours: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class TheirPaper:
    """All that was found in one contract of theirs.

    `missing` are the clauses of ours that no section says; `without_counterpart` the sections in which none of ours was found.
    """

    file: str
    sections: tuple[Section, ...]
    matches: tuple[Match, ...]
    missing: tuple[OurClause, ...]
    without_counterpart: tuple[Section, ...]
    values: tuple[ReadValue, ...]
    deviations: tuple[Deviation, ...] = ()
