"""How people name each paragraph of a contract: "clause 3.2", "paragraph 1.1 of Schedule 2"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model.document import Document, Node, children
from pipeline.model.numbering import NO_BREAK, numbered, reference
from pipeline.model.places import Setting, at_part, id_of


def labels_of(document: Document) -> Mapping[str, str]:
    """The words for each node by its id; one without a number is named by the nearest around it that has one, if there is any."""
    numbers = numbered(document)
    labels: dict[str, str] = {}
    for id, near in (pair for part in document.parts for pair in _nearest(part, at_part(part))):
        pieces = reference(near, "", numbers, document.words) if near in numbers else ()
        labels.setdefault(id, "".join(piece.text for piece in pieces).replace(NO_BREAK, " "))
    return labels


def _nearest(node: Node, setting: Setting) -> Iterator[tuple[str, str]]:
    """The id of each node at and below this one, with the nearest id that may have a number."""
    within = setting.within(node)
    yield id_of(node), within.numbered
    for below in children(node):
        yield from _nearest(below, within)
