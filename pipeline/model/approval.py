"""Approvals: who decided what at a gate, about which parts of a version, and whether that still holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """What an approver decides."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Approval:
    """One decision at a gate.

    `role` is a role of `house.yaml`, `approved_by` who decided for it, and `recorded_by` who told the ledger. `parts` are the sha256 of
    what was decided about, by the name of the part: `clause:<id>` for the words of a clause, `data:<path>` for values. `evidence` is the
    sha256 of the answer, where it came as a file; `at` is when the ledger was told (UTC, ISO 8601).
    """

    gate: str
    role: str
    verdict: Verdict
    version: str
    approved_by: str
    recorded_by: str
    at: str
    parts: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    evidence: str = ""


class ApprovalState(StrEnum):
    """Where the approval of one role at one gate stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    STALE = "stale"
    """It was approved, and something that it speaks of has changed since."""
    RETURNED = "returned"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ApprovalStanding:
    """One approval that a gate asks for. `last` is the last decision of that role; `changed` names the parts on which it is stale."""

    gate: str
    role: str
    approver: str
    state: ApprovalState
    last: Approval | None = None
    changed: tuple[str, ...] = ()
    why: str = ""
    """Why this role is asked, where the gate alone does not say so: a fallback, a special term, an authority limit."""


@dataclass(frozen=True, slots=True)
class GateStanding:
    """A gate with all approvals that it asks for; it is passed when all of them hold."""

    gate: str
    approvals: tuple[ApprovalStanding, ...]

    @property
    def is_passed(self) -> bool:
        """Whether every approval holds, and there is one."""
        return bool(self.approvals) and all(each.state is ApprovalState.APPROVED for each in self.approvals)
