"""A conversation that was left: its state as a file keeps it, and taken up again another day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.model.intake import Answer, Given, Known, Row
from pipeline.stages.intake.dialogue import State
from pipeline.stages.intake.printing import tree_of
from pipeline.stages.intake.questions import BY_ID, QUESTIONS
from pipeline.stages.intake.reading import NotTaken, answer_of

UNFINISHED = "unfinished"
"""Where the rows of a table that is not at its end stand among kept answers."""


def kept(state: State) -> dict[str, Any]:
    """The state as a file keeps it: the answers, and the rows of a table that is not at its end."""
    tree: dict[str, Any] = {id: tree_of(answer) for id, answer in state.answers.items()}
    if state.table:
        tree[UNFINISHED] = {"question": state.table, "kept": str(state.suggested).lower(), "rows": [dict(row) for row in state.rows]}
    return tree


def taken_up(given: Given, tree: Mapping[str, Any]) -> State:
    """The state that a file kept; an answer that does not stand any more is asked for anew."""
    answers: dict[str, Answer] = {}
    for question in QUESTIONS:
        known = Known(replace(given, answers=answers), BY_ID)
        if tree.get(question.id) is None or not known.is_asked(question.id):
            continue
        try:
            answers[question.id] = answer_of(question, tree[question.id], known)
        except NotTaken:
            continue
    match tree.get(UNFINISHED):
        case {"question": str(name), "rows": list(rows), **more} if name in BY_ID and name not in answers:
            return State(answers, name, tuple(_row(name, row) for row in rows if isinstance(row, Mapping)), more.get("kept") == "true")
    return State(answers)


def _row(question: str, row: Mapping[str, Any]) -> Row:
    columns = [column.name for column in BY_ID[question].columns]
    return {name: "" if cell is None else str(cell) for name, cell in row.items() if name in columns}
