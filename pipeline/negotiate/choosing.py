"""Which proposals one decision is meant for: by id, or by what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model.proposal import Proposal, ProposalKind, Standing

STANDINGS = {
    "preferred": Standing.PREFERRED,
    "fallback": Standing.FALLBACK,
    "below-floor": Standing.BELOW_FLOOR,
    "not-covered": Standing.NOT_COVERED,
}
"""The standings by the words in which people ask for them; a single fallback by its name, as `fallback-1`."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for. Named proposals are meant whatever they are; a filter leaves out what must be looked at one by one."""

    ids: tuple[str, ...] = ()
    kinds: tuple[ProposalKind, ...] = ()
    clauses: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.ids or self.kinds or self.clauses or self.within)

    def of(self, proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
        """The proposals that are meant."""
        return tuple(proposal for proposal in proposals if self._means(proposal))

    def _means(self, proposal: Proposal) -> bool:
        if self.ids:
            return proposal.id in self.ids and self._fits(proposal)
        return not needs_a_look(proposal) and proposal.decision is None and self._fits(proposal)

    def _fits(self, proposal: Proposal) -> bool:
        of_kind = not self.kinds or proposal.kind in self.kinds
        in_clause = not self.clauses or proposal.place.clause in self.clauses
        return of_kind and in_clause and (not self.within or any(stands(proposal, word) for word in self.within))


def needs_a_look(proposal: Proposal) -> bool:
    """Whether no filter may decide on it: what was not tracked, and what stands at a doubtful place."""
    return proposal.silent or proposal.doubtful


def stands(proposal: Proposal, word: str) -> bool:
    """Whether a proposal is within the standing, or is the single fallback, that a word asks for."""
    if proposal.placement is None:
        return False
    return proposal.placement.standing is STANDINGS.get(word) or proposal.placement.position == word


def unknown_ids(selection: Selection, proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """The ids asked for that no proposal has."""
    known = {proposal.id for proposal in proposals}
    return tuple(id for id in selection.ids if id not in known)
