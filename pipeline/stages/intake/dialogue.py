"""The intake as a conversation: what is asked next, what an answer does, and the way back.

It is a row of states of which each follows from the one before and one answer, so that nothing is lost by going back, and a state that was
kept can be taken up again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from pipeline.model.intake import OPEN, Answer, Answers, Column, Form, Given, Known, Question, Row, filled_cells, lines_of, rows_of
from pipeline.model.terms.alone import fault_alone
from pipeline.model.terms.faults import Fault
from pipeline.stages.intake.questions import BY_ID, QUESTIONS
from pipeline.stages.intake.reading import NotTaken, answer_of, cell_choices, cell_of, choices_of, is_whole, may_be_open
from pipeline.stages.intake.tabular import names_table

OWN = "own"
"""The word by which an owner enters the rows of a table one by one, rather than keep those that are suggested."""

Tables = Callable[[Question, str, Known], "tuple[Row, ...] | Fault"]
"""Reads the rows of a table from a file that the owner names."""


class Asks(StrEnum):
    """What one prompt asks for."""

    ANSWER = "an answer"
    ROWS = "whether to keep rows"
    CELL = "a cell"
    NEXT_ROW = "the first cell of a row, or nothing more"


@dataclass(frozen=True, slots=True)
class State:
    """The answers so far, and the rows of the table that is being entered. `suggested` says that they began as suggested ones."""

    answers: Answers
    table: str = ""
    rows: tuple[Mapping[str, str], ...] = ()
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked now. `suggestion` is what an empty answer means; None where there is no such thing. `rows` are those suggested."""

    asks: Asks
    question: Question
    column: Column | None = None
    row: str = ""
    choices: tuple[str, ...] = ()
    suggestion: str | None = None
    rows: tuple[Row, ...] = ()
    source: str = ""
    """Where the suggestion was found, if it is another's."""


