"""Slips of the pen: a word twice, a bracket or quote without its partner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_DOUBLED = re.compile(r"(?<![\w'’.-])(?P<word>[a-z]{2,})[ \xa0]+(?P=word)(?![\w'’-]|\.\w)")
_RIGHT_TWICE = frozenset(
    ("that", "had", "is", "very", "bla", "pro", "so", "can", "do", "ha", "no", "der", "die", "das", "den", "dem", "nous", "vous")
)
"""Also of other languages, in which a text may quote another."""
_BRACKETS = re.compile(r"[()\[\]（）]")
_PARTNERS = {")": "(（", "）": "(（", "]": "["}
_ENUMERATED = re.compile(r"(?:^|[\s(\[“\"])(?:\d{1,3}[.)]?[a-zA-Z]?|[a-zA-Z]{1,4})$")
"""Before a bracket that only ends a number: 4), a), 3b), 4.b), 2)a)."""
_MIXED = re.compile(r"\"(?=\w)([^\"“”]{1,80})”")
_FACE = re.compile(r"(?:^|\s)[:;]-?$")
_REACH, _FARTHEST = 3, 12
"""How many paragraphs behind its opening one a bracket, and a quotation mark, may stand."""
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
    opened: list[tuple[int, re.Match[str]]] = []
    for ordinal, (start, end) in enumerate(_paragraphs(proof)):
        inner: list[tuple[int, re.Match[str]]] = []
        for match in _BRACKETS.finditer(proof.text, start, end):
            before = proof.text[max(start, match.start() - 6) : match.start()]
            # What conversions tore into several paragraphs may close in a later one.
            around = opened if not inner and opened and ordinal - opened[-1][0] <= _REACH else inner
            if _FACE.search(before):
                continue
            if match.group() in "([（":
                inner.append((ordinal, match))
            elif around and around[-1][1].group() in _PARTNERS[match.group()]:
                around.pop()
            elif not (match.group() == ")" and _ENUMERATED.search(before)):
                yield _alone(proof, match, "never opened")
        opened += inner
    for _, match in opened:
        yield _alone(proof, match, "never closed")


def _alone(proof: Proof, match: re.Match[str], how: str) -> Diagnostic:
    return proof.warning(
        "bracket-without-partner", match.start(), match.end(), f"`{match.group()}` is {how}", "add its partner, or take it out"
    )


def quote_without_partner(proof: Proof) -> Iterator[Diagnostic]:
    """L116. A double quotation mark without its partner in the same paragraph.

    Wrong: `the "Services means`. Right: `the "Services" means`.
    """
    lone = [found for ordinal, (start, end) in enumerate(_paragraphs(proof)) if (found := _lone_quote(proof, start, end, ordinal))]
    while lone:
        first, *others = lone
        # A quotation of several paragraphs opens in one and closes in another.
        if first.opens and others and not others[0].opens and others[0].paragraph - first.paragraph <= _FARTHEST:
            lone = others[1:]
            continue
        message = f"`{proof.text[first.place]}` has no partner in this paragraph"
        yield proof.warning("quote-without-partner", first.place, first.place + 1, message, "add it, or take this one out")
        lone = others


class _Quote(NamedTuple):
    """A quotation mark without its partner: where it stands, in which paragraph, and whether it opens."""

    place: int
    paragraph: int
    opens: bool


def _lone_quote(proof: Proof, start: int, end: int, ordinal: int) -> _Quote | None:
    """The odd quotation mark of a paragraph."""
    words = _with_usual_quotes(proof.text[start:end])
    if words.count("“") != words.count("”") and words.count('"') % 2 == 0:
        opens = words.count("“") > words.count("”")
        return _Quote(start + (words.rfind("“") if opens else words.find("”")), ordinal, opens)
    if words.count('"') % 2 and "“" not in words and not re.search(r"\d\s?\"", words):
        place = _odd_one(words)
        behind = words[place + 1 :].lstrip("\u2060[$")[:1]
        return _Quote(start + place, ordinal, behind.isalnum() and not words[:place][-1:].isalnum())
    return None


def _with_usual_quotes(words: str) -> str:
    """The words, as long as before, with German quotation marks, those of typesetters and mixed pairs as English ones."""
    if "„" in words:
        words = words.replace("“", "”").replace("„", "“")
    words = _MIXED.sub(r"“\1”", words)
    return words.replace("``", '"\u2060').replace("''", '"\u2060')


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
