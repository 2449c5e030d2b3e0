"""Resolving a redline: the Document as it is when its revisions are accepted, and as it was when they are rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import is_
from typing import Any, TypeVar

from pipeline.model.document import (
    Block,
    Cell,
    Clause,
    Deleted,
    Document,
    Fate,
    Inline,
    Inserted,
    Item,
    List,
    Mark,
    Node,
    Paragraph,
    Part,
    Revision,
    Row,
    SignatureBlock,
    Strong,
    Table,
    children,
    merged,
    own_words,
)

_REVISIONS = (Inserted, Deleted)
_GONE_IN_NEW = (Fate.DELETED, Fate.MOVED_FROM)
_GONE_IN_OLD = (Fate.INSERTED, Fate.MOVED_TO)
Which = Callable[[Revision], bool]
"""Whose revisions are resolved; the others stay as they are."""
Made = TypeVar("Made", Part, Clause, Paragraph, List, Item, Table, Row, Cell)
Kept = TypeVar("Kept", Part, Clause, Paragraph, Item, Table, Row, Cell, SignatureBlock)


def all_revisions(revision: Revision) -> bool:
    """Every revision, whoever made it."""
    return True


def accepted(document: Document, which: Which = all_revisions) -> Document:
    """The Document as these revisions make it."""
    return _Resolving(which, touched(document), _GONE_IN_NEW, accepting=True).document(document)


def rejected(document: Document, which: Which = all_revisions) -> Document:
    """The Document as it was before these revisions."""
    return _Resolving(which, touched(document), _GONE_IN_OLD, accepting=False).document(document)


@dataclass(frozen=True, slots=True)
class BothVersions:
    """What a redline says with all revisions accepted (`new`) and rejected (`old`), and the nodes that any of them touches."""

    new: Document
    old: Document
    touched: frozenset[int]


def both_versions(redline: Document) -> BothVersions:
    """Both at a stroke, for those who need both."""
    found = touched(redline)
    new = _Resolving(all_revisions, found, _GONE_IN_NEW, accepting=True).document(redline)
    old = _Resolving(all_revisions, found, _GONE_IN_OLD, accepting=False).document(redline)
    return BothVersions(new, old, found)


def former_id(node: Any) -> str:
    """The id that a node had in the old version."""
    return str(dict(node.former.attributes).get("id", node.id)) if node.former else str(node.id)


def touched(*nodes: Node) -> frozenset[int]:
    """The identities, as long as these nodes live, of those that a revision touches, in themselves or below.

    Most of a contract stays out of a negotiation, so whoever reads a redline can leave out the rest.
    """
    found: set[int] = set()
    for node in nodes:
        _find_touched(node, found)
    return frozenset(found)


def _find_touched(node: Node, found: set[int]) -> bool:
    is_touched = _is_revised(node)
    for child in children(node):
        is_touched |= _find_touched(child, found)
    if is_touched:
        found.add(id(node))
    return is_touched


def _is_revised(node: Node) -> bool:
    """Whether a revision touches the node itself."""
    match node:
        case Paragraph():
            return bool(node.change or node.end or node.former) or _has_revision(node.content)
        case Item() | Row() | Cell():
            return bool(node.change)
        case Part() | Clause():
            return bool(node.change or node.former) or _has_revision(node.heading)
        case SignatureBlock():
            return bool(node.change or node.former) or any(map(_has_revision, own_words(node)))
        case Table():
            return bool(node.change or node.former)
        case List() | Document():
            return False


def _has_revision(content: tuple[Inline, ...]) -> bool:
    return any(isinstance(node, _REVISIONS) or (isinstance(node, Strong) and _has_revision(node.content)) for node in content)


def _with(node: Made, **fields: Any) -> Made:
    """The node with these fields; the node itself where they are the same, so that what no revision touches is not made anew."""
    unchanged = all(_is_same(getattr(node, name), value) for name, value in fields.items())
    return node if unchanged else replace(node, **fields)


def _is_same(former: tuple[Any, ...], now: tuple[Any, ...]) -> bool:
    return former is now or (len(former) == len(now) and all(map(is_, former, now)))


@dataclass(frozen=True, slots=True)
class _Resolving:
    which: Which
    touched: frozenset[int]
    gone: tuple[Fate, Fate]
    accepting: bool

    def document(self, document: Document) -> Document:
        restored: Document = self._restored(document)
        return replace(restored, parts=tuple(self._kept(restored.parts, self._part)))

    def _kept(self, nodes: tuple[Kept, ...], resolved: Callable[[Kept], Kept]) -> Iterator[Kept]:
        """What stays of these nodes, each resolved."""
        for node in nodes:
            if id(node) not in self.touched:
                yield node
            elif not node.change:
                yield self._restored(resolved(node))
            elif not any(self._goes(mark) for mark in node.change):
                yield self._restored(replace(resolved(node), change=self._left(node.change)))

    def _goes(self, mark: Mark) -> bool:
        return mark.fate in self.gone and self.which(mark.revision)

    def _left(self, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        return tuple(mark for mark in marks if not self.which(mark.revision))

    def _restored(self, node: Any) -> Any:
        """The node with the attributes that it has now or had before, and no more record of them."""
        former = getattr(node, "former", None)
        if former is None or not self.which(former.revision):
            return node
        return replace(node, former=None, **({} if self.accepting else dict(former.attributes)))

    def _part(self, part: Part) -> Part:
        return _with(part, heading=self._inlines(part.heading), blocks=self._blocks(part.blocks))

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        kept: list[Block] = []
        for block in blocks:
            match block:
                case _ if id(block) not in self.touched:
                    kept.append(block)
                case Clause():
                    kept += self._kept((block,), self._clause)
                case Paragraph():
                    kept += self._kept((block,), self._paragraph)
                case Table():
                    kept += self._kept((block,), self._table)
                case SignatureBlock():
                    kept += self._kept((block,), self._signature)
                case List():
                    items = self._joined_items(self._kept(block.items, self._item))
                    kept += [_with(block, items=items)] if items else []
        return self._joined_paragraphs(kept)

    def _clause(self, clause: Clause) -> Clause:
        return _with(clause, heading=self._inlines(clause.heading), blocks=self._blocks(clause.blocks))

    def _item(self, item: Item) -> Item:
        # The end of the first paragraph is that of the point: it is resolved when the points are joined.
        first, end = self._blocks(item.blocks[:1]), self._paragraph(item.first).end
        heads = (_with(each, end=end) for each in first if isinstance(each, Paragraph))
        return _with(item, blocks=(*heads, *self._blocks(item.blocks[1:])))

    def _table(self, table: Table) -> Table:
        header, rows = (tuple(self._kept(rows, self._row)) for rows in (table.header, table.rows))
        return _with(table, header=header, rows=rows)

    def _row(self, row: Row) -> Row:
        return _with(row, cells=tuple(self._kept(row.cells, self._cell)))

    def _cell(self, cell: Cell) -> Cell:
        return _with(cell, blocks=self._blocks(cell.blocks))

    def _signature(self, block: SignatureBlock) -> SignatureBlock:
        lines = tuple((label, self._inlines(content)) for label, content in block.lines)
        return replace(block, words=self._inlines(block.words), lines=lines)

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        end = tuple(mark for mark in paragraph.end if self._goes(mark) or not self.which(mark.revision))
        return _with(paragraph, content=self._inlines(paragraph.content), end=end)

    def _inlines(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        if not any(isinstance(node, Inserted | Deleted | Strong) for node in content):
            return content
        return merged(tuple(resolved for node in content for resolved in self._inline(node)))

    def _inline(self, node: Inline) -> tuple[Inline, ...]:
        match node:
            case Inserted() | Deleted() if self.which(node.revision):
                goes = isinstance(node, Deleted) is self.accepting
                return () if goes else self._inlines(node.content)
            case Inserted() | Deleted() | Strong():
                return (replace(node, content=self._inlines(node.content)),)
            case _:
                return (node,)

    def _joined_paragraphs(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks with each paragraph whose end goes continued by the one behind it."""
        result: list[Block] = []
        for block in blocks:
            last = result[-1] if result else None
            if isinstance(block, Paragraph) and isinstance(last, Paragraph) and self._joins(last):
                result[-1] = replace(last, content=last.content + block.content, end=block.end)
            else:
                result.append(block)
        return tuple(self._ended(block) if isinstance(block, Paragraph) else block for block in result)

    def _joined_items(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The points with each whose paragraph's end goes continued by the one behind it, and by what stands under that."""
        result: list[Item] = []
        for item in items:
            last = result[-1] if result else None
            if last is not None and len(last.blocks) == 1 and self._joins(last.first):
                joined = replace(last.first, content=last.first.content + item.first.content, end=item.first.end)
                result[-1] = replace(last, blocks=(joined, *item.blocks[1:]))
            else:
                result.append(item)
        return tuple(replace(item, blocks=(self._ended(item.first), *item.blocks[1:])) if item.first.end else item for item in result)

    def _joins(self, paragraph: Paragraph) -> bool:
        return any(self._goes(mark) for mark in paragraph.end)

    def _ended(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph with an end of its own, since nothing is left behind it to go on in it."""
        return replace(paragraph, end=tuple(mark for mark in paragraph.end if not self._goes(mark))) if paragraph.end else paragraph
