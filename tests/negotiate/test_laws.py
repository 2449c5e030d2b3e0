"""What must hold of every round: all accepted is their text, all refused is ours, and no change is in no proposal."""

from __future__ import annotations

from random import Random

import pytest

from pipeline.model.reading import canonical_text
from pipeline.model.redline import accepted, rejected
from pipeline.negotiate.changes import authors_in

SHARES = [0.02, 0.1, 0.3, 0.6]


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("seed", range(40))
def test_all_accepted_is_their_text_and_all_refused_is_ours(sent, edited, read, back, words, seed, share):
    theirs = edited(read, seed, share, anchored=True)

    round = back(theirs)

    assert words(accepted(round.redline)) == words(theirs)
    assert rejected(round.redline) == sent
    assert (round.proposals == ()) is (theirs == read)


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("seed", range(20))
def test_each_revision_belongs_to_one_proposal_and_each_proposal_changes_something(sent, edited, read, back, seed, share):
    round = back(edited(read, seed, share, anchored=True))

    assert set(authors_in(round.redline)) == {proposal.id for proposal in round.proposals}
    for proposal in round.proposals:
        alone = accepted(rejected(round.redline, lambda revision, id=proposal.id: revision.author != id))
        assert alone != sent


@pytest.mark.parametrize("seed", range(40))
def test_decisions_may_be_carried_out_in_any_order(edited, read, back, seed):
    round = back(edited(read, seed, 0.2, anchored=True))
    ids = [proposal.id for proposal in round.proposals]
    taken = set(Random(seed).sample(ids, len(ids) // 2))

    at_once = rejected(accepted(round.redline, lambda revision: revision.author in taken))
    one_by_one = round.redline
    for id in sorted(ids, key=lambda id: Random(f"{seed}{id}").random()):
        resolve = accepted if id in taken else rejected
        one_by_one = resolve(one_by_one, lambda revision, id=id: revision.author == id)

    assert canonical_text(one_by_one) == canonical_text(at_once)


def test_an_untouched_return_asks_for_nothing(read, back):
    assert back(read).proposals == ()


@pytest.mark.parametrize("seed", range(10))
def test_the_same_text_gives_the_same_round(edited, read, back, seed):
    theirs = edited(read, seed, 0.2, anchored=True)

    assert back(theirs) == back(theirs)
