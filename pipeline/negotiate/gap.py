"""How far their words are from ours, said in facts and not in a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from pipeline.model.duration import Duration
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.proposal import Proposal, ProposalKind
from pipeline.model.terms.paths import PathError, field_at

_WORD = re.compile(r"\d[\d.,]*\d|\w+(?:[’'-]\w+)*")
_DECISIVE = re.compile(
    r"\d.*|no|not|never|neither|nor|none|shall|must|may|will|should|can|only|solely|sole|exclusive|unless|except|without|any|all|each"
    r"|best|reasonable|reasonably|commercially|materially?|promptly|immediately|consent|discretion",
    re.IGNORECASE,
)
"""The words that decide what a sentence means."""
_MOST = 8
_KINDS = {
    ProposalKind.FORMATTING: "Only the look changes.",
    ProposalKind.TRIVIAL: "The meaning stays.",
    ProposalKind.NEW_CLAUSE: "A passage that our version lacks.",
    ProposalKind.DELETION: "A passage of our version goes.",
    ProposalKind.MOVE: "The words stand elsewhere.",
    ProposalKind.COMMENT: "A comment; no word changes.",
}


def gap(proposal: Proposal) -> str:
    """What lies between both versions: for values the difference, for words those that decide the meaning and come or go."""
    return " ".join(_said(proposal))


def _said(proposal: Proposal) -> Iterator[str]:
    if proposal.silent:
        yield "Not tracked in their file."
    if proposal.doubtful:
        yield "Its place is doubtful: look at their file."
    if proposal.note:
        yield f"{proposal.note.rstrip('.')}."
    if proposal.path:
        yield _of_value(proposal)
    elif proposal.kind in _KINDS:
        yield _KINDS[proposal.kind]
    if proposal.kind not in (ProposalKind.FORMATTING, ProposalKind.COMMENT, ProposalKind.VALUE, ProposalKind.MOVE):
        yield from _of_words(proposal.ours, proposal.theirs)
    if proposal.placement:
        yield from (f"Never accepted: {floor}" for floor in proposal.placement.floors)


def _of_value(proposal: Proposal) -> str:
    if not proposal.new:
        return f"{proposal.old or 'nothing'} becomes words that say no value for this field."
    difference = _difference(proposal.path, proposal.old, proposal.new)
    return f"{proposal.old or 'nothing'} becomes {proposal.new}{f': {difference}' if difference else ''}."


def _difference(path: str, old: str, new: str) -> str:
    """By how much the new value is more or less; empty where the two cannot be subtracted."""
    try:
        types = field_at(path).types
    except PathError:
        return ""
    for kind, subtract in ((Duration, _longer), (Money, _dearer), (Percent, _points)):
        if kind in types:
            try:
                return subtract(old, new)
            except ValueError:
                return ""
    return ""


def _longer(old: str, new: str) -> str:
    before, after = Duration.read(old), Duration.read(new)
    if before.unit is not after.unit:
        return ""
    return _more_or_less(f"{Duration(abs(after.count - before.count), before.unit)}", after.count - before.count)


def _dearer(old: str, new: str) -> str:
    before, after = Money.read(old), Money.read(new)
    if before.currency != after.currency:
        return ""
    return _more_or_less(f"{Money(abs(after.amount - before.amount), before.currency)}", after.amount - before.amount)


def _points(old: str, new: str) -> str:
    change = Percent.read(new).value - Percent.read(old).value
    return _more_or_less(f"{abs(change)} percentage points", change)


def _more_or_less(amount: str, change: Decimal | int) -> str:
    return f"{amount} {'more' if change > 0 else 'less'}" if change else ""


def _of_words(ours: str, theirs: str) -> Iterator[str]:
    come, gone = _come_and_gone(_WORD.findall(ours), _WORD.findall(theirs))
    if come:
        yield f"{'1 word comes' if len(come) == 1 else f'{len(come)} words come'}{_decisive(come)}."
    if gone:
        yield f"{'1 word goes' if len(gone) == 1 else f'{len(gone)} words go'}{_decisive(gone)}."


def _come_and_gone(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    come: list[str] = []
    gone: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += before[i:j]
            come += after[k:m]
    return come, gone


def _decisive(words: list[str]) -> str:
    found = list(dict.fromkeys(word for word in words if _DECISIVE.fullmatch(word)))
    if not found:
        return ""
    named = ", ".join(f"“{word}”" for word in found[:_MOST])
    return f", among them {named}{' and others' if len(found) > _MOST else ''}"
