"""Words of the tree as a clause file writes them: the reverse of reading them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from pipeline.assemble.markup import Token, markup, sentences
from pipeline.model.document import Inline, Ref, Strong, Term, Text, ToBeAgreed, Value

Expressed: TypeAlias = Callable[[Value], str | None]
"""The expression that prints a value as it stands (`term.initial_term | words`); None where none does."""


class NotSayable(ValueError):
    """The clause language has no way to write this; the message says what it is."""


def source_lines(content: tuple[Inline, ...], expressed: Expressed) -> list[str]:
    """The lines of a paragraph, one a sentence. Raises NotSayable."""
    said = source_words(content, expressed)
    if not said:
        raise NotSayable("a paragraph without words")
    return list(sentences(said))


def source_words(content: tuple[Inline, ...], expressed: Expressed) -> str:
    """The words in one line. Raises NotSayable."""
    return markup(_tokens(content, expressed, bold=False))


def _tokens(content: tuple[Inline, ...], expressed: Expressed, *, bold: bool) -> Iterator[Token]:
    for node in content:
        match node:
            case Text(text=text):
                yield Token("words", text, bold and not text.isspace())
            case Value(text=text):
                expression = expressed(node)
                yield Token("value", expression, bold) if expression else Token("words", text, bold)
            case ToBeAgreed(path=path):
                yield Token("value", path, bold)
            case Term(text=text):
                yield Token("term", text, bold)
            case Ref(target=target):
                yield Token("reference", target, bold)
            case Strong(content=inner):
                yield from _tokens(inner, expressed, bold=True)
            case _:
                raise NotSayable("a revision that nobody has decided")
