"""Signs in their words that nobody sees, or that look like others: what a reader of the page takes for our words is not the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from unicodedata import category, name

from pipeline.model.proposal import Proposal

_UNSEEN = ("Cf", "Cc", "Co", "Cn")
"""Kinds of characters that show nothing by themselves: joiners, direction marks, soft hyphens."""
_LOOKALIKES = ("CYRILLIC", "GREEK", "FULLWIDTH", "MATHEMATICAL", "ARMENIAN", "CHEROKEE")
_MOST = 5


def with_unseen_signs(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """The proposals with a note where their words have signs, not in ours, that the eye misses or takes for others."""
    for proposal in proposals:
        found = [sign for sign in dict.fromkeys(proposal.theirs) if sign not in proposal.ours and _escapes(sign, proposal.theirs)]
        yield replace(proposal, note=_note(found)) if found else proposal


def _escapes(sign: str, words: str) -> bool:
    if sign.isascii():
        return False
    return category(sign) in _UNSEEN or any(sign in word and _is_mixed(word) for word in words.split() if _is_lookalike(sign))


def _is_lookalike(sign: str) -> bool:
    return sign.isalnum() and name(sign, "").startswith(_LOOKALIKES)


def _is_mixed(word: str) -> bool:
    """Whether a word has letters of another alphabet beside Latin ones: a whole word in another one is seen as such."""
    return any(name(sign, "").startswith("LATIN") for sign in word) and any(_is_lookalike(sign) for sign in word)


def _note(signs: list[str]) -> str:
    named = [f"U+{ord(sign):04X} {name(sign, 'without a name').lower()}" for sign in signs[:_MOST]]
    others = [f"and {len(signs) - _MOST} others"] if len(signs) > _MOST else []
    return f"Their words have signs that nobody sees or that look like others: {', '.join(named + others)}"
