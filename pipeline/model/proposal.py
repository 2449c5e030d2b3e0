"""What the other side asks for, one proposal a decision, and what we answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.change import Place
from pipeline.model.document import Document, Revision
from pipeline.model.entry_forms import COUNT, PERSON, PROPOSALS, SHA256, VERSION, EntryForm
from pipeline.model.playbook import Risk


class ProposalKind(StrEnum):
    """What a proposal is about, the least that a person must read first."""

    FORMATTING = "formatting"
    TRIVIAL = "trivial"
    VALUE = "value"
    WORDING = "wording"
    NEW_CLAUSE = "new clause"
    DELETION = "deletion"
    MOVE = "move"
    COMMENT = "comment"


class Standing(StrEnum):
    """Where a proposal leaves a clause by our playbook."""

    PREFERRED = "within preferred"
    FALLBACK = "within a fallback"
    BELOW_FLOOR = "below the floor"
    NOT_COVERED = "not covered"


@dataclass(frozen=True, slots=True)
class Placement:
    """A proposal held against the playbook of its clause. `position` is the fallback reached; `approvers` the roles that must approve it.

    `floors` say what we never accept and would have accepted; `rationale` and `talking_points` are for us alone.
    """

    standing: Standing
    position: str = ""
    says: str = ""
    floors: tuple[str, ...] = ()
    risk: Risk | None = None
    approvers: tuple[str, ...] = ()
    rationale: tuple[str, ...] = ()
    talking_points: tuple[str, ...] = ()
    owner: str = ""


class Answer(StrEnum):
    """What we say to a proposal. What is discussed stays open."""

    ACCEPT = "accept"
    COUNTER = "counter"
    REFUSE = "refuse"
    DISCUSS = "discuss"


@dataclass(frozen=True, slots=True)
class Decision:
    """Our answer to one proposal: who gave it, why (for us alone), and what is said to the other side.

    `counter` are the words, or for a value the value as its YAML field is written, that we offer instead; `placement` is where a value
    that we offer leaves us, where somebody has held it against the playbook.
    """

    answer: Answer
    by: str
    reason: str = ""
    reply: str = ""
    counter: str = ""
    placement: Placement | None = field(default=None, compare=False)

    @property
    def settles(self) -> bool:
        """Whether the proposal needs no further decision."""
        return self.answer is not Answer.DISCUSS


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that the other side asks for, and on which one person decides.

    `id` is unique in the contract (`2.14`: the fourteenth of round 2) and is the author's name of its revisions in `Round.redline`.
    `ours` and `theirs` are the exact words. `path`, `old` and `new` speak of a value: the YAML path, and both values as YAML says them;
    `new` is empty where their words say no value that the field could hold. `silent`: they did not track it. `doubtful`: anchor and text
    do not agree on where it belongs, so that a person must look. `thread` names a comment. `note` says what a reader of the words
    alone would not see, such as that they are hidden.
    """

    id: str
    kind: ProposalKind
    places: tuple[Place, ...]
    ours: str
    theirs: str
    revision: Revision
    path: str = ""
    old: str = ""
    new: str = ""
    silent: bool = False
    doubtful: bool = False
    thread: str = ""
    note: str = ""
    placement: Placement | None = None
    decision: Decision | None = None

    @property
    def place(self) -> Place:
        """Where it is met first."""
        return self.places[0]

    @property
    def is_open(self) -> bool:
        """Whether somebody must still decide."""
        return self.decision is None or not self.decision.settles


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of the negotiation: what a party sent back, which version it answers, and all that it asks for.

    `redline` is the version that we sent with every change of theirs, tracked or not, as a revision whose author is the proposal's id:
    accepting and rejecting by author gives any state that decisions lead to. `file` and `sha256` name what was received.
    """

    number: int
    contract: str
    party: str
    answers: str
    file: str
    sha256: str
    redline: Document
    proposals: tuple[Proposal, ...]

    def open(self) -> Iterator[Proposal]:
        """The proposals that still need a decision."""
        return (proposal for proposal in self.proposals if proposal.is_open)


_APPLIED = EntryForm(
    {
        "round": COUNT,
        "applied": VERSION,
        **{answer.value: COUNT for answer in Answer if answer is not Answer.DISCUSS},
        "decisions": SHA256,
        "text": SHA256,
    },
    {"answer": SHA256},
)
"""The decisions of a round were carried out."""
DECIDED = EntryForm({"round": COUNT, "by": PERSON}, {answer.value: PROPOSALS for answer in Answer}, marked={"applied": _APPLIED})
"""Unmarked somebody has answered proposals."""
