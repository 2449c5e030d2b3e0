"""A paragraph that became two, and two that became one: told from a change of words and a new paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Generic, TypeVar

from pipeline.compare.alignment import Step
from pipeline.compare.settings import Settings
from pipeline.compare.tokens import Token, texts_of, tokens_of
from pipeline.compare.words import letters_of, marked, shared_letters
from pipeline.model.document import Block, Deleted, Fate, Inline, Inserted, Item, Mark, Paragraph, Strong, Text

Node = TypeVar("Node", Block, Item)
_END = "\n"
_BREAK = Token(Text(_END))
"""No paragraph holds a line feed, so it can stand for the end of one."""
_LEAST = 0.5
"""How much of each of the two the whole has to say."""


@dataclass(frozen=True, slots=True)
class Divided(Generic[Node]):
    """One paragraph on one side, two in its place on the other."""

    olds: tuple[Node, ...]
    news: tuple[Node, ...]

    def paragraphs(self, settings: Settings) -> tuple[Paragraph, ...]:
        """Both paragraphs, the end of the first marked."""
        return _merged(tuple(_first(node) for node in self.olds), tuple(_first(node) for node in self.news), settings)

    def items(self, settings: Settings, merge: Callable[[tuple[Block, ...], tuple[Block, ...]], tuple[Block, ...]]) -> tuple[Item, ...]:
        """Both points; what stood under the one stands under the second."""
        first, second = self.paragraphs(settings)
        return (Item((first,)), Item((second, *merge(_below(self.olds[-1]), _below(self.news[-1])))))


def divided(steps: Sequence[Step[Node]]) -> Iterator[Step[Node] | Divided[Node]]:
    """The steps, with those taken together that are one paragraph divided or two joined."""
    rest = list(steps)
    while rest:
        found = _divided(rest[0], rest[1]) if len(rest) > 1 else None
        yield found or rest[0]
        del rest[: 2 if found else 1]


def _divided(first: Step[Node], second: Step[Node]) -> Divided[Node] | None:
    olds = tuple(step.old for step in (first, second) if step.old is not None)
    news = tuple(step.new for step in (first, second) if step.new is not None)
    if sorted((len(olds), len(news))) != [1, 2] or not all(_is_plain(node) for node in chain(olds, news)):
        return None
    if any(_below(node) for nodes in (olds, news) if len(nodes) == 2 for node in nodes[:1]):
        return None
    whole, halves = sorted(([_texts(node) for node in nodes] for nodes in (olds, news)), key=len)
    return Divided(olds, news) if _are_halves(whole[0], halves[0], halves[1]) else None


def _are_halves(whole: tuple[str, ...], first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether the whole says most of what each of the two says, beside what it says of the other."""
    together = shared_letters(whole, (*first, *second))
    beside = (together - shared_letters(whole, second), together - shared_letters(whole, first))
    return all(gain >= _LEAST * letters_of(half) > 0 for gain, half in zip(beside, (first, second), strict=True))


def _is_plain(node: Block | Item) -> bool:
    return isinstance(node, Paragraph | Item)


def _first(node: Block | Item) -> Paragraph:
    first = node.first if isinstance(node, Item) else node
    assert isinstance(first, Paragraph)
    return first


def _below(node: Block | Item) -> tuple[Block, ...]:
    return node.blocks[1:] if isinstance(node, Item) else ()


def _texts(node: Block | Item) -> tuple[str, ...]:
    return tuple(texts_of(_first(node).content))


def _merged(olds: tuple[Paragraph, ...], news: tuple[Paragraph, ...], settings: Settings) -> tuple[Paragraph, ...]:
    before, after = (_with_breaks(paragraphs, settings) for paragraphs in (olds, news))
    first, second = _cut(marked(before, after, settings))
    fate = Fate.INSERTED if len(news) > 1 else Fate.DELETED
    ahead, behind = (olds[0], news[0]), (olds[-1], news[-1]) if len(news) > 1 else (olds[-1], olds[-1])
    return (
        replace(ahead[1], content=first, end=(Mark(fate, settings.revision),), former=settings.former(*ahead, "id", "named")),
        replace(behind[1], content=second, former=None),
    )


def _with_breaks(paragraphs: Sequence[Paragraph], settings: Settings) -> tuple[Token, ...]:
    first, *others = (tokens_of(paragraph.content, settings.characters) for paragraph in paragraphs)
    return tuple(chain(first, *((_BREAK, *tokens) for tokens in others)))


def _cut(content: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """What stands before the break and what behind it."""
    before: list[Inline] = []
    for ordinal, node in enumerate(content):
        halves = _halves(node)
        if halves is not None:
            return (*before, *halves[0]), (*halves[1], *content[ordinal + 1 :])
        before.append(node)
    raise AssertionError("two paragraphs were merged without the end of the first")


def _halves(node: Inline) -> tuple[tuple[Inline, ...], tuple[Inline, ...]] | None:
    match node:
        case Text(text=text) if _END in text:
            ahead, _, behind = text.partition(_END)
            return (Text(ahead),), (Text(behind),)
        case Strong() | Inserted() | Deleted() if any(_halves(inner) for inner in node.content):
            before, after = _cut(node.content)
            return (replace(node, content=before),), (replace(node, content=after),)
        case _:
            return None
