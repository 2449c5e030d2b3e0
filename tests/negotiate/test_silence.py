"""What they did not track is found, and told apart from what they did."""

from __future__ import annotations

import pytest

from pipeline.model.document import Item, Paragraph, Revision, Text
from pipeline.model.redline import rejected

N = "\u00a0"
NEW = Item((Paragraph("received-1", (Text("The Provider may raise the Charges at any time."),)),))


def told(round):
    return [(proposal.ours, proposal.theirs, proposal.silent) for proposal in round.proposals]


def test_a_tracked_change_is_not_silent(hand, back):
    text = hand.tracked().writes("services/5", "night", "weekends").adds("services/5.", NEW).drops("levels.duty.")

    assert [proposal.silent for proposal in back(text).proposals] == [False, False, False]


@pytest.mark.parametrize(
    ("id", "old", "new"),
    [
        ("services/5", "may refuse", "may not refuse"),
        ("services/5", "night", "nights"),
        ("services.scope", "skilled staff", "skilled  staff"),
        ("termination.convenience", "90", "30"),
        ("levels.table/p2/1", "4", "14"),
        ("definitions/1", "Incident", "Fault"),
    ],
)
def test_what_is_not_tracked_is_silent(hand, back, id, old, new):
    assert [proposal.silent for proposal in back(hand.writes(id, old, new)).proposals] == [True]


def test_a_silent_change_beside_a_tracked_one_is_a_proposal_of_its_own(hand, back):
    text = hand.silently().writes("services/5", "may refuse", "may not refuse").tracked().writes("services/5", "night", "weekends")

    assert told(back(text)) == [
        ("It may refuse access at night.", "It may not refuse access at night.", True),
        ("It may refuse access at night.", "It may refuse access at weekends.", False),
    ]


def test_the_same_value_tracked_here_and_silent_there_is_two_proposals(hand, back):
    text = (
        hand.tracked()
        .writes("termination.convenience", f"90{N}days", f"60{N}days")
        .silently()
        .writes("termination/3", f"90{N}days", f"60{N}days")
    )

    assert [(proposal.place.block, proposal.silent) for proposal in back(text).proposals] == [
        ("termination.convenience", False),
        ("termination/3", True),
    ]


def test_blocks_that_came_or_went_without_a_mark_are_silent(hand, back):
    text = hand.silently().adds("services/5.", NEW).drops("termination.convenience.").tracked().drops("levels.duty.")

    assert [(proposal.kind.value, proposal.silent) for proposal in back(text).proposals] == [
        ("new clause", True),
        ("deletion", False),
        ("deletion", True),
    ]


def test_a_word_changed_silently_in_what_they_delete_is_not_hidden_by_the_deletion(hand, back):
    text = hand.silently().writes("services/5", "may refuse", "may not refuse").tracked().drops("services/5.")

    assert [proposal.silent for proposal in back(text).proposals] == [True]


def test_cells_that_changed_places_are_silent(hand, back):
    text = hand.writes("levels.table/p2/0", "Priority 2", "4.5 hours").writes("levels.table/p2/1", "4.5 hours", "Priority 2")

    assert {proposal.silent for proposal in back(text).proposals} == {True}


@pytest.mark.parametrize("seed", range(20))
def test_nothing_that_was_tracked_whole_is_silent(sent, read, edited, compare, back, seed):
    """Their comparison of our text with theirs is a file in which all is tracked."""
    theirs = compare(read, edited(read, seed, 0.2, anchored=True))
    assert rejected(theirs) == read

    round = back(theirs)

    assert not any(proposal.silent for proposal in round.proposals)
    assert round.proposals


def test_each_author_of_theirs_is_read(hand, back):
    text = hand.tracked("First").writes("services/5", "night", "weekends").tracked("Second").writes("levels.duty", "each", "most")

    round = back(text)

    assert [proposal.revision for proposal in round.proposals] == [Revision("2.1", "2026-05-09"), Revision("2.2", "2026-05-09")]
