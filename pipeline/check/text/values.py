"""Numbers that words and figures say differently, and numbers that do not say of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUE = (
    {word: count for count, word in enumerate(_SMALL)} | {word: 10 * count for count, word in enumerate(_TENS, start=2)} | {"fourty": 40}
)
_SCALE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join(sorted((*_VALUE, *_SCALE), key=len, reverse=True))
_WORDS = rf"(?<![\w-])(?:(?:a|one)\s+(?=hundred|thousand|million))?(?:{_WORD})(?:(?:\s+and\s+|\s*-\s*|,?\s+)(?:{_WORD}))*"
_UNIT = r"dollars?|pounds?(?:\s+sterling)?|euros?|per\s?cent(?:um)?|u\.?s\.?\s+dollars?|united\s+states\s+dollars"
_CURRENCY = r"(?:US\$|U\.S\.\$|[A-Z]{3}\s?|[$£€])"
_SCALED = r"(?:\s*(?P<scale{0}>thousand|million|billion))?"
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS_FIRST = re.compile(
    rf"(?P<words>{_WORDS})(?P<between>(?:\s+(?:{_UNIT}))?)\s*\(\s*(?P<money>{_CURRENCY})?\s*(?P<figure>{_FIGURE}){_SCALED.format('')}\s*(?P<unit>%|[^()]{{0,25}})\)",
    re.IGNORECASE,
)
_FIGURE_FIRST = re.compile(
    rf"(?<![\w.,])(?P<money>{_CURRENCY})?\s?(?P<figure>{_FIGURE})\s?%?(?:\s*(?:{_UNIT}))?\s*\(\s*(?P<words>{_WORDS})(?:\s+(?P<unit>{_UNIT}|\w+))?(?:\s+only)?\s*\)",
    re.IGNORECASE,
)
_BRACKET = re.compile(rf"\(\s*(?:{_CURRENCY}\s*)?(?:\d|(?:{_WORD})\b)", re.IGNORECASE)
_LONGEST_WORDS, _LONGEST_FIGURE = 160, 40
_SPOILT = re.compile(r"(?:point|half|quarters?|/\d+|\d|\.|-|thirds?|hundredths?|and)\s*$", re.IGNORECASE)
_UNITLESS = re.compile(
    r"\b(?:within|not\s+later\s+than|no\s+later\s+than|at\s+least)\s+(?P<number>\d{1,3}|(?:[a-z]+(?:-[a-z]+)?\s)?\(\d{1,3}\))\s+(?:of|after|from|following)\s+(?!the\s+following|these|those|them|its|their|our)"
    r"(?:the\s+)?(?:date|receipt|receiving|notice|such\s+notice|delivery|invoice|expiry|expiration|termination|request|signature|effective|becoming|being|written)",
    re.IGNORECASE,
)


def words_against_figures(proof: Proof) -> Iterator[Diagnostic]:
    """L50. A number that is written in words and in figures, and differently.

    Wrong: "thirty (60) days"; "GBP 4,500 (four thousand and fifty pounds)". Right: "thirty (30) days", or the figure alone.
    Of two numbers, each party reads the one that suits it.
    """
    for match in _said_twice(proof):
        said, figure = value_of(match["words"]), _figure(match)
        if said is None or said == figure or _is_enumerated(proof, match) or _is_spoilt(proof, match):
            continue
        message = f"`{_shown(match['words'])}` in words is {said:,}, and the figure is {match['figure']}"
        yield proof.error("words-against-figures", match.start(), match.end(), message, "say it once, or correct the one that is wrong")


def _said_twice(proof: Proof) -> Iterator[re.Match[str]]:
    """Each number with the bracket that repeats it. Brackets are looked for first: a text has few that hold a number."""
    for bracket in proof.matches(_BRACKET):
        pattern, before = (_FIGURE_FIRST, _LONGEST_FIGURE) if bracket.group()[-1].isalpha() else (_WORDS_FIRST, _LONGEST_WORDS)
        for match in pattern.finditer(proof.text, max(0, bracket.start() - before), bracket.start() + _LONGEST_WORDS):
            if match.start() < bracket.start() < match.end():
                yield match


def value_of(words: str) -> int | None:
    """The number that words say; None where they are no number, such as "twenty ten"."""
    total = part = 0
    before = ""
    for word in re.findall(r"[a-z]+", words.casefold()):
        if word in ("and", "a"):
            continue
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALE:
            total, part = total + max(part, 1) * _SCALE[word], 0
        elif before in _SMALL or (before in _TENS and not 0 < _VALUE[word] < 10):
            return None
        else:
            part += _VALUE[word]
        before = word
    return total + part


def _figure(match: re.Match[str]) -> Decimal:
    scale = _SCALE.get((match.groupdict().get("scale") or "").casefold(), 1)
    return Decimal(match["figure"].replace(",", "")) * scale


def _is_enumerated(proof: Proof, match: re.Match[str]) -> bool:
    """Whether the number in brackets counts an item, as in "either of two: (1) ... (2) ..."."""
    figure = match["figure"]
    if match.re is _FIGURE_FIRST or not figure.isdigit() or (match["unit"] or "").strip() or match["money"]:
        return False
    around = proof.text[max(0, match.start() - 600) : match.start()] + proof.text[match.end() : match.end() + 600]
    count = int(figure)
    follows = re.match(r"\s*[A-Za-z]", proof.text[match.end() :]) is not None
    return not follows or (count == 1 and "(2)" in around) or (count < 10 and f"({count - 1})" in around and f"({count + 1})" in around)


def _is_spoilt(proof: Proof, match: re.Match[str]) -> bool:
    """Whether more of the number stands before it than could be read."""
    start = match.start("words")
    return match.re is _WORDS_FIRST and _SPOILT.search(proof.text[max(0, start - 12) : start]) is not None


def _shown(words: str) -> str:
    return " ".join(words.split())


def unit_missing(proof: Proof) -> Iterator[Diagnostic]:
    """L60. A time limit that does not say whether it counts days, hours or months.

    Wrong: "within 30 of receipt". Right: "within 30 days of receipt". Days and months are both a way to read it.
    """
    for match in proof.matches(_UNITLESS):
        number = _shown(match["number"])
        yield proof.warning(
            "unit-missing", match.start("number"), match.end("number"), f"`{number}` has no unit", "say days, hours or months"
        )


RULES: tuple[Rule, ...] = (words_against_figures, unit_missing)
