"""Small Documents, and seeded edits of any Document: what a negotiation does to a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from pipeline.compare import Settings
from pipeline.model.document import (
    Alignment,
    Cell,
    Clause,
    Document,
    Item,
    List,
    Paragraph,
    Part,
    PartKind,
    Ref,
    Revision,
    Row,
    Strong,
    Table,
    Term,
    Text,
    Value,
    children,
    merged,
)

US = Revision("Fernhill", "2026-05-01")


@pytest.fixture
def settings() -> Settings:
    return Settings(US)


def paragraph(id: str, *content: Any) -> Paragraph:
    """A paragraph of texts and nodes; an id without a slash is one that the source gives."""
    return Paragraph(id, tuple(Text(each) if isinstance(each, str) else each for each in content), "/" not in id)


def points(*each: Any) -> List:
    return List(tuple(given if isinstance(given, Item) else Item((given,)) for given in each))


def row(table: str, *cells: Any) -> Row:
    return Row(tuple(Cell((paragraph(f"{table}/{n}", cell),)) for n, cell in enumerate(cells)))


def clause(id: str, heading: str, *blocks: Any) -> Clause:
    return Clause(id, (Text(heading),), blocks)


def document(*clauses: Any, schedules: tuple[Part, ...] = ()) -> Document:
    return Document("Support Agreement", (Part(PartKind.TERMS, "terms", (), clauses), *schedules))


@pytest.fixture
def build() -> SimpleNamespace:
    """Makers of small Documents."""
    return SimpleNamespace(paragraph=paragraph, points=points, clause=clause, document=document)


@pytest.fixture
def agreement() -> Document:
    """A contract of a few clauses with everything that a tree can hold."""
    minutes = Value("service_levels.targets.p1.response", "30 minutes")
    levels = Table(
        "service-levels.table",
        (Alignment.LEFT, Alignment.RIGHT),
        (row("service-levels.table/head", "Priority", "Response Time"),),
        (row("service-levels.table/p1", "Priority 1", minutes), row("service-levels.table/p2", "Priority 2", "4 hours")),
        named=True,
    )
    return document(
        clause(
            "definitions",
            "Definitions",
            paragraph("definitions/1", Term("Incident"), " means an interruption of a Service that nobody planned."),
            paragraph("definitions/2", Term("Services"), " means the services that ", Ref("services"), " describes."),
        ),
        clause(
            "services",
            "Services",
            points(
                paragraph("services.scope", "The Provider shall perform the Services from the Service Start Date with skilled staff."),
                Item(
                    (
                        paragraph("services/2", "For each Incident the Provider shall:"),
                        points(paragraph("services/3", "acknowledge it within ", minutes, "; and"), paragraph("services/4", "resolve it.")),
                    )
                ),
                paragraph("services/5", "The Customer shall give the Provider access to each site. It may refuse access at night."),
            ),
        ),
        clause(
            "service-levels", "Service Levels", points(paragraph("service-levels.duty", "The Provider shall meet each target.")), levels
        ),
        clause(
            "charges",
            "Charges",
            points(
                paragraph("charges.fee", "The Customer shall pay ", Strong((Value("charges.fee", "GBP 4,500.00"),)), " a month."),
                paragraph("charges/2", "Interest runs as ", Ref("services.scope"), " states."),
            ),
        ),
    )


WORDS = ("immediately", "the Customer", "not", "in writing", "at its own cost", "within ten Business Days", "reasonable", "any")


class Editor:
    """Makes seeded edits: words, values, paragraphs, points, rows, whole clauses; added, dropped, moved, divided, joined."""

    def __init__(self, random: Random, share: float) -> None:
        self.random = random
        self.share = share
        self.fresh = 0

    def edited(self, whole: Document) -> Document:
        return self.numbered(replace(whole, parts=tuple(self.node(part) for part in whole.parts)))

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
        words = (Text(f"New words {self.fresh}: {self.random.choice(WORDS)} {self.random.choice(WORDS)}, {self.random.choice(WORDS)}."),)
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
                pieces[where : where + self.random.randrange(2)] = [self.random.choice(WORDS)]
                result[at] = Text(" ".join(pieces))
            case Value(path=path):
                result[at] = Value(path, f"{self.random.randrange(100)} hours")
            case Ref() | Strong():
                result.pop(at)
            case _:
                result.append(Text(f" {self.random.choice(WORDS)}"))
        return merged(tuple(result)) or content

    def numbered(self, whole: Document) -> Document:
        """Each unnamed paragraph under an ordinal of its own again, as a new assembly gives it."""
        count = iter(range(1, 1_000_000))

        def again(node: Any) -> Any:
            if isinstance(node, Paragraph):
                return node if node.named else replace(node, id=f"{node.id.partition('/')[0]}/{next(count)}")
            for name in ("parts", "blocks", "items", "cells"):
                if hasattr(node, name):
                    return replace(node, **{name: tuple(again(child) for child in getattr(node, name))})
            return replace(node, header=tuple(map(again, node.header)), rows=tuple(map(again, node.rows))) if children(node) else node

        result: Document = again(whole)
        return result


@pytest.fixture
def edited() -> Callable[..., Document]:
    """A Document after seeded edits of a share of its nodes."""
    return lambda whole, seed, share=0.1: Editor(Random(seed), share).edited(whole)
