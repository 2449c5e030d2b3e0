"""An answer as it was given becomes the value that the data has, or is not taken, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.model.intake import NONE, OPEN, Answer, AnswerPath, Column, Form, Known, Question, Row
from pipeline.model.money import Money
from pipeline.model.scalar import shape_of
from pipeline.model.terms.alone import fault_alone
from pipeline.model.terms.faults import Fault, close_to
from pipeline.model.terms.paths import DataField, field_at
from pipeline.model.terms.section import joined

YES, NO = frozenset({"yes", "y", "true"}), frozenset({"no", "n", "false"})
_WITHOUT_CURRENCY = re.compile(r"[0-9][0-9.,' ]*", re.ASCII)
_WORDS = "text"


class NotTaken(Exception):
    """The answer cannot stand; `fault` says why, and where within the answer."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault

    def within(self, *around: str | int) -> NotTaken:
        """The same refusal, at its place in the answer that this one is a part of."""
        return NotTaken(replace(self.fault, path=(*around, *self.fault.path)))


def answer_of(question: Question, written: object, known: Known) -> Answer:
    """The answer as the data has it. Raises NotTaken."""
    match question.form:
        case Form.TABLE:
            return OPEN if written == OPEN and may_be_open(question) else _rows(question, written, known)
        case Form.LINES | Form.SEVERAL:
            return _lines(question, written, known)
    if not isinstance(written, str):
        raise _not(f"{shape_of(written)} stands where {expected(question)} is expected")
    return _value(question, written.strip(), known)


def may_be_open(question: Question) -> bool:
    """Whether the point may be left to be agreed: one that only our house reads is never printed, so it never is."""
    if question.closed or question.form not in (Form.VALUE, Form.LINES, Form.TABLE):
        return False
    return not (question.path and field_at(question.path).internal)


def expected(question: Question) -> str:
    """What a question is answered with, in words."""
    match question.form:
        case Form.YES_NO:
            return "yes or no"
        case Form.TABLE:
            return "a list of rows, or the name of a CSV or XLSX file"
        case Form.LINES | Form.SEVERAL:
            return "a list"
    field = field_of(question.kind_of)
    return field.value if field else _WORDS


def choices_of(question: Question, known: Known) -> tuple[str, ...]:
    """The answers from which one is chosen; empty where any value may be given."""
    if question.form is Form.YES_NO:
        return ()
    if question.options:
        return question.options(known)
    field = field_of(question.kind_of)
    return field.choices if field and question.form is not Form.TABLE else ()


def cell_choices(question: Question, column: Column) -> tuple[str, ...]:
    """The answers from which that of a cell is chosen."""
    field = field_of(kind_of_cell(question, column))
    return field.choices if field else ()


def kind_of_cell(question: Question, column: Column) -> str:
    """A data path at which values of the kind of this column stand; empty for words."""
    return column.like or (f"{question.path}.*.{column.field}" if column.field else "")


def cell_of(question: Question, column: Column, written: object, known: Known) -> str:
    """What one cell of a table says. Raises NotTaken."""
    if not isinstance(written, str):
        raise _not(f"{shape_of(written)} stands where {column.text.lower()} is expected")
    words = written.strip()
    if column.optional and words in ("", NONE):
        return ""
    if words == OPEN and column.name not in (question.key, "name"):
        return OPEN
    if not words and column.default:
        return column.default
    if not words:
        raise _not(f"`{column.name}` is empty: expected {_asked_for(column)}")
    return _read(kind_of_cell(question, column), words, known)


def _asked_for(column: Column) -> str:
    return f"{column.text[:1].lower()}{column.text[1:]}"


def _value(question: Question, words: str, known: Known) -> str:
    if question.form is Form.YES_NO:
        return _yes_or_no(words)
    if question.optional and words == NONE:
        return NONE
    if words == NONE and NONE not in choices_of(question, known):
        raise _not(
            "there has to be an answer here, so `none` cannot stand", "`open` leaves it to be agreed" if may_be_open(question) else ""
        )
    if words == OPEN:
        if not may_be_open(question):
            raise _not("this cannot be left open, because the text of the contract depends on it")
        return OPEN
    if question.options:
        return _one_of(words, question.options(known), others=question.others)
    return _read(question.kind_of, words, known)


