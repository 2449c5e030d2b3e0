"""The contract as a tree of frozen nodes: what is said, never how it looks. A redline is the same tree with revisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any, TypeAlias

from pipeline.model.diagnostic import Span


def _source() -> Span | None:
    """The place in the source, which two equal nodes need not share."""
    return field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Revision:
    """Who changed something, and on which day (ISO 8601, with or without a time); both as a Word user sees them."""

    author: str
    date: str = ""


class Fate(StrEnum):
    """What a revision does to a block, row or cell. What moves stands at both places, under one name."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_FROM = "moved from"
    MOVED_TO = "moved to"


@dataclass(frozen=True, slots=True)
class Mark:
    """A revision of a whole block, row or cell, or of the end of a paragraph. `move` names both ends of a move."""

    fate: Fate
    revision: Revision
    move: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """The attributes of a node that a revision changes, as they were before: names and values."""

    attributes: tuple[tuple[str, object], ...]
    revision: Revision


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are printed, without markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    content: tuple[Inline, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "content", merged(self.content))


@dataclass(frozen=True, slots=True)
class Term:
    """A Defined Term at the place where it is defined; `text` has no quotation marks."""

    text: str
    span: Span | None = _source()


@dataclass(frozen=True, slots=True)
class Ref:
    """A Cross-Reference to the node with this id; its words and number are found when the Document is numbered."""

    target: str
    span: Span | None = _source()


@dataclass(frozen=True, slots=True)
class Value:
    """Words filled in from the data; `path` addresses list items by id (`service_levels.targets.p1.response`)."""

    path: str
    text: str
    span: Span | None = _source()


@dataclass(frozen=True, slots=True)
class ToBeAgreed:
    """A point of a preliminary draft that is still open; prints as a highlighted "[To be agreed: label]"."""

    path: str
    label: str
    span: Span | None = _source()


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words that a revision puts in. Revisions of several authors nest: our deletion stands inside their insertion."""

    content: tuple[Inline, ...]
    revision: Revision

    def __post_init__(self) -> None:
        object.__setattr__(self, "content", merged(self.content))


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that a revision takes out."""

    content: tuple[Inline, ...]
    revision: Revision

    def __post_init__(self) -> None:
        object.__setattr__(self, "content", merged(self.content))


Inline: TypeAlias = Text | Strong | Term | Ref | Value | ToBeAgreed | Inserted | Deleted


def merged(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same words with neighbouring texts joined and empty nodes dropped, so that equal trees are equal."""
    result: list[Inline] = []
    for node in content:
        match node:
            case Text(text="") | Value(text="") | Strong(content=()) | Inserted(content=()) | Deleted(content=()):
                pass
            case Text() if result and isinstance(last := result[-1], Text):
                result[-1] = Text(last.text + node.text)
            case Strong() if result and isinstance(last := result[-1], Strong):
                result[-1] = Strong(last.content + node.content)
            case Inserted() if result and isinstance(last := result[-1], Inserted) and last.revision == node.revision:
                result[-1] = Inserted(last.content + node.content, node.revision)
            case Deleted() if result and isinstance(last := result[-1], Deleted) and last.revision == node.revision:
                result[-1] = Deleted(last.content + node.content, node.revision)
            case _:
                result.append(node)
    return tuple(result)


def strong(node: Inline, depth: int) -> Inline:
    """The node with so many Strong nodes around it."""
    for _ in range(depth):
        node = Strong((node,))
    return node


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that stand together. `named` says that the source gave the id (`{#id}`); else it is `<clause-id>/<ordinal>`."""

    id: str
    content: tuple[Inline, ...]
    named: bool = False
    span: Span | None = _source()
    change: tuple[Mark, ...] = ()
    former: Former | None = None
    end: tuple[Mark, ...] = ()
    """Revisions of the end of the paragraph: an inserted one divides what was one paragraph, a deleted one joins two."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "content", merged(self.content))


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a List: a Paragraph first, then what belongs under it."""

    blocks: tuple[Block, ...]
    change: tuple[Mark, ...] = ()

    @property
    def first(self) -> Paragraph:
        """The Paragraph that carries the number."""
        paragraph = self.blocks[0]
        assert isinstance(paragraph, Paragraph)
        return paragraph


@dataclass(frozen=True, slots=True)
class List:
    """Points in order. Ordered ones are numbered by their depth in the clause: 1.1, (a), (i)."""

    items: tuple[Item, ...]
    ordered: bool = True


class Alignment(StrEnum):
    """How the words of a column stand."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a Table."""

    blocks: tuple[Block, ...]
    change: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a Table's row, one for each column."""

    cells: tuple[Cell, ...]
    change: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. `header` is empty where the first column is the heading of its row, as in the Key Terms."""

    id: str
    columns: tuple[Alignment, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    named: bool = False
    span: Span | None = _source()
    change: tuple[Mark, ...] = ()
    former: Former | None = None


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Where one Signatory of a Party signs, with all that the law wants beside the name.

    `words` introduces the block ("Signed for and on behalf of ..."); `lines` are the pairs (label, content) in order;
    an empty content is a line to be filled in by hand.
    """

    id: str
    words: tuple[Inline, ...]
    lines: tuple[tuple[str, tuple[Inline, ...]], ...]
    span: Span | None = _source()
    change: tuple[Mark, ...] = ()
    former: Former | None = None


Block: TypeAlias = "Clause | Paragraph | List | Table | SignatureBlock"


@dataclass(frozen=True, slots=True)
class Clause:
    """A heading with its number, and what stands under it."""

    id: str
    heading: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    span: Span | None = _source()
    change: tuple[Mark, ...] = ()
    former: Former | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", merged(self.heading))


class PartKind(StrEnum):
    """What a Part is, which decides its numbering."""

    COVER = "cover"
    TERMS = "terms"
    SIGNATURES = "signatures"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Part:
    """The cover, the terms, the signature page or one Schedule, in the order in which they are bound."""

    kind: PartKind
    id: str
    heading: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    span: Span | None = _source()
    change: tuple[Mark, ...] = ()
    former: Former | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "heading", merged(self.heading))


