"""What we accepted or offered and somebody must still approve."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.model.approval import PROPOSAL, Verdict
from pipeline.model.proposal import Answer, Decision, Placement, Proposal, ProposalKind, Standing
from pipeline.negotiate.placing import Playbook


@dataclass(frozen=True, slots=True)
class Lacking:
    """A proposal on which we gave way, and the roles whose approval is in no entry of the ledger."""

    proposal: Proposal
    roles: tuple[str, ...]

    @property
    def standing(self) -> str:
        """Where it leaves us, in words."""
        placement = settled_at(self.proposal)
        assert placement is not None
        return f"{placement.standing}{f' ({placement.position})' if placement.position else ''}"


def lacking_approvals(proposals: Iterable[Proposal], approvals: Iterable[Mapping[str, str]]) -> Iterator[Lacking]:
    """The fallbacks and exceptions, accepted or offered, that not all their approvers have approved.

    `approvals` are the facts of the ledger's approvals: `role`, `verdict`, and of each proposal as a part what was approved, as
    `approved_content` tells it. One that was given to other words or to another answer counts for nothing.
    """
    given = {
        (name, facts.get("role"), hash) for facts in approvals if facts.get("verdict") == Verdict.APPROVE for name, hash in facts.items()
    }
    for proposal in proposals:
        placement = settled_at(proposal)
        if gives_way(proposal) and placement is not None:
            what = approved_content(proposal)
            roles = tuple(role for role in placement.approvers if (f"{PROPOSAL}{proposal.id}", role, what) not in given)
            if roles:
                yield Lacking(proposal, roles)


def gives_way(proposal: Proposal) -> bool:
    """Whether we settled for less than our preferred position."""
    placement = settled_at(proposal)
    return placement is not None and placement.standing in (Standing.FALLBACK, Standing.BELOW_FLOOR)


def settled_at(proposal: Proposal) -> Placement | None:
    """Where our decision leaves us: at theirs where we accept, at ours where what we offer was held against the playbook."""
    match proposal.decision:
        case Decision(answer=Answer.ACCEPT):
            return proposal.placement
        case Decision(answer=Answer.COUNTER, placement=placement):
            return placement
        case _:
            return None


def with_counters_placed(proposals: Iterable[Proposal], playbook: Callable[[], Playbook | None]) -> tuple[Proposal, ...]:
    """The proposals, all that we offer held against the playbook, which is opened only where we offer something."""
    return tuple(_with_counter_placed(each, playbook) for each in proposals)


def _with_counter_placed(proposal: Proposal, playbook: Callable[[], Playbook | None]) -> Proposal:
    decision = proposal.decision
    if decision is None or decision.answer is not Answer.COUNTER:
        return proposal
    ours = playbook()
    of = None if ours is None else ours.of_value if proposal.kind is ProposalKind.VALUE else ours.of_words
    placement = of(proposal, decision.counter) if of else None
    return replace(proposal, decision=replace(decision, placement=placement))


def approved_content(proposal: Proposal) -> str:
    """The hash of what an approval of this proposal approves: both sides' words, the answer, and what we offer."""
    decided = (proposal.decision.answer.value, proposal.decision.counter) if proposal.decision else ("", "")
    words = "\0".join((proposal.id, proposal.ours, proposal.theirs, proposal.path, proposal.new, *decided))
    return hashlib.sha256(words.encode()).hexdigest()
