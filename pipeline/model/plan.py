"""The plan of a contract: its key dates, duties and tasks, with what has been done, as one noun that every writer reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pipeline.model.completion import Completion
from pipeline.model.key_dates import KeyDate, Undated
from pipeline.model.obligation import Obligation
from pipeline.model.terms.contract import Terms


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do by a day. `id` is that of its key date or obligation, `email` where its owner is reached.

    A task that recurs stands for one of its days. `explained` says how the day was counted, `kind` what it is about.
    """

    id: str
    kind: str
    what: str
    party: str
    owner: str
    due: date
    explained: str
    clause: str = ""
    deputy: str = ""
    email: str = ""
    recurs: str = "once"
    done: Completion | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one version of a contract; `issued` is the day of the version, None where it has none yet.

    `labels` are the numbers of its paragraphs by their id ("clause 3.2"); `completions` what has been done, by task and day.
    """

    contract: str
    version: str
    terms: Terms
    issued: date | None
    key_dates: tuple[KeyDate, ...]
    obligations: tuple[Obligation, ...]
    undated: tuple[Undated, ...]
    completions: tuple[Completion, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, clause: str) -> str:
        """The number of a paragraph in words; empty where the text has no such paragraph."""
        return self.labels.get(clause, "")

    def completion(self, task: str, due: str) -> Completion | None:
        """How a task was done that was due on a day."""
        return next((each for each in self.completions if (each.task, each.due) == (task, due)), None)
