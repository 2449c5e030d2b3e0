"""Where two wordings of a clause differ, word by word in paragraphs that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from pipeline.model.review import Block, Choice, Wording, all_words, shown

Change = Literal["same", "out", "new"]

_TOKEN = re.compile(r"\{\{.*?\}\}|\[[^\]]*\]|\w+|\s+|.", re.DOTALL)
_ALIKE = 0.4
"""Two paragraphs that share less than this are one that goes and one that comes."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that both say, that only the preferred wording says, or that only the other one says."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A paragraph, or a condition, of either wording."""

    stretches: tuple[Stretch, ...]

    @property
    def is_same(self) -> bool:
        """Whether both wordings say it."""
        return all(stretch.change == "same" for stretch in self.stretches)


def difference(preferred: Wording, other: Wording) -> tuple[ChangedLine, ...]:
    """The paragraphs of both wordings in reading order, with what is left out and what is new."""
    before, after = tuple(_lines(preferred.blocks)), tuple(_lines(other.blocks))
    return tuple(_changed(before, after))


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Choice):
            for case in block.cases:
                yield f"If {case.condition.words}:" if case.condition else "Otherwise:"
                yield from _lines(case.blocks)
        else:
            yield from (shown(words.content) for words in all_words((block,)))


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[ChangedLine]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (ChangedLine((Stretch("same", line),)) for line in before[i:j])
        else:
            yield from _replaced(before[i:j], after[k:m])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[ChangedLine]:
    """Paragraphs in the place of others: in pairs where they are alike, else one after the other."""
    for old, new in zip_longest(before, after):
        if old is not None and new is not None and SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE:
            yield ChangedLine(tuple(_stretches(_TOKEN.findall(old), _TOKEN.findall(new))))
            continue
        if old is not None:
            yield ChangedLine((Stretch("out", old),))
        if new is not None:
            yield ChangedLine((Stretch("new", new),))


def _stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[Stretch]:
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Stretch("same", "".join(before[i:j]))
            continue
        if i < j:
            yield Stretch("out", "".join(before[i:j]))
        if k < m:
            yield Stretch("new", "".join(after[k:m]))
