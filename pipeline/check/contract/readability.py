"""How our wording reads, in figures: words, sentences, duties, and Flesch's reading ease."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.check.contract.duties import PASSIVE
from pipeline.check.contract.passages import LONGEST, Passage, Setting, passages
from pipeline.model.document import Block, Document

_DUTY = re.compile(r"\bshall\b")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<![aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouylr])es$|(?<=[^td])ed$")


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of one stretch of text. A sentence is what ends with a full stop, or a point of a list; titles and tables are none."""

    words: int = 0
    sentences: int = 0
    syllables: int = 0
    longest: int = 0
    too_long: int = 0
    duties: int = 0
    passive_duties: int = 0

    def __add__(self, other: Readability) -> Readability:
        return Readability(
            self.words + other.words,
            self.sentences + other.sentences,
            self.syllables + other.syllables,
            max(self.longest, other.longest),
            self.too_long + other.too_long,
            self.duties + other.duties,
            self.passive_duties + other.passive_duties,
        )

    @property
    def mean(self) -> float:
        """Words of a sentence, on average."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def flesch(self) -> float:
        """Flesch's reading ease (1948): 206.835 - 1.015 words a sentence - 84.6 syllables a word; 0 is hard and 100 is easy."""
        if not self.sentences or not self.words:
            return 0.0
        return 206.835 - 1.015 * self.words / self.sentences - 84.6 * self.syllables / self.words


def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels without a silent e; a figure or value counts as one."""
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word.lower()))))


def readability(text: Iterable[Block] | Document) -> Readability:
    """The figures of the sentences in these blocks, or in a whole contract, as printed there."""
    nodes = (text,) if isinstance(text, Document) else text
    found = (passage for node in nodes for passage in passages(node, {}, Setting(), values=isinstance(text, Document)))
    return sum((_of(passage) for passage in found if not passage.in_table), Readability())


def _of(passage: Passage) -> Readability:
    counts = [sentence.words for sentence in passage.sentences if sentence.words]
    return Readability(
        words=sum(map(len, counts)),
        sentences=len(counts),
        syllables=sum(syllables(word) for words in counts for word in words),
        longest=max(map(len, counts), default=0),
        too_long=sum(len(words) > LONGEST for words in counts),
        duties=len(_DUTY.findall(passage.text)),
        passive_duties=len(PASSIVE.findall(passage.text)),
    )
