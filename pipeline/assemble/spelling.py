"""The library's words as the governing law's practice writes them; what the parties wrote stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

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
    Term,
    Text,
    Words,
    plural,
)
from pipeline.model.law import Law

Spelling: TypeAlias = Callable[[str], str]
"""Words in, the same words as one law's practice writes them out."""


def as_written(words: str) -> str:
    """The spelling of the library itself."""
    return words


def spelling_of(law: Law | None) -> Spelling:
    """How the law's practice writes the library's words."""
    written = {**_labels(law), **{word.casefold(): other for word, other in law.spelling.items()}} if law else {}
    if not written:
        return as_written
    # Of two entries that begin alike the longer one counts, so that a phrase may keep a word that is written otherwise elsewhere.
    longest_first = sorted(written, key=lambda word: (-len(word), word))
    pattern = re.compile(r"\b(?:" + "|".join(_pattern(word) for word in longest_first) + r")\b", re.IGNORECASE)
    return lambda words: pattern.sub(lambda match: _in_place_of(match.group(), written), words)


def _labels(law: Law) -> Mapping[str, str]:
    """What the library calls the pieces of a contract, and what the law's practice calls them."""
    own = Words()
    pairs = ((own.clause, law.clause_word), (own.paragraph, law.paragraph_word), (own.schedule, law.schedule_word))
    changed = [(word.casefold(), other) for word, other in pairs if word.casefold() != other.casefold()]
    articles = {f"a {word}": f"an {other}" for word, other in changed if other[0].casefold() in "aeiou"}
    return {**dict(changed), **{plural(word): plural(other) for word, other in changed}, **articles}


def _pattern(word: str) -> str:
    return r"\s".join(re.escape(piece) for piece in word.split())


def _in_place_of(found: str, written: Mapping[str, str]) -> str:
    other = written[" ".join(found.casefold().split())]
    return other[:1].upper() + other[1:] if found[:1].isupper() else other


def respelled(parts: tuple[Part, ...], spelling: Spelling) -> tuple[Part, ...]:
    """The parts with their words in this spelling, but for what was filled in from the data."""
    if spelling is as_written:
        return parts
    return tuple(replace(part, heading=_inlines(part.heading, spelling), blocks=_blocks(part.blocks, spelling)) for part in parts)


def _blocks(blocks: tuple[Block, ...], spelling: Spelling) -> tuple[Block, ...]:
    return tuple(_block(block, spelling) for block in blocks)


def _block(block: Block, spelling: Spelling) -> Block:
    match block:
        case Clause():
            return replace(block, heading=_inlines(block.heading, spelling), blocks=_blocks(block.blocks, spelling))
        case Paragraph():
            return replace(block, content=_inlines(block.content, spelling))
        case List():
            return replace(block, items=tuple(Item(_blocks(item.blocks, spelling)) for item in block.items))
        case Table():
            return replace(block, header=_rows(block.header, spelling), rows=_rows(block.rows, spelling))
        case SignatureBlock():
            return block


def _rows(rows: tuple[Row, ...], spelling: Spelling) -> tuple[Row, ...]:
    return tuple(Row(tuple(Cell(_blocks(cell.blocks, spelling)) for cell in row.cells)) for row in rows)


def _inlines(content: tuple[Inline, ...], spelling: Spelling) -> tuple[Inline, ...]:
    return tuple(_inline(inline, spelling) for inline in content)


def _inline(inline: Inline, spelling: Spelling) -> Inline:
    match inline:
        case Text() | Term():
            return replace(inline, text=spelling(inline.text))
        case Strong():
            return Strong(_inlines(inline.content, spelling))
        case _:
            return inline
