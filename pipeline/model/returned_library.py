"""The clause library as it comes back from Word: its paragraphs in order, each with what it says now and where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class RunKind(StrEnum):
    """What a run of words is, as far as its look tells."""

    WORDS = "words"
    TERM = "term"
    FIELD = "field"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one look. A field is its name in braces, a reference the title of its clause in brackets."""

    text: str
    bold: bool = False
    kind: RunKind = RunKind.WORDS


class LineKind(StrEnum):
    """What a paragraph of the file is: a heading, a file's name above its wording, words of it, a condition, or anything else."""

    HEADING = "heading"
    SOURCE = "source"
    SAID = "said"
    CONDITION = "condition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One paragraph, every revision in it accepted. `anchors` are the bookmarks in it, two where somebody joined paragraphs.

    `depth` is its level in a list from 1, 0 outside of any, and `listed` whether it begins a point of it; `in_table` tells a cell.
    """

    kind: LineKind
    runs: tuple[Run, ...]
    anchors: tuple[str, ...] = ()
    depth: int = 0
    listed: bool = False
    in_table: bool = False

    @property
    def text(self) -> str:
        """The words without their look."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an anchored paragraph came from: the wording's file, the anchor's name in the library, and the hash of its words then."""

    file: str
    anchor: str
    words_hash: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin: who wrote it, what it says, and the words of the paragraph beside it."""

    author: str
    words: str
    beside: str


@dataclass(frozen=True, slots=True)
class ReturnedLibrary:
    """The whole file. `input_hash` is that of the library it was made of; `origins` are those of the bookmarks; `revisions` counts the
    tracked changes of each author.
    """

    input_hash: str
    origins: Mapping[str, Origin]
    lines: tuple[ReturnedLine, ...]
    remarks: tuple[Remark, ...]
    revisions: Mapping[str, int]
