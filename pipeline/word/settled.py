"""A redline as Word can hold it: what Word knows no revision for becomes a deletion and an insertion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from pipeline.model.document import (
    Alignment,
    Cell,
    Deleted,
    Document,
    Fate,
    Former,
    Inline,
    Inserted,
    Item,
    List,
    Mark,
    Paragraph,
    Part,
    PartKind,
    Row,
    SignatureBlock,
    Strong,
    Table,
    children,
    merged,
    walk,
    with_children,
)
from pipeline.model.redline import accepted, rejected, touched
from pipeline.word.versions import come, gone

_MOVES = (Fate.MOVED_FROM, Fate.MOVED_TO)


def settled(redline: Document) -> Document:
    """The same two versions, in revisions that Word and LibreOffice resolve without fault."""
    settling = _Settling(_moves(redline), touched(redline))
    return replace(redline, parts=tuple(settling.node(part) for part in redline.parts))


@dataclass(slots=True)
class _Move:
    """Both ends of a move, and whether Word can hold it as one."""

    ends: dict[Fate, Any] = field(default_factory=dict)
    sound: bool = True


@dataclass(frozen=True, slots=True)
class _Met:
    """A node in reading order: whether a revision takes or brings it whole, and the ends of moves that it stands in."""

    node: Any
    marked: bool
    within: tuple[tuple[str, Fate], ...]


def _moves(redline: Document) -> dict[str, _Move]:
    order: list[_Met] = []
    for part in redline.parts:
        _meet(part, order, marked=False, within=())
    moves: dict[str, _Move] = {}
    last: dict[tuple[str, Fate], int] = {}
    for place, met in enumerate(order):
        last |= dict.fromkeys(met.within, place)
        if met.within and met.within[-1] not in (order[place - 1].within if place else ()):
            _note(moves, met)
    for (name, _), place in last.items():
        moves[name].sound &= not _leads_to_table(order[place + 1 :])
    for move in moves.values():
        move.sound &= set(move.ends) == set(_MOVES) and not any(map(_is_beyond_word, move.ends.values()))
    return moves


def _meet(node: Any, order: list[_Met], *, marked: bool, within: tuple[tuple[str, Fate], ...]) -> None:
    if marks := getattr(node, "change", ()):
        within += tuple((mark.move, mark.fate) for mark in marks if mark.fate in _MOVES)
        marked = True
    if not isinstance(node, List):
        order.append(_Met(node, marked, within))
    for child in children(node):
        _meet(child, order, marked=marked, within=within)


def _note(moves: dict[str, _Move], met: _Met) -> None:
    name, fate = met.within[-1]
    move = moves.setdefault(name, _Move())
    move.ends.setdefault(fate, met.node)
    move.sound &= len(met.within) == 1


def _leads_to_table(behind: list[_Met]) -> bool:
    """LibreOffice 7.4 leaves an empty paragraph where it rejects a move that ends before a table."""
    for met in behind:
        if isinstance(met.node, Table | SignatureBlock):
            return True
        if not met.marked:
            return False
    return False


def _is_beyond_word(node: Any) -> bool:
    """Word moves paragraphs: no tables, and nothing in which whole paragraphs come and go."""
    below = [each for each in walk(node) if each is not node]
    marked = any(getattr(each, "change", ()) for each in below) or any(getattr(each, "end", ()) for each in walk(node))
    return marked or any(isinstance(each, Table | SignatureBlock) for each in walk(node))


@dataclass(frozen=True, slots=True)
class _Settling:
    moves: dict[str, _Move]
    touched: frozenset[int]

    def node(self, node: Any) -> Any:
        """The node in revisions that Word can hold."""
        if id(node) not in self.touched:
            return node
        marks: tuple[Mark, ...] = getattr(node, "change", ())
        if any(mark.fate in _MOVES for mark in marks):
            return _moved(node, marks[-1], self.moves[marks[-1].move])
        if isinstance(node, Table):
            node = _table(node)
        return node if marks else with_children(node, _halves([self.node(child) for child in children(node)]))


def _halves(nodes: list[Any]) -> list[Any]:
    """The nodes, each second half of a divided or joined paragraph with its id in the one version only in which it is a paragraph."""
    return [nodes[0], *(_half(node, before) for before, node in pairwise(nodes))] if nodes else []


def _half(node: Any, before: Any) -> Any:
    first, ahead = (each.first if isinstance(each, Item) else each for each in (node, before))
    if not isinstance(first, Paragraph) or not isinstance(ahead, Paragraph) or not ahead.end:
        return node
    [mark, *_] = ahead.end
    id, former = (first.id, "") if mark.fate is Fate.INSERTED else ("", first.id)
    half = replace(first, id=id, former=Former((("id", former),), mark.revision))
    return replace(node, blocks=(half, *node.blocks[1:])) if isinstance(node, Item) else half


def _moved(node: Any, mark: Mark, move: _Move) -> Any:
    came = mark.fate is Fate.MOVED_TO
    if not move.sound:
        plain = replace(mark, fate=Fate.INSERTED if came else Fate.DELETED, move="")
        return replace(_resolved(node, accept=came), change=(plain,))
    # Both ends show what else was changed: the old one what went, the new one what came.
    whole = _without(move.ends[Fate.MOVED_TO], Deleted if came else Inserted, former=not came)
    return replace(whole, change=(mark,))


def _without(node: Any, dropped: type[Inserted] | type[Deleted], *, former: bool) -> Any:
    """The node and what stands below it without the words that one kind of revision marks; with its former attributes on demand."""
    for name in ("heading", "content"):
        if hasattr(node, name):
            node = replace(node, **{name: _spared(getattr(node, name), dropped)})
    if getattr(node, "former", None):
        node = replace(node, former=None, **(dict(node.former.attributes) if former else {}))
    return with_children(node, [_without(child, dropped, former=former) for child in children(node)])


def _spared(content: tuple[Inline, ...], dropped: type[Inserted] | type[Deleted]) -> tuple[Inline, ...]:
    kept = (replace(node, content=_spared(node.content, dropped)) if isinstance(node, Strong) else node for node in content)
    return merged(tuple(node for node in kept if not isinstance(node, dropped)))


def _resolved(node: Any, *, accept: bool) -> Any:
    """The node as it is in one version; its own marks say nothing."""
    bare = replace(node, change=())
    inside: Any = bare if isinstance(bare, Part) else Part(PartKind.TERMS, "", (), (_block_of(bare),))
    part = (accepted if accept else rejected)(Document("", (inside,))).parts[0]
    if isinstance(bare, Part):
        return part
    block = part.blocks[0]
    if isinstance(block, List):
        return block.items[0]
    return block.rows[0] if isinstance(bare, Row) and isinstance(block, Table) else block


def _block_of(node: Any) -> Any:
    if isinstance(node, Row):
        return Table("", (), (), (node,))
    return node if not hasattr(node, "first") else List((node,))


def _table(table: Table) -> Table:
    """Every row with all columns of both versions, and no row of which a cell's last paragraph goes or comes."""
    header, rows = (tuple(each for row in given for each in _rows(row)) for given in (table.header, table.rows))
    former: Any = dict(table.former.attributes).get("columns", table.columns) if table.former else table.columns
    if table.former is None or len(former) == len(table.columns):
        return replace(table, header=header, rows=rows)
    mark = Mark(Fate.DELETED, table.former.revision)
    fates = _fates((*header, *rows), len(former), len(table.columns))
    return replace(
        table,
        columns=tuple(_sides(fates, former, table.columns)),
        header=tuple(_padded(row, fates, mark) for row in header),
        rows=tuple(_padded(row, fates, mark) for row in rows),
    )


