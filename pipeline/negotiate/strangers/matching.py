"""Which of our clauses each section of a stranger's text says, by its heading, by its words, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TypeAlias

from pipeline.model.sections import Section
from pipeline.model.their_paper import Confidence, Match, OurClause
from pipeline.negotiate.strangers.headings import Headings
from pipeline.negotiate.strangers.likeness import Likeness

Ranked: TypeAlias = Sequence[tuple[float, OurClause]]
_DEFINITIONS = "definitions"
_SHORTEST = 80
"""Words of fewer characters are too few to know a clause by."""
_LIKE, _VERY_LIKE, _AHEAD = 0.2, 0.3, 1.4
"""Likeness by which words alone make a clause possible or likely, and by how much it must be ahead of the next one."""
_BEARS_OUT = 0.15
"""So like must the words be to bear out a heading in which a name stands among others."""
_NEAR_TOP, _VERY_TOP = 4, 2
"""A heading is borne out where its clause is among so many likest ones; one word within a heading, among fewer."""
_DEFINES = re.compile(r"\s*[“\"‘'][^”\"’']{1,80}[”\"’'][^.;]{0,160}?\b(?:means?|ha(?:s|ve) the meaning|(?:is|are) defined|includes?)\b")


@dataclass(frozen=True, slots=True)
class Matched:
    """The matches in the order of their text, and the sections that say something in which none of ours was found."""

    matches: tuple[Match, ...]
    rest: tuple[Section, ...]


def matched(sections: Sequence[Section], clauses: Sequence[OurClause]) -> Matched:
    """Match each section by itself; one below a matched heading that shows nothing of its own belongs to that."""
    matcher = _Matcher(Headings(tuple(clauses)), Likeness(tuple(clauses)))
    matches: list[Match] = []
    rest: list[Section] = []
    above: list[tuple[Section, tuple[Match, ...]]] = []
    for ordinal, section in enumerate(sections):
        while above and above[-1][0].depth >= section.depth:
            above.pop()
        inherited = above[-1][1] if above else ()
        found = () if matcher.defines(section, inherited) else tuple(matcher.of(section, _whole(sections, ordinal), inherited))
        above.append((section, found or inherited))
        matches += found
        if not found and not inherited and len(section.words) >= _SHORTEST and not _DEFINES.match(section.words):
            rest.append(section)
    return Matched(tuple(matches), tuple(rest))


def _whole(sections: Sequence[Section], ordinal: int) -> str:
    """The words of a section and of those within it."""
    first = sections[ordinal]
    within = takewhile(lambda section: section.depth > first.depth, islice(sections, ordinal + 1, None))
    return "\n".join(words for words in (first.words, *(section.words for section in within)) if words)


@dataclass(frozen=True, slots=True)
class _Matcher:
    headings: Headings
    likeness: Likeness

    def defines(self, section: Section, inherited: Sequence[Match]) -> bool:
        """Whether a section defines a term, and so of everything and nothing; what is headed as definitions is the clause itself."""
        if any(match.clause.id == _DEFINITIONS for match in inherited):
            return True
        headed = any(clause.id == _DEFINITIONS for clause in self.headings.exact(section.title))
        return not headed and _DEFINES.match(section.words) is not None

    def of(self, section: Section, whole: str, inherited: Sequence[Match]) -> Iterator[Match]:
        """The clauses that a section says; `whole` is what it says together with the sections within it."""
        if not whole:
            return
        ranked = self.likeness.ranked(f"{section.title}. {whole}") if len(whole) >= _SHORTEST else []
        found = tuple(self._by_heading(section, ranked)) or tuple(self._by_part(section, ranked))
        known = {match.clause.id for match in inherited}
        if not found and section.words and ranked and (section.number or section.title) and ranked[0][1].id not in known:
            found = tuple(self._by_words(section, ranked))
        yield from found

    def _by_heading(self, section: Section, ranked: Ranked) -> Iterator[Match]:
        """A heading that is known, and is sure where the words bear it out, or are too few to say anything."""
        exact, known_as_a_whole = self.headings.exact(section.title), True
        if not exact:
            exact, known_as_a_whole = self.headings.of_parts(section.title)
        near = {clause.id for _, clause in ranked[:_NEAR_TOP]}
        for clause in exact:
            sure = known_as_a_whole and (clause.id in near or not ranked)
            yield Match(section, clause, Confidence.SURE if sure else Confidence.LIKELY, "its heading")

    def _by_part(self, section: Section, ranked: Ranked) -> Iterator[Match]:
        """A heading in which a name of ours stands among other words, where the words bear it out."""
        scores = {clause.id: (place, score) for place, (score, clause) in enumerate(ranked)}
        for clause, size in self.headings.within(section.title):
            place, score = scores.get(clause.id, (len(ranked), 0.0))
            if place < (_NEAR_TOP if size > 1 else _VERY_TOP) and score >= _BEARS_OUT:
                yield Match(section, clause, Confidence.LIKELY, "a part of its heading, and its words")
                return

    def _by_words(self, section: Section, ranked: Ranked) -> Iterator[Match]:
        score, clause = ranked[0]
        ahead = len(ranked) == 1 or score >= _AHEAD * ranked[1][0]
        if score >= _VERY_LIKE and ahead:
            yield Match(section, clause, Confidence.LIKELY, "its words")
        elif score >= _LIKE and ahead:
            yield Match(section, clause, Confidence.POSSIBLE, "its words")