class Dialogue:
    """One conversation."""

    def __init__(self, given: Given, state: State, tables: Tables) -> None:
        self._given = given
        self._tables = tables
        self._states = [state]
        self._former: Answers = {}

    @property
    def state(self) -> State:
        """Where it stands."""
        return self._states[-1]

    @property
    def prompt(self) -> Prompt | None:
        """What is asked now; None once all is answered."""
        question = self._question()
        if question is None:
            return None
        if question.form is not Form.TABLE:
            return self._whole(question)
        return self._in_table(question) if self.state.table == question.id else self._table(question)

    def take(self, words: str) -> Fault | None:
        """Go on with an answer, or say why it cannot stand; then nothing has changed."""
        prompt = self.prompt
        assert prompt is not None
        try:
            self._states.append(self._after(prompt, words.strip()))
        except NotTaken as refused:
            return refused.fault
        return None

    def back(self) -> bool:
        """Go back to the question before; whether there is one."""
        if len(self._states) > 1:
            left = self._states.pop()
            self._remember(left.answers)
            return True
        # What was taken up from another day has no states of its own: the last answer is asked for anew.
        answered = [question.id for question in QUESTIONS if question.id in self.state.answers]
        if not answered and not self.state.table:
            return False
        drop = "" if self.state.table else answered[-1]
        self._remember(self.state.answers)
        self._states[0] = State({id: answer for id, answer in self.state.answers.items() if id != drop})
        return True

    def ask_again(self, questions: tuple[str, ...]) -> None:
        """Ask these questions once more; what was answered is suggested."""
        self._remember(self.state.answers)
        self._states.append(State({id: answer for id, answer in self.state.answers.items() if id not in questions}))

    def complete(self) -> Answers:
        """All answers to the questions that arise."""
        known = self._known()
        return {question.id: self.state.answers[question.id] for question in QUESTIONS if known.is_asked(question.id)}

    def _known(self) -> Known:
        return Known(replace(self._given, answers=self.state.answers), BY_ID)

    def _remember(self, answers: Answers) -> None:
        self._former = {**self._former, **answers}

    def _suggested(self, question: Question) -> Answer | None:
        """What was answered before, without the cells that were left empty; else what suggests itself."""
        former = self._former.get(question.id)
        if former is None:
            return self._known().suggested(question.id)
        rows = rows_of(former)
        return tuple(filled_cells(row) for row in rows) if rows else former

    def _question(self) -> Question | None:
        known = self._known()
        return next((each for each in QUESTIONS if each.id not in self.state.answers and known.is_asked(each.id)), None)

    def _whole(self, question: Question) -> Prompt:
        known = self._known()
        suggestion, found = _as_words(question, self._suggested(question)), self._given.found.get(question.id)
        choices = choices_of(question, known)
        source = found.source if found and question.id not in self._former else ""
        return Prompt(Asks.ANSWER, question, choices=choices, suggestion=suggestion, source=source)

    def _table(self, question: Question) -> Prompt:
        suggested = self._suggested(question)
        if suggested == OPEN:
            return Prompt(Asks.ROWS, question, suggestion=OPEN)
        rows = rows_of(suggested)
        if not rows:
            return Prompt(Asks.NEXT_ROW, question, question.columns[0], choices=cell_choices(question, question.columns[0]))
        return Prompt(Asks.ROWS, question, suggestion="keep", rows=rows)

    def _in_table(self, question: Question) -> Prompt:
        for ordinal, row in enumerate(self.state.rows):
            for column in question.columns:
                if self._lacks(column, row):
                    return self._cell(question, column, ordinal, row)
        first = question.columns[0]
        return Prompt(Asks.NEXT_ROW, question, first, choices=cell_choices(question, first))

    def _lacks(self, column: Column, row: Row) -> bool:
        return not is_whole(column, row) if self.state.suggested else column.name not in row

    def _cell(self, question: Question, column: Column, ordinal: int, row: Row) -> Prompt:
        suggested = rows_of(self._suggested(question))
        beside = suggested[ordinal] if ordinal < len(suggested) else {}
        suggestion = beside.get(column.name) or column.default or ("none" if column.optional else None)
        # Of a row of one's own no more than the first cells are known.
        name = question.name_of(row) if self.state.suggested else row.get(question.columns[0].name, "")
        return Prompt(Asks.CELL, question, column, name, cell_choices(question, column), suggestion)

    def _after(self, prompt: Prompt, words: str) -> State:
        match prompt.asks:
            case Asks.ANSWER:
                return self._answered(prompt, words)
            case Asks.ROWS:
                return self._kept_rows(prompt, words)
            case Asks.CELL:
                return self._filled(prompt, words)
        return self._next_row(prompt, words)

    def _with_answer(self, question: Question, written: object) -> State:
        """The state once a question is answered. Raises NotTaken."""
        return State({**self.state.answers, question.id: answer_of(question, written, self._known())})

    def _answered(self, prompt: Prompt, words: str) -> State:
        if not words and prompt.suggestion is None:
            raise _needed("nothing is suggested here, so an answer is needed", prompt)
        written = _by_number(prompt, words) if words else self._suggested(prompt.question)
        return self._with_answer(prompt.question, written)

    def _kept_rows(self, prompt: Prompt, words: str) -> State:
        question = prompt.question
        if words == OWN:
            return State(self.state.answers, question.id)
        if words in ("", "keep", "yes") and prompt.rows:
            return self._ended_if_whole(State(self.state.answers, question.id, prompt.rows, suggested=True))
        if words in ("", OPEN) and may_be_open(question) and (words or prompt.suggestion == OPEN):
            return self._with_answer(question, OPEN)
        if words == "none":
            return self._with_answer(question, ())
        return self._from_file(question, words)

    def _from_file(self, question: Question, words: str) -> State:
        rows = self._tables(question, words, self._known())
        if isinstance(rows, Fault):
            raise NotTaken(rows)
        return self._with_answer(question, rows)

    def _filled(self, prompt: Prompt, words: str) -> State:
        column = prompt.column
        assert column is not None
        if not words and prompt.suggestion is None:
            raise _needed("nothing is suggested here, so an answer is needed", prompt)
        written = _by_number(prompt, words) if words else prompt.suggestion
        cell = cell_of(prompt.question, column, written, self._known())
        rows = list(self.state.rows)
        ordinal = next(number for number, row in enumerate(rows) if any(self._lacks(each, row) for each in prompt.question.columns))
        rows[ordinal] = {**rows[ordinal], column.name: cell}
        return self._ended_if_whole(replace(self.state, rows=tuple(rows)))

    def _ended_if_whole(self, state: State) -> State:
        """A table that began as suggested ends with its last cell; one of the owner's own once no further row is named."""
        question = BY_ID[state.table]
        if not state.suggested or any(not is_whole(column, row) for row in state.rows for column in question.columns):
            return state
        return self._with_answer(question, state.rows)

    def _next_row(self, prompt: Prompt, words: str) -> State:
        question, column = prompt.question, prompt.column
        assert column is not None
        if not self.state.rows and names_table(words):
            return self._from_file(question, words)
        if words in ("", "none"):
            if not self.state.rows and _needs_rows(question):
                raise _needed("at least one row is needed", prompt)
            return self._with_answer(question, self.state.rows)
        first = cell_of(question, column, _by_number(prompt, words), self._known())
        return State(self.state.answers, question.id, (*self.state.rows, {column.name: first}))


def _needs_rows(question: Question) -> bool:
    """Whether the data takes no empty list here."""
    return fault_alone(question.path, ()) is not None


def _needed(message: str, prompt: Prompt) -> NotTaken:
    hint = "`open` leaves it to be agreed; `?` tells more" if may_be_open(prompt.question) else "`?` tells more"
    return NotTaken(Fault((), "bad-answer", message, hint))


def _by_number(prompt: Prompt, words: str) -> str:
    """The answer that a number of the list means; of a list of several each number, between commas."""
    if not prompt.choices:
        return words
    if prompt.question.form is Form.SEVERAL:
        return ", ".join(_numbered(prompt.choices, part.strip()) for part in words.split(","))
    return _numbered(prompt.choices, words)


def _numbered(choices: tuple[str, ...], words: str) -> str:
    return choices[int(words) - 1] if re.fullmatch(r"[1-9][0-9]?", words, re.ASCII) and int(words) <= len(choices) else words


def _as_words(question: Question, answer: Answer | None) -> str | None:
    """An answer as an owner would give it; None where there is none."""
    if answer is None:
        return None
    if question.form is Form.YES_NO:
        return "yes" if answer == "true" else "no"
    if isinstance(answer, str):
        return answer
    return question.separator.join(lines_of(answer)) or "none"
