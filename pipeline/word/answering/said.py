"""What a Document says, line by line in the order of the page, so that two texts can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from pipeline.model.document import (
    Block,
    Clause,
    Document,
    Inline,
    Item,
    List,
    Paragraph,
    Part,
    Ref,
    Row,
    SignatureBlock,
    Strong,
    Table,
)
from pipeline.model.numbering import NO_BREAK, Numbers, numbered
from pipeline.model.reading import words_of

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign or a reference. References are compared by what they lead to, and spaces whether or not a line may break there."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph that says something. `role` tells what kind of paragraph it is.

    `row` is the ordinal of its table in the text and of its row in the table, None where it stands in none; `cell` that of its cell. Ids do
    not tell them: where a table that moved is agreed at both places, its paragraphs have one id twice.
    """

    id: str
    tokens: tuple[Token, ...]
    role: tuple[str, ...]
    row: tuple[int, int] | None = None
    cell: int = 0

    @property
    def text(self) -> str:
        """The words."""
        return "".join(token.text for token in self.tokens)


def said(document: Document) -> tuple[Said, ...]:
    """All paragraphs that say something."""
    reader = _Reader(document, numbered(document))
    return tuple(line for part in document.parts for line in reader.part(part) if line.text.strip())


@dataclass(frozen=True, slots=True)
class _Reader:
    document: Document
    numbers: Numbers
    tables: Iterator[int] = field(default_factory=count)

    def part(self, part: Part) -> Iterator[Said]:
        role = (part.kind.value,)
        yield Said(part.id, self._tokens(part.heading, part), (*role, "heading"))
        yield from self._blocks(part.blocks, part, role)

    def _blocks(self, blocks: tuple[Block, ...], part: Part, role: tuple[str, ...]) -> Iterator[Said]:
        for block in blocks:
            match block:
                case Clause():
                    yield Said(block.id, self._tokens(block.heading, part), (*role, "clause"))
                    yield from self._blocks(block.blocks, part, (*role, "in clause"))
                case Paragraph():
                    yield Said(block.id, self._tokens(block.content, part), (*role, "text"))
                case List():
                    inner = (*role, "item" if block.ordered else "bullet")
                    yield from (line for item in block.items for line in self._item(item, part, inner))
                case Table():
                    table = next(self.tables)
                    for number, row in enumerate(block.header + block.rows):
                        kind = "head" if number < len(block.header) else "row"
                        yield from self._row(row, (table, number), part, (*role, kind))
                case SignatureBlock():
                    yield from self._signature(block, part, role)

    def _item(self, item: Item, part: Part, role: tuple[str, ...]) -> Iterator[Said]:
        yield Said(item.first.id, self._tokens(item.first.content, part), role)
        yield from self._blocks(item.blocks[1:], part, role)

    def _row(self, row: Row, place: tuple[int, int], part: Part, role: tuple[str, ...]) -> Iterator[Said]:
        for number, cell in enumerate(row.cells):
            for line in self._blocks(cell.blocks, part, (*role, str(number))):
                yield Said(line.id, line.tokens, line.role, place, number)

    def _signature(self, block: SignatureBlock, part: Part, role: tuple[str, ...]) -> Iterator[Said]:
        yield Said(f"{block.id}/words", self._tokens(block.words, part), (*role, "signature"))
        table = next(self.tables)
        for number, (label, content) in enumerate(block.lines):
            row = table, number
            yield Said(f"{block.id}/{label}/label", _words(label), (*role, "label"), row, 0)
            yield Said(f"{block.id}/{label}", self._tokens(content, part), (*role, "line"), row, 1)

    def _tokens(self, content: tuple[Inline, ...], part: Part) -> tuple[Token, ...]:
        return tuple(token for node in content for token in self._inline(node, part))

    def _inline(self, node: Inline, part: Part) -> Iterator[Token]:
        if isinstance(node, Strong):
            yield from self._tokens(node.content, part)
        elif isinstance(node, Ref):
            text = words_of((node,), part.id, self.numbers, self.document)
            # What leads nowhere shows something else once it leads somewhere again.
            yield Token(f"\x00{node.target}" if node.target in self.numbers else text, text)
        else:
            yield from _words(words_of((node,), part.id, self.numbers, self.document))


def _words(text: str) -> tuple[Token, ...]:
    return tuple(Token(word.replace(NO_BREAK, " "), word) for word in _TOKENS.findall(text))
