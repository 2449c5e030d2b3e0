"""The law of approvals: a change makes exactly those stale whose parts it touches, and no other change does.

Each value of a contract's data is changed in turn, and each paragraph of its text. What is touched is told apart by reading the text
of both versions clause by clause, as a person would, and not by the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from random import Random
from typing import Any

import pytest

from pipeline import store
from pipeline.lifecycle.approvals import Asked, Covered, Parts, standing
from pipeline.model.approval import Approval, ApprovalState, Verdict
from pipeline.model.diagnostic import Span
from pipeline.model.document import (
    Alignment,
    Clause,
    Document,
    Paragraph,
    Part,
    PartKind,
    SignatureBlock,
    Strong,
    Table,
    Text,
    Value,
    children,
    inlines,
    walk,
    with_children,
)
from pipeline.model.duration import Duration
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.reading import lines
from pipeline.model.terms.changed import with_values
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.paths import leaves
from pipeline.model.terms.section import Choice
from pipeline.model.terms.writing import written

SHARE = 10
AT = "2026-05-02T12:00:00Z"


def others(value: Any) -> Iterator[Any]:
    """Other values of the same kind, of which the rules may take one."""
    match value:
        case bool():
            yield not value
        case Choice():
            yield from (answer for answer in type(value) if answer is not value)
        case Duration():
            yield from (Duration(value.count + more, value.unit) for more in (1, 2, 12))
        case Percent():
            yield from (Percent(value.value + more) for more in (Decimal(1), Decimal(-1)))
        case Money():
            yield Money(value.amount + 1, value.currency)
        case date():
            yield from (value + timedelta(days=days) for days in (1, 7, -1))
        case int() | Decimal():
            yield from (value + 1, value - 1)
        case str():
            yield from (f"{value} anew", f"{value}x", f"9{value[1:]}", f"a{value}")


@dataclass(frozen=True)
class Before:
    """The version that everybody has approved."""

    document: Document
    terms: Terms
    parts: Parts
    house: Any

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Somebody who approves everything, one for each heading, and one for each section of the data."""
        headed = (Asked("gate", f"headed {id}", Covered(headed=frozenset({id}))) for id in self.parts.headed)
        names = sorted({path.split(".")[0] for path in self.parts.values})
        sections = (Asked("gate", f"values {name}", Covered(paths=frozenset({name}))) for name in names)
        return (Asked("gate", "all", Covered(everything=True)), *headed, *sections)

    @cached_property
    def given(self) -> tuple[Approval, ...]:
        """What each of them has approved."""
        parts = (each.covered.within(self.parts) for each in self.asked)
        return tuple(
            Approval("gate", each.role, Verdict.APPROVE, "0.1", "Ivo", "Ivo", AT, said)
            for each, said in zip(self.asked, parts, strict=True)
        )

    @cached_property
    def read(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, set[str]]]:
        """What a reader finds under each heading, and for each value."""
        return headings(self.document), printed(self.document)


def stale(before: Before, after: Parts) -> set[str]:
    """Whose approval of the one version does not hold for the other."""
    found = set()
    for each, given in zip(before.asked, before.given, strict=True):
        now = standing(each, before.house, after, (given,), lambda version: before.parts)
        assert now.state in (ApprovalState.APPROVED, ApprovalState.STALE)
        assert bool(now.changed) == (now.state is ApprovalState.STALE), each.role
        if now.state is ApprovalState.STALE:
            found.add(each.role)
    return found


def headings(document: Document) -> Mapping[str, tuple[str, ...]]:
    """The words under each heading, by id, as they are read; what has a heading of its own counts by its id."""
    return {node.id: tuple(own_words(document, node)) for node in walk(document) if isinstance(node, Part | Clause)}


def own_words(document: Document, node: Part | Clause) -> Iterator[str]:
    yield from (block.id for block in node.blocks if isinstance(block, Clause))
    alone = replace(node, blocks=tuple(block for block in node.blocks if not isinstance(block, Clause)))
    part = alone if isinstance(alone, Part) else Part(PartKind.TERMS, "alone", (), (alone,))
    yield from (words for _, words in lines(replace(document, parts=(part,))))


def printed(document: Document) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node in walk(document):
        for inline in inlines(node):
            if isinstance(inline, Value):
                found.setdefault(inline.path, set()).add(inline.text)
    return found


def touched(before: Before, after: Document, terms: Terms) -> set[str]:
    """Whose approval a reader of both versions would say is touched."""
    (one, values_before), (two, values_after) = before.read, (headings(after), printed(after))
    changed = {id for id in {*one, *two} if one.get(id) != two.get(id)}
    values = {path for path in {*values_before, *values_after} if values_before.get(path) != values_after.get(path)}
    values |= {"derived.contract_value"} if before.terms.derived.contract_value != terms.derived.contract_value else set()
    found = {f"headed {id}" for id in changed} | {f"values {path.split('.')[0]}" for path in values}
    found |= {"all"} if changed or "derived.contract_value" in values or before.document.title != after.title else set()
    return found & {each.role for each in before.asked}


