"""What we accepted and somebody must still approve."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.model.proposal import Answer, Proposal, Standing


@dataclass(frozen=True, slots=True)
class Lacking:
    """A proposal that we accepted, and the roles whose approval is in no entry of the ledger."""

    proposal: Proposal
    roles: tuple[str, ...]

    @property
    def standing(self) -> str:
        """Where it leaves us, in words."""
        placement = self.proposal.placement
        assert placement is not None
        return f"{placement.standing}{f' ({placement.position})' if placement.position else ''}"


def lacking_approvals(proposals: Iterable[Proposal], approvals: Iterable[Mapping[str, str]]) -> Iterator[Lacking]:
    """The accepted fallbacks and exceptions that not all their approvers have approved.

    `approvals` are the facts of the ledger's approvals: `proposal`, `role`, and `what` was approved as `approved_content` tells it. One
    that was given to other words or to another answer counts for nothing.
    """
    given = {(facts.get("proposal"), facts.get("role"), facts.get("what")) for facts in approvals}
    for proposal in proposals:
        if gives_way(proposal) and proposal.placement is not None:
            what = approved_content(proposal)
            roles = tuple(role for role in proposal.placement.approvers if (proposal.id, role, what) not in given)
            if roles:
                yield Lacking(proposal, roles)


def gives_way(proposal: Proposal) -> bool:
    """Whether we accepted less than our preferred position."""
    accepted = proposal.decision is not None and proposal.decision.answer is Answer.ACCEPT
    return accepted and proposal.placement is not None and proposal.placement.standing in (Standing.FALLBACK, Standing.BELOW_FLOOR)


def approved_content(proposal: Proposal) -> str:
    """The hash of what an approval of this proposal approves: both sides' words, and the answer."""
    answer = proposal.decision.answer.value if proposal.decision else ""
    words = "\0".join((proposal.id, proposal.ours, proposal.theirs, proposal.path, proposal.new, answer))
    return hashlib.sha256(words.encode()).hexdigest()
