"""The pairs of two rows, in an order that agrees with both, that are worth most together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

Pair: TypeAlias = tuple[int, int]
"""A place in the old row and one in the new row, both from 0."""
_Chain: TypeAlias = tuple[float, Pair, Any]
"""What a row of pairs is worth together, its last pair, and the chain before that."""
_NOTHING: _Chain = (0.0, (-1, -1), None)


def heaviest(worth: Mapping[Pair, float], news: int) -> list[Pair]:
    """Those of the pairs that can stand together and are worth most; of two choices the earlier one. `news` is the length of the new row.

    A Fenwick tree over the places of the new row holds the best chain that ends before each, so that long rows stay cheap.
    """
    tree: list[_Chain] = [_NOTHING] * (news + 1)
    for i, pairs in groupby(sorted(worth), key=itemgetter(0)):
        chains = [(j, _before(tree, j)) for _, j in pairs]
        for j, chain in chains:
            _put(tree, j, (chain[0] + worth[i, j], (i, j), chain))
    return list(_links(_before(tree, news)))[::-1]


def _before(tree: Sequence[_Chain], place: int) -> _Chain:
    best = _NOTHING
    while place:
        if tree[place][0] > best[0]:
            best = tree[place]
        place -= place & -place
    return best


def _put(tree: list[_Chain], place: int, chain: _Chain) -> None:
    place += 1
    while place < len(tree):
        if tree[place][0] < chain[0]:
            tree[place] = chain
        place += place & -place


def _links(chain: _Chain) -> Iterator[Pair]:
    while chain is not _NOTHING:
        _, pair, chain = chain
        yield pair
