"""Whether two texts say the same, whatever their quotation marks and spaces."""

from __future__ import annotations

from difflib import SequenceMatcher

from pipeline import assemble
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.document import Document
from pipeline.model.reading import lines

_LONGEST = 160


def typed_lines(document: Document) -> list[tuple[str, str]]:
    """The lines of a Document that say something, with their labels, as one types them."""
    return [(label, assemble.as_typed(words)) for label, words in lines(document) if label or words.strip()]


def first_difference(document: Document, text: Document, place: Span) -> Diagnostic | None:
    """Where the files would say something else than what was agreed; None where they would not."""
    found = differences(document, text)
    if not found:
        return None
    made, agreed = map(_short, found[0])
    message = f"the files would say “{made}”, where “{agreed}” was agreed, so that nothing was written"
    hint = "counter with words that the contract can hold, or change the data by hand and apply again"
    return error("cannot-carry", place, message, hint)


def differences(one: Document, other: Document) -> list[tuple[str, str]]:
    """What both say at each place where they differ, as one types it; empty where only the other says something."""
    old, new = typed_lines(one), typed_lines(other)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(_joined(old[i:j]), _joined(new[k:m])) for tag, i, j, k, m in steps if tag != "equal"]


def _joined(found: list[tuple[str, str]]) -> str:
    return " / ".join(" ".join(each).strip() for each in found)


def _short(words: str) -> str:
    return (words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…") or "nothing"
