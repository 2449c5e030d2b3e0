"""Defined terms in the forms in which lawyers write them: used, defined once, and there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_QUOTED = re.compile(r"[“\"](?P<term>[A-Za-z][^“”\"\n]{0,70}?)[,.]?\s?[”\"]")
_MEANS = re.compile(
    r"\s*(?:\([^()]{0,60}\)\s*)?(?:,?\s*(?:and|or|&)\s*(?:the\s+)?[“\"][^“”\"\n]{1,70}[”\"]\s*)?(?:,\s*[^,“”\"\n]{3,80},\s*)?"
    r"(?P<verb>(?:shall\s+|will\s+)?(?:means?|mean\s+and\s+include|denotes?|bears?\s+the\s+meaning|refers?\s+to|includes?)\b"
    r"|(?:shall\s+|will\s+)?(?:has|have|having)\s+the\s+(?:respective\s+)?meanings?|(?:is|are)\s+(?:as\s+)?(?:defined|specified|described)|:)"
)
_DIRECT = re.compile(r"means?\b|mean\s+and|denotes?\b", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\((?P<inside>(?:[^()\"“”]{0,60}?[“\"][A-Za-z][^“”\"\n()]{0,70}?[”\"]){1,4}[^()\"“”]{0,40})\)")
_NO_DEFINITION = re.compile(
    r"\b(?:such\s+as|e\.g\.|i\.e\.|known\s+as|called|under\s+the\s+name|for\s+example|within\s+the\s+meaning|defined\s+in|referred)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?P<term>[A-Z][\w'’-]*(?:\s+(?:of|and|for|the|to)\s+[A-Z][\w'’-]*|\s+[A-Z][\w'’-]*){0,5})\s+\((?:each\s+)?as\s+(?:hereinafter\s+)?defined\s+"
    r"(?:below|above|herein(?:after)?|hereinbelow|in\s+this\s+(?:Agreement|Section|Addendum))\)"
)
_ALTERNATIVE = re.compile(r"\s*/\s*|\s+or\s+")
"""Between two terms in one pair of quotation marks, as in "Party or Parties"."""
_NUMBERS = re.compile(r"\d+(?:[.,:]\d+)*")
_LONGEST_TERM = 6
_BESIDE = 12
"""So few characters lie between a term and its synonym in brackets."""
_CONDITION = 250
_IN_A_CASE = re.compile(r"\b(?:in which case|if|where|as an authori[sz]ed reseller)\b", re.IGNORECASE)
_IS_CHANGED = re.compile(r"\b(?:modified|amended|replaced|restated|changed)\b[^.\n]*:?\s*$")
_BOX = re.compile(r"\s*(?:\[ {0,3}[xX]?\]|[☐☑☒])\s")


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a term is defined; `direct` where the text says itself what it means, `body` what it says."""

    term: str
    start: int
    end: int
    direct: bool
    scope: int
    sentence: int
    """Where the words that say what it means begin: the same place for synonyms."""
    body: str


@lru_cache(maxsize=4)
def definitions(proof: Proof) -> tuple[Definition, ...]:
    """Every definition in quotes, in the order of the text: "X" means, and (the "X")."""
    found = {definition.start: definition for definition in (*_sentences(proof), *_parentheses(proof))}
    return tuple(found[start] for start in sorted(found))


def _sentences(proof: Proof) -> Iterator[Definition]:
    for match in _QUOTED.finditer(proof.text):
        means = _MEANS.match(proof.text, match.end())
        if not means or not _is_term(match["term"]) or (means["verb"] == ":" and not _begins_line(proof, match.start())):
            continue
        if not _begins_sentence(proof, match.start()):
            continue
        body = proof.text[means.end() : proof.line_at(means.end())[1]]
        yield Definition(
            match["term"].strip(),
            match.start("term"),
            match.end("term"),
            bool(_DIRECT.search(means["verb"])),
            proof.outline.scope_at(match.start()),
            means.start("verb"),
            body,
        )


