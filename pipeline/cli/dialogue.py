"""The intake at the terminal: it asks, shows why an answer cannot stand, and goes back when told to."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from io import TextIOWrapper

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.cli.strangers_words import harmless
from pipeline.model.intake import Form
from pipeline.model.terms.faults import Fault, close_to
from pipeline.stages.intake.dialogue import OWN, Asks, Dialogue, Prompt
from pipeline.stages.intake.questions import OF_WORKFLOW, STEPS
from pipeline.stages.intake.reading import expected, field_of, kind_of_cell, may_be_open

_COMMANDS = "`?` explains, `back` goes back, `quit` leaves; what you answered is kept. Enter alone takes what stands in brackets."


class Left(Enum):
    """How a conversation ended."""

    FINISHED = "finished"
    QUIT = "quit"
    ENDED = "the input ended"


@dataclass(slots=True)
class Terminal:
    """One conversation at one terminal. `keep` is called after each answer."""

    dialogue: Dialogue
    keep: Callable[[], None]
    console: Console
    step: int = -1
    question: str = ""

    def hold(self) -> Left:
        """Ask until all is answered, or the owner leaves."""
        if isinstance(sys.stdin, TextIOWrapper):
            # A terminal may send what is no letter in its encoding; it is shown as such and refused, and ends nothing.
            sys.stdin.reconfigure(errors="replace")
        while (prompt := self.dialogue.prompt) is not None:
            self._ask(prompt)
            try:
                words = input(_marker(prompt))
            except EOFError:
                self.console.print()
                return Left.ENDED
            if words.strip().lower() == "quit":
                return Left.QUIT
            self._answer(prompt, words)
        return Left.FINISHED

    def _answer(self, prompt: Prompt, words: str) -> None:
        match words.strip().lower():
            case "?":
                self._explain(prompt)
            case "back":
                self._go_back()
            case _:
                fault = self.dialogue.take(words)
                if fault is not None:
                    self.show(_of_the_list(prompt, words) if fault.code == "bad-choice" and prompt.choices else fault)
        self.keep()

    def _go_back(self) -> None:
        if not self.dialogue.back():
            self.console.print(Text("  this is the first question", style="yellow"))

    def show(self, fault: Fault) -> None:
        """Say why an answer cannot stand."""
        self.console.print(Text(f"  {harmless(fault.message)}", style="red"))
        if fault.hint:
            self.console.print(Text(f"  {harmless(fault.hint)}", style="cyan"))

    def _ask(self, prompt: Prompt) -> None:
        question = prompt.question
        if question.step != self.step:
            self.step = question.step
            number = f" (step {self.step} of the 20)" if self.step in OF_WORKFLOW else ""
            self.console.print(Text(f"\n{STEPS[self.step]}{number}", style="bold"))
        if question.id != self.question or prompt.asks is Asks.ANSWER:
            self.question = question.id
            self.console.print(Text(f"\n{question.text}"))
        self._show_rows(prompt)
        self._show_choices(prompt)
        if prompt.source:
            self.console.print(Text(f"  found in {harmless(prompt.source)}", style="cyan"))

    def _show_rows(self, prompt: Prompt) -> None:
        if not prompt.rows:
            return
        columns = [column for column in prompt.question.columns if any(row.get(column.name) for row in prompt.rows)]
        table = Table(box=None, pad_edge=False)
        for column in columns:
            table.add_column(column.text, overflow="fold")
        for row in prompt.rows:
            table.add_row(*(Text(_in_words(row.get(column.name, ""))) for column in columns))
        self.console.print(table)

    def _show_choices(self, prompt: Prompt) -> None:
        if prompt.choices and prompt.question.form is not Form.YES_NO:
            for number, choice in enumerate(prompt.choices, start=1):
                self.console.print(Text(f"  {number:2} {_in_words(choice)}"))

    def _explain(self, prompt: Prompt) -> None:
        for line in explanation(prompt):
            self.console.print(Text(f"  {line}", style="cyan"))


def explanation(prompt: Prompt) -> list[str]:
    """What `?` tells: what the answer is for, in which form it is given, and which words have a meaning of their own."""
    question = prompt.question
    lines = [question.help] if question.help else []
    field = field_of(kind_of_cell(question, prompt.column) if prompt.column else question.path)
    if field:
        lines += [field.description, f"Expected: {field.value}."] if not field.choices else [field.description]
    else:
        lines.append(f"Expected: {expected(question)}.")
    if prompt.asks is Asks.ROWS:
        lines.append(f"Enter keeps these rows and asks for what they lack; `{OWN}` enters rows of your own; or name a CSV or XLSX file.")
    if may_be_open(question) or prompt.asks is Asks.CELL:
        lines.append("`open`: it is still to be agreed. The draft shows the point, highlighted.")
    if question.optional or (prompt.column and prompt.column.optional):
        lines.append("`none`: there is no such thing.")
    return [*lines, _COMMANDS]


def _marker(prompt: Prompt) -> str:
    """What stands before the place where the owner types."""
    column, suggestion = prompt.column, prompt.suggestion
    shown = (
        f" [{_in_words(suggestion) if prompt.choices else harmless(suggestion)}]"
        if suggestion is not None and prompt.asks is not Asks.NEXT_ROW
        else ""
    )
    match prompt.asks:
        case Asks.CELL if column:
            return f"  {harmless(prompt.row)} - {column.text}{shown}: "
        case Asks.NEXT_ROW if column:
            return f"  {column.text} (Enter: no more): "
        case Asks.ROWS:
            return f"  keep, {OWN}, or a file{shown}: "
    return f"  {shown.strip()}> " if shown else "  > "


_YES_NO = {"true": "yes", "false": "no"}


def _in_words(choice: str) -> str:
    """What the data calls `gmbh_co_kg` or `true`, as it is read."""
    return _YES_NO.get(choice) or harmless(choice if " " in choice else choice.replace("_", " "))


def _of_the_list(prompt: Prompt, words: str) -> Fault:
    """Why an answer is none of those on the list, in the list's own words."""
    close = close_to(words.strip().lower(), map(_in_words, prompt.choices))
    hint = close or f"answer by a number from 1 to {len(prompt.choices)}, or by the words beside it"
    return Fault((), "bad-choice", f"`{words.strip()}` is not on the list", hint)


def greeting(contract: str, taken_up: int) -> str:
    """What is said at the beginning."""
    again = f"{taken_up} answers are taken up from last time. " if taken_up else ""
    return f"A new contract: {contract}. {again}{_COMMANDS}"
