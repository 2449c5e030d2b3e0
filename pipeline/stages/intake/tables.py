"""Rows of a table that somebody keeps in a spreadsheet."""

from __future__ import annotations

from pipeline.model.intake import Question, Row
from pipeline.model.terms.faults import Fault


def rows_of_file(question: Question, words: str) -> tuple[Row, ...] | Fault:
    """The rows in the file that somebody named, or why there are none."""
    return Fault((), "bad-answer", f"`{words}` is no answer here", "Enter keeps the rows, `own` enters yours")
