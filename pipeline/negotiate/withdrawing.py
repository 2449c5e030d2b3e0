"""What the other side asks for no more: its last file leaves alone what we refused, or what we offered instead."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.proposal import Answer, Proposal


def left_alone(proposals: Sequence[Proposal], last: Sequence[Proposal] | None) -> frozenset[str]:
    """The ids of the proposals that we refused or countered and that the party's last file takes up nowhere.

    `last` are the proposals of that file, none where nothing was changed in it; None where no file came after the round. Whatever stands
    at one of the places, a comment too, takes the proposal up again.
    """
    if last is None:
        return frozenset()
    blocks = {place.block for proposal in last for place in proposal.places}
    paths = {proposal.path for proposal in last if proposal.path}
    return frozenset(
        proposal.id
        for proposal in proposals
        if proposal.decision is not None
        and proposal.decision.answer in (Answer.REFUSE, Answer.COUNTER)
        and proposal.path not in paths
        and not any(place.block in blocks for place in proposal.places)
    )