def plural(word: str) -> str:
    """Several of what an English noun names."""
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


@dataclass(frozen=True, slots=True)
class Words:
    """How the governing law's practice names the pieces of a contract in references and labels."""

    clause: str = "clause"
    paragraph: str = "paragraph"
    schedule: str = "Schedule"
    of: str = "of"

    @property
    def forms(self) -> tuple[str, ...]:
        """What the pieces are called, one and several."""
        return tuple(form for word in (self.clause, self.paragraph, self.schedule) for form in (word, plural(word)))


@dataclass(frozen=True, slots=True)
class Document:
    """The whole agreement, without the stamp (version, legend, hashes, dates of issue)."""

    title: str
    parts: tuple[Part, ...]
    words: Words = Words()
    language: str = "en-GB"
    former: Former | None = None


Node: TypeAlias = Document | Part | Clause | Paragraph | List | Item | Table | Row | Cell | SignatureBlock


def children(node: Node) -> tuple[Node, ...]:
    """The blocks directly below a node, in reading order."""
    return _BELOW[type(node)](node)


# Asked of each node of each contract many times over, so it is looked up by type instead of being matched.
_BELOW: Mapping[type, Callable[[Any], tuple[Any, ...]]] = {
    Document: attrgetter("parts"),
    **dict.fromkeys((Part, Clause, Item, Cell), attrgetter("blocks")),
    List: attrgetter("items"),
    Table: lambda table: table.header + table.rows,
    Row: attrgetter("cells"),
    **dict.fromkeys((Paragraph, SignatureBlock), lambda _: ()),
}


def with_children(node: Any, below: Sequence[Any]) -> Any:
    """The node with other blocks directly below it, one for each that `children` gives."""
    if not below:
        return node
    for name in ("parts", "blocks", "items", "cells"):
        if hasattr(node, name):
            return replace(node, **{name: tuple(below)})
    header = len(node.header)
    return replace(node, header=tuple(below[:header]), rows=tuple(below[header:]))


def walk(node: Node) -> Iterator[Node]:
    """The node and all blocks below it, in reading order."""
    waiting = [node]
    while waiting:
        first = waiting.pop()
        yield first
        waiting.extend(reversed(children(first)))


def own_words(node: Node) -> tuple[tuple[Inline, ...], ...]:
    """The words that a node itself carries (not its children's), in reading order; the labels of a SignatureBlock are none of them."""
    match node:
        case Paragraph():
            return (node.content,)
        case Part() | Clause():
            return (node.heading,)
        case SignatureBlock():
            return (node.words, *(content for _, content in node.lines))
        case _:
            return ()


def inlines(node: Node) -> Iterator[Inline]:
    """All inline nodes that a block itself carries (not its children's), those within Strong included, in reading order."""
    for content in own_words(node):
        yield from _flat(content)


def _flat(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for node in content:
        yield node
        if isinstance(node, Strong | Inserted | Deleted):
            yield from _flat(node.content)


def plain(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same words with each Value as Text: what a reader of the page can know."""
    return merged(tuple(_plain(node) for node in content))


def _plain(node: Inline) -> Inline:
    match node:
        case Value(text=text):
            return Text(text)
        case Strong() | Inserted() | Deleted():
            return replace(node, content=plain(node.content))
        case _:
            return node
