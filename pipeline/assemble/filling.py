"""Filling a parsed clause with the terms of a contract: patterns become blocks of the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.assemble.evaluation import Scope, Undecided
from pipeline.assemble.pattern import (
    Bold,
    HeadingPattern,
    Hole,
    If,
    ItemPattern,
    ListPattern,
    MatrixPattern,
    PairPattern,
    PairsPattern,
    ParagraphPattern,
    Pattern,
    Piece,
    SignaturesPattern,
    TablePattern,
    Words,
)
from pipeline.assemble.repeating import Matrix, empty_list, items_of
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import (
    Alignment,
    Block,
    Cell,
    Clause,
    Inline,
    Item,
    List,
    Paragraph,
    Ref,
    Row,
    SignatureBlock,
    Strong,
    Table,
    Text,
    ToBeAgreed,
)


@dataclass(frozen=True, slots=True)
class _Point:
    """One point of a list that is not yet put together with its neighbours."""

    item: Item
    ordered: bool


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading that has not yet taken up what follows."""

    clause: Clause


_Loose: TypeAlias = "Block | _Point | _Heading"


class Filler:
    """Fills the clauses of one contract; what cannot be filled is among `diagnostics` and left out."""

    def __init__(self, scope: Scope, signatures: tuple[SignatureBlock, ...], anchors: Mapping[str, str]) -> None:
        self.scope = scope
        self.signatures = signatures
        self.anchors = anchors
        self.diagnostics: list[Diagnostic] = []

    def blocks(self, patterns: Iterable[Pattern]) -> tuple[Block, ...]:
        """The blocks that the patterns say in this contract."""
        return _under_headings(tuple(_joined(self._loose(patterns, self.scope, within_if=False))))

    def _nested(self, patterns: Iterable[Pattern], scope: Scope, *, within_if: bool) -> tuple[Block, ...]:
        return tuple(block for block in _joined(self._loose(patterns, scope, within_if=within_if)) if not isinstance(block, _Heading))

    def _loose(self, patterns: Iterable[Pattern], scope: Scope, *, within_if: bool) -> Iterator[_Loose]:
        for pattern in patterns:
            match pattern:
                case ParagraphPattern():
                    yield self._paragraph(pattern, scope)
                case ItemPattern():
                    yield _Point(
                        Item((self._paragraph(pattern.paragraph, scope), *self._nested(pattern.blocks, scope, within_if=within_if))),
                        pattern.ordered,
                    )
                case If():
                    yield from self._loose(self._chosen(pattern, scope), scope, within_if=True)
                case HeadingPattern():
                    yield _Heading(Clause(pattern.id, self.words(pattern.words, scope), (), pattern.span))
                case TablePattern():
                    yield from self._table(pattern, scope, within_if=within_if)
                case MatrixPattern():
                    yield from self._matrix(pattern, scope)
                case ListPattern():
                    yield from self._list(pattern, scope, within_if=within_if)
                case PairsPattern():
                    yield from self._pairs(pattern, scope)
                case SignaturesPattern():
                    yield from self.signatures
                case PairPattern():
                    raise AssertionError("a pair stands only inside pairs")

    def _chosen(self, choice: If, scope: Scope) -> tuple[Pattern, ...]:
        for branch in choice.branches:
            try:
                if branch.condition is None or scope.holds(branch.condition):
                    return branch.blocks
            except Undecided as undecided:
                self.diagnostics.append(undecided.diagnostic)
                return ()
        return ()

    def _paragraph(self, pattern: ParagraphPattern, scope: Scope) -> Paragraph:
        if pattern.fixed is not None and not any(isinstance(node, Ref) and node.target in self.anchors for node in pattern.fixed.content):
            return pattern.fixed
        return Paragraph(pattern.id, self.words(pattern.words, scope), pattern.named, pattern.span)

    def words(self, words: Words, scope: Scope) -> tuple[Inline, ...]:
        """The words with their holes filled."""
        return tuple(self._inlines(words.pieces, scope))

    def _inlines(self, pieces: tuple[Piece, ...], scope: Scope) -> Iterator[Inline]:
        for piece in pieces:
            match piece:
                case Hole():
                    try:
                        yield scope.filled(piece)
                    except Undecided as undecided:
                        self.diagnostics.append(undecided.diagnostic)
                case Bold():
                    yield Strong(tuple(self._inlines(piece.content, scope)))
                case Ref(target=target) if self.anchors.get(target):
                    yield Ref(self.anchors[target], piece.span)
                case _:
                    yield piece

    def _table(self, pattern: TablePattern, scope: Scope, *, within_if: bool) -> Iterator[Table]:
        rows = self._rows(pattern, scope)
        if rows is None:
            return
        if not rows:
            self.diagnostics += [empty_list(pattern.each, "table")] if pattern.each and not within_if else []
            return
        header = (self._row(pattern.header, scope, f"{pattern.id}/header"),) if pattern.header else ()
        yield Table(pattern.id, pattern.columns, header, rows, pattern.named, pattern.span)

    def _rows(self, pattern: TablePattern, scope: Scope) -> tuple[Row, ...] | None:
        if pattern.each is None:
            return tuple(self._row(cells, scope, f"{pattern.id}/{count}") for count, cells in enumerate(pattern.rows, start=1))
        items = items_of(pattern.each, scope, self.diagnostics)
        if isinstance(items, ToBeAgreed):
            return (_open_row(items, pattern.id, len(pattern.columns)),)
        if items is None:
            return None
        return tuple(self._row(pattern.rows[0], item, f"{pattern.id}/{name}") for name, item in items)

    def _row(self, cells: tuple[Words, ...], scope: Scope, name: str) -> Row:
        return Row(tuple(Cell((Paragraph(f"{name}/{column}", self.words(cell, scope)),)) for column, cell in enumerate(cells, start=1)))

    def _list(self, pattern: ListPattern, scope: Scope, *, within_if: bool) -> Iterator[_Point]:
        items = items_of(pattern.each, scope, self.diagnostics)
        if isinstance(items, ToBeAgreed):
            yield _Point(Item((Paragraph(f"{pattern.id}/open", (items, Text("."))),)), pattern.ordered)
            return
        if items == () and not within_if:
            self.diagnostics.append(empty_list(pattern.each, "list"))
        for count, (name, item) in enumerate(items or (), start=1):
            left = len(items or ()) - count
            end = "." if not left else f"; {pattern.conjunction}" if left == 1 else ";"
            words = (*self.words(pattern.words, item), Text(end))
            yield _Point(Item((Paragraph(f"{pattern.id}/{name}", words, span=pattern.span),)), pattern.ordered)

    def _matrix(self, pattern: MatrixPattern, scope: Scope) -> Iterator[Table]:
        matrix = Matrix(pattern, scope, self.diagnostics)
        yield from matrix.table(self.words(pattern.corner, scope))

    def _pairs(self, pattern: PairsPattern, scope: Scope) -> Iterator[Table]:
        pairs = tuple(self._chosen_pairs(pattern.pairs, scope))
        rows = tuple(self._row((pair.label, pair.content), scope, f"{pattern.id}/{count}") for count, pair in enumerate(pairs, start=1))
        if rows:
            yield Table(pattern.id, (Alignment.LEFT, Alignment.LEFT), (), rows, pattern.named, pattern.span)

    def _chosen_pairs(self, patterns: Iterable[Pattern], scope: Scope) -> Iterator[PairPattern]:
        for pattern in patterns:
            if isinstance(pattern, If):
                yield from self._chosen_pairs(self._chosen(pattern, scope), scope)
            elif isinstance(pattern, PairPattern):
                yield pattern