def _lines(question: Question, written: object, known: Known) -> Answer:
    if written == OPEN and question.form is Form.LINES and may_be_open(question):
        return OPEN
    if isinstance(written, str):
        written = [] if written.strip() in ("", NONE) else _divided(question, written)
    if not isinstance(written, list | tuple):
        raise _not(f"{shape_of(written)} stands where a list is expected")
    read = []
    for ordinal, line in enumerate(written):
        try:
            read.append(_line(question, line, known))
        except NotTaken as refused:
            raise refused.within(ordinal) from refused
    doubled = next((line for ordinal, line in enumerate(read) if line in read[:ordinal]), None)
    if doubled is not None:
        raise _not(f"`{doubled}` stands twice in the list", "keep it once")
    return tuple(read)


def _divided(question: Question, words: str) -> list[str]:
    """The lines of a list that stands on one line."""
    return [part.strip() for part in words.split(question.separator.strip()) if part.strip()]


def _line(question: Question, line: object, known: Known) -> str:
    if not isinstance(line, str):
        raise _not(f"{shape_of(line)} stands where one item is expected")
    if question.options:
        return _one_of(line.strip(), question.options(known), others=question.others)
    return _read(question.like or (f"{question.path}.*" if question.path else ""), line.strip(), known)


def _rows(question: Question, written: object, known: Known) -> tuple[Row, ...]:
    if not isinstance(written, list | tuple):
        raise _not(f"{shape_of(written)} stands where a list of rows is expected")
    return tuple(_row(question, row, ordinal, known) for ordinal, row in enumerate(written))


def _row(question: Question, written: object, ordinal: int, known: Known) -> Row:
    names = [column.name for column in question.columns]
    if not isinstance(written, Mapping):
        raise _not(f"{shape_of(written)} stands where a row is expected: {joined(names)}", at=(ordinal,))
    for name in written:
        if name not in names:
            hint = close_to(str(name), names) or f"the columns are {joined(names)}"
            raise _not(f"`{name}` is not a column here", hint, at=(ordinal, str(name)))
    return {column.name: _cell(question, column, written, ordinal, known) for column in question.columns}


def _cell(question: Question, column: Column, row: Mapping[str, Any], ordinal: int, known: Known) -> str:
    at: AnswerPath = (ordinal, column.name) if row.get(column.name) is not None else (ordinal,)
    value = row.get(column.name)
    if value is None and not column.optional and not column.default:
        raise _not(f"`{column.name}` is missing: expected {_asked_for(column)}", "or `open`, if it is to be agreed", at=at)
    try:
        return cell_of(question, column, "" if value is None else value, known)
    except NotTaken as refused:
        raise refused.within(*at) from refused


def _read(kind: str, words: str, known: Known) -> str:
    """The words as a field of this kind has them: with the currency of the contract, and answers of a list as the list writes them."""
    if not words:
        raise _not("the answer is empty")
    field = field_of(kind)
    if field is None:
        kind, field = "meta.title", field_at("meta.title")
    if field.choices:
        return _one_of(words, field.choices)
    if bool in field.types:
        return _yes_or_no(words)
    if Money in field.types and _WITHOUT_CURRENCY.fullmatch(words):
        words = f"{known.text('currency')} {words}"
    fault = fault_alone(kind, words)
    if fault is not None:
        raise NotTaken(fault)
    return words


def _one_of(words: str, choices: Iterable[str], *, others: bool = False) -> str:
    choices = tuple(choices)
    same = {_plain(choice): choice for choice in choices}
    found = same.get(_plain(words))
    if found is not None:
        return found
    if others:
        fault = fault_alone("meta.title", words)
        if fault is not None:
            raise NotTaken(fault)
        return words
    hint = close_to(_plain(words), same)
    raise NotTaken(Fault((), "bad-choice", f"`{words}` is not one of {joined(choices)}", hint))


def _plain(words: str) -> str:
    return re.sub(r"[\s_-]+", "_", words.strip().lower())


def _yes_or_no(words: str) -> str:
    if words.lower() in YES:
        return "true"
    if words.lower() in NO:
        return "false"
    raise _not(f"`{words}` is neither yes nor no", "write `yes` or `no`")


def field_of(kind: str) -> DataField | None:
    """The field at a data path at which values of this kind stand; None for plain words."""
    # The calendar stands among the terms as a whole; what is answered is its name.
    return field_at(kind) if kind not in ("", "calendar") else None


def _not(message: str, hint: str = "", at: AnswerPath = ()) -> NotTaken:
    return NotTaken(Fault(at, "bad-answer", message, hint))


def is_whole(column: Column, row: Row) -> bool:
    """Whether the row says what the column asks."""
    return column.name in row or bool(column.default) or (column.optional and column.name not in _ASKED)


_ASKED = frozenset({"phone", "deputy"})
"""Columns that may stay empty and are asked all the same, because without them a rule would soon ask."""
