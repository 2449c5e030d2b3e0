"""What a proposal is about, judged by its words: the less there is to decide, the more certain it must be."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.model.document import Document, Fate, Ref, Term, inlines, walk
from pipeline.model.proposal import ProposalKind
from pipeline.model.reading import lines
from pipeline.negotiate.changes import Change, Form
from pipeline.negotiate.grouping import Group, value_path
from pipeline.negotiate.pieces import Piece
from pipeline.negotiate.sentences import words_beside

_HARMLESS = frozenset(" \u00a0\t.,;:!?'\"‘’“”„–—-()[]…")
"""Signs that say nothing by themselves; `£`, `%`, `/` and the like do."""
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_OF_A_WORD = 5
_DECISIVE = frozenset(
    ("shall", "should", "must", "might", "could", "would", "never", "unless", "until", "except", "every", "either", "neither", "other")
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that we sent: how often each occurs, and the Defined Terms among them."""

    words: Counter[str]
    terms: frozenset[str]

    def is_typo(self, old: str, new: str) -> bool:
        """Whether a word of ours that stands only once became, by one letter, a word that we use elsewhere."""
        if not _WORD.fullmatch(old) or not _WORD.fullmatch(new) or min(len(old), len(new)) < _LETTERS_OF_A_WORD:
            return False
        before, after = old.casefold(), new.casefold()
        known = self.words[before] == 1 and self.words[after] > 0 and not {before, after} & _DECISIVE
        return known and _by_one_letter(before, after)


def vocabulary_of(sent: Document) -> Vocabulary:
    """The vocabulary of a Document."""
    words = Counter(word.casefold() for _, line in lines(sent) for word in _WORD.findall(line))
    terms = (leaf.text for node in walk(sent) for leaf in inlines(node) if isinstance(leaf, Term))
    return Vocabulary(words, frozenset(word.casefold() for term in terms for word in _WORD.findall(term)))


def kind_of(group: Group, vocabulary: Vocabulary) -> ProposalKind:
    """The kind of a proposal that these changes make, before it is known whether a value can be read."""
    forms, fates = {change.form for change in group.changes}, {change.fate for change in group.changes}
    if Form.MOVE in forms:
        return ProposalKind.MOVE
    if forms <= {Form.WHOLE, Form.COLUMN}:
        alone = {frozenset({Fate.INSERTED}): ProposalKind.NEW_CLAUSE, frozenset({Fate.DELETED}): ProposalKind.DELETION}
        return alone.get(frozenset(fates), ProposalKind.WORDING)  # type: ignore[arg-type]
    if forms == {Form.LAYOUT} or all(_only_looks(change) for change in group.changes):
        return ProposalKind.FORMATTING
    if forms == {Form.WORDS} and all(value_path(change) for change in group.changes):
        return ProposalKind.VALUE
    return ProposalKind.TRIVIAL if all(_is_trivial(change, vocabulary) for change in group.changes) else ProposalKind.WORDING


def _only_looks(change: Change) -> bool:
    """Whether the same words only stand out otherwise."""
    if change.form is not Form.WORDS:
        return change.form is Form.LAYOUT
    return change.old == change.new and _references(change.gone) == _references(change.come)


def _references(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.leaf.target for piece in pieces if isinstance(piece.leaf, Ref)]


def _is_trivial(change: Change, vocabulary: Vocabulary) -> bool:
    if change.form in (Form.END, Form.LAYOUT):
        return True
    if change.form is not Form.WORDS or _references(change.gone) != _references(change.come):
        return False
    if any(letter.isdigit() for letter in change.old + change.new) or _divides_a_number(change):
        return False
    olds, news = _letters(change.old), _letters(change.new)
    if olds.casefold() == news.casefold():
        signs = {sign for sign in change.old + change.new if not sign.isalnum()}
        return signs <= _HARMLESS and (olds == news or not vocabulary.terms & _words(change))
    pairs = list(zip_longest(change.old.split(), change.new.split(), fillvalue=""))
    return bool(pairs) and all(old == new or vocabulary.is_typo(old.strip(".,;:"), new.strip(".,;:")) for old, new in pairs)


def _words(change: Change) -> set[str]:
    return {word.casefold() for word in _WORD.findall(f"{change.old} {change.new}")}


def _divides_a_number(change: Change) -> bool:
    """Whether digits stand on both sides, so that a sign between them decides what number it is."""
    assert change.around is not None
    before, behind = words_beside(change.around)
    return before[-1:].isdigit() and behind[:1].isdigit()


def _letters(words: str) -> str:
    return "".join(letter for letter in words if letter.isalnum())


def _by_one_letter(old: str, new: str) -> bool:
    """Whether one letter more, less or other, or two letters in the other order, make the one word the other."""
    if len(old) == len(new):
        differing = [at for at, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
        if len(differing) == 2:
            first, second = differing
            return second == first + 1 and old[first] == new[second] and old[second] == new[first]
        return len(differing) == 1
    shorter, longer = sorted((old, new), key=len)
    return len(longer) == len(shorter) + 1 and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
