"""The assembled contract as a proof-reader has it before him."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.check.contract.passages import Passage, Setting, passages
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Document, Term, inlines, walk
from pipeline.model.law import Law
from pipeline.model.numbering import Numbers, numbered
from pipeline.model.terminology import Vocabulary, stems, vocabulary


@dataclass(frozen=True)
class Contract:
    """A Document with what several rules need to know of it; each is found out once.

    `names` are proper names that need no definition, those of the law included; `sources` the texts of the clause files, by
    file, so that a word can be pointed at; `elsewhere` the ids that the library has, also those of clauses that are not in
    this contract; `foreign` the proper names that only other laws have; `parties` the names of the parties.
    """

    document: Document
    law: Law
    names: Collection[str] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Container[str] = ()
    foreign: frozenset[str] = frozenset()
    parties: tuple[str, ...] = ()

    @cached_property
    def numbers(self) -> Numbers:
        """The number of each numbered node."""
        return numbered(self.document)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All paragraphs and cells in order."""
        return tuple(passages(self.document, self.sources, Setting(self.law.language)))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The Defined Terms where they are defined, in order."""
        return tuple(inline for node in walk(self.document) for inline in inlines(node) if isinstance(inline, Term))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The Defined Terms as they can be found in a text."""
        return vocabulary(frozenset(stems(term.text) for term in self.terms))


Rule = Callable[[Contract], Iterator[Diagnostic]]
"""All that is wrong with a contract in one respect."""
