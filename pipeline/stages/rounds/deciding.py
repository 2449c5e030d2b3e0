"""Decisions on what the other side asks for: written into the file of the round, and told in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline import negotiate, store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.ledger import FactKind
from pipeline.model.proposal import Decision, Proposal
from pipeline.stages.rounds.round import decided_proposals, holds_in, round_file_findings
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Decided:
    """A round after decisions: its proposals as they stand now, those that were decided on now, and what is wrong."""

    number: int
    proposals: tuple[Proposal, ...]
    decided: tuple[Proposal, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def standing_round(root: Root, contract: str, number: int) -> Decided:
    """A round as its file says, and what is wrong with it; nothing but findings where it is not as the tool wrote it."""
    written = store.read_round_file(root, contract, number)
    if not isinstance(written, store.RoundFile):
        return Decided(number, (), findings=written)
    findings = tuple(round_file_findings(root, contract, written))
    if any(finding.code in ("changed-round", "unrecorded-round") for finding in findings):
        return Decided(number, (), findings=findings)
    return Decided(number, negotiate.proposals_of(written.tree), findings=findings)


def decide(root: Root, contract: str, number: int, decisions: Mapping[str, Decision], at: str) -> Decided:
    """Write decisions by the proposal's id into a round, all or none. `at` is the moment for the ledger."""
    before = standing_round(root, contract, number)
    if not before.proposals:
        return before
    unknown = [id for id in decisions if id not in {proposal.id for proposal in before.proposals}]
    if unknown:
        return replace(before, findings=tuple(_unknown(contract, number, id) for id in unknown))
    try:
        return _decide(root, contract, number, decisions, at)
    except store.CannotWrite as refused:
        return replace(before, findings=(refused.diagnostic,))


def _unknown(contract: str, number: int, id: str) -> Diagnostic:
    return error("unknown-proposal", Span(store.round_file(contract, number)), f"round {number} has no proposal `{id}`")


def _decide(root: Root, contract: str, number: int, decisions: Mapping[str, Decision], at: str) -> Decided:
    """Raises CannotWrite."""
    with store.ledger_open(root, contract) as writer:
        written = store.read_round_file(root, contract, number)
        if not isinstance(written, store.RoundFile):
            raise store.CannotWrite(written[0])
        filled = store.with_entries(written, negotiate.entries_for(written.tree, decisions))
        faults = tuple(negotiate.decision_faults(filled.tree, filled.positions, holds_in(root, contract, number), frozenset(decisions)))
        if has_errors(faults):
            return Decided(number, negotiate.proposals_of(written.tree), findings=in_order(list(faults)))
        proposals = decided_proposals(root, contract, filled)
        chosen = tuple(proposal for proposal in proposals if proposal.id in decisions)
        facts = _facts(number, decisions)
        if filled.text != written.text:
            store.save_round(root, written, filled)
        elif not decisions or any(entry.facts == facts for entry in writer.ledger.of_kind(FactKind.DECIDED)):
            return Decided(number, proposals, chosen)
        # Also where the file says so already: a command was killed before the ledger was told, or somebody typed it in.
        writer.add(FactKind.DECIDED, at, facts)
        return Decided(number, proposals, chosen)


def _facts(number: int, decisions: Mapping[str, Decision]) -> dict[str, str]:
    """What was decided, by whom: each answer with the proposals that have it. Words and reasons stand in the round."""
    answers = {str(decision.answer): [id for id in decisions if decisions[id].answer is decision.answer] for decision in decisions.values()}
    people = ", ".join(dict.fromkeys(decision.by for decision in decisions.values()))
    return {"round": str(number), "by": people, **{answer: " ".join(ids) for answer, ids in answers.items()}}
