"""The words of a paragraph as a row of tokens: what is compared is a word, a sign, a value, a reference; never half of one."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.compare.settings import Settings
from pipeline.model.document import Deleted, Inline, Inserted, Ref, Strong, Term, Text, ToBeAgreed, Value, merged, strong

_WORDS = re.compile(r"\w+|\s|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece that a change takes or leaves whole; `strong` says how many Strong nodes stand around it."""

    node: Inline
    strong: int = 0

    def __hash__(self) -> int:
        # Tokens are told apart by their hashes alone, and a Term's is that of a Text that says the same.
        return hash((type(self.node), self.node, self.strong))

    @property
    def text(self) -> str:
        """What the piece says."""
        return text_of(self.node)

    @property
    def is_space(self) -> bool:
        """Whether it only stands between others."""
        return isinstance(self.node, Text) and self.node.text.isspace()


def text_of(node: Inline) -> str:
    """What a node says; a reference says where it leads, since its number is found later."""
    match node:
        case Text(text=text) | Value(text=text) | Term(text=text):
            return text
        case Ref(target=target):
            return target
        case ToBeAgreed(label=label):
            return label
        case Strong(content=content) | Inserted(content=content) | Deleted(content=content):
            return "".join(map(text_of, content))


def texts_of(content: tuple[Inline, ...]) -> Iterator[str]:
    """What the tokens of a paragraph say, for those who ask only how alike two are."""
    for node in content:
        match node:
            case Text(text=text):
                yield from _WORDS.findall(text)
            case Strong(content=inner):
                yield from texts_of(inner)
            case _:
                yield text_of(node)


@lru_cache(maxsize=16384)
def tokens_of(content: tuple[Inline, ...], characters: bool = False) -> tuple[Token, ...]:
    """The tokens of a paragraph without revisions."""
    return tuple(_tokens(content, 0, characters))


def _tokens(content: tuple[Inline, ...], strong: int, characters: bool) -> Iterable[Token]:
    for node in content:
        match node:
            case Text(text=text):
                pieces = text if characters else _WORDS.findall(text)
                yield from (Token(Text(piece), strong) for piece in pieces)
            case Strong(content=inner):
                yield from _tokens(inner, strong + 1, characters)
            case _:
                yield Token(node, strong)


def content_of(tokens: Iterable[Token]) -> tuple[Inline, ...]:
    """The inline nodes that these tokens make."""
    return merged(tuple(strong(token.node, token.strong) for token in tokens))


def key_of(settings: Settings) -> Callable[[Token], Hashable]:
    """What of a token counts: two tokens with equal keys are no change."""
    if not (settings.ignore_case or settings.ignore_formatting or settings.ignore_space):
        return lambda token: token
    return lambda token: _key(token, settings)


def _key(token: Token, settings: Settings) -> Hashable:
    if settings.ignore_formatting:
        token = replace(token, strong=0)
    if settings.ignore_space and token.is_space:
        return " "
    if settings.ignore_case and isinstance(token.node, Text):
        return replace(token, node=Text(token.node.text.casefold()))
    return token
