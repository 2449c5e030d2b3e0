"""Approvals: who decided what at a gate, about which parts of a version, and whether that still holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.entry_forms import NAME, PERSON, SHA256, VERSION, WORDS, EntryForm, one_of

CLAUSE, DATA, PROPOSAL = "clause:", "data:", "proposal:"
"""How the names of parts begin, before the id of what has a heading, the data path, or the id of a proposal on which we gave way.

The title alone has no such beginning.
"""
TITLE = "title"
"""The part that is the title of the agreement, and how the law calls its pieces."""
_TOLD = ("gate", "role", "verdict", "version", "approved_by", "recorded_by", "delegate_of", "comment", "evidence", "signature")


class Verdict(StrEnum):
    """What an approver decides."""

    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Approval:
    """One decision at a gate.

    `role` is a role of `house.yaml`, `approved_by` who decided for it, `delegate_of` the holder of the role where somebody decided
    in their place, and `recorded_by` who told the ledger. `parts` are the sha256 of what was decided about, by the name of the part:
    `clause:<id>` for the words under a heading, `data:<path>` for values, `proposal:<id>` for what we answered to the other side.
    `evidence` is the sha256 of the answer, where it came as a file, `signature` an SSH signature of the subject; `at` is when the
    ledger was told (UTC, ISO 8601).
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
    delegate_of: str = ""
    signature: str = ""

    @property
    def facts(self) -> Mapping[str, str]:
        """It as an entry of the ledger tells it, but for the moment, which the entry bears itself."""
        told = {name: str(getattr(self, name)) for name in _TOLD}
        return {name: fact for name, fact in told.items() if fact} | dict(self.parts)


def approval_of(facts: Mapping[str, str], at: str) -> Approval:
    """The approval of which an entry of the ledger tells. Raises ValueError where it tells of none."""
    told = {name: facts.get(name, "") for name in _TOLD if name != "verdict"}
    parts = {name: hash for name, hash in facts.items() if is_part(name)}
    return Approval(**told, verdict=Verdict(facts.get("verdict", "")), at=at, parts=parts)


def is_part(name: str) -> bool:
    """Whether a fact of an entry is the hash of a part."""
    return name == TITLE or name.startswith((CLAUSE, DATA, PROPOSAL))


FORM = EntryForm(
    {"gate": NAME, "role": NAME, "verdict": one_of(*Verdict), "version": VERSION, "approved_by": PERSON, "recorded_by": PERSON},
    {"delegate_of": PERSON, "comment": WORDS, "evidence": SHA256, "signature": WORDS},
    {re.compile(f"{TITLE}|(?:{CLAUSE}|{DATA}|{PROPOSAL}).+"): SHA256},
)


class ApprovalState(StrEnum):
    """Where the approval of one role at one gate stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    STALE = "stale"
    """It was approved, and something that it speaks of has changed since."""
    RETURNED = "returned"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A part that is not as it was when it was approved. `words` tell it to a person: "clause 7.2 (Charges): GBP 100 → GBP 120"."""

    part: str
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class ApprovalStanding:
    """One approval that a gate asks for.

    `approver` holds the role today, and is empty where nobody does; `last` is the last decision of that role about these parts;
    `changed` tells the parts on which it is stale. `parts` are what is to be approved now, by name with their sha256.
    """

    gate: str
    role: str
    approver: str
    state: ApprovalState
    last: Approval | None = None
    changed: tuple[ChangedPart, ...] = ()
    why: str = ""
    """Why this role is asked, where the gate alone does not say so: a fallback, a special term, an authority limit."""
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether nothing more is asked of this role here."""
        return self.state is ApprovalState.APPROVED


@dataclass(frozen=True, slots=True)
class GateStanding:
    """A gate with all approvals that it asks for.

    The gate of fallbacks asks for none where a version has none.
    """

    gate: str
    approvals: tuple[ApprovalStanding, ...]
