"""What of a block tells it from others: its id where the source gives one, what it says, and how alike it is to another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from pipeline.compare.tokens import text_of, texts_of, tokens_of
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
    Strong,
    Table,
    Text,
    ToBeAgreed,
    Value,
    children,
)

Alignable: TypeAlias = "Part | Block | Item | Row | Cell"
_BREAK = "\n"


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
def wording_of(node: Alignable) -> tuple[tuple[Inline, ...], ...]:
    """What a node and those below it say, paragraph by paragraph; of a value or open point its path, since what it is may change."""
    return tuple(_told(content) for content in contents_of(node))


def _told(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    if not any(isinstance(node, Value | ToBeAgreed | Strong) for node in content):
        return content
    return tuple(_told_node(node) for node in content)


def _told_node(node: Inline) -> Inline:
    match node:
        case Value(path=path) | ToBeAgreed(path=path):
            return Value(path, path)
        case Strong(content=content):
            return Strong(_told(content))
        case _:
            return node


@lru_cache(maxsize=16384)
def said_by(node: Alignable) -> tuple[str, ...]:
    """The words and signs of its wording, a break behind each paragraph."""
    return tuple(text for content in wording_of(node) for text in (*texts_of(content), _BREAK))


@lru_cache(maxsize=16384)
def length_of(node: Alignable) -> int:
    """How many letters it says, spaces included."""
    return sum(len(text_of(inline)) for content in wording_of(node) for inline in content)


def contents_of(node: Alignable) -> Iterator[tuple[Inline, ...]]:
    """What a node and those below it say, one paragraph after another."""
    yield from own_contents(node)
    for child in children(node):
        assert isinstance(child, Clause | Paragraph | List | Item | Table | Row | Cell | SignatureBlock)
        yield from contents_of(child)


def own_contents(node: Alignable) -> Iterator[tuple[Inline, ...]]:
    """What a node says itself."""
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
            return


def is_alike(old: Alignable, new: Alignable, least: float) -> float:
    """How alike two nodes of one kind are, or 0 where that is less than `least`."""
    olds, news = said_by(old), said_by(new)
    shorter, longer = sorted((len(olds), len(news)))
    # Words that only one of the two has cannot be common, so most pairs are told apart without comparing.
    if 2 * shorter < least * (shorter + longer) or _shared_words(old, new) < least / 2:
        return 0.0
    found = likeness(olds, news)
    return found if found >= least else 0.0


def _shared_words(old: Alignable, new: Alignable) -> float:
    """The share of the different words of the one with fewer of them that the other has too."""
    olds, news = _words(old), _words(new)
    fewer = min(len(olds), len(news))
    return len(olds & news) / fewer if fewer else 1.0


@lru_cache(maxsize=16384)
def _words(node: Alignable) -> frozenset[str]:
    return frozenset(text for text in said_by(node) if not text.isspace())


def forget() -> None:
    """Forget what was found out about nodes compared before, as a measurement must."""
    for known in (wording_of, said_by, length_of, _words, tokens_of):
        known.cache_clear()
