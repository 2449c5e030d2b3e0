"""Decisions that somebody filled in on an issues list: read from the file as it came back, all of them or none."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pipeline import negotiate, post, store, word
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.sheet import FilledSheet
from pipeline.negotiate import DECISION, NUMBER, FilledIn
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.rounds.issues import listed
from pipeline.stages.strangers.proofreading import WORD
from pipeline.stages.wall.apart import apart
from pipeline.store.root import Root

_SECONDS = 120.0
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def filled_in(root: Root, contract: str, number: int, path: Path) -> FilledIn:
    """The decisions on a round that stand in an issues list, read in a child process as a stranger's file is."""
    done = apart(path.name, partial(_read, root, contract, number, path), _SECONDS)
    return FilledIn((), (done,)) if isinstance(done, Diagnostic) else done


def _read(root: Root, contract: str, number: int, path: Path) -> FilledIn:
    filled = filled_sheet(path)
    if isinstance(filled, Diagnostic):
        return FilledIn((), (filled,))
    found = listed(Shelf(root), contract, number)
    if isinstance(found, tuple):
        return FilledIn((), found)
    proposals = {proposal.id: proposal for proposal in found.round.proposals}
    return negotiate.decisions_from(filled, found.internal.grids[-1], proposals)


def filled_sheet(path: Path) -> FilledSheet | Diagnostic:
    """The rows of a DOCX or of comma-separated values, or why they are not read; what a file is, its first bytes tell."""
    file = path.name
    content = store.their_file(path.resolve())
    if isinstance(content, Diagnostic):
        return content
    if content.startswith(_OLD_WORD):
        return error("docx-refused", Span(file), "this is an old Word or Excel file", "save the list as .docx or as CSV")
    reader = word.filled_sheet_in if content.startswith(WORD) else post.filled_sheet_in
    return reader(content, file, NUMBER, DECISION)
