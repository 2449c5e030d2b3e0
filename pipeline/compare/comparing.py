"""Two Documents as one redline: what stays, what goes, what comes, in the order of the new version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from pipeline.compare.alignment import Step, aligned
from pipeline.compare.divided import Divided, divided
from pipeline.compare.moves import Moves
from pipeline.compare.profile import kind_of
from pipeline.compare.settings import Settings
from pipeline.compare.table_columns import Column, aligned_columns, has_each
from pipeline.compare.words import redlined_words
from pipeline.model.document import (
    Block,
    Cell,
    Clause,
    Document,
    Fate,
    Inline,
    Item,
    List,
    Mark,
    Paragraph,
    Part,
    Row,
    SignatureBlock,
    Table,
)

Marked = TypeVar("Marked", Part, Clause, Paragraph, Item, Table, Row, Cell, SignatureBlock)


def redline(old: Document, new: Document, settings: Settings) -> Document:
    """The new Document with every difference from the old one marked.

    Accepted, it is the new Document; rejected, the old one, but for what the settings ignore.
    """
    moves = Moves(settings)
    merging = _Merging(settings, moves)
    parts = merging.parts(old.parts, new.parts)
    whole = replace(new, parts=parts, former=settings.former(old, new, "title", "words", "language"))
    return moves.found_in(whole, merging.pair)


class _Merging:
    """Merges pairs of nodes, from the whole down to the words."""

    def __init__(self, settings: Settings, moves: Moves) -> None:
        self.settings = settings
        self.moves = moves

    def parts(self, olds: tuple[Part, ...], news: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(self._one_of(step) for step in aligned(olds, news))

    def blocks(self, olds: tuple[Block, ...], news: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(block for step in divided(aligned(olds, news)) for block in self._of_block_step(step))

    def pair(self, old: Any, new: Any) -> Any:
        """Two versions of one node as one."""
        if old == new:
            return new
        match old, new:
            case Part(), Part():
                blocks = self.blocks(old.blocks, new.blocks)
                return replace(
                    new, heading=self._words(old.heading, new.heading), blocks=blocks, former=self.settings.former(old, new, "id")
                )
            case Clause(), Clause():
                blocks = self.blocks(old.blocks, new.blocks)
                return replace(
                    new, heading=self._words(old.heading, new.heading), blocks=blocks, former=self.settings.former(old, new, "id")
                )
            case Paragraph(), Paragraph():
                content = self._words(old.content, new.content)
                return replace(new, content=content, former=self.settings.former(old, new, "id", "named"))
            case List(), List():
                return replace(new, items=self._items(old.items, new.items))
            case Item(), Item():
                return Item((self.pair(old.first, new.first), *self.blocks(old.blocks[1:], new.blocks[1:])))
            case Table(), Table():
                return self._table(old, new)
            case SignatureBlock(), SignatureBlock():
                return self._signature(old, new)
        raise AssertionError(f"{type(old)} and {type(new)} are no versions of each other")

    def _words(self, old: tuple[Inline, ...], new: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return redlined_words(old, new, self.settings)

    def _one_of(self, step: Step[Marked]) -> Marked:
        if step.old is not None and step.new is not None:
            merged: Marked = self.pair(step.old, step.new)
            return merged
        if step.old is not None:
            return self._marked(step.old, Fate.DELETED)
        assert step.new is not None
        return self._marked(step.new, Fate.INSERTED)

    def _marked(self, node: Marked, fate: Fate) -> Marked:
        """The node marked as a whole; where it came from or went to may be found out when all is merged."""
        return replace(node, change=(Mark(fate, self.settings.revision, self.moves.noted(node, fate)),))

    def _of_block_step(self, step: Step[Block] | Divided[Block]) -> Iterator[Block]:
        match step:
            case Divided():
                yield from step.paragraphs(self.settings)
            case Step(old=List() as old, new=None):
                yield replace(old, items=tuple(self._marked(item, Fate.DELETED) for item in old.items))
            case Step(old=None, new=List() as new):
                yield replace(new, items=tuple(self._marked(item, Fate.INSERTED) for item in new.items))
            case Step(old=List(), new=List()):
                yield self.pair(step.old, step.new)
            case Step():
                yield self._one_of(step)  # type: ignore[type-var]

    def _items(self, olds: tuple[Item, ...], news: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(item for step in divided(aligned(olds, news)) for item in self._of_item_step(step))

    def _of_item_step(self, step: Step[Item] | Divided[Item]) -> Iterator[Item]:
        if isinstance(step, Divided):
            yield from step.items(self.settings, self.blocks)
        else:
            yield self._one_of(step)

    def _table(self, old: Table, new: Table) -> Table:
        columns = aligned_columns(old, new)
        header, rows = (
            tuple(row for step in aligned(before, after) for row in self._rows(step, columns))
            for before, after in ((old.header, new.header), (old.rows, new.rows))
        )
        return replace(new, header=header, rows=rows, former=self.settings.former(old, new, "id", "named", "columns"))

    def _rows(self, step: Step[Row], columns: tuple[Column, ...]) -> Iterator[Row]:
        if step.old is None or step.new is None:
            yield self._one_of(step)
        elif step.old == step.new and len(columns) == len(step.new.cells):
            yield step.new
        elif has_each(columns, step.old, step.new):
            yield Row(tuple(self._cell(step.old, step.new, column) for column in columns))
        else:
            # Where cells were joined or divided, nobody can tell which is which: the row went, and another came.
            yield from (self._marked(step.old, Fate.DELETED), self._marked(step.new, Fate.INSERTED))

    def _cell(self, old: Row, new: Row, column: Column) -> Cell:
        if column.old is not None and column.new is not None:
            return Cell(self._in_cell(old.cells[column.old].blocks, new.cells[column.new].blocks))
        if column.old is not None:
            return replace(old.cells[column.old], change=(Mark(Fate.DELETED, self.settings.revision),))
        assert column.new is not None
        return replace(new.cells[column.new], change=(Mark(Fate.INSERTED, self.settings.revision),))

    def _in_cell(self, olds: tuple[Block, ...], news: tuple[Block, ...]) -> tuple[Block, ...]:
        """One paragraph in the place of one is its new version, however little they have in common."""
        if len(olds) == len(news) == 1 and kind_of(olds[0]) == kind_of(news[0]):
            return (self.pair(olds[0], news[0]),)
        return self.blocks(olds, news)

    def _signature(self, old: SignatureBlock, new: SignatureBlock) -> SignatureBlock:
        former = self.settings.former(old, new, "id")
        if [label for label, _ in old.lines] != [label for label, _ in new.lines]:
            former = self.settings.former(old, new, "id", "lines")
            return replace(new, words=self._words(old.words, new.words), former=former)
        lines = tuple((label, self._words(before, after)) for (label, before), (_, after) in zip(old.lines, new.lines, strict=True))
        return replace(new, words=self._words(old.words, new.words), lines=lines, former=former)
