"""What a redline costs and how much it marks, measured on seeded edits of a contract."""

from __future__ import annotations

from itertools import cycle
from random import Random
from statistics import median, quantiles

from pipeline.compare import Settings, changes_in, fewest_letters, forget, marked_letters, redline
from pipeline.model.document import Document, Revision
from pipeline.model.stamp import Stamp
from pipeline.stages.bench.edits import edited
from pipeline.word import write_redline

_SHARE = 0.02
"""Of the nodes of a contract that a round changes: of sixty pages about fifty places."""
_SHARES = (0.005, 0.02, 0.05, 0.1)
_PAIRS = 12
"""Pairs of each share whose marks are counted."""
_SETTINGS = Settings(Revision("Benchmark", "2026-01-01"))


class Redlining:
    """One contract against versions of it that seeded edits make, another one each time."""

    def __init__(self, document: Document, stamp: Stamp, template: bytes) -> None:
        # Edits number the paragraphs anew, so the version that they begin with has to be numbered likewise.
        self.old = edited(document, Random(0), 0.0)
        self.stamp, self.template = stamp, template
        self.news = cycle([edited(self.old, Random(seed), _SHARE) for seed in range(_PAIRS)])

    def compare(self) -> None:
        """Compare and list the changes, with nothing remembered of former comparisons."""
        forget()
        changes_in(redline(self.old, next(self.news), _SETTINGS))

    def write(self) -> None:
        """Compare, list the changes, and write the DOCX with tracked changes."""
        forget()
        marked = redline(self.old, next(self.news), _SETTINGS)
        write_redline(marked, self.stamp, self.template, changes=changes_in(marked))

    def marks(self) -> tuple[float, float]:
        """The letters marked for each that a word diff of the whole text marks: the median and the ninth decile of the pairs."""
        ratios = [self._ratio(edited(self.old, Random(f"{share}/{seed}"), share)) for share in _SHARES for seed in range(_PAIRS)]
        return median(ratios), quantiles(ratios, n=10)[8]

    def _ratio(self, new: Document) -> float:
        fewest = fewest_letters(self.old, new)
        return marked_letters(redline(self.old, new, _SETTINGS)) / fewest if fewest else 1.0
