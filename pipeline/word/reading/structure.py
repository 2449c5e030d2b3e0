"""From lines to the tree: which clause, point and list each paragraph belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pipeline.model.document import Block, Clause, Former, Inline, Item, List, Mark, Paragraph, Revision
from pipeline.word.reading import revised
from pipeline.word.reading.bookmarks import Identity
from pipeline.word.reading.identity import Map
from pipeline.word.reading.lines import Line
from pipeline.word.reading.roles import Kind, Role
from pipeline.word.reading.wording import Wording


@dataclass(slots=True)
class Open:
    """A node that is still being read. `depth` is the level of an item (1: 1.1) or point, 0 that of a Part or Clause."""

    identity: Identity
    kind: Kind
    depth: int = 0
    content: tuple[Inline, ...] = ()
    change: tuple[Mark, ...] = ()
    end: tuple[Mark, ...] = ()
    blocks: list[Any] = field(default_factory=list)
    joined: str = ""
    """The id of the item before, if the end between the two comes or goes: in one version both are one."""

    def add(self, block: Any) -> None:
        """Put a block, or the item of a list, behind those that are there."""
        self.blocks.append(block)


@dataclass(frozen=True, slots=True)
class Point:
    """An item before the list that it belongs to is known."""

    item: Item
    ordered: bool


@dataclass(frozen=True, slots=True)
class Made:
    """Makes nodes; `revision` is that which changed ids."""

    revision: Revision

    def paragraph(self, identity: Identity, content: tuple[Inline, ...], change: tuple[Mark, ...], end: tuple[Mark, ...]) -> Paragraph:
        """A paragraph; ids with a slash are those that an assembly counts, a source gives others."""
        return Paragraph(
            identity.id, content, is_named(identity.id), change=change, former=self.former(identity, named=True), end=revised.ends(end)
        )

    def former(self, identity: Identity, *, named: bool = False, **others: object) -> Former | None:
        """What a node was in the old version."""
        attributes: list[tuple[str, object]] = []
        if identity.former and identity.former != identity.id:
            attributes.append(("id", identity.former))
            if named and is_named(identity.former) is not is_named(identity.id):
                attributes.append(("named", is_named(identity.former)))
        attributes += others.items()
        return Former(tuple(attributes), self.revision) if attributes else None


def is_named(id: str) -> bool:
    """Whether a source gave the id."""
    return "/" not in id


class Structure:
    """Reads what stands under one Part, or in one cell."""

    def __init__(self, map: Map, wording: Wording, part: str, root: Identity) -> None:
        self.map = map
        self.made = Made(map.revision)
        self.wording = wording
        self.part = part
        self.stack = [Open(root, Kind.PART_HEADING)]
        self.before: Role | None = None
        """What the paragraph before is; None behind a table."""

    def line(self, line: Line, role: Role) -> None:
        """Put a paragraph where it belongs."""
        change = revised.settle(line)
        content = self.wording.inlines(line.pieces, self.part)
        self._find_place(line.identity, role)
        self.before = role
        if role.kind in (Kind.CLAUSE, Kind.ITEM, Kind.POINT):
            joined = _joined(self.stack[-1].blocks)
            self.stack.append(Open(line.identity, role.kind, role.depth, content, change, line.ends, joined=joined))
        else:
            self.stack[-1].add(self.made.paragraph(line.identity, content, change, line.ends))

    def block(self, block: Block, identity: Identity, *, under: bool) -> None:
        """Put a table or a signature block where it belongs; `under` says that the words before lead to it."""
        if not self._hinted(identity, Role(Kind.TEXT, 1)) and not under:
            self._close_to(lambda each: each.kind not in (Kind.ITEM, Kind.POINT))
        self.stack[-1].add(block)
        self.before = None

    def blocks(self) -> tuple[Block, ...]:
        """All that stands here."""
        self._close_to(lambda each: each is self.stack[0])
        return _listed(self.stack[0].blocks)

    def _find_place(self, identity: Identity, role: Role) -> None:
        """Close what this does not stand under. One text behind another of its depth stands where that does."""
        if not self._hinted(identity, role) and not (role.kind is Kind.TEXT and role == self.before):
            self._close_to(lambda each: _holds(each, role, self.stack))

    def _hinted(self, identity: Identity, role: Role) -> bool:
        """Close up to what held this when it was written, if that is still open and can hold it."""
        holder = next((each for each in self.stack if self._held(each, identity)), None)
        if holder is None or not _can_hold(holder, role):
            return False
        self._close_to(lambda each: each is holder)
        return True

    def _held(self, holder: Open, held: Identity) -> bool:
        """Whether one stood in the other in the version that had it."""
        around = (self.map.old if held.old else self.map.new).around.get(held.id)
        if around is None or around == holder.joined:
            return around is not None
        own = holder.identity
        return around == (own.former or own.id) if held.old else around == own.id and not own.old

    def _close_to(self, stays: Any) -> None:
        while len(self.stack) > 1 and not stays(self.stack[-1]):
            closed = self.stack.pop()
            self.stack[-1].add(self._closed(closed))

    def _closed(self, node: Open) -> Any:
        blocks = _listed(node.blocks)
        if node.kind is Kind.CLAUSE:
            clause = Clause(node.identity.id, (), (), former=self.made.former(node.identity))
            return revised.headed(clause, node.content, node.change, blocks)
        first = self.made.paragraph(node.identity, node.content, node.change, node.end)
        return Point(revised.item_of(first, blocks), node.kind is Kind.ITEM)


def _joined(blocks: list[Any]) -> str:
    """The id of the item that goes on in what follows, in one version or the other."""
    last = blocks[-1] if blocks else None
    return last.item.first.id if isinstance(last, Point) and last.item.first.end else ""


def _holds(each: Open, role: Role, stack: list[Open]) -> bool:
    """Whether a paragraph stands under this, for all that the page shows."""
    match role.kind:
        case Kind.CLAUSE:
            return False
        case Kind.ITEM:
            return each.kind is Kind.CLAUSE or (each.kind is Kind.ITEM and each.depth < role.depth)
        case Kind.POINT:
            level = max(role.depth, 1) if any(above.kind is Kind.CLAUSE for above in stack) else role.depth
            if each.kind is Kind.POINT:
                return each.depth < role.depth
            return each.kind is Kind.CLAUSE or (each.kind is Kind.ITEM and each.depth <= level)
        case _:
            return each.kind is Kind.CLAUSE or (each.kind is Kind.ITEM and 1 < each.depth <= role.depth)


def _can_hold(holder: Open, role: Role) -> bool:
    """Whether what held a paragraph when it was written still can, now that its level may be another."""
    level = holder.depth if holder.kind in (Kind.ITEM, Kind.POINT) else 0
    match role.kind:
        case Kind.CLAUSE:
            return holder.kind is Kind.PART_HEADING
        case Kind.ITEM:
            return role.depth == level + 1
        case Kind.POINT:
            return role.depth == (level + 1 if holder.kind is Kind.POINT else max(level, 1) if holder.kind is Kind.CLAUSE else level)
        case _:
            return True


def _listed(blocks: list[Any]) -> tuple[Block, ...]:
    """Blocks with neighbouring points as one list."""
    return tuple(_lists(blocks))


def _lists(blocks: list[Any]) -> Iterator[Block]:
    for ordered, group in groupby(blocks, key=lambda each: each.ordered if isinstance(each, Point) else None):
        if ordered is None:
            yield from group
        else:
            yield List(tuple(point.item for point in group), ordered)
