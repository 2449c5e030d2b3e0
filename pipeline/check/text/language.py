"""Slips of the pen: a word twice, a bracket or quote without its partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_DOUBLED = re.compile(r"(?<![\w'’.-])(?P<word>[a-z]{2,})[ \xa0]+(?P=word)(?![\w'’-])")
_RIGHT_TWICE = frozenset(("that", "had", "is", "very", "bla", "pro", "so", "can", "do", "ha", "no"))
_BRACKETS = re.compile(r"[()\[\]]")
_ENUMERATED = re.compile(r"(?:^|[\s(\[“\"])(?:[a-zA-Z]{1,4}|\d{1,3})$")
_ENDS = re.compile(r"[.;:!?][\"”’)\]*]*\s*$")


def doubled_word(proof: Proof) -> Iterator[Diagnostic]:
    """L116. A word that stands twice in a row.

    Wrong: "the the Provider". Right: "the Provider".
    """
    for match in proof.matches(_DOUBLED):
        word = match["word"]
        if word not in _RIGHT_TWICE:
            yield proof.warning("doubled-word", match.start(), match.end(), f"`{word}` stands twice", "take one out")


def bracket_without_partner(proof: Proof) -> Iterator[Diagnostic]:
    """L116. A bracket that is opened and never closed, or closed and never opened.

    Wrong: "the Charges (as set out in Schedule 1". Right: "the Charges (as set out in Schedule 1)".
    Nobody can tell where the aside ends.
    """
    for start, end in _paragraphs(proof):
        opened: list[re.Match[str]] = []
        for match in _BRACKETS.finditer(proof.text, start, end):
            if match.group() in "([":
                opened.append(match)
            elif opened and opened[-1].group() == {")": "(", "]": "["}[match.group()]:
                opened.pop()
            elif not (match.group() == ")" and _ENUMERATED.search(proof.text[max(start, match.start() - 6) : match.start()])):
                yield _alone(proof, match, "never opened")
        for match in opened:
            yield _alone(proof, match, "never closed")


def _alone(proof: Proof, match: re.Match[str], how: str) -> Diagnostic:
    return proof.warning(
        "bracket-without-partner", match.start(), match.end(), f"`{match.group()}` is {how}", "add its partner, or take it out"
    )


def quote_without_partner(proof: Proof) -> Iterator[Diagnostic]:
    """L116. A double quotation mark without its partner in the same paragraph.

    Wrong: `the "Services means`. Right: `the "Services" means`.
    """
    lone = [found for start, end in _paragraphs(proof) if (found := _lone_quote(proof, start, end))]
    for place, begins, ends in lone:
        # A quotation of several paragraphs opens in one and closes in another.
        elsewhere = [other for other, *sides in lone if sides[0 if ends else 1] and (other < place if ends else place < other)]
        if not ((begins or ends) and elsewhere and len(lone) % 2 == 0):
            message = f"`{proof.text[place]}` has no partner in this paragraph"
            yield proof.warning("quote-without-partner", place, place + 1, message, "add it, or take this one out")


def _lone_quote(proof: Proof, start: int, end: int) -> tuple[int, bool, bool] | None:
    """Where a paragraph's odd quotation mark stands, and whether it begins or ends the paragraph."""
    words = proof.text[start:end]
    if words.count("“") != words.count("”") and words.count('"') % 2 == 0:
        sign = "“" if words.count("“") > words.count("”") else "”"
        place = start + (words.rfind(sign) if sign == "“" else words.find(sign))
    elif words.count('"') % 2 and "“" not in words and not re.search(r"\d\s?\"", words):
        place = start + _odd_one(words)
    else:
        return None
    return place, words.lstrip().startswith(('"', "“")), words.rstrip().endswith(('"', "”"))


def _odd_one(words: str) -> int:
    """Where the straight quotation mark without a partner stands: the first that opens twice, or closes what is not open."""
    opened = None
    for match in re.finditer('"', words):
        before, behind = words[: match.start()][-1:], words[match.end() :][:1]
        opens = (not before or before.isspace() or before in "([") and behind.isalnum()
        if opened is not None and opens:
            return opened
        if opened is None and not opens:
            return match.start()
        opened = match.start() if opened is None else None
    return words.rfind('"') if opened is None else opened


def _paragraphs(proof: Proof) -> Iterator[tuple[int, int]]:
    """From where to where a paragraph goes; one that breaks off in the middle of a sentence goes on in the next."""
    start = None
    for line in proof.manuscript.lines:
        words = proof.words(line)
        if start is None:
            start = line.start
        if _ENDS.search(words) or line.heading:
            yield start, line.end
            start = None
    if start is not None:
        yield start, len(proof.text)


RULES: tuple[Rule, ...] = (doubled_word, bracket_without_partner, quote_without_partner)
