"""Where a contract stands on a day: each step of the workflow, and what matters most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    IN_PROGRESS = "in progress"
    NEXT = "next"
    """Nothing stands in its way, and nobody has begun."""
    BLOCKED = "blocked"
    """Another step must be done before."""


def listed(people: Sequence[str]) -> str:
    """Names as they are read out: `Amira Ali, Helen Ashby and Owen Farrar`."""
    return " and ".join(filter(None, (", ".join(people[:-1]), *people[-1:])))


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One step: its state, who is to act, why it is not done yet in words, the steps that block it, when it was done and is due.

    `notes` say what somebody should know of it all the same, and what stands in nobody's way.
    """

    id: str
    number: int
    title: str
    state: StepState
    role: str
    people: tuple[str, ...]
    why: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    blocked_by: tuple[int, ...] = ()
    done_on: date | None = None
    due: date | None = None
    overdue: bool = False

    @property
    def who(self) -> str:
        """The people, or the person with the role."""
        named = listed(self.people)
        return f"{named} ({self.role})" if named and self.role else named or self.role


@dataclass(frozen=True, slots=True)
class ContractStanding:
    """A contract on a day; `next_date` is its next key date, `late_duties` are what the plan asks for and nobody did in time.

    `command` is what to type next. `moved_on` says that the data say something else than the last version.
    """

    contract: str
    title: str
    day: date
    steps: tuple[StepStanding, ...]
    next_date: tuple[date, str] | None = None
    late_duties: tuple[str, ...] = ()
    command: str = ""
    moved_on: bool = False

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.state is StepState.DONE for step in self.steps)

    @property
    def current(self) -> StepStanding | None:
        """The first step that somebody can work on; None where all are done."""
        return next((step for step in self.steps if step.state in (StepState.IN_PROGRESS, StepState.NEXT)), None)

    @property
    def overdue(self) -> tuple[StepStanding, ...]:
        """The steps that should be done by now."""
        return tuple(step for step in self.steps if step.overdue)
