"""Values read out of a stranger's text: a quantity near words that tell which field of ours it fills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.sections import Section
from pipeline.model.their_paper import Confidence, Match, ReadValue
from pipeline.negotiate.strangers.value_rules import RULES, Rule

_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z(“\"])|\n")
_EITHER = re.compile(r"\b(?:either|each|both|a)\s+part(?:y|ies)\b|\bother party\b", re.IGNORECASE)
_PARTIES = {
    "customer": re.compile(r"\b(?:customer|client|licensee|buyer)\b", re.IGNORECASE),
    "provider": re.compile(r"\b(?:provider|supplier|vendor|contractor|licensor|seller)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """A section with the clauses that it, or what stands around it, was found to say."""

    section: Section
    clauses: Mapping[str, Confidence]


def values_in(sections: Sequence[Section], matches: Sequence[Match]) -> tuple[ReadValue, ...]:
    """Each value once for a path and sentence, in the order of the text, as the surest rule reads it."""
    found: dict[tuple[str, str, int], ReadValue] = {}
    for place in _places(sections, matches):
        for start, sentence in _sentences(place.section):
            for rule in RULES:
                for read in _by_rule(rule, place, start, sentence):
                    key = (read.path, read.value, place.section.start + start)
                    if key not in found or _rank(read) < _rank(found[key]):
                        found[key] = read
    return tuple(sorted(_surest(list(found.values())), key=lambda read: (read.start, read.path)))


def _rank(read: ReadValue) -> int:
    return list(Confidence).index(read.confidence)


def _surest(values: Sequence[ReadValue]) -> Iterator[ReadValue]:
    """Where a place of the text was read for several fields, the surest ones: a possible one beside them says nothing."""
    best: dict[int, int] = {}
    for read in values:
        best[read.start] = min(best.get(read.start, _rank(read)), _rank(read))
    return (read for read in values if _rank(read) == best[read.start])


def _places(sections: Sequence[Section], matches: Sequence[Match]) -> Iterator[_Place]:
    own: dict[int, dict[str, Confidence]] = {}
    for match in matches:
        own.setdefault(match.section.start, {})[match.clause.id] = match.confidence
    above: list[tuple[int, dict[str, Confidence]]] = []
    for section in sections:
        while above and above[-1][0] >= section.depth:
            above.pop()
        clauses = {**(above[-1][1] if above else {}), **own.get(section.start, {})}
        above.append((section.depth, clauses))
        yield _Place(section, clauses)


def _sentences(section: Section) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _SENTENCE.finditer(section.words):
        yield start, section.words[start : gap.start()]
        start = gap.end()
    yield start, section.words[start:]


def _by_rule(rule: Rule, place: _Place, start: int, sentence: str) -> Iterator[ReadValue]:
    of_clause = [place.clauses[clause] for clause in rule.clauses if clause in place.clauses]
    if not (of_clause or rule.anywhere) or rule.other.search(sentence):
        return
    found = rule.pattern.search(sentence)
    value = rule.read(found["value"]) if found else None
    if found is None or value is None:
        return
    confidence = Confidence.LIKELY if of_clause and Confidence.POSSIBLE not in of_clause else Confidence.POSSIBLE
    at = place.section.start + start + found.start("value")
    read = ReadValue(rule.path, value, found["value"], place.section, at, confidence)
    yield from _by_side(read, sentence[: found.end()])


def _by_side(read: ReadValue, before: str) -> Iterator[ReadValue]:
    """The same for each party whose right it may be; where nobody can tell, for both, and only possible."""
    if "{side}" not in read.path:
        yield read
        return
    either = _EITHER.search(before)
    named = [side for side, words in _PARTIES.items() if words.search(before)]
    sides = [*_PARTIES] if either or len(named) != 1 else named
    confidence = read.confidence if either or len(named) == 1 else Confidence.POSSIBLE
    yield from (replace(read, path=read.path.replace("{side}", side), confidence=confidence) for side in sides)
