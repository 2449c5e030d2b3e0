"""The clause library as legal reads it: every clause with all its wordings, and the names of values where values will stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.model.document import Alignment, Term, Text
from pipeline.model.law import Law, LawEntry
from pipeline.model.library import Card
from pipeline.model.numbering import letters, roman
from pipeline.model.playbook import ClauseFloor, PlaybookPosition
from pipeline.model.reading import CLOSE_QUOTE, OPEN_QUOTE

BULLET = "\u2022"


@dataclass(frozen=True, slots=True)
class NamedField:
    """Where a value of the data will be printed: its path as written, the filters, and what the data model says about it."""

    path: str
    filters: tuple[str, ...]
    description: str
    value: str
    """What kind of value it is: "a duration"."""

    @property
    def name(self) -> str:
        """Path and filters as the clause gives them."""
        return " | ".join((self.path, *self.filters))


@dataclass(frozen=True, slots=True)
class Target:
    """A Cross-Reference: the id that it leads to, and the title of the clause there; empty where no clause has the id."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that stand out."""

    content: tuple[Piece, ...]


Piece: TypeAlias = "Text | Term | NamedField | Target | Bold"


@dataclass(frozen=True, slots=True)
class Words:
    """What one paragraph, heading or cell says.

    `anchor` is its own in the whole library (`liability/preferred/liability.cap`); `id` is that of the block in the clause,
    which two branches of a condition, and two wordings, may share; `line` is where it stands in the file.
    """

    anchor: str
    id: str
    content: tuple[Piece, ...]
    line: int
    named: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in words and as the clause writes it."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Repetition:
    """A list of the data whose items are each given a row or a point, those for which `where` holds."""

    path: str
    description: str
    where: Condition | None


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section of a schedule."""

    words: Words


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a wording; `depth` is that of the list around it, 0 outside of any.

    `ordinal` is its number in its list, counted as if each condition before it held once; 0 where it has none. `point` marks a bullet.
    """

    words: Words
    depth: int = 0
    ordinal: int = 0
    point: bool = False

    @property
    def label(self) -> str:
        """What stands in the margin."""
        return BULLET if self.point else item_label(self.depth, self.ordinal)


@dataclass(frozen=True, slots=True)
class Points:
    """Points made from a list of the data, joined as a sentence; `words` are those of each."""

    repetition: Repetition
    conjunction: str
    words: Words
    depth: int
    ordinal: int

    @property
    def label(self) -> str:
        """What stands in the margin of the first point."""
        return item_label(self.depth, self.ordinal) or BULLET


@dataclass(frozen=True, slots=True)
class Case:
    """What is said where the condition holds; None stands for "otherwise"."""

    condition: Condition | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The first case whose condition holds is said, the others are not."""

    cases: tuple[Case, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table; with a repetition it has one row, which is printed for each item."""

    id: str
    columns: tuple[Alignment, ...]
    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    repetition: Repetition | None
    depth: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table whose rows and columns are two lists of the data, and whose cells are values addressed by both."""

    id: str
    corner: Words
    rows: Repetition
    columns: Repetition
    cells: NamedField
    depth: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what is said of it, as in the Key Terms."""

    label: Words
    content: Words
    depth: int


@dataclass(frozen=True, slots=True)
class Signatures:
    """Where the signature blocks of both parties will stand, as the governing law's practice wants them."""

    depth: int


Block: TypeAlias = "Heading | Paragraph | Points | Choice | Table | Matrix | Pair | Signatures"


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a clause: `preferred`, `fallback-1` and so on, and the file that it stands in."""

    name: str
    file: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReviewedPosition:
    """A position of the playbook, and its condition in words."""

    position: PlaybookPosition
    when: Condition | None


@dataclass(frozen=True, slots=True)
class ReviewedFloor:
    """What we never accept, and its condition in words."""

    floor: ClauseFloor
    when: Condition | None


@dataclass(frozen=True, slots=True)
class ReviewedChange:
    """What a law changes in the library's wording: what is done to which clause or paragraph, and the wording that does it.

    `law` is its name in words; `text` names the wording, and is empty where something is deleted; `wording` is None there too, and where an
    earlier change of the law has shown it.
    """

    law: str
    op: str
    target: Target
    when: Condition | None
    text: str
    wording: Wording | None


@dataclass(frozen=True, slots=True)
class ReviewedNeed:
    """A clause or paragraph that a law wants in the contract."""

    target: Target
    when: Condition | None


@dataclass(frozen=True, slots=True)
class ReviewedDoubt:
    """An answer of the data that a law looks upon with doubt, and what follows from it."""

    says: str
    when: Condition | None


@dataclass(frozen=True, slots=True)
class ReviewedEntry:
    """One topic on which a law decides: what it changes, what it wants kept, and what it doubts."""

    entry: LawEntry
    changes: tuple[ReviewedChange, ...]
    needs: tuple[ReviewedNeed, ...]
    doubts: tuple[ReviewedDoubt, ...]


@dataclass(frozen=True, slots=True)
class ReviewedLaw:
    """A governing law that the library knows."""

    id: str
    law: Law
    entries: tuple[ReviewedEntry, ...]


@dataclass(frozen=True, slots=True)
class ReviewedClause:
    """A clause with all that legal says about it.

    `fields` are the values that its wordings print, each once; `changes` are those that laws make in it, their wordings aside.
    """

    id: str
    card: Card
    when: Condition | None
    positions: tuple[ReviewedPosition, ...]
    floors: tuple[ReviewedFloor, ...]
    wordings: tuple[Wording, ...]
    fields: tuple[NamedField, ...]
    changes: tuple[ReviewedChange, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """The clauses of one folder of the library, in the order in which they are printed."""

    id: str
    title: str
    clauses: tuple[ReviewedClause, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The whole library, and the laws under which it is used."""

    topics: tuple[Topic, ...]
    laws: tuple[ReviewedLaw, ...]


def item_label(depth: int, ordinal: int) -> str:
    """The number of an item in its wording: 1. / (a) / (i); a contract puts the number of the clause before the first."""
    if not ordinal:
        return ""
    return f"{ordinal}." if depth == 1 else f"({letters(ordinal)})" if depth == 2 else f"({roman(ordinal)})"


def all_words(blocks: tuple[Block, ...]) -> Iterator[Words]:
    """The words of all paragraphs, headings and cells, in reading order."""
    for block in blocks:
        match block:
            case Heading() | Paragraph() | Points():
                yield block.words
            case Choice():
                for case in block.cases:
                    yield from all_words(case.blocks)
            case Table():
                yield from block.header
                for row in block.rows:
                    yield from row
            case Matrix():
                yield block.corner
            case Pair():
                yield block.label
                yield block.content
            case Signatures():
                pass


def shown(content: tuple[Piece, ...]) -> str:
    """The words as a page of the library shows them: a field by its name in braces, a reference by the title of its clause."""
    return "".join(_shown(piece) for piece in content)


def _shown(piece: Piece) -> str:
    match piece:
        case Text(text=text):
            return text
        case Term(text=text):
            return f"{OPEN_QUOTE}{text}{CLOSE_QUOTE}"
        case NamedField(name=name):
            return f"{{{{ {name} }}}}"
        case Target(id=id, title=title):
            return f"[{title}: {id}]" if title else f"[{id}]"
        case Bold(content=content):
            return shown(content)
