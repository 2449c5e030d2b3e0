"""A task that was done: who did it, and on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.entry_forms import DAY, TASK, WORDS, EntryForm

FORM = EntryForm({"task": TASK, "by": WORDS, "on": DAY}, {"due": DAY})


@dataclass(frozen=True, slots=True)
class Completion:
    """One task done.

    `task` is the id of a key date or an obligation, `due` the day on which it was due (ISO 8601, empty where it has none), `by` who did it
    and `on` when (ISO 8601).
    """

    task: str
    due: str
    by: str
    on: str

    @property
    def facts(self) -> Mapping[str, str]:
        """It as an entry of the ledger tells it."""
        told = {"task": self.task, "due": self.due, "by": self.by, "on": self.on}
        return {name: fact for name, fact in told.items() if fact}


def completion_of(facts: Mapping[str, str]) -> Completion:
    """The task done of which an entry of the ledger tells."""
    return Completion(facts.get("task", ""), facts.get("due", ""), facts.get("by", ""), facts.get("on", ""))
