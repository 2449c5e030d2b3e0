"""How much two texts of a Word file have in common, and which in a row of texts is which in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from lxml import etree

from pipeline.word.markup import COME
from pipeline.word.names import W

Said = TypeVar("Said", bound=Hashable)
"""A text, or several that belong together."""


def own_words(element: etree._Element) -> str:
    """The words before their tracked changes; those that are new, if all are."""
    return _plain("".join(_letters(element, new=False))) or _plain("".join(_letters(element, new=True)))


def _letters(paragraph: etree._Element, *, new: bool) -> Iterator[str]:
    for text in paragraph.iter(f"{W}t", f"{W}delText"):
        comes = any(above.tag in COME for above in text.iterancestors())
        if comes is new or (not new and text.tag == f"{W}delText"):
            yield text.text or ""


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u00a0", " ").split())


def likeness(ours: str, theirs: str, least: float) -> float:
    """The share of letters that two texts have in common in the same order; 0 below `least`."""
    if ours == theirs:
        return 1.0
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    share = matcher.ratio()
    return share if share >= least else 0.0


def common_words(ours: str, theirs: str) -> float:
    """The share of words that two texts have in common, in whatever order."""
    one, two = Counter(ours.split()), Counter(theirs.split())
    return 2 * (one & two).total() / max(1, one.total() + two.total())


def matched(ours: Sequence[Said], theirs: Sequence[Said], alike: Callable[[Said, Said], float], most: int) -> dict[int, int]:
    """Which is which by ordinal: the same in the same order, and between these what is alike, where there are at most so many pairs."""
    result: dict[int, int] = {}
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            result.update(zip(range(i, j), range(k, m), strict=True))
        elif tag == "replace" and (j - i) * (m - k) <= most:
            result.update({i + a: k + b for a, b in in_order(ours[i:j], theirs[k:m], alike)})
    return result


def in_order(ours: Sequence[Said], theirs: Sequence[Said], alike: Callable[[Said, Said], float]) -> list[tuple[int, int]]:
    """Pairs by ordinal in the order of both, so that as much as possible is alike (a longest common sequence with weights)."""
    worth = [[alike(our, their) for their in theirs] for our in ours]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + worth[i][j] if worth[i][j] else 0.0)
    pairs, i, j = [], 0, 0
    while i < len(ours) and j < len(theirs):
        if worth[i][j] and best[i][j] == best[i + 1][j + 1] + worth[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
