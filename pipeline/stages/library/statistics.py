"""How our wording reads, in figures: each topic of the library in all branches, and each contract as it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import check, store
from pipeline.check import Readability
from pipeline.model.document import Document, Paragraph, Term, Text, Value, inlines, walk
from pipeline.model.terminology import stems, vocabulary
from pipeline.stages.drafts.agreement import Shelf, Written, agreement


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one topic, of the whole library, or of one contract; `used` of the `defined` terms are used."""

    name: str
    clauses: int
    wordings: int
    figures: Readability
    defined: int
    used: int


def statistics(root: store.Root) -> Iterator[Row]:
    """A row for each topic, one for the library, and one for each contract that can be assembled."""
    shelf = Shelf(root)
    topics: dict[str, list[Written]] = {}
    for written in shelf.written:
        topics.setdefault(written.topic, []).append(written)
    for topic, wordings in topics.items():
        yield _of_wordings(topic, wordings, shelf.written)
    yield _of_wordings("library", shelf.written, shelf.written)
    for contract in store.contracts(root):
        document = agreement(shelf, contract, lambda step: None).document
        if document is not None:
            yield _of_contract(contract, document)


def _of_wordings(name: str, wordings: list[Written] | tuple[Written, ...], all_wordings: tuple[Written, ...]) -> Row:
    figures = sum((check.readability(written.blocks) for written in wordings), Readability())
    paragraphs = [node for written in all_wordings for block in written.blocks for node in walk(block) if isinstance(node, Paragraph)]
    defined = {key for written in wordings for block in written.blocks for node in walk(block) for key in _defined(node)}
    used = defined & _used(paragraphs, defined)
    return Row(name, len({written.clause for written in wordings}), len(wordings), figures, len(defined), len(used))


def _of_contract(name: str, document: Document) -> Row:
    paragraphs = [node for node in walk(document) if isinstance(node, Paragraph)]
    defined = {key for node in walk(document) for key in _defined(node)}
    clauses = sum(len(part.blocks) if part.id == "terms" else 1 for part in document.parts)
    return Row(name, clauses, clauses, check.readability(document), len(defined), len(defined & _used(paragraphs, defined)))


def _defined(node: object) -> Iterator[tuple[str, ...]]:
    if isinstance(node, Paragraph):
        yield from (stems(inline.text) for inline in inlines(node) if isinstance(inline, Term))


def _used(paragraphs: list[Paragraph], terms: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The terms that stand anywhere but in their own definition."""
    known = vocabulary(frozenset(terms))
    used: set[tuple[str, ...]] = set()
    for paragraph in paragraphs:
        own = set(_defined(paragraph))
        texts = (inline.text for inline in inlines(paragraph) if isinstance(inline, Text | Value))
        used.update(use.term for text in texts for use in known.uses(text) if use.term not in own)
    return used
