"""A new contract from a file of answers: all faults at once, or all files at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.intake import Answers, Given, Known, Question, Row
from pipeline.model.positions import Positions
from pipeline.stages.intake.adopting import Adopted
from pipeline.stages.intake.file_of_answers import answers_in
from pipeline.stages.intake.making import given_for, made
from pipeline.stages.intake.tables import rows_in
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Created:
    """What came of the answers: the files that were written, none where findings say why, and the points that are still open."""

    files: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    open_points: tuple[str, ...] = ()
    concerned: tuple[str, ...] = ()
    """The questions whose answers contradict one another or cannot be."""


def create_from_file(root: Root, contract: str, path: Path, adopted: Adopted | None = None) -> Created:
    """Make a contract of the answers in a file, which may lie anywhere, and of what an adopted draft says."""
    given = given_for(root, contract, adopted.found if adopted else {})
    if isinstance(given, tuple):
        return Created((), given)
    read = store.answers_in_file(path)
    if not isinstance(read.tree, dict):
        fallback = error("no-answers", Span(path.as_posix()), "the file holds no answers", "`new --questions` prints what is asked")
        return Created((), read.diagnostics or (fallback,))
    files = _Files(path.parent)
    answers, faults = answers_in(read.tree, given, files.rows)
    found = in_order([*read.diagnostics, *store.placed(faults, read.positions, read.tree), *files.findings])
    if has_errors(found):
        return Created((), found)
    return create(root, given, answers, read.positions, adopted)


class _Files:
    """The files of rows that answers name, found beside the file of answers, and what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Diagnostic] = []

    def rows(self, question: Question, name: str, known: Known) -> tuple[Row, ...] | None:
        """The rows in one of them; None where findings say why there are none."""
        rows, wrong = rows_in(question, self.folder / name, known)
        self.findings += wrong
        return None if wrong else rows


def create(root: Root, given: Given, answers: Answers, positions: Positions, adopted: Adopted | None = None) -> Created:
    """Make a contract of complete answers, and write all its files at once, with the adopted draft and the entry that tells of it."""
    done = made(given, answers, positions)
    if not done.files:
        return Created((), done.findings, concerned=done.concerned)
    try:
        texts = {name: text.encode() for name, text in done.files.items()}
        store.create_contract(root, given.contract, texts | (adopted.files(given.contract) if adopted else {}))
    except store.CannotWrite as refused:
        return Created((), (refused.diagnostic,))
    folder = store.folder_of(given.contract)
    return Created(tuple(f"{folder}/{name}" for name in done.files), (), done.open_points)
