"""How much the words of a text are those of a clause: words that few of our clauses have count most."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pipeline.model.their_paper import OurClause

_WORD = re.compile(r"[a-z]{3,}")
_ENDING = re.compile(r"(?:ations?|ings?|ed|ers?|ments?|ies|es|s|y|ion|e)$")


_PARTIES = frozenset(
    {"agreement", "party", "parties", "customer", "client", "licensee", "user", "provider", "supplier", "vendor", "contractor", "licensor"}
    | {"company", "shall", "will", "section"}
)
"""What theirs may call whom ours calls otherwise: a name of a party tells no clause from another."""


def stems(text: str) -> list[str]:
    """The words of a text without their endings, so that "notify" and "notified" are near each other."""
    return [_ENDING.sub("", word) if len(word) > 5 else word.rstrip("s") for word in _WORD.findall(text.lower()) if word not in _PARTIES]


@dataclass(frozen=True)
class Likeness:
    """Compares texts with all our clauses."""

    clauses: tuple[OurClause, ...]

    def ranked(self, text: str) -> list[tuple[float, OurClause]]:
        """Each clause with its likeness from 0 to 1, the likest first; nothing where the text has none of our words."""
        vector = self._vector(Counter(stems(text)))
        found = [(_cosine(vector, own), clause) for clause, own in self._own]
        return sorted(((score, clause) for score, clause in found if score), key=lambda pair: (-pair[0], pair[1].id))

    @cached_property
    def _counts(self) -> tuple[tuple[OurClause, Counter[str]], ...]:
        return tuple((clause, Counter(stems(" ".join((*clause.names, *clause.paragraphs))))) for clause in self.clauses)

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        in_how_many = Counter(word for _, words in self._counts for word in words)
        return {word: math.log(1 + len(self.clauses) / count) for word, count in in_how_many.items()}

    @cached_property
    def _foreign(self) -> float:
        """The weight of a word that none of our clauses has: it makes a text less like any of them, by how rare a word is on average."""
        return sum(self._weights.values()) / max(1, len(self._weights))

    @cached_property
    def _own(self) -> tuple[tuple[OurClause, Mapping[str, float]], ...]:
        return tuple((clause, self._vector(words)) for clause, words in self._counts)

    def _vector(self, words: Counter[str]) -> Mapping[str, float]:
        """The words by their weight, scaled to length 1."""
        weighted = {word: (1 + math.log(count)) * self._weights.get(word, self._foreign) for word, count in words.items()}
        length = math.sqrt(sum(weight * weight for weight in weighted.values()))
        return {word: weight / length for word, weight in weighted.items()} if length else {}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shorter, longer = sorted((one, other), key=len)
    return sum(weight * longer.get(word, 0.0) for word, weight in shorter.items())