def _open_row(point: ToBeAgreed, table: str, width: int) -> Row:
    first = Cell((Paragraph(f"{table}/open/1", (point,)),))
    return Row((first, *(Cell((Paragraph(f"{table}/open/{column}", ()),)) for column in range(2, width + 1))))


def _joined(loose: Iterable[_Loose]) -> Iterator[Block | _Heading]:
    """Points that stand next to each other become one List."""
    points: list[_Point] = []
    for block in loose:
        if points and (not isinstance(block, _Point) or block.ordered is not points[0].ordered):
            yield List(tuple(point.item for point in points), points[0].ordered)
            points = []
        if isinstance(block, _Point):
            points.append(block)
        else:
            yield block
    if points:
        yield List(tuple(point.item for point in points), points[0].ordered)


def _under_headings(blocks: tuple[Block | _Heading, ...]) -> tuple[Block, ...]:
    """What follows a heading stands under it."""
    result: list[Block] = []
    heading: Clause | None = None
    below: list[Block] = []
    for block in blocks:
        if isinstance(block, _Heading):
            result += [_filled(heading, below)] if heading else below
            heading, below = block.clause, []
        else:
            below.append(block)
    return tuple(result + ([_filled(heading, below)] if heading else below))


def _filled(heading: Clause, blocks: list[Block]) -> Clause:
    return Clause(heading.id, heading.heading, tuple(blocks), heading.span)
