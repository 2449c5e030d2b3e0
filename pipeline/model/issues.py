"""The issues list of a round: for ourselves with all that we know, for the other side without what is ours alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.effects import Effects
from pipeline.model.proposal import Decision


class IssueStatus(StrEnum):
    """How far an issue has come. What is escalated waits for somebody of ours to approve it; the other side reads that it is open."""

    OPEN = "open"
    ESCALATED = "escalated"
    DISCUSSED = "in discussion"
    ACCEPTED = "accepted"
    COUNTERED = "countered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """We refused it, and their last file asks for it no more."""
    TAKEN = "counter taken"
    """Their last file leaves what we offered as it is."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What both sides may read of a proposal. `ours` and `theirs` are the exact words; `action` says who does what next."""

    number: str
    clause: str
    ours: str
    theirs: str
    action: str
    status: IssueStatus
    resolution: str


@dataclass(frozen=True, slots=True)
class InternalIssue:
    """An issue with what is ours alone. `action` is ours; that of `issue` is what the other side reads."""

    issue: Issue
    gap: str
    position: str
    risk: str
    owner: str
    action: str
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class SharedList:
    """The issues list that the other side may read. It has no field in which anything internal could stand.

    `us` and `them` name the parties as the contract does; `answers` is the version that was sent.
    """

    contract: str
    round: int
    answers: str
    us: str
    them: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class InternalList:
    """The issues list for ourselves; privileged, so that each page says it. `effects` is None where no figures could be made."""

    contract: str
    round: int
    answers: str
    us: str
    them: str
    issues: tuple[InternalIssue, ...]
    effects: Effects | None = None
