"""A file of answers as a whole: every answer in it is read, and every question is answered or has a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from pipeline.model.intake import OPEN, Answer, Form, Given, Known, Question, Row
from pipeline.model.terms.faults import Fault, close_to
from pipeline.model.terms.section import joined
from pipeline.stages.intake.questions import BY_ID, QUESTIONS
from pipeline.stages.intake.reading import NotTaken, answer_of, is_whole, may_be_open
from pipeline.stages.intake.tabular import names_table

FileOfRows = Callable[[Question, str, Known], "tuple[Row, ...] | None"]
"""Reads the rows in a file that an answer names; None where they cannot be read, which was said."""


def answers_in(tree: Mapping[str, object], given: Given, rows_in: FileOfRows | None = None) -> tuple[dict[str, Answer], list[Fault]]:
    """All answers that a file gives, and all that is wrong with it, each at its place in the file."""
    unread: set[str] = set()
    faults = [_unknown(name) for name in tree if name not in BY_ID]
    answers: dict[str, Answer] = {}
    for question in QUESTIONS:
        written = tree.get(question.id)
        if written is None:
            continue
        known = Known(replace(given, answers=answers), BY_ID)
        if not known.is_asked(question.id):
            faults.append(Fault((question.id,), "not-asked", f"`{question.id}` does not arise after the other answers", "leave it out"))
            continue
        if question.form is Form.TABLE and rows_in and names_table(written):
            written = rows_in(question, str(written).strip(), known)
            if written is None:
                unread.add(question.id)
                continue
        try:
            answers[question.id] = answer_of(question, written, known)
        except NotTaken as refused:
            faults.append(refused.within(question.id).fault)
    refused_ids = unread | {fault.path[0] for fault in faults if fault.path}
    faults += [fault for fault in _unanswered(Known(replace(given, answers=answers), BY_ID)) if fault.path[0] not in refused_ids]
    return answers, faults


def _unknown(name: str) -> Fault:
    return Fault((name,), "unknown-question", f"`{name}` is not a question", close_to(name, BY_ID) or "`new --questions` prints them all")


def _unanswered(known: Known) -> Iterator[Fault]:
    """What is asked, was not answered, and has no suggestion to stand for an answer."""
    unknown: set[str] = set()
    for question in QUESTIONS:
        if not known.is_asked(question.id) or question.id in known.given.answers:
            continue
        known.consulted.clear()
        suggested = known.suggested(question.id)
        if suggested is None and known.consulted & unknown:
            # It would follow from another answer that is missing, so one word about that is enough.
            unknown.add(question.id)
        elif suggested is None:
            unknown.add(question.id)
            hint = "answer `open`, if it is to be agreed" if may_be_open(question) else ""
            yield Fault((question.id,), "no-answer", f"`{question.id}` is not answered: {question.text}", hint)
        elif question.form is Form.TABLE and suggested != OPEN:
            yield from _missing_cells(question, known.rows(question.id))


def _missing_cells(question: Question, rows: tuple[Row, ...]) -> Iterator[Fault]:
    for row in rows:
        missing = [column.name for column in question.columns if not is_whole(column, row)]
        if missing:
            message = f"`{question.id}` is not answered: of `{question.name_of(row)}` nobody knows {joined(missing)}"
            yield Fault((question.id,), "no-answer", message, "give the list; a cell may be `open`")
