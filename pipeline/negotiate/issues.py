"""From a round to its issues lists: one that is ours alone, and one that the other side may read."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.effects import Effects
from pipeline.model.issues import InternalIssue, InternalList, Issue, IssueStatus, SharedList
from pipeline.model.proposal import Answer, Decision, Placement, Proposal, ProposalKind, Round, Standing
from pipeline.negotiate.gap import gap

_STATUS = {
    Answer.ACCEPT: IssueStatus.ACCEPTED,
    Answer.COUNTER: IssueStatus.COUNTERED,
    Answer.REFUSE: IssueStatus.REFUSED,
    Answer.DISCUSS: IssueStatus.DISCUSSED,
}
_PLAIN = (ProposalKind.VALUE, ProposalKind.WORDING)
"""Kinds that the words of both sides show by themselves."""


def internal_list(round: Round, us: str, them: str, effects: Effects | None = None) -> InternalList:
    """All that we know of each issue; `us` and `them` name the parties."""
    issues = tuple(_internal(proposal, us, them) for proposal in round.proposals)
    return InternalList(round.contract, round.number, round.answers, us, them, issues, effects)


def shared_list(round: Round, us: str, them: str) -> SharedList:
    """What the other side may read. Formatting and trivial changes are in it too, since each of theirs has an answer."""
    issues = tuple(_issue(proposal, us, them) for proposal in round.proposals)
    return SharedList(round.contract, round.number, round.answers, us, them, issues)


def _issue(proposal: Proposal, us: str, them: str) -> Issue:
    status = _STATUS[proposal.decision.answer] if proposal.decision else IssueStatus.OPEN
    action = _ACTIONS[status].format(us=us, them=them)
    return Issue(
        proposal.id, _clause(proposal), proposal.ours, proposal.theirs, action, status, "\n".join(_resolution(proposal.decision, us))
    )


_ACTIONS = {
    IssueStatus.OPEN: "{us} to answer",
    IssueStatus.DISCUSSED: "{us} and {them} to discuss",
    IssueStatus.ACCEPTED: "None",
    IssueStatus.COUNTERED: "{them} to answer the counter",
    IssueStatus.REFUSED: "{them} to confirm or withdraw",
}


def _internal(proposal: Proposal, us: str, them: str) -> InternalIssue:
    placement = proposal.placement or Placement(Standing.NOT_COVERED)
    return InternalIssue(
        issue=_issue(proposal, us, them),
        gap=gap(proposal),
        position=_position(placement),
        risk=(placement.risk or "").capitalize(),
        owner=placement.owner.replace("_", " "),
        action=_our_action(proposal.decision, placement),
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


def _our_action(decision: Decision | None, placement: Placement) -> str:
    approval = f"Approval by {' and '.join(role.replace('_', ' ') for role in placement.approvers)}" if placement.approvers else ""
    if decision is None:
        return f"Decide. {approval} is needed to accept." if approval else "Decide."
    match decision.answer:
        case Answer.ACCEPT:
            return f"{approval}, then apply." if approval else "Apply."
        case Answer.COUNTER:
            return "Apply the counter, and send it."
        case Answer.REFUSE:
            return "Send the refusal."
        case Answer.DISCUSS:
            return "Discuss, then decide."
