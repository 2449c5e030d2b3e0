"""How much is marked: hardly more than the least that would do, by an own word diff that knows nothing of blocks."""

from __future__ import annotations

import re
from statistics import median, quantiles

import pytest

from pipeline.compare import Settings, fewest_letters, marked_letters, redline
from pipeline.model.document import Document, Ref, Revision, Strong, Text

US = Settings(Revision("Fernhill"))


def words(node) -> list[str]:
    """The whole text as words and signs; a value, a reference or a term is one, as people change it."""
    result = []
    for content in (getattr(node, name, ()) for name in ("heading", "content")):
        for inline in content:
            match inline:
                case Text(text=text):
                    result += re.findall(r"\w+|\s|[^\w\s]", text)
                case Strong():
                    result += words(inline)
                case Ref(target=target):
                    result.append(target)
                case _:
                    result.append(inline.text)
    for name in ("parts", "blocks", "items", "header", "rows", "cells"):
        for child in getattr(node, name, ()):
            result += words(child)
    return result


def fewest(old: list[str], new: list[str]) -> int:
    """The fewest letters that can be marked, by the textbook's table of longest common parts, weighed in letters."""
    row = [0] * (len(new) + 1)
    for word in old:
        before, row = row, [0]
        for place, other in enumerate(new):
            row.append(max(before[place + 1], row[place], before[place] + len(word) if word == other else 0))
    return sum(map(len, old)) + sum(map(len, new)) - 2 * row[-1]


def pairs(agreement: Document, edited, share: float) -> list[tuple[Document, Document]]:
    return [(agreement, edited(agreement, seed, share)) for seed in range(100)]


@pytest.mark.parametrize("share", [0.02, 0.05])
def test_hardly_more_is_marked_than_must_be(agreement, edited, share):
    ratios = [
        marked_letters(redline(old, new, US)) / least
        for old, new in pairs(agreement, edited, share)
        if (least := fewest(words(old), words(new)))
    ]

    assert len(ratios) >= 30
    assert median(ratios) <= 1.02
    assert quantiles(ratios, n=10)[8] <= 1.2


def test_the_measure_of_the_benchmark_is_close_to_the_fewest_letters(agreement, edited):
    both = [(fewest_letters(old, new), fewest(words(old), words(new))) for old, new in pairs(agreement, edited, 0.1)]

    assert all(least <= measured <= 1.15 * least for measured, least in both)


def test_what_moves_counts_at_both_ends(build, agreement):
    first, second = (build.clause(id, "Heading", build.paragraph(f"{id}.a", "Words stand here.")) for id in ("one", "two"))
    swapped = redline(build.document(first, second), build.document(second, first), US)

    assert marked_letters(swapped) == 2 * len("HeadingWords stand here.")
    assert marked_letters(redline(agreement, agreement, US)) == 0
