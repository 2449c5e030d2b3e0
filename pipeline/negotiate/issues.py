"""From a round to its issues lists: one that is ours alone, and one that the other side may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from pipeline.model.effects import Effects
from pipeline.model.issues import InternalIssue, InternalList, Issue, IssueStatus, SharedList
from pipeline.model.proposal import Answer, Decision, Placement, Proposal, ProposalKind, Round, Standing
from pipeline.negotiate.approvals import lacking_approvals
from pipeline.negotiate.gap import gap
from pipeline.negotiate.withdrawing import left_alone

Approvals: TypeAlias = Iterable[Mapping[str, str]]

_STATUS = {
    Answer.ACCEPT: IssueStatus.ACCEPTED,
    Answer.COUNTER: IssueStatus.COUNTERED,
    Answer.REFUSE: IssueStatus.REFUSED,
    Answer.DISCUSS: IssueStatus.DISCUSSED,
}
_LEFT = {Answer.REFUSE: IssueStatus.WITHDRAWN, Answer.COUNTER: IssueStatus.TAKEN}
_PLAIN = (ProposalKind.VALUE, ProposalKind.WORDING)
"""Kinds that the words of both sides show by themselves."""


def internal_list(
    round: Round,
    us: str,
    them: str,
    effects: Effects | None = None,
    approvals: Approvals = (),
    last: Sequence[Proposal] | None = None,
) -> InternalList:
    """All that we know of each issue; `us` and `them` name the parties, `approvals` are the facts of those in the ledger.

    `last` are the proposals of the last file that came from them after the round; None where none came.
    """
    lacking, left = _lacking(round, approvals), left_alone(round.proposals, last)
    issues = tuple(_internal(proposal, us, them, lacking.get(proposal.id, ()), left) for proposal in round.proposals)
    return InternalList(round.contract, round.number, round.answers, us, them, issues, effects)


def shared_list(round: Round, us: str, them: str, approvals: Approvals = (), last: Sequence[Proposal] | None = None) -> SharedList:
    """What the other side may read. Formatting and trivial changes are in it too, since each of theirs has an answer.

    What we accepted and somebody of ours must still approve has no answer yet.
    """
    lacking, left = _lacking(round, approvals), left_alone(round.proposals, last)
    answered = (replace(proposal, decision=None) if proposal.id in lacking else proposal for proposal in round.proposals)
    issues = tuple(_issue(proposal, _status(proposal, left), us, them) for proposal in answered)
    return SharedList(round.contract, round.number, round.answers, us, them, issues)


def _lacking(round: Round, approvals: Approvals) -> dict[str, tuple[str, ...]]:
    """The roles whose approval is missing, by the proposal's id."""
    return {each.proposal.id: each.roles for each in lacking_approvals(round.proposals, approvals)}


def _status(proposal: Proposal, left: frozenset[str]) -> IssueStatus:
    if proposal.decision is None:
        return IssueStatus.OPEN
    answer = proposal.decision.answer
    return _LEFT.get(answer, _STATUS[answer]) if proposal.id in left else _STATUS[answer]


def _issue(proposal: Proposal, status: IssueStatus, us: str, them: str) -> Issue:
    action, resolution = _ACTIONS[status].format(us=us, them=them), "\n".join(_resolution(proposal.decision, us))
    return Issue(proposal.id, _clause(proposal), proposal.ours, proposal.theirs, action, status, resolution)


_ACTIONS = {
    IssueStatus.OPEN: "{us} to answer",
    IssueStatus.ESCALATED: "{us} to answer",
    IssueStatus.DISCUSSED: "{us} and {them} to discuss",
    IssueStatus.ACCEPTED: "None",
    IssueStatus.COUNTERED: "{them} to answer the counter",
    IssueStatus.REFUSED: "{them} to confirm or withdraw",
    IssueStatus.WITHDRAWN: "None",
    IssueStatus.TAKEN: "None",
}


def _internal(proposal: Proposal, us: str, them: str, lacking: tuple[str, ...], left: frozenset[str]) -> InternalIssue:
    placement = proposal.placement or Placement(Standing.NOT_COVERED)
    status = IssueStatus.ESCALATED if lacking else _status(proposal, left)
    return InternalIssue(
        issue=_issue(proposal, status, us, them),
        gap=gap(proposal),
        position=_position(placement),
        risk=(placement.risk or "").capitalize(),
        owner=placement.owner.replace("_", " "),
        action="None." if proposal.id in left and not lacking else _our_action(proposal.decision, placement, lacking),
        decision=proposal.decision,
    )


def _clause(proposal: Proposal) -> str:
    """Number and heading, what the words alone do not show, and where else a value is printed."""
    first, *others = dict.fromkeys(f"{place.number} {place.heading}".strip() for place in proposal.places)
    kind = "" if proposal.kind in _PLAIN else proposal.kind.value.capitalize()
    also = f"Also in {'; '.join(others)}" if others else ""
    return "\n".join(line for line in (first, kind, also) if line)


def _resolution(decision: Decision | None, us: str) -> Iterator[str]:
    """What we have settled, and what we tell the other side about it."""
    if decision is None:
        return
    match decision.answer:
        case Answer.ACCEPT:
            yield "Accepted as proposed."
        case Answer.REFUSE:
            yield f"The words of {us} stand."
        case Answer.COUNTER:
            yield f"{us} offers instead: {decision.counter}"
        case Answer.DISCUSS:
            pass
    if decision.reply:
        yield decision.reply


def _position(placement: Placement) -> str:
    reached = placement.position if placement.standing is Standing.FALLBACK else ""
    head = f"{placement.standing.value}{f' ({reached})' if reached else ''}"
    return f"{head[:1].upper()}{head[1:]}{f': {placement.says}' if placement.says else ''}"


def _our_action(decision: Decision | None, placement: Placement, lacking: tuple[str, ...]) -> str:
    if decision is None:
        return f"Decide. {_approval(placement.approvers)} is needed to accept." if placement.approvers else "Decide."
    match decision.answer:
        case Answer.ACCEPT:
            return f"{_approval(lacking)}, then apply." if lacking else "Apply."
        case Answer.COUNTER:
            return "Apply the counter, and send it."
        case Answer.REFUSE:
            return "Send the refusal."
        case Answer.DISCUSS:
            return "Discuss, then decide."


def _approval(roles: tuple[str, ...]) -> str:
    return f"Approval by {' and '.join(role.replace('_', ' ') for role in roles)}"
