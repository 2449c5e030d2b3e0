"""What a careful proof-reader finds in the Document itself: references to nothing, ids given twice, terms that nobody defined."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping
from types import MappingProxyType

from pipeline.check.defined_terms import doubly_defined_terms, undefined_terms
from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.document import Clause, Document, Paragraph, Part, Ref, Table, inlines, walk
from pipeline.model.law import Law
from pipeline.model.numbering import numbered
from pipeline.model.terms.faults import close_to

_NO_SOURCES: Mapping[str, str] = MappingProxyType({})


def document_faults(
    document: Document,
    law: Law,
    *,
    names: Collection[str] = (),
    sources: Mapping[str, str] = _NO_SOURCES,
    elsewhere: Container[str] = (),
) -> list[Diagnostic]:
    """All that is wrong with the Document as it stands.

    `names` are the contract's own proper names, beside those of the law; `sources` the texts of the clause files, by file, so
    that a word can be pointed at; `elsewhere` the ids that the library has, also those of clauses that are not in this contract.
    """
    return [
        *dangling_references(document, elsewhere),
        *doubled_ids(document),
        *doubly_defined_terms(document),
        *undefined_terms(document, (*law.proper_names, *document.words.forms, *names), sources),
    ]


def dangling_references(document: Document, elsewhere: Container[str] = ()) -> Iterator[Diagnostic]:
    """L20. A Cross-Reference to something that is not in the contract, or has no number that it could print.

    Wrong: `[](#service-levels.respons)`. Right: `[](#service-levels.response)`, where a paragraph ends with
    `{#service-levels.response}`. A reader who is sent to nothing cannot know what was agreed.
    """
    numbers = numbered(document)
    for node in walk(document):
        for inline in inlines(node):
            if isinstance(inline, Ref) and inline.target not in numbers:
                message = f"`{inline.target}` is not in this contract, and the reference to it leads nowhere"
                yield error("dangling-reference", inline.span or Span(""), message, _hint(inline.target, tuple(numbers), elsewhere))


def _hint(target: str, known: tuple[str, ...], elsewhere: Container[str]) -> str | None:
    if target in elsewhere:
        return "the library has it, but this contract leaves it out: put the reference in an `{% if %}` with the same condition"
    close = close_to(target, (name for name in known if "/" not in name))
    return close or f"give what is meant the id `{{#{target}}}`, or refer to something else"


def doubled_ids(document: Document) -> Iterator[Diagnostic]:
    """L41. One id for two things, so that a reference could mean either.

    Wrong: `{#liability.cap}` behind two paragraphs. Right: `{#liability.cap}` behind one, and `{#liability.floor}` behind the other.
    """
    first: dict[str, Span] = {}
    for node in walk(document):
        if isinstance(node, Part | Clause) or (isinstance(node, Paragraph | Table) and node.named):
            span = node.span or Span("")
            if node.id in first:
                related = Related(first[node.id], "the first stands here")
                yield error("doubled-id", span, f"the id `{node.id}` is given twice in this contract", "give each its own", related)
            first.setdefault(node.id, span)
