"""What the authors of a Word file left in it beside its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.check.text.proof import Proof, Rule
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.manuscript import Mark, Trace


def _marks(proof: Proof, trace: Trace) -> Sequence[Mark]:
    """The marks of one trace; those that touch, which Word keeps as several runs, are one."""
    joined: list[Mark] = []
    for mark in proof.manuscript.marks:
        if mark.trace is trace and joined and mark.start <= joined[-1].end:
            joined[-1] = Mark(trace, joined[-1].start, mark.end)
        elif mark.trace is trace:
            joined.append(mark)
    return joined


def _more(marks: Sequence[Mark], what: str) -> str:
    return f", as in {len(marks) - 1} more {what}{'s' if len(marks) > 2 else ''}" if len(marks) > 1 else ""


def change_left(proof: Proof) -> Iterator[Diagnostic]:
    """L104. A tracked change that was neither accepted nor rejected.

    Wrong: a paper to be signed that still shows what was inserted and deleted. Right: all of it accepted or rejected.
    Each party may read the text with the change, or without it.
    """
    if marks := [mark for mark in proof.manuscript.marks if mark.trace is Trace.CHANGE]:
        message = f"a tracked change is left in this paragraph{_more(marks, 'paragraph')}"
        yield proof.warning("change-left", marks[0].start, marks[0].end, message, "accept or reject it")


def comment_left(proof: Proof) -> Iterator[Diagnostic]:
    """L104. A comment that was left in the file.

    Wrong: "Check this with finance" in the margin of a paper that goes to the other side. Right: nothing, once it is dealt with.
    A comment may tell the other side what it was not meant to read.
    """
    if marks := [mark for mark in proof.manuscript.marks if mark.trace is Trace.COMMENT]:
        message = f"a comment is left at this paragraph{_more(marks, 'paragraph')}"
        yield proof.warning("comment-left", marks[0].start, marks[0].end, message, "deal with it, and take it out")


def hidden_text(proof: Proof) -> Iterator[Diagnostic]:
    """L105. Words that are formatted as hidden.

    Wrong: "unless the Provider objects" in hidden type, which no printed page shows. Right: words that all can read, or none.
    What one party cannot see, it did not agree to.
    """
    if marks := _marks(proof, Trace.HIDDEN):
        message = f"these words are hidden from the reader{_more(marks, 'place')}"
        yield proof.warning("hidden-text", marks[0].start, marks[0].end, message, "show them, or take them out")


def highlighted_text(proof: Proof) -> Iterator[Diagnostic]:
    """L102. Words that are still highlighted.

    Wrong: "within 30 days" marked in yellow. Right: the same words without the colour, once the point is settled.
    A colour says that somebody meant to come back to it.
    """
    if marks := _marks(proof, Trace.HIGHLIGHT):
        message = f"these words are highlighted{_more(marks, 'place')}"
        yield proof.warning("highlighted-text", marks[0].start, marks[0].end, message, "settle the point, and take the colour off")


RULES: tuple[Rule, ...] = (change_left, comment_left, hidden_text, highlighted_text)
