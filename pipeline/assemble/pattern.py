"""A clause as parsed, before any data: the shape of the contract's tree, with holes where values will stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

from pipeline.model.diagnostic import Diagnostic, Span
from pipeline.model.document import Alignment, Inline, Paragraph, Ref, Term, Text


@dataclass(frozen=True, slots=True)
class Path:
    """A data path as written: names, and paths in brackets whose values are names (`contacts[row.role].name`).

    `offset` and `length` say where it stands in the expression around it.
    """

    steps: tuple[str | Path, ...]
    offset: int = 0
    length: int = 0

    def __str__(self) -> str:
        written = "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in self.steps)
        return written.removeprefix(".")


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that the clause itself gives to compare with."""

    value: str | int | bool

    def __str__(self) -> str:
        return f'"{self.value}"' if isinstance(self.value, str) else str(self.value).lower()


Comparator: TypeAlias = OneOf["==", "!=", "<", "<=", ">", ">=", "in", "not in"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values and how they must stand to each other."""

    left: Path | Literal
    comparator: Comparator
    right: Path | Literal


@dataclass(frozen=True, slots=True)
class All:
    """True where each of the conditions is."""

    conditions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """True where one of the conditions is."""

    conditions: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True where the condition is not."""

    condition: Expression


Expression: TypeAlias = "Path | Literal | Comparison | All | Either | Not"


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression and the place where it is written."""

    expression: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Hole:
    """Where a value of the data will be printed: its path, and the filters that give it its form."""

    path: Path
    filters: tuple[str, ...]
    span: Span

    @property
    def path_span(self) -> Span:
        """The place of the path within the expression."""
        return place_of(self.path, self.span)


def place_of(path: Path, around: Span) -> Span:
    """The place of a path in the expression that stands at `around`."""
    if not path.length:
        return around
    column = around.column + path.offset
    return Span(around.file, around.line, column, column + path.length)


@dataclass(frozen=True, slots=True)
class Placed:
    """A path that stands alone, and its place."""

    path: Path
    span: Span


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that stand out, with holes."""

    content: tuple[Piece, ...]


Piece: TypeAlias = "Text | Term | Ref | Hole | Bold"


@dataclass(frozen=True, slots=True)
class Words:
    """What a paragraph, heading or cell says; `fixed` is its final form where it has no holes."""

    pieces: tuple[Piece, ...]
    fixed: tuple[Inline, ...] | None


@dataclass(frozen=True, slots=True)
class ParagraphPattern:
    """A paragraph; `fixed` is its final form where it has no holes, shared by all contracts."""

    id: str
    words: Words
    named: bool
    span: Span
    fixed: Paragraph | None


@dataclass(frozen=True, slots=True)
class ItemPattern:
    """One point of a list. Points that stand next to each other when the data is known make one List."""

    paragraph: ParagraphPattern
    blocks: tuple[Pattern, ...]
    ordered: bool


@dataclass(frozen=True, slots=True)
class HeadingPattern:
    """The heading of a section of a schedule; what follows up to the next one stands under it."""

    id: str
    words: Words
    span: Span


@dataclass(frozen=True, slots=True)
class Branch:
    """What is said where the condition holds; None stands for `else`."""

    condition: Condition | None
    blocks: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class If:
    """The first branch whose condition holds is said, the others are not."""

    branches: tuple[Branch, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Each:
    """The items of a list of the data, those for which `where` holds."""

    path: Path
    where: Condition | None
    span: Span
    name: OneOf["row", "item"]


@dataclass(frozen=True, slots=True)
class TablePattern:
    """A table; with `each`, `rows` holds the one row that is repeated for every item."""

    id: str
    named: bool
    columns: tuple[Alignment, ...]
    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    each: Each | None
    span: Span


@dataclass(frozen=True, slots=True)
class MatrixPattern:
    """A table whose rows and columns are two lists of the data, and whose cells are addressed by both ids."""

    id: str
    named: bool
    corner: Words
    rows: Placed
    columns: Placed
    cells: Placed
    span: Span


@dataclass(frozen=True, slots=True)
class ListPattern:
    """Points made from a list of the data, joined as a sentence."""

    id: str
    each: Each
    conjunction: OneOf["and", "or"]
    words: Words
    ordered: bool
    span: Span


@dataclass(frozen=True, slots=True)
class PairPattern:
    """A row of a table without header: what it is about, and what is said."""

    label: Words
    content: Words
    span: Span


@dataclass(frozen=True, slots=True)
class PairsPattern:
    """A two-column table without header."""

    id: str
    named: bool
    pairs: tuple[Pattern, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class SignaturesPattern:
    """Where the signature blocks of both parties stand."""

    span: Span


Pattern: TypeAlias = (
    "ParagraphPattern | ItemPattern | HeadingPattern | If | TablePattern | MatrixPattern | ListPattern"
    " | PairPattern | PairsPattern | SignaturesPattern"
)


@dataclass(frozen=True, slots=True)
class ParsedWording:
    """One wording of a clause."""

    file: str
    blocks: tuple[Pattern, ...]
    ids: frozenset[str]
    anchors: tuple[tuple[str, str], ...] = ()
    """Of each named table and unnumbered paragraph: its id, and the id of what is numbered around it."""
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedClause:
    """A clause without data: its condition and its wordings by name, and what is wrong with them."""

    id: str
    when: Condition | None
    ids: frozenset[str]
    """The clause's id and all that the source gives in any wording."""
    wordings: tuple[tuple[str, ParsedWording], ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    def wording(self, name: str) -> ParsedWording | None:
        """The wording with this name, if there is one."""
        return dict(self.wordings).get(name)