def _rows(row: Row) -> Iterator[Row]:
    # The last paragraph of a cell cannot be taken out or put in alone.
    if row.change or not any(not cell.change and _changes_last(cell) for cell in row.cells):
        yield row
        return
    revision = next(mark.revision for cell in row.cells for node in walk(cell) for mark in getattr(node, "change", ()))
    yield replace(_resolved(row, accept=False), change=(Mark(Fate.DELETED, revision),))
    yield replace(_resolved(row, accept=True), change=(Mark(Fate.INSERTED, revision),))


def _changes_last(cell: Cell) -> bool:
    node: Any = cell
    while below := children(node):
        node = below[-1]
        if getattr(node, "change", ()):
            return True
    return False


def _fates(rows: tuple[Row, ...], old: int, new: int) -> list[Fate | None]:
    """For each column of either version whether it goes, comes or stays."""
    for row in rows:
        if not row.change:
            return [Fate.DELETED if gone(cell.change) else Fate.INSERTED if come(cell.change) else None for cell in row.cells]
    return [None] * min(old, new) + [Fate.DELETED] * (old - new) + [Fate.INSERTED] * (new - old)


def _padded(row: Row, fates: list[Fate | None], mark: Mark) -> Row:
    """A row of one version with an empty cell in each column that only the other one has."""
    if not row.change:
        return row
    other = Fate.INSERTED if gone(row.change) else Fate.DELETED
    own = iter(row.cells)
    return replace(row, cells=tuple(Cell((), (replace(mark, fate=other),)) if fate is other else next(own) for fate in fates))


def _sides(fates: list[Fate | None], old: tuple[Alignment, ...], new: tuple[Alignment, ...]) -> Iterator[Alignment]:
    olds, news = iter(old), iter(new)
    for fate in fates:
        before = next(olds) if fate is not Fate.INSERTED else None
        after = next(news) if fate is not Fate.DELETED else None
        yield after or before or Alignment.LEFT
