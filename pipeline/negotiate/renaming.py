"""Defined Terms under another name: one decision, however often the term is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.document import Term
from pipeline.negotiate.changes import Change, Form
from pipeline.negotiate.sentences import words_beside

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Renaming:
    """A Defined Term that has another name in their text."""

    old: str
    new: str

    def is_in(self, change: Change) -> bool:
        """Whether a change puts the new name, in one or several, in the place of the old one, and does nothing else."""
        if change.form is not Form.WORDS or change.around is None:
            return False
        if self._is_definition(change):
            return True
        before, behind = words_beside(change.around)
        olds, news = _tokens(self.old), _tokens(self.new)
        ahead, rest = _common(olds, news)
        said = (_last(_tokens(before), ahead), _tokens(behind)[:rest])
        old, new = _without_articles(_tokens(change.old), _tokens(change.new))
        return _is(said, old, olds) and _is(said, new, news)

    def _is_definition(self, change: Change) -> bool:
        return renamed(change) == self


def renamed(change: Change) -> Renaming | None:
    """The renaming that a change makes at the definition itself."""
    if change.form is Form.WORDS and len(change.gone) == len(change.come) == 1:
        [gone], [come] = change.gone, change.come
        if isinstance(gone.leaf, Term) and isinstance(come.leaf, Term) and gone.leaf.text != come.leaf.text:
            return Renaming(gone.leaf.text, come.leaf.text)
    return None


def renamings(changes: Iterable[Change]) -> tuple[Renaming, ...]:
    """All Defined Terms that have another name."""
    return tuple(dict.fromkeys(found for change in changes if (found := renamed(change)) is not None))


def _tokens(words: str) -> list[str]:
    return [_singular(word) for word in _WORD.findall(words)]


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _common(olds: Sequence[str], news: Sequence[str]) -> tuple[int, int]:
    """How many words both names begin with, and how many they end with."""
    shorter = min(len(olds), len(news))
    ahead = next((n for n in range(shorter) if olds[n] != news[n]), shorter)
    rest = next((n for n in range(shorter - ahead) if olds[-1 - n] != news[-1 - n]), shorter - ahead)
    return ahead, rest


def _last(words: Sequence[str], number: int) -> Sequence[str]:
    return words[len(words) - number :] if number <= len(words) else ()


def _without_articles(olds: list[str], news: list[str]) -> tuple[list[str], list[str]]:
    """Without the `a` or `an` that changes with the name behind it."""
    articles = ("a", "an")
    return (olds[1:], news[1:]) if olds[:1] != news[:1] and {*olds[:1], *news[:1]} == {*articles} else (olds, news)


def _is(said: tuple[Sequence[str], Sequence[str]], words: Sequence[str], name: Sequence[str]) -> bool:
    return [*said[0], *words, *said[1]] == list(name)
