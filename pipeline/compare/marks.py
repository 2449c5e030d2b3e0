"""How much a redline marks, and how little would do: the measure of whether people read more than they must."""

from __future__ import annotations

from typing import Any

from rapidfuzz.distance import LCSseq

from pipeline.compare.profile import contents_of, own_contents
from pipeline.compare.tokens import Token, text_of, tokens_of
from pipeline.model.document import Deleted, Document, Inline, Inserted, Strong, Text, children

_END = Token(Text("\n"))


def marked_letters(redline: Document) -> int:
    """The letters and spaces of all words that are marked; what moves counts at both ends."""
    return sum(map(_marked, redline.parts))


def fewest_letters(old: Document, new: Document) -> int:
    """Those that a word diff of the whole texts marks, which knows no paragraphs and no moves: it keeps as many words as can be kept."""
    olds, news = _told(old), _told(new)
    changed = [piece for piece in LCSseq.opcodes(olds, news) if piece.tag != "equal"]
    return sum(_letters(olds[piece.src_start : piece.src_end]) + _letters(news[piece.dest_start : piece.dest_end]) for piece in changed)


def _marked(node: Any) -> int:
    """The letters that are marked in a node and below it."""
    if getattr(node, "change", ()):
        return sum(map(_length, contents_of(node)))
    own = sum(map(_revised, own_contents(node)))
    return own + sum(map(_marked, children(node)))


def _length(content: tuple[Inline, ...]) -> int:
    return sum(len(text_of(node)) for node in content)


def _revised(content: tuple[Inline, ...]) -> int:
    return sum(_revised_letters(node) for node in content)


def _revised_letters(node: Inline) -> int:
    match node:
        case Inserted(content=content) | Deleted(content=content):
            return _length(content)
        case Strong(content=content):
            return _revised(content)
        case _:
            return 0


def _told(document: Document) -> list[Token]:
    return [token for part in document.parts for content in contents_of(part) for token in (*tokens_of(content), _END)]


def _letters(tokens: list[Token]) -> int:
    return sum(len(token.text) for token in tokens if token != _END)