@pytest.fixture(scope="session")
def before(talkative: Any) -> Before:
    house = store.load_contract(talkative.shelf.root, "acme-support").house
    document = talkative.document(talkative.terms)
    return Before(document, talkative.terms, talkative.parts(document, talkative.terms), house)


def chosen(cases: list[Any], request: pytest.FixtureRequest) -> list[Any]:
    """A seeded tenth of many cases, or all of them."""
    return cases if request.config.getoption("--all") else Random(6).sample(cases, max(1, len(cases) // SHARE))


def test_each_value_makes_stale_what_it_touches_and_nothing_else(talkative, before, request) -> None:
    # An id is what the text calls an item by, so with another id it is another item; a calendar is a file of its own.
    apart = {"id", "calendar"}
    places = [leaf for leaf in leaves(talkative.terms) if not leaf.is_key and apart.isdisjoint(leaf.path.split("."))]
    changed = touching = 0
    for leaf in chosen(places, request):
        other = with_another(talkative.terms, leaf.path, leaf.value)
        after = talkative.document(other) if other else None
        if other is None or after is None:
            continue

        found = stale(before, talkative.parts(after, other))

        assert found == touched(before, after, other), leaf.path
        changed += 1
        touching += bool(found)
    # Most values can be changed alone, and most of these are printed.
    assert changed > len(chosen(places, request)) * 0.6
    assert touching > changed * 0.5


def with_another(terms: Terms, path: str, value: Any) -> Terms | None:
    """The terms with another value at a path; None where the rules take none but this."""
    for other in others(value):
        tried = with_values(terms, {path: written(other)})
        if not tried.refused and tried.terms != terms:
            return tried.terms
    return None


def edited(document: Document, node: Any, edit: Callable[[Any], Any]) -> Document:
    """The Document with one node edited."""

    def inner(each: Any) -> Any:
        if each is node:
            return edit(each)
        return with_children(each, [inner(below) for below in children(each)])

    return inner(document)


def reworded(node: Any) -> Any:
    """The node with a word more."""
    match node:
        case Paragraph():
            return replace(node, content=(*node.content, Text(" anew")))
        case Part() | Clause():
            return replace(node, heading=(*node.heading, Text(" anew")))
        case SignatureBlock():
            return replace(node, words=(*node.words, Text(" anew")))


def relabelled(node: Any) -> Any:
    """The signature block with another label at its last line."""
    *before, (label, content) = node.lines
    return replace(node, lines=(*before, (f"{label} anew", content)))


def test_each_paragraph_makes_stale_what_it_touches_and_nothing_else(talkative, before, request) -> None:
    terms, document = before.terms, before.document
    nodes = [node for node in walk(document) if isinstance(node, Paragraph | Part | Clause | SignatureBlock)]
    assert len(nodes) > 250
    labels = [(node, relabelled) for node in nodes if isinstance(node, SignatureBlock)]
    assert labels
    for node, edit in (*chosen([(node, reworded) for node in nodes], request), *labels):
        after = edited(document, node, edit)

        found = stale(before, talkative.parts(after, terms))

        # The labels of a signature block are read, too, though no value stands in them.
        assert found == touched(before, after, terms), node
        assert "all" in found
        assert len(found) == 2, node


def test_what_is_gone_or_moved_is_touched_like_what_is_reworded(talkative, before) -> None:
    terms, document = before.terms, before.document
    body = next(part for part in document.parts if len([block for block in part.blocks if isinstance(block, Clause)]) > 3)
    first, second, *rest = body.blocks
    for blocks in ((second, *rest), (second, first, *rest)):
        after = edited(document, body, lambda part, blocks=blocks: replace(part, blocks=blocks))

        found = stale(before, talkative.parts(after, terms))

        assert found == touched(before, after, terms)
        assert f"headed {second.id}" not in found
        assert {"all", f"headed {body.id}"} <= found


def other_looks(document: Document, node: Any) -> Iterator[Document]:
    """The same words in another look, and from another place of the files."""
    match node:
        case Table(columns=columns):
            right = tuple(Alignment.RIGHT if each is Alignment.LEFT else Alignment.LEFT for each in columns)
            yield edited(document, node, lambda table: replace(table, columns=right))
        case Paragraph(content=content) if content:
            yield edited(document, node, lambda paragraph: replace(paragraph, content=(Strong(content),), named=False))
            yield edited(document, node, lambda paragraph: replace(paragraph, span=Span("elsewhere", 7), named=True))


def test_another_look_of_the_same_words_makes_nothing_stale(talkative, before, request) -> None:
    for node in chosen([each for each in walk(before.document) if isinstance(each, Table | Paragraph)], request):
        for after in other_looks(before.document, node):
            assert stale(before, talkative.parts(after, before.terms)) == set()


def test_every_word_of_the_text_is_in_a_part_that_the_final_approval_covers(talkative, before) -> None:
    """Wherever a word is added: no place of the text lies outside all parts."""
    terms, document = before.terms, before.document
    for node in Random(6).sample([each for each in walk(document) if any(inlines(each))], 30):
        after = edited(document, node, lambda each: reworded(each) or each)
        assert "all" in stale(before, talkative.parts(after, terms))
    assert stale(before, talkative.parts(replace(document, title="Another"), terms)) == {"all"}
