"""Where a proposal would leave us by our playbook: the position reached, what is at stake, and who would have to approve."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model.library import Card
from pipeline.model.playbook import PREFERRED, HouseJudgement, Judgement, PlaybookPosition
from pipeline.model.proposal import Placement, Proposal, ProposalKind, Standing
from pipeline.negotiate.sentences import sentences

_ORDER = (Standing.PREFERRED, Standing.FALLBACK, Standing.BELOW_FLOOR)
_NOTHING_TO_PLACE = (ProposalKind.FORMATTING, ProposalKind.TRIVIAL, ProposalKind.COMMENT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a set of terms comes to: each clause with a playbook, and the floors of our house that are passed."""

    clauses: tuple[Judgement, ...]
    house: tuple[HouseJudgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of the library as it would read with these terms: the position that it is, and each of its sentences."""

    position: str
    sentences: frozenset[str]


@dataclass(frozen=True, slots=True)
class Playbook:
    """What is known of our positions. `verdict` judges the terms with another value at one path; None where no terms hold it.

    `cards` are the clauses by id, `wordings` their wordings, the preferred one first; `exceptions` the roles that are asked below a floor.
    """

    cards: Mapping[str, Card]
    wordings: Mapping[str, tuple[Wording, ...]]
    verdict: Callable[[str, str], Verdict | None]
    exceptions: tuple[str, ...] = ()

    def placement(self, proposal: Proposal) -> Placement:
        """Where a proposal would leave us if it were accepted."""
        if proposal.new:
            return self.of_value(proposal, proposal.new)
        return self._of_words(proposal)

    def of_value(self, proposal: Proposal, value: str) -> Placement:
        """Where another value at the proposal's path would leave us: the worst of all clauses that ask about it."""
        verdict = self.verdict(proposal.path, value)
        concerned = [each for each in verdict.clauses if proposal.path in each.paths] if verdict else []
        passed = [each for each in verdict.house if each.path == proposal.path] if verdict else []
        placements = [self._of_clause(each) for each in concerned] or [self._uncovered(proposal.place.clause)]
        worst = max(placements, key=lambda each: _ORDER.index(each.standing) if each.standing in _ORDER else -1)
        return self._below_house(worst, passed) if passed else worst

    def of_words(self, proposal: Proposal, words: str) -> Placement:
        """Where words that we offer in the place of theirs would leave us; with words in it, no clause is left out."""
        kind = ProposalKind.WORDING if proposal.kind is ProposalKind.DELETION else proposal.kind
        return self._of_words(replace(proposal, kind=kind, theirs=words))

    def _of_clause(self, judgement: Judgement) -> Placement:
        reached = judgement.reached
        told = self._uncovered(reached.clause)
        if reached.open:
            return told
        if judgement.broken or reached.position is None:
            last = self._positions(reached.clause)[-1:]
            floors = judgement.broken or tuple(f"This is past our last position: {position.says}" for position in last)
            approvers = tuple(dict.fromkeys((*(role for position in last for role in position.approvers), *self.exceptions)))
            return replace(told, standing=Standing.BELOW_FLOOR, floors=floors, approvers=approvers)
        standing = Standing.FALLBACK if reached.is_fallback else Standing.PREFERRED
        return replace(told, standing=standing, position=reached.position, says=reached.says, approvers=reached.approvers)

    def _below_house(self, placement: Placement, passed: Sequence[HouseJudgement]) -> Placement:
        floors = (*placement.floors, *(each.says for each in passed))
        approvers = tuple(dict.fromkeys((*placement.approvers, *(each.approver for each in passed))))
        return replace(placement, standing=Standing.BELOW_FLOOR, position="", says="", floors=floors, approvers=approvers)

    def _of_words(self, proposal: Proposal) -> Placement:
        clause = proposal.place.clause
        told = self._uncovered(clause)
        card = self.cards.get(clause)
        if proposal.kind in _NOTHING_TO_PLACE or card is None:
            return replace(told, rationale=(), talking_points=(), risk=None) if proposal.kind in _NOTHING_TO_PLACE else told
        if proposal.kind is ProposalKind.DELETION and proposal.place.block == clause and card.mandatory:
            floors = ("The clause is mandatory: no contract may leave it out.",)
            return replace(told, standing=Standing.BELOW_FLOOR, floors=floors, approvers=self.exceptions)
        wording = self._wording_of(proposal)
        if wording is None:
            return told
        position = next((each for each in self._positions(clause) if each.id == wording or each.wording == wording), None)
        if wording == PREFERRED:
            return replace(told, standing=Standing.PREFERRED, position=PREFERRED, says=position.says if position else "")
        says, approvers = (position.says, position.approvers) if position else ("", self.exceptions)
        return replace(told, standing=Standing.FALLBACK, position=wording, says=says, approvers=approvers)

    def _wording_of(self, proposal: Proposal) -> str | None:
        """The best wording of the clause that has all the sentences which they want."""
        wanted = set(sentences(proposal.theirs))
        if not wanted or proposal.kind is ProposalKind.MOVE:
            return None
        known = self.wordings.get(proposal.place.clause, ())
        return next((each.position for each in known if wanted <= each.sentences), None)

    def _positions(self, clause: str) -> tuple[PlaybookPosition, ...]:
        return self.cards[clause].positions if clause in self.cards else ()

    def _uncovered(self, clause: str) -> Placement:
        """What our people know of a clause, whether or not a position tells where the proposal stands."""
        card = self.cards.get(clause)
        if card is None:
            return Placement(Standing.NOT_COVERED)
        reasons = (card.rationale.legal, card.rationale.commercial, card.rationale.operational) if card.rationale else ()
        return Placement(
            Standing.NOT_COVERED,
            risk=card.risk,
            rationale=tuple(reason for reason in reasons if reason),
            talking_points=tuple(card.talking_points or ()),
            owner=card.owner,
        )


def with_placements(proposals: Iterable[Proposal], playbook: Playbook) -> tuple[Proposal, ...]:
    """The proposals, each held against the playbook."""
    return tuple(replace(each, placement=playbook.placement(each)) for each in proposals)
