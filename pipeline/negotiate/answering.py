"""Which version a text answers, where the file itself does not say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pipeline.model.document import Document
from pipeline.model.reading import lines

LEAST = 0.5
"""The share of lines that a text must have in common with a version to be an answer to it."""
_LEAD = 0.01
"""By how much the best version must be ahead of the others, so that the choice is certain."""


def version_answered(theirs: Document, versions: Mapping[str, Document]) -> str | None:
    """The version whose lines are in the text more than any other's; None where none is, or where two are as likely."""
    found = _lines(theirs)
    shares = sorted(((_share(found, _lines(document)), version) for version, document in versions.items()), reverse=True)
    if not shares or shares[0][0] < LEAST:
        return None
    if len(shares) > 1 and shares[0][0] - shares[1][0] < _LEAD:
        return None
    return shares[0][1]


def _lines(document: Document) -> Counter[str]:
    # Without numbers, of which one new clause changes many.
    return Counter(" ".join(words.split()) for _, words in lines(document))


def _share(found: Counter[str], version: Counter[str]) -> float:
    return 2 * (found & version).total() / max(1, found.total() + version.total())
