"""Which pairs stay in order: those that are worth most, found without trying all."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.compare.heaviest import heaviest

PAIRS = st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.integers(1, 5).map(float), max_size=20)


def most(worth, i, j) -> float:
    """The most that pairs from these places on are worth, by trying all."""
    if i == 8 or j == 8:
        return 0.0
    together = worth[i, j] + most(worth, i + 1, j + 1) if (i, j) in worth else 0.0
    return max(together, most(worth, i + 1, j), most(worth, i, j + 1)) if worth else 0.0


@given(PAIRS)
def test_no_other_choice_is_worth_more(worth):
    chosen = heaviest(worth, 8)

    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(chosen))
    assert sum(worth[pair] for pair in chosen) == most(worth, 0, 0)


def test_of_two_equal_choices_the_earlier_one_is_taken():
    assert heaviest({(0, 1): 1.0, (0, 3): 1.0, (2, 3): 1.0, (2, 5): 1.0}, 8) == [(0, 1), (2, 3)]
