"""Tasks as the file that Jira's CSV import reads: a header with the names of its fields, one task a line, a column for each label."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from pipeline.model.plan import Task

_FIELDS = ("Summary", "Description", "Issue Type", "Assignee", "Due Date", "Labels", "Labels", "Labels")
_TAKEN_FOR_A_FORMULA = re.compile(r"\s*[=+\-@]|[\t\r]")
_LONGEST_SUMMARY = 255
"""Characters that Jira takes in a summary."""


def jira_csv(tasks: Iterable[Task], contract: str, ours: str) -> bytes:
    """The tasks that are not done yet, in UTF-8 without a mark, since the mark would become part of the first field's name.

    Days are written as `2026-05-01`: the import asks for the format, which is `yyyy-MM-dd`. Only our own people are assigned, by their
    address; the other party's tasks are for us to follow up.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_FIELDS)
    for task in tasks:
        if task.done is None:
            writer.writerow([_harmless(words) for words in _fields(task, contract, ours)])
    return stream.getvalue().encode("utf-8", "backslashreplace")


def _fields(task: Task, contract: str, ours: str) -> tuple[str, ...]:
    is_ours = task.party in ("", ours)
    summary = task.what if is_ours else f"{task.party.capitalize()}: {task.what}"
    assignee = task.email if is_ours else ""
    labels = (contract, _label(task.kind), task.party or "both-parties")
    return (_short(summary), _description(task), "Task", assignee, task.due.isoformat(), *labels)


def _description(task: Task) -> str:
    told = [task.explained, f"Answers for it: {task.owner}" + (f"; deputy: {task.deputy}" if task.deputy else "")]
    told += [f"Recurs: {task.recurs}"] if task.recurs != "once" else []
    told += [f"Contract: {task.clause}"] if task.clause else []
    return "\n".join((*told, f"Task: {task.id}"))


def _label(words: str) -> str:
    """A label has no blanks."""
    return words.replace(" ", "-")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_SUMMARY else f"{words[: _LONGEST_SUMMARY - 1].rstrip()}\u2026"


def _harmless(words: str) -> str:
    """A spreadsheet in which the file is looked at computes nothing."""
    return f"'{words}" if _TAKEN_FOR_A_FORMULA.match(words) else words
