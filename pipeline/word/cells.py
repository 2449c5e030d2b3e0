"""Which cell of their tables is which of ours, where nothing but its words and its place tells: tables, then rows, then columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.word.likeness import common_words, in_order, likeness, matched, own_words
from pipeline.word.markup import own
from pipeline.word.names import W

_TABLE, _CELL, _ROW = 0.3, 0.5, 0.15
"""How alike two tables, two cells and two rows must be to be one."""
_MOST_PAIRS = 10_000


@dataclass(frozen=True, slots=True)
class _Cell:
    words: str
    paragraphs: tuple[etree._Element, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    rows: tuple[tuple[_Cell, ...], ...]

    @property
    def said(self) -> list[tuple[str, ...]]:
        """The words of each row, cell by cell."""
        return [tuple(cell.words for cell in row) for row in self.rows]

    @property
    def words(self) -> str:
        """All words of the table."""
        return " ".join(words for row in self.said for words in row)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row) for row in self.rows), default=0)

    def column(self, number: int) -> str:
        """All words of a column."""
        return " ".join(row[number].words for row in self.rows if number < len(row))


def paired_cells(ours: etree._Element, theirs: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """The paragraphs in the cells of two bodies that are one: ours, and theirs."""
    one, two = ([_table(table) for table in root.iter(f"{W}tbl")] for root in (ours, theirs))
    for a, b in in_order([table.words for table in one], [table.words for table in two], _tables_alike):
        yield from _in_table(one[a], two[b])


def _table(table: etree._Element) -> _Table:
    return _Table(tuple(tuple(_cell(cell) for cell in own(row, "tc")) for row in own(table, "tr")))


def _cell(cell: etree._Element) -> _Cell:
    paragraphs = tuple(own(cell, "p"))
    return _Cell(" ".join(own_words(each) for each in paragraphs).strip(), paragraphs)


def _tables_alike(ours: str, theirs: str) -> float:
    share = common_words(ours, theirs)
    return share if share >= _TABLE else 0.0


def _in_table(ours: _Table, theirs: _Table) -> Iterator[tuple[etree._Element, etree._Element]]:
    columns = _columns(ours, theirs)

    def alike(one: tuple[str, ...], two: tuple[str, ...]) -> float:
        both = [(one[a], two[b]) for a, b in columns if a < len(one) and b < len(two)]
        share = sum(likeness(first, second, _CELL) for first, second in both) / max(1, len(both))
        return share if share >= _ROW else 0.0

    for i, k in matched(ours.said, theirs.said, alike, _MOST_PAIRS).items():
        for a, b in columns:
            if a < len(ours.rows[i]) and b < len(theirs.rows[k]):
                yield from zip(ours.rows[i][a].paragraphs, theirs.rows[k][b].paragraphs, strict=False)


def _columns(ours: _Table, theirs: _Table) -> Sequence[tuple[int, int]]:
    """Which column is which: by their order where there are as many, else by their words."""
    if ours.width == theirs.width:
        return [(number, number) for number in range(ours.width)]
    olds, news = ([table.column(number) for number in range(table.width)] for table in (ours, theirs))
    return in_order(olds, news, common_words)
