"""Definitions in the order of the alphabet, and only those whose term the contract uses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeGuard

from pipeline.model.document import Block, Clause, Inline, Paragraph, Part, Strong, Term, Text, Value, walk
from pipeline.model.terminology import Vocabulary, stems, vocabulary


@dataclass(frozen=True, slots=True)
class _Definition:
    """A term, the paragraph that defines it and what stands under it."""

    term: str
    blocks: tuple[Block, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return stems(self.term)


def with_definitions_in_order(parts: tuple[Part, ...], clauses: Collection[str]) -> tuple[Part, ...]:
    """The parts with the definitions in these clauses sorted, and those left out that nothing else uses."""
    holding = [block for part in parts for block in part.blocks if _holds_definitions(block, clauses)]
    found = [run for clause in holding for run in _runs(clause.blocks) if isinstance(run, _Definition)]
    if not found:
        return parts
    used = _used(parts, clauses, found)
    return tuple(
        replace(part, blocks=tuple(_ordered(block, used) if _holds_definitions(block, clauses) else block for block in part.blocks))
        for part in parts
    )


def _holds_definitions(block: Block, clauses: Collection[str]) -> TypeGuard[Clause]:
    return isinstance(block, Clause) and block.id in clauses


def _defined(block: Block) -> str | None:
    """The term that a paragraph defines with its first words."""
    first = block.content[0] if isinstance(block, Paragraph) and block.content else None
    if isinstance(first, Strong) and first.content:
        first = first.content[0]
    return first.text if isinstance(first, Term) else None


def _runs(blocks: tuple[Block, ...]) -> Iterator[_Definition | Block]:
    """Definitions with what belongs to them, and the other blocks, in the order in which they stand."""
    at = 0
    while at < len(blocks):
        term = _defined(blocks[at])
        end = at + 1
        while term and end < len(blocks) and not isinstance(blocks[end], Paragraph):
            end += 1
        yield _Definition(term, blocks[at:end]) if term else blocks[at]
        at = end


def _used(parts: tuple[Part, ...], clauses: Collection[str], found: list[_Definition]) -> frozenset[tuple[str, ...]]:
    """The terms that the contract uses outside their own definitions, and those that these definitions use in turn."""
    known = vocabulary(frozenset(definition.key for definition in found))
    used: set[tuple[str, ...]] = set()
    for part in parts:
        for block in part.blocks:
            outside = (
                [run for run in _runs(block.blocks) if not isinstance(run, _Definition)] if _holds_definitions(block, clauses) else [block]
            )
            used.update(term for node in outside for term in _terms_in(node, known))
    said = {definition.key: {term for block in definition.blocks for term in _terms_in(block, known)} for definition in found}
    waiting = list(used)
    while waiting:
        further = said.get(waiting.pop(), set()) - used
        used |= further
        waiting += further
    return frozenset(used)


def _terms_in(block: Block, known: Vocabulary) -> Iterator[tuple[str, ...]]:
    for node in walk(block):
        if isinstance(node, Paragraph):
            yield from _terms_of(node.content, known)


def _terms_of(content: tuple[Inline, ...], known: Vocabulary) -> Iterator[tuple[str, ...]]:
    for inline in content:
        match inline:
            case Text() | Value():
                for use in known.uses(inline.text):
                    yield use.term
            case Strong():
                yield from _terms_of(inline.content, known)
            case _:
                pass


def _ordered(clause: Clause, used: Collection[tuple[str, ...]]) -> Clause:
    """Each stretch of definitions sorted; what stands between stretches stays where it is."""
    result: list[Block] = []
    stretch: list[_Definition] = []

    def close() -> None:
        for definition in sorted(stretch, key=lambda definition: (definition.term.casefold(), definition.term)):
            result.extend(definition.blocks)
        stretch.clear()

    for run in _runs(clause.blocks):
        if not isinstance(run, _Definition):
            close()
            result.append(run)
        elif run.key in used:
            stretch.append(run)
    close()
    return replace(clause, blocks=tuple(result))
