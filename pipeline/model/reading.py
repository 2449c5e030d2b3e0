"""The Document as lines of words, in the order in which a person reads them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pipeline.model.document import (
    Block,
    Clause,
    Deleted,
    Document,
    Inline,
    Inserted,
    Item,
    List,
    Paragraph,
    Part,
    Ref,
    SignatureBlock,
    Strong,
    Table,
    Term,
    Text,
    ToBeAgreed,
    Value,
)
from pipeline.model.numbering import Numbers, numbered, reference

OPEN_QUOTE, CLOSE_QUOTE = "\u201c", "\u201d"


def to_be_agreed(label: str) -> str:
    """The words that stand where a point is still open."""
    return f"[To be agreed: {label}]"


def words_of(content: tuple[Inline, ...], within: str, numbers: Numbers, document: Document) -> str:
    """The words of inline nodes as printed in the Part with the id `within`; a reference to nothing prints its id in brackets.

    Of a redline these are the words as accepted.
    """
    return "".join(_words(node, within, numbers, document) for node in content)


def _words(node: Inline, within: str, numbers: Numbers, document: Document) -> str:
    match node:
        case Text(text=text) | Value(text=text):
            return text
        case Term(text=text):
            return f"{OPEN_QUOTE}{text}{CLOSE_QUOTE}"
        case ToBeAgreed(label=label):
            return to_be_agreed(label)
        case Strong(content=content) | Inserted(content=content):
            return words_of(content, within, numbers, document)
        case Deleted():
            return ""
        case Ref(target=target) if target in numbers:
            return "".join(piece.text for piece in reference(target, within, numbers, document.words))
        case Ref(target=target):
            return f"[{target}]"


def lines(document: Document) -> Iterator[tuple[str, str]]:
    """Each printed paragraph as (label, words); the label is empty where there is no number, cells are one line each."""
    numbers = numbered(document)
    for part in document.parts:
        label = numbers[part.id].label if part.id in numbers else ""
        if part.heading:
            yield label, words_of(part.heading, part.id, numbers, document)
        yield from _lines(part.blocks, part, numbers, document)


def _lines(blocks: tuple[Block, ...], part: Part, numbers: Numbers, document: Document) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case Clause():
                yield numbers[block.id].label, words_of(block.heading, part.id, numbers, document)
                yield from _lines(block.blocks, part, numbers, document)
            case Paragraph():
                label = numbers[block.id].label if block.id in numbers else ""
                yield label, words_of(block.content, part.id, numbers, document)
            case List(items=items):
                for item in items:
                    yield from _item_lines(item, block.ordered, part, numbers, document)
            case Table(header=header, rows=rows):
                for row in header + rows:
                    for cell in row.cells:
                        yield from _lines(cell.blocks, part, numbers, document)
            case SignatureBlock(words=words, lines=pairs):
                yield "", words_of(words, part.id, numbers, document)
                for name, content in pairs:
                    yield "", name
                    if content:
                        yield "", words_of(content, part.id, numbers, document)


def _item_lines(item: Item, ordered: bool, part: Part, numbers: Numbers, document: Document) -> Iterator[tuple[str, str]]:
    produced = _lines(item.blocks, part, numbers, document)
    label, words = next(produced)
    yield ("" if ordered else "\u2022") or label, words
    yield from produced


def canonical_text(document: Document) -> str:
    """One line a paragraph, the label and a tab before it."""
    return "".join(f"{label}\t{words}\n" for label, words in lines(document))


def text_hash(document: Document) -> str:
    """The sha256 of the canonical text: the same for every tool that says the same words with the same numbers."""
    return hashlib.sha256(canonical_text(document).encode()).hexdigest()


def words_hash(words: str) -> str:
    """The sha256 of the words of a paragraph, shortened to what tells paragraphs apart."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]
