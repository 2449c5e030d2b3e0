"""Defined Terms in running text: where they are used, in the singular, the plural and the genitive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

WORD = re.compile(r"[^\W\d_](?:[\w&]|[-’'](?=\w))*")
_GENITIVE = re.compile(r"[’'](?:s|)$")


def stem(word: str) -> str:
    """A word without the endings of plural and genitive, so that `Days`, `Day` and `Day's` are one."""
    word = _GENITIVE.sub("", word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def stems(phrase: str) -> tuple[str, ...]:
    """The stems of all words of a phrase: two phrases with equal stems are one term."""
    return tuple(stem(match.group()) for match in WORD.finditer(phrase))


@dataclass(frozen=True, slots=True)
class Use:
    """A term that a text uses from one offset to another."""

    term: tuple[str, ...]
    start: int
    end: int


class Vocabulary:
    """A set of terms that can be found in a text; of two that begin alike the longer one is found."""

    def __init__(self, terms: Iterable[tuple[str, ...]]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for term in sorted(set(terms), key=len, reverse=True):
            if term:
                self._by_first.setdefault(term[0], []).append(term)

    def uses(self, text: str) -> Iterator[Use]:
        """Each use in order; uses do not overlap."""
        words = list(WORD.finditer(text))
        at = 0
        while at < len(words):
            term = self._term_at(words, at, text)
            if term is None:
                at += 1
                continue
            last = at + len(term) - 1
            yield Use(term, words[at].start(), words[last].end())
            at = last + 1

    def _term_at(self, words: list[re.Match[str]], at: int, text: str) -> tuple[str, ...] | None:
        candidates = self._by_first.get(stem(words[at].group()))
        for term in candidates or ():
            run = words[at : at + len(term)]
            if tuple(stem(word.group()) for word in run) == term and _stand_together(run, text):
                return term
        return None


def _stand_together(run: list[re.Match[str]], text: str) -> bool:
    return all(text[left.end() : right.start()].isspace() for left, right in pairwise(run))
