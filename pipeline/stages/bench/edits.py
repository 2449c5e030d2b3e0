"""Seeded edits of a contract, as a round of negotiation leaves it: what redlines are measured and proved on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from random import Random
from typing import Any

from pipeline.model.document import (
    Cell,
    Clause,
    Document,
    Item,
    List,
    Paragraph,
    Part,
    Ref,
    Row,
    Strong,
    Table,
    Text,
    Value,
    children,
    merged,
)

_WORDS = ("immediately", "the Customer", "not", "in writing", "at its own cost", "within ten Business Days", "reasonable", "any")


def edited(document: Document, random: Random, share: float, *, anchored: bool = False) -> Document:
    """The Document after edits of about this share of its nodes.

    Words, values, paragraphs, points, rows and whole clauses are changed, added, dropped, moved, divided and joined. `anchored` keeps
    the ids of unnamed paragraphs, as the bookmarks of a Word file do; otherwise they are numbered anew, as an assembly does.
    """
    editor = _Editor(random, share)
    result = replace(document, parts=tuple(editor.node(part) for part in document.parts))
    return result if anchored else editor.numbered(result)


class _Editor:
    """Goes through the tree from the front, and lets chance decide at each node."""

    def __init__(self, random: Random, share: float) -> None:
        self.random = random
        self.share = share
        self.fresh = 0

    def hits(self) -> bool:
        return self.random.random() < self.share

    def node(self, node: Any) -> Any:
        match node:
            case Paragraph():
                return replace(node, content=self.words(node.content)) if self.hits() else node
            case Part():
                return replace(node, blocks=self.sequence(node.blocks))
            case Clause():
                heading = self.words(node.heading) if self.hits() else node.heading
                return replace(node, heading=heading, blocks=self.sequence(node.blocks))
            case List():
                return replace(node, items=self.sequence(node.items))
            case Item():
                return replace(node, blocks=(self.node(node.first), *self.sequence(node.blocks[1:])))
            case Table():
                return replace(node, rows=self.sequence(node.rows))
            case Row():
                return replace(node, cells=tuple(Cell(tuple(self.node(block) for block in cell.blocks)) for cell in node.cells))
            case _:
                return node

    def sequence(self, nodes: tuple[Any, ...]) -> tuple[Any, ...]:
        result = [self.node(node) for node in nodes]
        for change in (self.drop, self.add, self.move, self.divide, self.join):
            if len(result) > 1 and self.hits():
                result = change(result)
        return tuple(result)

    def drop(self, nodes: list[Any]) -> list[Any]:
        at = self.random.randrange(len(nodes))
        return nodes[:at] + nodes[at + 1 :]

    def add(self, nodes: list[Any]) -> list[Any]:
        at = self.random.randrange(len(nodes))
        return [*nodes[:at], self.new_like(nodes[at]), *nodes[at:]]

    def new_like(self, node: Any) -> Any:
        self.fresh += 1
        words = (Text(f"New words {self.fresh}: {self.random.choice(_WORDS)} {self.random.choice(_WORDS)}, {self.random.choice(_WORDS)}."),)
        match node:
            case Paragraph():
                return Paragraph(f"new/{self.fresh}", words)
            case Item():
                return Item((Paragraph(f"new/{self.fresh}", words),))
            case Clause():
                return Clause(f"new-{self.fresh}", words, (Paragraph(f"new-{self.fresh}/1", words),))
            case Row():
                cells = tuple(Cell((Paragraph(f"new/{self.fresh}/{n}", words),)) for n, _ in enumerate(node.cells))
                return Row(cells)
            case _:
                return Paragraph(f"new/{self.fresh}", words)

    def move(self, nodes: list[Any]) -> list[Any]:
        moved = nodes.pop(self.random.randrange(len(nodes)))
        nodes.insert(self.random.randrange(len(nodes) + 1), moved)
        return nodes

    def divide(self, nodes: list[Any]) -> list[Any]:
        at = self.random.randrange(len(nodes))
        first = nodes[at].first if isinstance(nodes[at], Item) else nodes[at]
        if not isinstance(first, Paragraph) or not isinstance(first.content[-1:], tuple) or len(first.content) < 2:
            return nodes
        cut = self.random.randrange(1, len(first.content))
        self.fresh += 1
        ahead, behind = replace(first, content=first.content[:cut]), Paragraph(f"new/{self.fresh}", first.content[cut:])
        if not ahead.content or not behind.content:
            return nodes
        pair = [Item((ahead,)), Item((behind, *nodes[at].blocks[1:]))] if isinstance(nodes[at], Item) else [ahead, behind]
        return [*nodes[:at], *pair, *nodes[at + 1 :]]

    def join(self, nodes: list[Any]) -> list[Any]:
        at = self.random.randrange(len(nodes) - 1)
        match nodes[at], nodes[at + 1]:
            case Paragraph() as ahead, Paragraph() as behind:
                joined: Any = replace(ahead, content=ahead.content + behind.content)
            case Item(blocks=(Paragraph() as ahead,)), Item() as behind:
                joined = Item((replace(ahead, content=ahead.content + behind.first.content), *behind.blocks[1:]))
            case _:
                return nodes
        return [*nodes[:at], joined, *nodes[at + 2 :]]

    def words(self, content: tuple[Any, ...]) -> tuple[Any, ...]:
        result = list(content)
        at = self.random.randrange(len(result)) if result else 0
        match result[at] if result else None:
            case Text(text=text):
                pieces = text.split(" ")
                where = self.random.randrange(len(pieces))
                pieces[where : where + self.random.randrange(2)] = [self.random.choice(_WORDS)]
                result[at] = Text(" ".join(pieces))
            case Value(path=path):
                result[at] = Value(path, f"{self.random.randrange(100)} hours")
            case Ref() | Strong():
                result.pop(at)
            case _:
                result.append(Text(f" {self.random.choice(_WORDS)}"))
        return merged(tuple(result)) or content

    def numbered(self, whole: Document) -> Document:
        """Each unnamed paragraph under an ordinal of its own again, as a new assembly gives it."""
        ordinals: dict[str, Iterator[int]] = defaultdict(lambda: count(1))

        def again(node: Any) -> Any:
            if isinstance(node, Paragraph):
                start = node.id.rpartition("/")[0]
                return node if node.named else replace(node, id=f"{start}/{next(ordinals[start])}")
            for name in ("parts", "blocks", "items", "cells"):
                if hasattr(node, name):
                    return replace(node, **{name: tuple(again(child) for child in getattr(node, name))})
            return replace(node, header=tuple(map(again, node.header)), rows=tuple(map(again, node.rows))) if children(node) else node

        result: Document = again(whole)
        return result
