"""What was left to be filled in, and notes that were not meant to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.check.contract.passages import Passage, Rule
from pipeline.model.diagnostic import Diagnostic

_PLACEHOLDER = re.compile(r"\[[^\]]*\]|\u00ab[^\u00bb]*\u00bb|_{3,}|\u25cf|\.{4,}|\b(?:TBD|TBC|TBA|XXX+|N\.N\.)\b|<[A-Za-z][^>]*>")
_NOTE = re.compile(r"\b(?:(?:drafting )?note(?: to (?:draft|counsel|self|reviewer))?|todo|fixme|query|comment):", re.IGNORECASE)


def placeholder(passage: Passage) -> Iterator[Diagnostic]:
    """L100, L103. A place left to be filled in by hand, or a choice that was not made.

    Wrong: "[Customer][Provider] shall pay [\u25cf]". Right: a value of the data, a point listed under `open`, or a condition with a
    whole sentence for each case. It would be signed as it stands.
    """
    for match in passage.matches(_PLACEHOLDER):
        yield passage.error(
            "placeholder",
            match,
            f"`{match.group()}` is left to be filled in",
            "print a value, list the point under `open`, or choose by a condition",
        )


def printed_note(passage: Passage) -> Iterator[Diagnostic]:
    """L101. A note to colleagues that would be printed.

    Wrong: "Note to draft: ask finance." Right: `<!-- Ask finance. -->`.
    """
    for match in passage.matches(_NOTE):
        yield passage.error(
            "printed-note", match, f"`{match.group()}` begins a note that would be printed", "put the note into `<!-- ... -->`"
        )


RULES: tuple[Rule, ...] = (placeholder, printed_note)
