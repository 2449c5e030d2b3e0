"""Which of the new blocks is which of the old ones, in the order of both; what stands elsewhere is found out afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Generic, TypeVar

from rapidfuzz.distance import LCSseq

from pipeline.compare.heaviest import Pair, heaviest
from pipeline.compare.profile import Alignable, is_alike, kind_of, length_of, name_of, wording_of
from pipeline.model.document import Item, List, Paragraph, Row, Table

Node = TypeVar("Node", bound=Alignable)
_MOST_PAIRS = 20_000
"""Above so many pairs in one gap only those that stand at about the same share of it are looked at."""
_BAND = 40
_LEAST: dict[type, float] = {List: 0.02, Table: 0.2, Row: 0.3, Item: 0.45, Paragraph: 0.45}
_LEAST_OF_OTHERS = 0.3


@dataclass(frozen=True, slots=True)
class Step(Generic[Node]):
    """A node of both versions, or of one of them only."""

    old: Node | None
    new: Node | None


def aligned(olds: Sequence[Node], news: Sequence[Node]) -> tuple[Step[Node], ...]:
    """All nodes of both, each once, in an order that agrees with both; of a gap the old ones stand first."""
    anchors = _anchors(olds, news)
    steps: list[Step[Node]] = []
    before_old = before_new = 0
    for old, new in (*anchors, (len(olds), len(news))):
        steps += _gap(olds[before_old:old], news[before_new:new])
        if old < len(olds):
            steps.append(Step(olds[old], news[new]))
        before_old, before_new = old + 1, new + 1
    return tuple(steps)


def _anchors(olds: Sequence[Node], news: Sequence[Node]) -> list[Pair]:
    """Pairs that are certain: the same name, else the same words; of two that change places the one that says less gives way."""
    shared = _names(olds) & _names(news)
    before, after = ([_label(node, shared) for node in nodes] for nodes in (olds, news))
    front = _common(before, after)
    back = _common(before[front:][::-1], after[front:][::-1])
    middle = _in_order(olds[front : len(olds) - back], before[front : len(olds) - back], after[front : len(news) - back])
    return [
        *((place, place) for place in range(front)),
        *((front + i, front + j) for i, j in middle),
        *((len(olds) - place, len(news) - place) for place in range(back, 0, -1)),
    ]


def _common(before: Sequence[Hashable], after: Sequence[Hashable]) -> int:
    """How many labels are the same from the front on."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))


def _in_order(olds: Sequence[Alignable], before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Pair]:
    """Pairs of equal labels whose order is the same in both, chosen so that as many letters as possible stay."""
    if len(before) * len(after) > _MOST_PAIRS:
        equal = (piece for piece in LCSseq.opcodes(before, after) if piece.tag == "equal")
        return [(piece.src_start + n, piece.dest_start + n) for piece in equal for n in range(piece.src_end - piece.src_start)]
    worth = {(i, j): 1.0 + length_of(olds[i]) for i, one in enumerate(before) for j, other in enumerate(after) if one == other}
    return heaviest(worth, len(after))


def _names(nodes: Sequence[Alignable]) -> set[Hashable]:
    counted = Counter((kind_of(node), name) for node in nodes if (name := name_of(node)) is not None)
    return {name for name, count in counted.items() if count == 1}


def _label(node: Alignable, shared: set[Hashable]) -> Hashable:
    named = (kind_of(node), name_of(node))
    return named if named in shared else (kind_of(node), wording_of(node))


def _gap(olds: Sequence[Node], news: Sequence[Node]) -> Iterator[Step[Node]]:
    """What stands between two anchors: pairs that are alike, in order, so that as many letters as possible stay."""
    before_old = before_new = 0
    for old, new in (*_alike(olds, news), (len(olds), len(news))):
        yield from (Step(node, None) for node in olds[before_old:old])
        yield from (Step(None, node) for node in news[before_new:new])
        if old < len(olds):
            yield Step(olds[old], news[new])
        before_old, before_new = old + 1, new + 1


def _alike(olds: Sequence[Alignable], news: Sequence[Alignable]) -> list[Pair]:
    if not olds or not news:
        return []
    worth = {(i, j): value for i in range(len(olds)) for j in _candidates(i, olds, news) if (value := _worth(olds[i], news[j]))}
    return heaviest(worth, len(news))


def _candidates(i: int, olds: Sequence[Alignable], news: Sequence[Alignable]) -> range:
    if len(olds) * len(news) <= _MOST_PAIRS:
        return range(len(news))
    middle = i * len(news) // len(olds)
    return range(max(0, middle - _BAND), min(len(news), middle + _BAND))


def _worth(old: Alignable, new: Alignable) -> float:
    """The letters that stay if the two are versions of each other; 0 where they cannot be."""
    if kind_of(old) != kind_of(new) or _are_two(old, new):
        return 0.0
    share = is_alike(old, new, _LEAST.get(type(old), _LEAST_OF_OTHERS))
    return share * length_of(new)


def _are_two(old: Alignable, new: Alignable) -> bool:
    """Whether both have names of their own, which differ."""
    return None not in (name_of(old), name_of(new)) and name_of(old) != name_of(new) and not isinstance(old, Paragraph | Item)
