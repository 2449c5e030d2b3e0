"""A text that came back from Word knows no data: here each value gets its path again, with the words that the other side gave it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from typing import Any, TypeAlias

from pipeline.model.document import (
    Document,
    Fate,
    Inline,
    Item,
    Paragraph,
    SignatureBlock,
    Text,
    children,
    walk,
    with_children,
)
from pipeline.model.redline import accepted, former_id
from pipeline.negotiate.pieces import Piece, bare, content_of, pieces_of
from pipeline.negotiate.put_back import with_values

Compare: TypeAlias = Callable[[Document, Document], Document]
"""Makes the redline of two Documents."""
_BREAK = Piece(Text("\n"), fate=Fate.INSERTED)
"""No paragraph holds a line feed, so it can stand for the end of one that they divided."""


@dataclass(frozen=True, slots=True)
class Valued:
    """Their text with the paths of our values and with our ids; `ids` gives ours for theirs.

    `doubtful` are the ids of paragraphs whose anchor says another place than their words.
    """

    document: Document
    doubtful: frozenset[str] = frozenset()
    ids: Mapping[str, str] = field(default_factory=dict)


def valued(theirs: Document, sent: Document, compare: Compare) -> Valued:
    """Their text with our paths and our ids wherever it is a version of what we sent."""
    marked = compare(_bared(sent), _bared(replace(theirs, title=theirs.title or sent.title, words=sent.words, language=sent.language)))
    restoring = _Restoring(
        {id: content for node in walk(sent) for id, content in _contents(node)},
        frozenset(str(node.id) for node in walk(sent) if hasattr(node, "id")),
    )
    whole = restoring.node(marked)
    return Valued(_with_own_ids(accepted(whole), sent), frozenset(restoring.doubtful), restoring.renamed)


def _bared(node: Any) -> Any:
    match node:
        case Paragraph():
            return replace(node, content=bare(node.content))
        case SignatureBlock():
            lines = tuple((label, bare(content)) for label, content in node.lines)
            return replace(node, words=bare(node.words), lines=lines)
        case _:
            return with_children(node, [_bared(child) for child in children(node)])


def _contents(node: Any) -> Iterator[tuple[str, tuple[Inline, ...]]]:
    """The words of a node by the name under which they are looked up again."""
    match node:
        case Paragraph(id=id, content=content):
            yield id, content
        case SignatureBlock(id=id, words=words, lines=lines):
            yield f"{id}:words", words
            for label, content in lines:
                yield f"{id}:{label}", content


class _Restoring:
    """Puts values and ids back into the redline of two texts without values."""

    def __init__(self, ours: Mapping[str, tuple[Inline, ...]], ids: frozenset[str]) -> None:
        self.ours = ours
        self.ids = ids
        self.doubtful: set[str] = set()
        self.renamed: dict[str, str] = {}

    def node(self, node: Any) -> Any:
        below = [self.node(child) for child in self._divided(children(node))]
        node = self._with_our_id(with_children(node, below))
        match node:
            case Paragraph() if not _is_divided(node):
                return replace(node, content=self._content(node.id, node.content))
            case SignatureBlock():
                lines = tuple((label, self._content(f"{node.id}:{label}", content)) for label, content in node.lines)
                return replace(node, words=self._content(f"{node.id}:words", node.words), lines=lines)
            case _:
                return node

    def _with_our_id(self, node: Any) -> Any:
        former = dict(node.former.attributes) if getattr(node, "former", None) else {}
        if "id" in former and node.id in self.ids:
            self.doubtful.add(former["id"])
        if "id" in former:
            self.renamed[node.id] = former["id"]
        ours = {name: former[name] for name in ("id", "named") if name in former}
        return replace(node, **ours) if ours else node

    def _content(self, id: str, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return content_of(self._pieces(id, pieces_of(content)))

    def _pieces(self, id: str, pieces: Sequence[Piece]) -> list[Piece]:
        """Their pieces with our values, where these are the pieces of a version of our words."""
        ours = self.ours.get(id)
        if ours is None or content_of(piece for piece in pieces if piece.is_old) != bare(ours):
            return [piece for piece in pieces if piece.is_new]
        return with_values(ours, pieces)

    def _divided(self, nodes: Sequence[Any]) -> list[Any]:
        """The nodes, each paragraph that they divided valued as the one that it was."""
        result = list(nodes)
        for at, (ahead, behind) in enumerate(pairwise(nodes)):
            first, second = (each.first if isinstance(each, Item) else each for each in (ahead, behind))
            if isinstance(first, Paragraph) and isinstance(second, Paragraph) and _is_divided(first):
                whole = (*pieces_of(first.content), _BREAK, *pieces_of(second.content))
                found = self._pieces(former_id(first), whole)
                cut = found.index(_BREAK)
                result[at] = _with_first(ahead, replace(first, content=content_of(found[:cut])))
                result[at + 1] = _with_first(behind, replace(second, content=content_of(found[cut + 1 :])))
        return result


def _is_divided(paragraph: Paragraph) -> bool:
    return any(mark.fate is Fate.INSERTED for mark in paragraph.end)


def _with_first(node: Any, paragraph: Paragraph) -> Any:
    return replace(node, blocks=(paragraph, *node.blocks[1:])) if isinstance(node, Item) else paragraph


def _with_own_ids(theirs: Document, sent: Document) -> Document:
    """Each id once: a block that they copied with its anchor is another block than ours."""
    seen: set[str] = set()
    ours = {str(node.id) for node in walk(sent) if hasattr(node, "id")}
    fresh = (f"theirs/{number}" for number in count(1))

    def own(node: Any) -> Any:
        id = getattr(node, "id", None)
        if id is not None and (id in seen or not id):
            node = replace(node, id=next(name for name in fresh if name not in ours))
        seen.add(getattr(node, "id", ""))
        return with_children(node, [own(child) for child in children(node)])

    result: Document = own(theirs)
    return result