def _parentheses(proof: Proof) -> Iterator[Definition]:
    for match in _PARENTHESIS.finditer(proof.text):
        inside = match["inside"]
        if _NO_DEFINITION.search(inside) or not re.match(
            r"\s*(?:[^“\"]{0,60}\b(?:the|a|an|as|collectively|each|hereinafter|together|or|and|to as)\b,?:?\s*)?[“\"]", inside
        ):
            continue
        for quoted in _QUOTED.finditer(proof.text, match.start(), match.end()):
            if _is_term(quoted["term"]):
                yield Definition(
                    quoted["term"].strip(),
                    quoted.start("term"),
                    quoted.end("term"),
                    False,
                    proof.outline.scope_at(match.start()),
                    quoted.start(),
                    "",
                )


def _is_term(words: str) -> bool:
    return words[0].isupper() and len(words.split()) <= _LONGEST_TERM and not words.endswith((".", "?", "!"))


def _begins_line(proof: Proof, offset: int) -> bool:
    return not proof.text[proof.line_at(offset)[0] : offset].strip(' \t*-|“"')


def _begins_sentence(proof: Proof, offset: int) -> bool:
    """A definition stands where a sentence or item begins, or behind "the term"."""
    before = proof.text[max(0, offset - 60) : offset].rstrip(" \t\n")
    return (
        not before
        or offset == proof.line_at(offset)[0]
        or bool(re.search(r"(?:[.:;)\]\d]|\b(?:terms?|expressions?|words?|phrase|and|or|the)|[–—-])$", before))
        or not proof.text[proof.line_at(offset)[0] : offset].strip(" \t*-|()0123456789.")
    )


def term_unused(proof: Proof) -> Iterator[Diagnostic]:
    """L02. A term that is defined and never used.

    Wrong: `"Key Personnel" means ...`, and no other place speaks of Key Personnel. Right: use it, or leave it out. A reader
    looks for the duty that the definition promised.
    """
    once = {definition.term: definition for definition in reversed(definitions(proof))}
    ends = [definition for definition in definitions(proof) if once[definition.term] is definition]
    for definition in ends:
        if definition.direct and not any(_uses(proof, other) for other in _synonyms(definition, definitions(proof))):
            message = f"`{definition.term}` is defined and never used"
            yield proof.warning("term-unused", definition.start, definition.end, message, "use it, or leave the definition out")


def _synonyms(definition: Definition, every: tuple[Definition, ...]) -> list[Definition]:
    """The terms that one sentence defines together, as in `"European Economic Area" or "EEA" means`."""
    return [
        other
        for other in every
        if other.sentence == definition.sentence or other.term == definition.term or 0 < other.start - definition.end < _BESIDE
    ]


def _uses(proof: Proof, definition: Definition) -> bool:
    """Whether the term stands anywhere but in the definitions of it; in plural, as a verb's form or in capitals too."""
    if parts := _ALTERNATIVE.split(definition.term)[1:]:
        return any(proof.text.count(_stem(part)) > 1 for part in [_ALTERNATIVE.split(definition.term)[0], *parts])
    short = re.search(r"\s*\((?P<letters>[^()]*)\)$", definition.term)
    if short and re.search(rf"(?<![\w(“\"]){re.escape(short['letters'])}(?!\w)", proof.text):
        return True
    stem = _plain(_stem(definition.term[: short.start()] if short else definition.term))
    small = not _is_capitalised(definition.term)
    own = sum(other.term == definition.term for other in definitions(proof))
    text = _plain_text(proof, small=small)
    return text.count(stem.casefold() if small else stem) > own or _shouted(proof, definition)


def _plain(words: str) -> str:
    return " ".join(words.replace("-", " ").split())


@lru_cache(maxsize=8)
def _plain_text(proof: Proof, *, small: bool) -> str:
    """The text with single blanks, so that a term can be counted in it."""
    return _plain(proof.text.casefold() if small else proof.text)


def _is_capitalised(words: str) -> bool:
    """Whether a term is told apart from common words by its capitals: several words, each with one."""
    longer = [word for word in words.split() if len(word) > 3]
    return len(words.split()) > 1 and not words.isupper() and all(word[0].isupper() for word in longer)


