"""Defined Terms in running text: where they are used, in the singular, the plural and the genitive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W\d_](?:[\w&]|[-’'](?=\w))*")
_CAPITALISED = re.compile(r"(?<![\w&])(?=[^\W\d_a-z])" + WORD.pattern)
_FOLLOWING = re.compile(rf"\s+({WORD.pattern})")
_GENITIVE = re.compile(r"[’'](?:s|)$")


@lru_cache(maxsize=8192)
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
        self.uses = lru_cache(maxsize=16384)(self._uses)
        """Each use in a text in order; remembered, because contracts share most of their sentences."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for term in sorted(set(terms), key=len, reverse=True):
            if term:
                self._by_first.setdefault(term[0], []).append(term)

    def _uses(self, text: str) -> tuple[Use, ...]:
        return tuple(self._found(text))

    def _found(self, text: str) -> Iterator[Use]:
        """Uses begin with a capital letter and do not overlap."""
        end = 0
        for first, first_start, first_end in capitalised(text):
            if first_start < end:
                continue
            for term in self._by_first.get(first, ()):
                found = _end_of(term, first_end, text)
                if found:
                    end = found
                    yield Use(term, first_start, end)
                    break


@lru_cache(maxsize=8)
def vocabulary(terms: frozenset[tuple[str, ...]]) -> Vocabulary:
    """The vocabulary of these terms; the same one for the same terms, with what it remembers."""
    return Vocabulary(terms)


@lru_cache(maxsize=16384)
def capitalised(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words that begin with a capital letter: their stems, where they begin and where they end.

    Remembered, because contracts share most of their sentences.
    """
    return tuple((stem(match.group()), match.start(), match.end()) for match in _CAPITALISED.finditer(text))


def _end_of(term: tuple[str, ...], first_end: int, text: str) -> int | None:
    """Where a term ends whose first word ends here; None where the further words are others."""
    end = first_end
    for expected in term[1:]:
        following = _FOLLOWING.match(text, end)
        if following is None or stem(following[1]) != expected:
            return None
        end = following.end()
    return end
