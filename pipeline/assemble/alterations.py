"""Wording that takes the place of other wording in the tree, follows it, or takes it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import is_
from typing import TypeAlias, TypeVar

from pipeline.model.document import Block, Clause, Item, List, Node, Paragraph, Part, SignatureBlock, Table, children

Change: TypeAlias = "Callable[[Block | Item], tuple[Block | Item, ...]]"

Child = TypeVar("Child", Block, Item)


def targets(parts: Iterable[Part]) -> tuple[str, ...]:
    """The ids of all that may be changed, in reading order. A table is changed as a whole."""
    return tuple(_targets_among(parts))


def _targets_among(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Part() | Clause() | Paragraph(named=True) | Table(named=True):
                yield node.id
            case _:
                pass
        if not isinstance(node, Table):
            yield from _targets_among(children(node))


def changed(parts: tuple[Part, ...], target: str, change: Change) -> tuple[Part, ...]:
    """The parts with what bears the id changed."""
    return tuple(changed for part in parts for changed in _changed_part(part, target, change))


def deleted(node: Block | Item) -> tuple[Block | Item, ...]:
    """A change that takes the target out."""
    return ()


def followed_by(blocks: tuple[Block, ...]) -> Change:
    """A change that puts the blocks behind the target."""
    return lambda node: (node, *(_items(blocks) if isinstance(node, Item) else blocks))


def replaced_by(blocks: tuple[Block, ...]) -> Change:
    """A change that puts the blocks in the target's place: a paragraph keeps its id and number, a clause its heading.

    A heading that bears the clause's id takes the place of its heading too.
    """

    def change(node: Block | Item) -> tuple[Block | Item, ...]:
        match node:
            case Clause(id=id) if isinstance(headed := blocks[0], Clause) and headed.id == id:
                return (replace(node, heading=headed.heading, blocks=headed.blocks), *blocks[1:])
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


def _changed_part(part: Part, target: str, change: Change) -> tuple[Part, ...]:
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


def _changed_blocks(blocks: tuple[Block, ...], target: str, change: Change) -> tuple[Block, ...]:
    result: list[Block] = []
    for block in blocks:
        match block:
            case Clause() | Paragraph() | Table() | SignatureBlock() if block.id == target:
                result += _only_blocks(change(block))
            case Clause():
                below = _changed_blocks(block.blocks, target, change)
                result.append(block if below is block.blocks else replace(block, blocks=below))
            case List():
                items = _changed_items(block.items, target, change)
                result += [block if items is block.items else replace(block, items=items)] if items else []
            case _:
                result.append(block)
    return _same_where_unchanged(tuple(result), blocks)


def _changed_items(items: tuple[Item, ...], target: str, change: Change) -> tuple[Item, ...]:
    result: list[Item] = []
    for item in items:
        if item.first.id == target:
            result += [node for node in change(item) if isinstance(node, Item)]
        else:
            further = item.blocks[1:]
            below = _changed_blocks(further, target, change)
            result.append(item if below is further else Item((item.first, *below)))
    return _same_where_unchanged(tuple(result), items)


def _same_where_unchanged(after: tuple[Child, ...], before: tuple[Child, ...]) -> tuple[Child, ...]:
    """The former blocks themselves where none was changed, so that what holds them need not be made anew either."""
    return before if len(after) == len(before) and all(map(is_, after, before)) else after


def _only_blocks(nodes: Iterable[Block | Item]) -> list[Block]:
    return [node for node in nodes if not isinstance(node, Item)]


def _named(paragraph: Paragraph, former: Paragraph) -> Paragraph:
    """The new paragraph under the old one's id, so that references to it stay true; a name of its own goes before."""
    return paragraph if paragraph.named else replace(paragraph, id=former.id, named=former.named)


def _items(blocks: tuple[Block, ...]) -> tuple[Item, ...]:
    """The blocks as points of a list: a list's own, else one whose number the first paragraph carries."""
    if all(isinstance(block, List) for block in blocks):
        return tuple(item for block in blocks if isinstance(block, List) for item in block.items)
    return (Item(blocks),)
