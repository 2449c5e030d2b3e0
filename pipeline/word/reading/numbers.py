"""Numbers that somebody has altered by hand: those shown that are not due, and those typed into the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.model.document import Clause, Document, Paragraph, Part, SignatureBlock, Table, children, walk
from pipeline.model.numbering import Numbers, numbered
from pipeline.model.reading import words_of
from pipeline.model.received import Label

_TYPED = re.compile(r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivx]{1,5})[.)]|\d{1,3}(?:\.\d{1,3})+)(?=\s)")


def altered_labels(document: Document, shown: Mapping[str, str]) -> tuple[Label, ...]:
    """The labels that are not as the Document counts them; `shown` is what a word processor shows by id, what goes counted as well."""
    counted = Counter(node.id for node in walk(document) if isinstance(node, Part | Clause | Paragraph))
    numbers = numbered(document)
    # What moved stands at both places under one id, and only one of them can be looked up.
    kept = {id: label for id, label in shown.items() if counted[id] == 1}
    return tuple(label for part in document.parts for label in _of(part, part.id, document, numbers, kept))


def _of(node: Part | Clause | Paragraph, part: str, document: Document, numbers: Numbers, shown: Mapping[str, str]) -> Iterator[Label]:
    due = numbers[node.id].label if node.id in numbers else ""
    if node.id in shown and shown[node.id] != due:
        yield Label(node.id, shown[node.id], due)
    content = node.content if isinstance(node, Paragraph) else node.heading
    typed = _TYPED.match(words_of(content, part, numbers, document))
    if typed:
        yield Label(node.id, typed.group(), due, typed=True)
    if not isinstance(node, Paragraph):
        for paragraph in _below(node):
            yield from _of(paragraph, part, document, numbers, shown)


def _below(node: object) -> Iterator[Clause | Paragraph]:
    """Clauses and paragraphs directly below, those in lists included, those in tables not."""
    for child in children(node):  # type: ignore[arg-type]
        if isinstance(child, Clause | Paragraph):
            yield child
        elif not isinstance(child, Table | SignatureBlock):
            yield from _below(child)
