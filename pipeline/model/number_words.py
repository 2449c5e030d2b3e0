"""Whole numbers in words, as contracts write them."""

from __future__ import annotations

import re

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_SMALL = _ONES + _TEENS
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_GREAT = ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))
_WORTH = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{word: size for size, word in _GREAT},
}


def in_words(number: int) -> str:
    """A whole number from 0 up in British English: `two hundred and fifty`."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    size, name = next(great for great in _GREAT if number >= great[0])
    count, rest = divmod(number, size)
    words = f"{in_words(count)} {name}"
    if not rest:
        return words
    return f"{words} and {in_words(rest)}" if rest < 100 else f"{words} {in_words(rest)}"


def number_in(words: str) -> int | None:
    """The number that these words say, with or without `and` and hyphens; None where they say none."""
    tokens = [token for token in re.split(r"[\s-]+", words.casefold().strip()) if token != "and"]
    if not tokens or any(token not in _WORTH for token in tokens):
        return None
    total = _total([_WORTH[token] for token in tokens])
    # Whatever else could be added up ("twenty fifty") is no number that anybody writes.
    return total if [token for token in re.split(r"[\s-]+", in_words(total)) if token != "and"] == tokens else None


def _total(worths: list[int]) -> int:
    total = group = 0
    for worth in worths:
        if worth >= 1_000:
            total, group = total + group * worth, 0
        elif worth == 100:
            group *= worth
        else:
            group += worth
    return total + group
