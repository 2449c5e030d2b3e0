"""A small contract as it was sent, the ways in which the other side changes it, and rounds made by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pipeline.compare import Settings, redline
from pipeline.model.change import Place
from pipeline.model.document import (
    Alignment,
    Clause,
    Deleted,
    Document,
    Fate,
    Inline,
    Inserted,
    Item,
    Mark,
    Paragraph,
    Part,
    PartKind,
    Ref,
    Revision,
    SignatureBlock,
    Strong,
    Table,
    Term,
    Text,
    ToBeAgreed,
    Value,
    children,
    merged,
    plain,
    with_children,
)
from pipeline.model.proposal import Proposal, ProposalKind, Round
from pipeline.model.reading import to_be_agreed
from pipeline.model.received import Identity, Reading
from pipeline.negotiate import Return, round_of
from tests.trees import paragraph, points, row

N = "\u00a0"
NOTICE = "termination.convenience.customer.notice"
RESPONSE = "service_levels.targets.p1.response"
DATA = {
    "termination": {"convenience": {"customer": {"notice": "90 days", "allowed": "true"}}},
    "service_levels": {"targets": [{"id": "p1", "response": "30 min"}]},
    "charges": {"fixed": {"base": {"amount": "GBP 4500.00"}}},
}


@pytest.fixture(scope="session")
def sent() -> Document:
    """What we sent."""
    response, notice = Value(RESPONSE, f"30{N}minutes"), Value(NOTICE, f"90{N}days")
    table = Table(
        "levels.table",
        (Alignment.LEFT, Alignment.RIGHT),
        (row("levels.table/head", "Priority", "Response Time"),),
        (row("levels.table/p1", "Priority 1", response), row("levels.table/p2", "Priority 2", "4.5 hours")),
        named=True,
    )
    clauses = (
        Clause(
            "definitions",
            (Text("Definitions"),),
            (
                paragraph("definitions/1", Term("Incident"), " means an interruption of a Service that nobody planned."),
                paragraph("definitions/2", Term("Services"), " means the services that ", Ref("services"), " describes."),
            ),
        ),
        Clause(
            "services",
            (Text("Services"),),
            (
                points(
                    paragraph(
                        "services.scope", "The Provider shall perform the Services with skilled staff. It shall keep a record of them."
                    ),
                    Item(
                        (
                            paragraph("services/2", "To end an Incident the Provider shall:"),
                            points(
                                paragraph("services/3", "acknowledge it within ", response, "; and"), paragraph("services/4", "resolve it.")
                            ),
                        )
                    ),
                    paragraph(
                        "services/5",
                        "The Customer shall report each Incident, and give access to each site. It may refuse access at night.",
                    ),
                ),
            ),
        ),
        Clause("levels", (Text("Service Levels"),), (points(paragraph("levels.duty", "The Provider shall meet each target.")), table)),
        Clause(
            "termination",
            (Text("Termination"),),
            (
                points(
                    paragraph(
                        "termination.convenience", "The Customer may end it by a notice of at least ", notice, ". It need not say why."
                    ),
                    paragraph("termination/2", "The Charges are ", Strong((Value("charges.fixed.base.amount", "£4,500.00"),)), " a month."),
                    paragraph(
                        "termination/3", "Its notice of ", notice, " runs from receipt, as ", Ref("termination.convenience"), " states."
                    ),
                    paragraph("termination/4", "Open: ", ToBeAgreed("termination.early_fee", "the early fee"), " applies."),
                ),
            ),
        ),
    )
    name = Value("parties.customer.legal_name", "Fernhill")
    block = SignatureBlock("signatures/1", (Text("Signed for the Customer"),), (("Name", (name,)),))
    parts = (Part(PartKind.TERMS, "terms", (), clauses), Part(PartKind.SIGNATURES, "signatures", (), (block,)))
    return Document("Support Agreement", parts)


@pytest.fixture(scope="session")
def compare() -> Callable[[Document, Document], Document]:
    return lambda old, new: redline(old, new, Settings(Revision("anybody", "2026-05-01")))


def mere(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The same words, values and open points as text."""
    return merged(tuple(Text(to_be_agreed(leaf.label)) if isinstance(leaf, ToBeAgreed) else leaf for leaf in plain(content)))


def as_read(node: Any) -> Any:
    """What a reader of the page knows of a Document: its values are mere words."""
    match node:
        case Paragraph():
            return replace(node, content=mere(node.content))
        case SignatureBlock():
            return replace(node, words=mere(node.words), lines=tuple((label, mere(content)) for label, content in node.lines))
        case _:
            return with_children(node, [as_read(child) for child in children(node)])


