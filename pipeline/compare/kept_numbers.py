"""A new version under the numbers of one that was sent: what is dropped leaves its number behind, so that later numbers stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

from pipeline.compare.alignment import aligned
from pipeline.compare.profile import Alignable, name_of, said_by
from pipeline.model.document import Block, Clause, Document, Item, List, Paragraph, Part, PartKind, Text, walk

Node = TypeVar("Node", Part, Block, Item)


def with_numbers_kept(sent: Document, new: Document, not_used: str) -> Document:
    """The new Document with `not_used` ("Not used") where something that was sent is gone, so that what follows keeps its number.

    A Clause or a Schedule keeps its id, as a heading without words below. A numbered paragraph of a clause becomes a sentence, where
    one that stays follows it there. What is new at the place of what is gone takes its number; what is new elsewhere, or moves, counts
    as it always does.
    """
    keeping = _Keeping(sent, new, not_used)
    return replace(new, parts=tuple(keeping.parts()))


class _Keeping:
    def __init__(self, sent: Document, new: Document, not_used: str) -> None:
        self.sent = sent
        self.new = new
        self.not_used = not_used
        self.clauses = {node.id: node for node in walk(sent) if isinstance(node, Clause)}
        self.names = {node.id for node in walk(new) if isinstance(node, Part | Clause) or (isinstance(node, Paragraph) and node.named)}
        self.ids = {node.id for node in walk(new) if isinstance(node, Paragraph)}

    def parts(self) -> Iterator[Part]:
        """The parts in the order in which they are bound: the Schedules stand last."""
        yield from (self._part(part) for part in self.new.parts if part.kind is not PartKind.SCHEDULE)
        olds, news = _schedules(self.sent), _schedules(self.new)
        for gone, part in _placed(news, self._gone(olds, news)):
            yield from (Part(PartKind.SCHEDULE, each.id, self._heading, ()) for each in gone)
            if part is not None:
                yield self._part(part)

    @property
    def _heading(self) -> tuple[Text, ...]:
        return (Text(self.not_used),)

    def _part(self, part: Part) -> Part:
        former = next((each for each in self.sent.parts if (each.kind, each.id) == (part.kind, part.id)), None)
        if former is None or part.kind not in (PartKind.TERMS, PartKind.SCHEDULE):
            return part
        blocks: list[Block] = []
        for gone, block in _placed(part.blocks, self._gone(former.blocks, part.blocks)):
            blocks += (Clause(each.id, self._heading, ()) for each in gone if isinstance(each, Clause))
            if block is not None:
                blocks.append(self._clause(block) if isinstance(block, Clause) else block)
        return replace(part, blocks=tuple(blocks))

    def _clause(self, clause: Clause) -> Clause:
        former = self.clauses.get(clause.id)
        if former is None or former == clause:
            return clause
        news = _items(clause)
        placed = _placed(news, self._gone(_items(former), news))
        blocks = tuple(self._with_items(block, placed, clause.id) if _is_numbered(block) else block for block in clause.blocks)
        return replace(clause, blocks=blocks)

    def _with_items(self, block: Block, placed: Iterator[tuple[Sequence[Item], Item | None]], clause: str) -> Block:
        assert isinstance(block, List)
        items: list[Item] = []
        # What is gone behind the last of all is not asked for, since no number there needs to be kept.
        for item, (gone, _) in zip(block.items, placed, strict=False):
            items += (self._unused(each, clause) for each in gone)
            items.append(item)
        return replace(block, items=tuple(items))

    def _unused(self, item: Item, clause: str) -> Item:
        """The sentence that a dropped paragraph leaves; without a name it takes the next ordinal that is free in its clause."""
        name = item.first.id if item.first.named else next(id for n in count(1) if (id := f"{clause}/{n}") not in self.ids)
        self.ids.add(name)
        return Item((Paragraph(name, (Text(f"{self.not_used}."),), item.first.named),))

    def _gone(self, olds: Sequence[Node], news: Sequence[Node]) -> Mapping[int, Sequence[Node]]:
        """What is gone and leaves a number that nothing new has taken, by the place in `news` before which it stood."""
        said = {said_by(node) for node in news}
        found: dict[int, Sequence[Node]] = {}
        gone: list[Node] = []
        place = come = 0
        for step in aligned(olds, news):
            if step.new is None:
                gone += [step.old] if step.old is not None and _has_number(step.old) and not self._is_elsewhere(step.old, said) else []
            elif step.old is None:
                place, come = place + 1, come + _has_number(step.new)
            else:
                found[place] = gone[come:]
                place, come, gone = place + 1, 0, []
        return {**found, place: gone[come:]}

    def _is_elsewhere(self, node: Alignable, said: set[tuple[str, ...]]) -> bool:
        """Whether it has only moved."""
        name = name_of(node)
        return said_by(node) in said if name is None else name in self.names


def _schedules(document: Document) -> tuple[Part, ...]:
    return tuple(part for part in document.parts if part.kind is PartKind.SCHEDULE)


def _items(clause: Clause) -> tuple[Item, ...]:
    """The numbered paragraphs of a clause, which count on from one list to the next."""
    return tuple(item for block in clause.blocks if isinstance(block, List) and block.ordered for item in block.items)


def _is_numbered(block: Block) -> bool:
    return isinstance(block, List) and block.ordered


def _has_number(node: Alignable) -> bool:
    return isinstance(node, Part | Clause | Item)


def _placed(news: Sequence[Node], gone: Mapping[int, Sequence[Node]]) -> Iterator[tuple[Sequence[Node], Node | None]]:
    """Each new node behind what is gone before it, and what is gone at the end behind all."""
    for place, node in enumerate(news):
        yield gone.get(place, ()), node
    yield gone.get(len(news), ()), None
