"""What of a block tells it from others: its id where the source gives one, what it says, and how alike it is to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TypeAlias

from pipeline.compare.tokens import Token, tokens_of
from pipeline.compare.words import likeness
from pipeline.model.document import (
    Block,
    Cell,
    Clause,
    Inline,
    Item,
    List,
    Paragraph,
    Part,
    Row,
    SignatureBlock,
    Table,
    Text,
    Value,
    children,
)

Alignable: TypeAlias = "Part | Block | Item | Row | Cell"
_BREAK = Token(Text("\n"))


def kind_of(node: Alignable) -> tuple[object, ...]:
    """Only nodes of one kind are versions of each other."""
    match node:
        case List(ordered=ordered):
            return (List, ordered)
        case Part(kind=kind):
            return (Part, kind)
        case _:
            return (type(node),)


def name_of(node: Alignable) -> str | None:
    """The id under which a node is the same in all versions; None where it has only an ordinal."""
    match node:
        case Part() | Clause() | SignatureBlock():
            return node.id
        case Paragraph() | Table():
            return node.id if node.named else None
        case Item():
            return node.first.id if node.first.named else None
        case _:
            return None


@lru_cache(maxsize=16384)
def said_by(node: Alignable) -> tuple[Token, ...]:
    """All tokens of a node and of what stands below it, a break between paragraphs; of a value its path, since what it is may change."""
    return tuple(_told(token) for content in _contents(node) for token in (*tokens_of(content), _BREAK))


def _told(token: Token) -> Token:
    return replace(token, node=Text(token.node.path)) if isinstance(token.node, Value) else token


def _contents(node: Alignable) -> Iterator[tuple[Inline, ...]]:
    match node:
        case Part() | Clause():
            yield node.heading
        case Paragraph():
            yield node.content
        case SignatureBlock():
            yield node.words
            for label, content in node.lines:
                yield (Text(label), *content)
        case _:
            pass
    for child in children(node):
        assert isinstance(child, Clause | Paragraph | List | Item | Table | Row | Cell | SignatureBlock)
        yield from _contents(child)


def is_alike(old: Alignable, new: Alignable, least: float) -> float:
    """How alike two nodes of one kind are, or 0 where that is less than `least`."""
    olds, news = said_by(old), said_by(new)
    shorter, longer = sorted((len(olds), len(news)))
    # Words that only one of the two has cannot be common, so most pairs are told apart without comparing.
    if 2 * shorter < least * (shorter + longer) or 2 * len(_words(old) & _words(new)) < least * min(len(_words(old)), len(_words(new))):
        return 0.0
    found = likeness(olds, news)
    return found if found >= least else 0.0


@lru_cache(maxsize=16384)
def _words(node: Alignable) -> frozenset[str]:
    return frozenset(token.text for token in said_by(node) if not token.is_space)