@pytest.fixture(scope="session")
def words() -> Callable[[Any], Any]:
    """A Document without what nobody sees: ids and data paths."""

    def bare(node: Any) -> Any:
        node = replace(node, id="", named=False) if isinstance(node, Paragraph) else node
        return with_children(node, [bare(child) for child in children(node)])

    return lambda node: bare(as_read(node))


@pytest.fixture(scope="session")
def read(sent) -> Document:
    """What comes back untouched."""
    result: Document = as_read(sent)
    return result


class Hand:
    """Changes words of a returned text, tracked under a name or silently."""

    author = ""

    def __init__(self, document: Document) -> None:
        self.document = document

    def tracked(self, author: str = "Their lawyer") -> Hand:
        self.author = author
        return self

    def silently(self) -> Hand:
        self.author = ""
        return self

    def writes(self, id: str, old: str, new: str) -> Hand:
        """Other words in a paragraph; `old` must stand there once, in one run of text."""

        def change(node: Any) -> list[Any]:
            content = tuple(piece for leaf in node.content for piece in self._written(leaf, old, new))
            assert content != node.content, (id, old, node.content)
            return [replace(node, content=content)]

        return self.at(id, change)

    def _written(self, leaf: Any, old: str, new: str) -> tuple[Any, ...]:
        if isinstance(leaf, Strong):
            return (Strong(tuple(piece for inner in leaf.content for piece in self._written(inner, old, new))),)
        if isinstance(leaf, Term) and leaf.text == old:
            pieces = (Term(old), Term(new))
        elif isinstance(leaf, Text) and leaf.text.count(old) == 1:
            pieces = (Text(old), Text(new))
        else:
            return (leaf,)
        before, _, behind = leaf.text.partition(old)
        if not self.author:
            return (Text(before), pieces[1], Text(behind))
        revision = Revision(self.author, "2026-05-09")
        return (Text(before), Deleted(pieces[:1], revision), Inserted(pieces[1:], revision), Text(behind))

    def drops(self, id: str) -> Hand:
        """A whole clause, point or paragraph gone."""
        return self.at(id, lambda node: [replace(node, change=self._marks(Fate.DELETED))] if self.author else [])

    def adds(self, behind: str, node: Any) -> Hand:
        """A new clause, point or paragraph behind another one."""
        return self.at(behind, lambda found: [found, replace(node, change=self._marks(Fate.INSERTED))])

    def at(self, id: str, change: Callable[[Any], list[Any]]) -> Hand:
        """The node with this id, or the point that begins with it, changed."""
        made, found = self._with(self.document, id, change)
        assert found, id
        self.document = made
        return self

    def _marks(self, fate: Fate) -> tuple[Mark, ...]:
        return (Mark(fate, Revision(self.author, "2026-05-09")),) if self.author else ()

    def _with(self, node: Any, id: str, change: Callable[[Any], list[Any]]) -> tuple[Any, bool]:
        below: list[Any] = []
        any_found = False
        for child in children(node):
            if id in (getattr(child, "id", None), f"{child.first.id}." if isinstance(child, Item) else None):
                below += change(child)
                any_found = True
            else:
                made, found = self._with(child, id, change)
                below.append(made)
                any_found = any_found or found
        return (self._replaced(node, below) if any_found else node), any_found

    @staticmethod
    def _replaced(node: Any, below: list[Any]) -> Any:
        return replace(node, blocks=()) if not below else with_children(node, below)


@pytest.fixture
def hand(read) -> Hand:
    """The other side at work on what we sent; a point is named by the id of its first paragraph and a full stop."""
    return Hand(read)


@pytest.fixture
def back(sent, compare) -> Callable[[Hand | Document], Round]:
    """The round that a returned text opens."""

    def opened(text: Hand | Document) -> Round:
        document = text.document if isinstance(text, Hand) else text
        meant = Return(2, "acme", "provider", "0.1", "theirs.docx", "0" * 64, DATA, "2026-05-09")
        return round_of(sent, Reading(document, Identity()), meant, compare)

    return opened


@pytest.fixture(scope="session")
def proposed() -> Callable[..., Proposal]:
    """A proposal; its number and heading, the words of both sides, and any other field."""

    def make(id: str, ours: str, theirs: str, kind: ProposalKind = ProposalKind.WORDING, **fields: Any) -> Proposal:
        place = Place("term.notice", "term", "Notice", "4.2", "4.2")
        return Proposal(**{"id": id, "kind": kind, "places": (place,), "ours": ours, "theirs": theirs, "revision": Revision("T"), **fields})

    return make


@pytest.fixture(scope="session")
def a_round() -> Callable[..., Round]:
    """A round with these proposals."""

    def make(*proposals: Proposal, number: int = 2) -> Round:
        document = Document("Support Agreement", ())
        return Round(number, "acme", "provider", "0.2", "returned.docx", "0" * 64, document, proposals)

    return make