def _stem(term: str) -> str:
    """Without the ending that a plural or another form of a verb changes."""
    for ending in ("ies", "ing", "ed", "es", "s", "y", "e"):
        if term.endswith(ending) and len(term) - len(ending) >= 4:
            return term[: -len(ending)]
    return term


def _shouted(proof: Proof, definition: Definition) -> bool:
    return not definition.term.isupper() and definition.term.upper() in proof.text


def _is_to_be_ticked(proof: Proof, definition: Definition) -> bool:
    """Whether a box stands before it, so that it is one of several definitions to choose from."""
    start, _ = proof.line_at(definition.start)
    return _BOX.match(proof.text, start) is not None


def _is_on_condition(proof: Proof, definition: Definition) -> bool:
    """Whether it holds only in a case that the words before it name, or takes the place of another definition."""
    line, _ = proof.line_at(definition.start)
    above, _ = proof.line_at(max(0, line - 1))
    case = _IN_A_CASE.search(proof.text, max(line, definition.start - _CONDITION), definition.start)
    return case is not None or _IS_CHANGED.search(proof.text, max(above, line - _CONDITION), line) is not None


def term_defined_twice(proof: Proof) -> Iterator[Diagnostic]:
    """L03, L04. A term that the same part of the text defines twice.

    Wrong: `"Business Hours" means 09:00 to 17:00` and, later, `"Business Hours" means 08:00 to 18:00`. Right: one definition.
    With two, each party reads the one that suits it.
    """
    first: dict[tuple[str, int], Definition] = {}
    reported: set[tuple[int, int]] = set()
    for definition in definitions(proof):
        if not definition.direct or _is_to_be_ticked(proof, definition) or _is_on_condition(proof, definition):
            continue
        former = first.setdefault((definition.term, definition.scope), definition)
        if former is not definition and (former.sentence, definition.sentence) not in reported:
            reported.add((former.sentence, definition.sentence))
            differently = _differ(former, definition)
            message = f"`{definition.term}` is defined twice{', and differently' if differently else ''}"
            related = proof.related(former.start, former.end, "the first definition stands here")
            yield proof.error(
                "term-defined-twice",
                definition.start,
                definition.end,
                message,
                "keep one definition, or name the second otherwise",
                related,
            )


def _differ(first: Definition, second: Definition) -> bool:
    return _NUMBERS.findall(first.body) != _NUMBERS.findall(second.body)


def term_promised(proof: Proof) -> Iterator[Diagnostic]:
    """L01. A term that is "as defined below" or "above", and that nothing defines.

    Wrong: "Covered Assets (as defined below)", and no definition follows. Right: the definition. Words that are only written
    like a term are no finding here, because a stranger's text may take them from another document.
    """
    known = {definition.term.casefold() for definition in definitions(proof)} | {entry.title.casefold() for entry in proof.outline.entries}
    for match in proof.matches(_BELOW):
        words = match["term"].split()
        tails = {" ".join(words[place:]).casefold() for place in range(len(words))}
        if any(_stem(tail) == _stem(term) for tail in tails for term in known) or _is_defined_otherwise(proof, words[-1]):
            continue
        message = f"`{match['term']}` is said to be defined here, and nothing defines it"
        yield proof.warning("term-promised", match.start("term"), match.end("term"), message, "define it, or name the document that does")


def _is_defined_otherwise(proof: Proof, last: str) -> bool:
    """Whether the last word of a term is bold or quoted somewhere, or begins a line that says what it means, in one number or the other."""
    if any(last in proof.text[start:end] for start, end in proof.manuscript.strong):
        return True
    word = re.escape(last.removesuffix("s")) + "s?"
    quoted = rf"[“\"‘„](?:[\w-]+ ){{0,4}}{word}[”\"’“]"
    begins = rf"(?:^|\n)[^\n]{{0,60}}{word}[”\"'’]?(?::|\s+[–—-]\s|[.]?\s+(?:means?|shall mean|[A-Z]))"
    return re.search(f"{quoted}|{begins}", proof.text) is not None


RULES: tuple[Rule, ...] = (term_unused, term_defined_twice, term_promised)
