"""Special terms: wording of one deal that replaces, follows or deletes what the library says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from pipeline.assemble.filling import Filler
from pipeline.assemble.parsing import parsed_wording
from pipeline.assemble.suggestions import nearest
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Block, Clause, Item, List, Paragraph, Part, PartKind, SignatureBlock, Table, walk
from pipeline.model.library import SourceText
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.wording import DeleteTerm, InsertTerm, ReplaceTerm

_Change: TypeAlias = "Callable[[Block | Item], tuple[Block | Item, ...]]"


class SpecialTerms:
    """Works the special terms of one contract into its parts, in the order in which they are listed."""

    def __init__(self, terms: Terms, positions: Positions, texts: Mapping[str, SourceText], filler: Filler) -> None:
        self.special_terms = terms.clauses.special_terms
        self.positions = positions
        self.texts = texts
        self.filler = filler
        self.diagnostics: list[Diagnostic] = []
        self.faults: list[Diagnostic] = []

    def worked_into(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The parts as this deal words them."""
        for ordinal, term in enumerate(self.special_terms):
            parts = self._applied(term, ordinal, parts)
        return parts

    def _applied(self, term: ReplaceTerm | InsertTerm | DeleteTerm, ordinal: int, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        known = tuple(name for part in parts for name in _ids(part))
        if term.target not in known:
            message = f"the special term `{term.id}` changes `{term.target}`, which is not in this contract"
            self.diagnostics.append(error("unknown-target", self._place(ordinal, "target"), message, nearest(term.target, known)))
            return parts
        if isinstance(term, DeleteTerm):
            return _changed(parts, term.target, _deleted)
        source = self.texts.get(term.text)
        blocks = self._blocks(term.text, source) if source else ()
        if not blocks:
            # A wording that is missing or cannot be read was reported where it was read.
            return parts
        change = _replaced_by(blocks) if isinstance(term, ReplaceTerm) else _followed_by(blocks)
        return _changed(parts, term.target, change)

    def _place(self, ordinal: int, key: str) -> Span:
        return self.positions.of_value(("clauses", "special_terms", ordinal, key))

    def _blocks(self, name: str, source: SourceText) -> tuple[Block, ...]:
        wording = parsed_wording(source, name, PartKind.TERMS, headings=True)
        self.faults += wording.diagnostics
        return self.filler.blocks(wording.blocks)


def _ids(node: Part | Block | Item) -> Iterator[str]:
    for found in walk(node):
        if isinstance(found, Clause | Part) or (isinstance(found, Paragraph | Table) and found.named):
            yield found.id


def _changed(parts: tuple[Part, ...], target: str, change: _Change) -> tuple[Part, ...]:
    return tuple(changed for part in parts for changed in _changed_part(part, target, change))


def _changed_part(part: Part, target: str, change: _Change) -> tuple[Part, ...]:
    if part.id != target:
        return (replace(part, blocks=_changed_blocks(part.blocks, target, change)),)
    # A whole part is changed as a clause of the same words would be.
    as_clause = Clause(part.id, part.heading, part.blocks, part.span)
    below = change(as_clause)
    if not below:
        return ()
    [first, *further] = below
    assert isinstance(first, Clause)
    return (replace(part, blocks=(*first.blocks, *_only_blocks(further))),)


def _changed_blocks(blocks: tuple[Block, ...], target: str, change: _Change) -> tuple[Block, ...]:
    result: list[Block] = []
    for block in blocks:
        match block:
            case Clause() | Paragraph() | Table() | SignatureBlock() if block.id == target:
                result += _only_blocks(change(block))
            case Clause():
                result.append(replace(block, blocks=_changed_blocks(block.blocks, target, change)))
            case List():
                items = _changed_items(block.items, target, change)
                result += [replace(block, items=items)] if items else []
            case _:
                result.append(block)
    return tuple(result)


def _changed_items(items: tuple[Item, ...], target: str, change: _Change) -> tuple[Item, ...]:
    result: list[Item] = []
    for item in items:
        if item.first.id == target:
            result += [node for node in change(item) if isinstance(node, Item)]
        else:
            result.append(Item((item.first, *_changed_blocks(item.blocks[1:], target, change))))
    return tuple(result)


def _only_blocks(nodes: Iterable[Block | Item]) -> list[Block]:
    return [node for node in nodes if not isinstance(node, Item)]


def _deleted(node: Block | Item) -> tuple[Block | Item, ...]:
    return ()


def _followed_by(blocks: tuple[Block, ...]) -> _Change:
    return lambda node: (node, *(_items(blocks) if isinstance(node, Item) else blocks))


def _replaced_by(blocks: tuple[Block, ...]) -> _Change:
    def change(node: Block | Item) -> tuple[Block | Item, ...]:
        match node:
            case Clause():
                return (replace(node, blocks=blocks),)
            case Item():
                [first, *further] = _items(blocks)
                return (Item((_named(first.first, node.first), *first.blocks[1:])), *further)
            case Paragraph() if isinstance(blocks[0], Paragraph):
                return (_named(blocks[0], node), *blocks[1:])
            case _:
                return blocks

    return change


def _named(paragraph: Paragraph, former: Paragraph) -> Paragraph:
    """The new paragraph under the old one's id, so that references to it stay true; a name of its own goes before."""
    return paragraph if paragraph.named else replace(paragraph, id=former.id, named=former.named)


def _items(blocks: tuple[Block, ...]) -> tuple[Item, ...]:
    """The blocks as points of a list: a list's own, else one whose number the first paragraph carries."""
    if all(isinstance(block, List) for block in blocks):
        return tuple(item for block in blocks if isinstance(block, List) for item in block.items)
    return (Item(blocks),)
