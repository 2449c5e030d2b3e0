"""The questions by which a new contract is taken down, and what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from pipeline.model.law import Law
from pipeline.model.terms.calendar import Calendar
from pipeline.model.terms.house import House

Row: TypeAlias = Mapping[str, str]
Answer: TypeAlias = "str | tuple[str, ...] | tuple[Row, ...]"
Answers: TypeAlias = Mapping[str, Answer]
AnswerPath: TypeAlias = tuple[str | int, ...]
"""Where an answer stands among the answers: the question, then the number of the row or line, then the column."""

OPEN = "open"
"""The word by which an owner leaves a point open; it prints as `To be agreed`."""
NONE = "none"
"""The word by which an owner says that there is no such thing."""


def lines_of(answer: Answer | None) -> tuple[str, ...]:
    """The lines of an answer; none where it is no list of lines."""
    return tuple(item for item in answer if isinstance(item, str)) if isinstance(answer, tuple) else ()


def rows_of(answer: Answer | None) -> tuple[Row, ...]:
    """The rows of an answer; none where it is no table."""
    return tuple(item for item in answer if isinstance(item, Mapping)) if isinstance(answer, tuple) else ()


def filled_cells(row: Row) -> Row:
    """The cells of a row that say something, by their columns."""
    return {name: cell for name, cell in row.items() if cell}


class Form(StrEnum):
    """In what form a question is answered."""

    VALUE = "value"
    YES_NO = "yes or no"
    LINES = "lines"
    SEVERAL = "several"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that a text of others gives, and where: its section, and how sure it is."""

    answer: str
    source: str


@dataclass(frozen=True, slots=True)
class Given:
    """All from which a question can suggest an answer: our house, the laws and calendars that there are, and the answers so far.

    `found` is what a draft says that was written elsewhere, by question.
    """

    contract: str
    house: House
    laws: Mapping[str, Law]
    calendars: Mapping[str, Calendar]
    answers: Answers = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)


Suggestion: TypeAlias = "Callable[[Known], Answer | None]"
Condition: TypeAlias = "Callable[[Known], bool]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of answers.

    `to` is the field of the list item that it fills, empty where the item needs more than that; `like` a data path at which values of
    the same kind stand, where `to` does not say it; `default` what stands in a cell that is left out.
    """

    name: str
    text: str
    to: str | None = None
    like: str = ""
    default: str = ""
    optional: bool = False

    @property
    def field(self) -> str:
        """The field of the list item that it fills."""
        return self.name if self.to is None else self.to


@dataclass(frozen=True, slots=True)
class Question:
    """One question: which step of the workflow asks it, what it fills, in which form, and what is suggested.

    `path` is the data path that the answer fills, empty where more follows from it; `like` a data path at which values of the same
    kind stand, where `path` does not say it; `label` what an open point is printed as. `others` lets a list be answered by words of
    the owner's own beside the `options`.
    """

    id: str
    step: int
    text: str
    path: str = ""
    form: Form = Form.VALUE
    like: str = ""
    help: str = ""
    label: str = ""
    suggests: Suggestion | None = None
    when: Condition | None = None
    options: Callable[[Known], tuple[str, ...]] | None = None
    others: bool = False
    columns: tuple[Column, ...] = ()
    key: str = ""
    """Of a table the column from which the id of an item is made."""
    optional: bool = False
    separator: str = "; "
    """What stands between the lines of a list that is given on one line."""
    closed: bool = False
    """Whether it must be answered: the text of the contract depends on it."""

    @property
    def kind_of(self) -> str:
        """A data path at which values of the same kind stand; empty for words."""
        return self.like or self.path

    def name_of(self, row: Row) -> str:
        """What a row of its table is called: by what its id is made from, else by its name, else by its first cell."""
        return row.get(self.key) or row.get("name") or row.get(self.columns[0].name, "")


class Known:
    """The answers as they stand, with what is suggested where nothing was answered."""

    def __init__(self, given: Given, questions: Mapping[str, Question]) -> None:
        self.given = given
        self.questions = questions
        self._found: dict[str, Answer | None] = {}
        self.consulted: set[str] = set()
        """The questions that were looked up since this was last emptied."""

    def is_asked(self, id: str) -> bool:
        """Whether the question arises at all."""
        when = self.questions[id].when
        return when is None or when(self)

    def answer(self, id: str) -> Answer | None:
        """What was answered, else what is suggested; None where the question does not arise or nothing is known."""
        self.consulted.add(id)
        if id not in self._found:
            self._found[id] = self._answer(id)
        return self._found[id]

    def _answer(self, id: str) -> Answer | None:
        if not self.is_asked(id):
            return None
        return self.given.answers[id] if id in self.given.answers else self.suggested(id)

    def suggested(self, id: str) -> Answer | None:
        """What is suggested, whatever was answered: what a draft of others says goes before what is usual."""
        if id in self.given.found:
            return self.given.found[id].answer
        suggests = self.questions[id].suggests
        return suggests(self) if suggests else None

    def text(self, id: str) -> str:
        """The answer as one text; empty where there is none."""
        answer = self.answer(id)
        return answer if isinstance(answer, str) else ""

    def says_yes(self, id: str) -> bool:
        """Whether the answer is yes."""
        return self.answer(id) == "true"

    def words(self, id: str) -> tuple[str, ...]:
        """The answer as lines; none where there is none."""
        return lines_of(self.answer(id))

    def rows(self, id: str) -> tuple[Row, ...]:
        """The answer as rows; none where there is none."""
        return rows_of(self.answer(id))
