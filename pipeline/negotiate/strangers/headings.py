"""Headings compared as people compare them: by the words that carry them, in any order, singular or plural."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pipeline.model.their_paper import OurClause

Key = frozenset[str]
Name = TypeVar("Name")
_WORD = re.compile(r"[a-z]+")
_LINKS = frozenset({"a", "an", "the", "of", "to", "for", "by", "in", "on", "at", "with", "and", "or", "this", "that", "its", "their"})
_EMPTY = frozenset(
    {"provision", "clause", "section", "article", "certain", "no", "not", "mutual", "limited", "exclusive", "party", "company", "service"}
    | {"hosting", "customer", "client", "licensee", "user", "provider", "supplier", "vendor", "contractor", "licensor"}
)
"""Words that seldom tell one heading from another: they are left out where the whole heading is not known."""
_PARTS = re.compile(r"\s*(?:[;,/&]|\band\b|\bor\b)\s*", re.IGNORECASE)


def key_of(heading: str) -> Key:
    """The words that carry a heading, in any order, singular or plural."""
    return frozenset(_singular(word) for word in _words(heading) if word not in _LINKS)


def _bare(key: Key) -> Key:
    return key - _EMPTY or key


def _phrase(heading: str) -> str:
    return " ".join(_singular(word) for word in _words(heading) if word not in ("a", "an", "the"))


def _words(heading: str) -> list[str]:
    return _WORD.findall(heading.lower().replace("’", "'").replace("'s", ""))


def parts_of(heading: str) -> tuple[str, ...]:
    """The headings that stand in one, as "Entire Agreement and Waiver"; one that cannot be divided is its only part."""
    return tuple(part for part in _PARTS.split(heading) if part)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


@dataclass(frozen=True)
class Headings:
    """The headings of our clauses, ours and those of others."""

    clauses: tuple[OurClause, ...]

    @cached_property
    def _by_phrase(self) -> Mapping[str, tuple[OurClause, ...]]:
        return _gathered((_phrase(name), clause) for clause in self.clauses for name in clause.names)

    @cached_property
    def _by_key(self) -> Mapping[Key, tuple[OurClause, ...]]:
        return _gathered((key_of(name), clause) for clause in self.clauses for name in clause.names)

    def exact(self, heading: str) -> tuple[OurClause, ...]:
        """The clauses that are called just so; word for word before the same words in another order."""
        key = key_of(heading)
        return self._by_phrase.get(_phrase(heading)) or self._by_key.get(key) or self._by_key.get(_bare(key), ())

    def of_parts(self, heading: str) -> tuple[tuple[OurClause, ...], bool]:
        """The clauses whose names stand in a heading beside each other, and whether every part of it is such a name."""
        found = [self.exact(part) for part in parts_of(heading)]
        return _once(clause for part in found for clause in part), bool(found) and all(found)

    def within(self, heading: str) -> tuple[tuple[OurClause, int], ...]:
        """The clauses one of whose names stands in a heading among other words, with the number of its words; the longest counts."""
        key = key_of(heading)
        names = [name for name in self._by_key if name < key]
        longest = max(map(len, names), default=0)
        found = _once(clause for name in names if len(name) == longest for clause in self._by_key[name])
        return tuple((clause, longest) for clause in found)


def _gathered(named: Iterable[tuple[Name, OurClause]]) -> dict[Name, tuple[OurClause, ...]]:
    found: dict[Name, dict[str, OurClause]] = {}
    for name, clause in named:
        found.setdefault(name, {})[clause.id] = clause
    return {name: tuple(clauses.values()) for name, clauses in found.items()}


def _once(clauses: Iterable[OurClause]) -> tuple[OurClause, ...]:
    return tuple({clause.id: clause for clause in clauses}.values())
