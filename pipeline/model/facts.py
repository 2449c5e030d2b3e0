"""What is true of a contract, from which its status follows; nothing in it depends on the day on which somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter

from pipeline.model.approval import ApprovalState


@dataclass(frozen=True, slots=True)
class OpenField:
    """A point still open: the data path of the field, and how it is printed."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error in the data, and the top-level field in which it stands; empty where it concerns the data as a whole."""

    section: str
    message: str


@dataclass(frozen=True, slots=True)
class FrozenDraft:
    """A frozen version: when, and the labels of the points that it leaves open."""

    version: str
    day: date
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedApproval:
    """An approval that a gate asks for of the last frozen version. `day` is that of the last decision, None where there is none."""

    gate: str
    role: str
    person: str
    state: ApprovalState
    changed: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SentDraft:
    """A version that went to the other party, and when it was acknowledged."""

    version: str
    day: date
    reply_by: date | None = None
    acknowledged: date | None = None


@dataclass(frozen=True, slots=True)
class RoundState:
    """A round of the negotiation: the proposals that nobody has decided on, and when all decisions were carried out.

    `frozen` says whether the last version holds what they came to, `answered` whether anything was sent to the other party since.
    """

    number: int
    day: date
    open: int
    applied: date | None = None
    frozen: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class DatedTask:
    """Something to be done by a day, and when it was done."""

    what: str
    owner: str
    due: date
    done: date | None = None


@dataclass(frozen=True, slots=True)
class DueCredit:
    """The Service Credits of a month (`2026-10`) that was closed, as an amount of money.

    `claim_by` is the day by which a claim has to be received and `send_by` the last day to send it, None where no claim is needed;
    `claimed` is the day on which it was claimed.
    """

    month: str
    amount: str
    claim_by: date | None = None
    send_by: date | None = None
    claimed: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one contract.

    `said` are the top-level fields of the data that say something, `is_readable` whether the data can be read as a whole, `moved_on`
    whether they say something else than the last version; `people` and `roles` are who holds each role and how it is called; `due` is the
    day of each step, by id, that a due rule gives. `waits_for` are the signatories who have not signed the copy that was prepared last,
    of the version `copy_of`, and `signed_here` whether they sign it with keys; `in_force` is the version that was executed last;
    `taken_over` is the day on which a contract came here that was signed elsewhere. `checklist` is what is to be done at the start,
    `duties` the first day on which each duty of the plan is not done, and `key_dates` those that nobody has dealt with.
    """

    contract: str
    title: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    is_readable: bool = False
    troubles: tuple[Trouble, ...] = ()
    open: tuple[OpenField, ...] = ()
    services_with_volumes: int = 0
    effective: date | None = None
    expiry: date | None = None
    versions: tuple[FrozenDraft, ...] = ()
    moved_on: bool = False
    other_party: str = ""
    approvals: tuple[AskedApproval, ...] = ()
    sent: tuple[SentDraft, ...] = ()
    unchanged_returns: tuple[date, ...] = ()
    rounds: tuple[RoundState, ...] = ()
    prepared: date | None = None
    copy_of: str = ""
    signed_here: bool = True
    waits_for: tuple[str, ...] = ()
    in_force: str = ""
    executed: date | None = None
    taken_over: date | None = None
    plan_built: bool = False
    unowned_duties: int = 0
    checklist: tuple[DatedTask, ...] = ()
    duties: tuple[DatedTask, ...] = ()
    closed: tuple[str, ...] = ()
    credits: tuple[DueCredit, ...] = ()
    key_dates: tuple[tuple[date, str], ...] = ()
    due: Mapping[str, date] = field(default_factory=dict)


FACTS_BY_KEY: TypeAdapter[dict[str, tuple[str, Facts]]] = TypeAdapter(dict[str, tuple[str, Facts]])
"""Facts of many contracts, each with the key under which they were derived, as JSON."""
