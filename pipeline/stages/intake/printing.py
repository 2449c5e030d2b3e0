"""An answers file without answers: every question as a remark, with what is suggested; and answers as such a file."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from pipeline import store
from pipeline.model.intake import OPEN, Answer, Column, Form, Given, Known, Question, filled_cells
from pipeline.stages.intake.questions import BY_ID, OF_WORKFLOW, QUESTIONS, STEPS
from pipeline.stages.intake.reading import cell_choices, choices_of, expected, may_be_open

_WIDTH = 100
_HEAD = (
    "Answers for a new contract. Take out the `#` before a line and write your answer behind the colon.",
    "A line that stays as it is means: as suggested. What has no suggestion must be answered.",
    "Write `open` for what is still to be agreed, and `none` for what there is not, where the question allows it.",
    "Then: draftline new CONTRACT --answers THIS-FILE",
)


def empty_answers(given: Given) -> str:
    """The file in which somebody answers without being asked."""
    known = Known(given, BY_ID)
    text = "".join(f"# {line}\n" for line in _HEAD)
    step = -1
    for question in QUESTIONS:
        if question.step != step:
            step = question.step
            text += f"\n# {'=' * 20} {STEPS[step]}{f' (step {step})' if step in OF_WORKFLOW else ''}\n"
        text += "".join(f"{line}\n" for line in _question(question, known))
    return text


def _question(question: Question, known: Known) -> Iterator[str]:
    yield ""
    yield from _remark(question.text)
    yield from _remark(question.help)
    choices = choices_of(question, known)
    if choices:
        which = "Any of" if question.form is Form.SEVERAL else "One of"
        yield from _remark(f"{which}: {', '.join(choices)}{', or your own' if question.others else ''}.")
    elif question.form is not Form.TABLE:
        yield from _remark(f"Expected: {expected(question)}.")
    yield from _remark(" ".join(_manners(question)))
    for column in question.columns:
        yield from _column(question, column)
    answer = known.suggested(question.id) if known.is_asked(question.id) else None
    yield from (f"#{line}" for line in _answer_lines(question, answer))


def _manners(question: Question) -> Iterator[str]:
    if question.when is not None:
        yield "Asked only where other answers call for it."
    if may_be_open(question):
        yield f"May be `{OPEN}`."
    if question.optional:
        yield "May be `none`."


def _column(question: Question, column: Column) -> Iterator[str]:
    one_of = ", ".join(cell_choices(question, column))
    parts = (column.text, f"one of {one_of}" if one_of else "", "may be left out" if column.optional or column.default else "")
    yield from _remark(f"  {column.name}: {'; '.join(part for part in parts if part)}", indent="    ")


def _remark(words: str, indent: str = "") -> Iterator[str]:
    if words:
        yield from (
            f"# {line}" for line in textwrap.wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False, subsequent_indent=indent)
        )


def _answer_lines(question: Question, answer: Answer | None) -> list[str]:
    if answer is None:
        return [f"{question.id}:"]
    return store.contract_text({question.id: tree_of(answer)}, {}).splitlines()


def tree_of(answer: Answer) -> store.Tree:
    """An answer as a file holds it, without the cells that are empty."""
    return answer if isinstance(answer, str) else [item if isinstance(item, str) else dict(filled_cells(item)) for item in answer]


def kept_text(tree: Mapping[str, store.Tree]) -> bytes:
    """Answers that are kept, as a file that `--answers` takes once they are whole."""
    return store.contract_text(tree, {}, ("Answers for a new contract, as far as they were given.",)).encode() if tree else b""
