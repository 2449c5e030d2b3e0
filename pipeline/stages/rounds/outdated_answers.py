"""Our answer on their file where it cannot go along any more, since the text has changed after the round was carried out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import store, word
from pipeline.model.diagnostic import Diagnostic, Related, Span, warning
from pipeline.model.document import Document
from pipeline.model.ledger import Entry, FactKind
from pipeline.model.reading import text_hash
from pipeline.model.received import Reading
from pipeline.model.redline import accepted
from pipeline.model.sending import Sending
from pipeline.stages.drafts.same_words import differences
from pipeline.stages.rounds.our_answers import applied_by, round_answered
from pipeline.store.root import Root

_LONGEST = 80
_BEFORE = 4


def outdated_answer(root: Root, contract: str, document: Document, version: str) -> Iterator[Diagnostic]:
    """A warning where the answer to the last round was not sent yet and leads to another text than `document`, that of `version`."""
    number = last_round(root, contract)
    entry = applied_by(root, contract, number) if number else None
    if entry is None or "answer" not in entry.facts or is_up_to_date(entry, document) or sent_with(root, contract, number):
        return
    related = Related(Span(store.ledger_file(contract), entry.number), "the entry that says when the round was carried out")
    message = f"our answer to round {number} does not go along with {version}, which has changed since it was written"
    hint = f"draftline apply {contract} --round {number} makes the answer anew from the draft as it is now"
    place = Span(store.answer_record(contract, number))
    yield warning("outdated-answer", place, f"{message}{_changed(root, contract, number, document)}", hint, related)


def frozen_after(root: Root, contract: str, version: str) -> bool:
    """Whether a version was frozen after the last round was carried out; one that went before it has nothing to do with its answer."""
    applied = applied_by(root, contract, last_round(root, contract))
    frozen = store.read_ledger(root, contract).of_kind(FactKind.VERSION)
    return applied is not None and any(entry.facts.get("version") == version and entry.number > applied.number for entry in frozen)


def last_round(root: Root, contract: str) -> int:
    """The number of the round that was opened last; 0 where none was."""
    return store.next_round(store.read_ledger(root, contract)) - 1


def sent_with(root: Root, contract: str, number: int) -> Sending | None:
    """The sending with which our answer to a round went out; None where it was not sent."""
    return next((sent for sent in store.sendings(root, contract) if number in map(round_answered, sent.files)), None)


def is_up_to_date(entry: Entry, document: Document) -> bool:
    """Whether a text is the one to which a round led when it was carried out."""
    return entry.facts["text"] == text_hash(document)


def _changed(root: Root, contract: str, number: int, document: Document) -> str:
    """Where the text differs from what the answer says, in words; empty where the answer cannot be read, which `check` tells."""
    content = store.read_answer(root, contract, number)
    answer = word.read(content, contract) if isinstance(content, bytes) else content
    if not isinstance(answer, Reading):
        return ""
    found = differences(accepted(answer.document), document)
    if not found:
        return ""
    before, after = _differing(*found[0])
    others = {1: "", 2: ", and something at one more place"}.get(len(found), f", and something at {len(found) - 1} more places")
    return f": “{after}” stands where the answer says “{before}”{others}"


def _differing(before: str, after: str) -> tuple[str, str]:
    """Both texts from shortly before the first word in which they differ."""
    old, new = before.split(" "), after.split(" ")
    same = next((place for place, words in enumerate(zip(old, new, strict=False)) if words[0] != words[1]), min(len(old), len(new)))
    start = max(0, same - _BEFORE)
    return _short(" ".join(old[start:])), _short(" ".join(new[start:]))


def _short(words: str) -> str:
    return (words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…") or "nothing"
