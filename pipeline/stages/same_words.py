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
    made, agreed = typed_lines(document), typed_lines(text)
    for tag, i, j, k, m in SequenceMatcher(None, made, agreed, autojunk=False).get_opcodes():
        if tag != "equal":
            ours, theirs = _short(made[i:j]), _short(agreed[k:m])
            message = f"the files would say “{ours}”, where “{theirs}” was agreed, so that nothing was written"
            hint = "counter with words that the contract can hold, or change the data by hand and apply again"
            return error("cannot-carry", place, message, hint)
    return None


def _short(found: list[tuple[str, str]]) -> str:
    words = " / ".join(" ".join(each).strip() for each in found) or "nothing"
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
