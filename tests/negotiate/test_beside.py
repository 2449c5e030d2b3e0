"""What a file changes beside its words is found too: comments, looks, hidden words, numbers and references altered by hand, margins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.document import Deleted, Inserted, Revision, Text
from pipeline.model.proposal import ProposalKind
from pipeline.model.received import (
    Beside,
    Comment,
    Disguise,
    FieldResult,
    Hidden,
    Identity,
    Label,
    Look,
    Margin,
    Reading,
    Reply,
)
from pipeline.negotiate import Return, round_of

THEM = Revision("Their lawyer", "2026-05-09")
HEADER = Beside(Margin.HEADER, "word/header1.xml", (Text("Support Agreement"),))
REFERENCE = FieldResult("definitions/2", "REF _c1 \\w \\h", "services", "2")


@pytest.fixture
def ours(read) -> Reading:
    """The file that we sent, as it is read."""
    return Reading(read, Identity(), margins=(HEADER,), fields=(REFERENCE,))


@pytest.fixture
def found(sent, compare, ours):
    """The proposals of a file: the text as the hand left it, or ours, with other fields of its reading."""

    def opened(hand=None, **fields):
        theirs = replace(ours, **fields, **({"document": hand.document} if hand else {}))
        return round_of(sent, theirs, Return(2, "acme", "provider", "0.1", "f", "0"), compare, ours).proposals

    return opened


def test_a_file_like_ours_asks_for_nothing(found):
    assert found() == ()


def test_a_comment_is_a_proposal_with_its_thread(found):
    comment = Comment("7", THEM, "Why at night?", "services/5", "at night", replies=(Reply("8", Revision("Their boss"), "Indeed."),))

    [proposal] = found(comments=(comment,))

    assert (proposal.kind, proposal.thread, proposal.silent) == (ProposalKind.COMMENT, "7", False)
    assert (proposal.ours, proposal.theirs) == ("at night", "Their lawyer: Why at night?\nTheir boss: Indeed.")
    assert (proposal.place.clause, proposal.place.number) == ("services", "2.3")


def test_a_comment_that_we_sent_ourselves_is_none_of_theirs(sent, compare, ours):
    comment = Comment("7", Revision("Fernhill"), "To be discussed", "services/5", "at night")
    mine = replace(ours, comments=(comment,))
    answered = replace(mine, comments=(replace(comment, replies=(Reply("8", THEM, "Agreed."),)),))
    meant = Return(2, "acme", "provider", "0.1", "f", "0")

    assert round_of(sent, mine, meant, compare, mine).proposals == ()
    assert len(round_of(sent, answered, meant, compare, mine).proposals) == 1


def test_proposals_beside_the_words_stand_behind_those_of_their_paragraph(hand, found):
    comment = Comment("7", THEM, "Please explain.", "services/5", "")
    text = hand.writes("services/5", "at night", "ever").writes("services.scope", "skilled", "able").writes("levels.duty", "each", "most")

    proposals = found(text, comments=(comment,))

    assert [(proposal.id, proposal.kind.value) for proposal in proposals] == [
        ("2.1", "wording"),
        ("2.2", "wording"),
        ("2.3", "comment"),
        ("2.4", "wording"),
    ]


def test_each_look_of_a_paragraph_that_changes_in_one_way_is_one_formatting(found):
    looks = (Look("services/5", "Customer", (), ("b",), THEM), Look("services/5", "Incident", (), ("b",), THEM))

    [proposal] = found(looks=looks)

    assert (proposal.kind, proposal.theirs, proposal.silent) == (ProposalKind.FORMATTING, "Customer … Incident", False)


def test_words_that_are_brought_in_hidden_are_silent_though_they_are_tracked(hand, found):
    text = hand.tracked().writes("services/5", "at night.", "at night. The Provider decides which.")

    [proposal] = found(text, hidden=(Hidden("services/5", "The Provider decides which.", Disguise.WHITE),))

    assert proposal.silent
    assert "colour of the paper" in proposal.note


def test_words_of_ours_that_are_hidden_are_reported(found):
    [proposal] = found(hidden=(Hidden("services/5", "It may refuse access at night.", Disguise.HIDDEN),))

    assert (proposal.silent, proposal.theirs) == (True, "It may refuse access at night.")


def test_words_that_are_deleted_hide_nothing(hand, found):
    text = hand.tracked().writes("services/5", " It may refuse access at night.", "")

    [proposal] = found(text, hidden=(Hidden("services/5", "It may refuse access at night.", Disguise.TINY),))

    assert (proposal.silent, proposal.note) == (False, "")


def test_a_number_altered_by_hand_is_silent(found):
    [proposal] = found(labels=(Label("services/5", "2.9", "2.3"),))

    assert (proposal.silent, proposal.ours, proposal.theirs, proposal.place.number) == (True, "2.3", "2.9", "2.3")


@pytest.mark.parametrize(("shown", "number"), [("2", 0), ("2.", 0), ("3", 1), ("22", 1)])
def test_a_reference_whose_number_was_typed_over_is_silent(found, shown, number):
    proposals = found(fields=(replace(REFERENCE, shown=shown),))

    assert [proposal.silent for proposal in proposals] == [True] * number


def test_a_reference_that_shows_its_new_number_was_only_updated(hand, found):
    text = hand.drops("definitions")

    proposals = found(text, fields=(replace(REFERENCE, shown="1"),))

    assert [proposal.kind for proposal in proposals] == [ProposalKind.DELETION]


def test_a_header_with_other_words_is_silent(found):
    [proposal] = found(margins=(replace(HEADER, content=(Text("Support Contract"),)),))

    assert (proposal.silent, proposal.ours, proposal.theirs, proposal.place.heading) == (
        True,
        "Support Agreement",
        "Support Contract",
        "Header",
    )


def test_a_tracked_change_in_a_header_is_not_silent(found):
    content = (Text("Support "), Deleted((Text("Agreement"),), THEM), Inserted((Text("Contract"),), THEM))

    [proposal] = found(margins=(replace(HEADER, content=content),))

    assert not proposal.silent


def test_a_header_that_another_program_repeats_and_contents_that_it_makes_anew_are_nothing(found):
    contents = Beside(Margin.CONTENTS, "", (Text("1. Definitions 4"),))

    assert found(margins=(HEADER, replace(HEADER, place="word/header3.xml"), contents)) == ()


def test_a_footnote_that_they_put_in_is_reported(found):
    [proposal] = found(margins=(HEADER, Beside(Margin.FOOTNOTE, "services/5", (Text("Except at weekends."),))))

    assert (proposal.silent, proposal.ours, proposal.theirs) == (True, "", "Except at weekends.")


def test_a_reference_to_what_they_delete_shows_an_error_and_is_not_silent(hand, found):
    broken = replace(REFERENCE, shown="Error: Reference source not found")
    services = hand.tracked().drops("services")

    [proposal, _] = found(services, fields=(broken,))

    assert (proposal.kind, proposal.silent, proposal.ours, proposal.theirs) == (ProposalKind.FORMATTING, False, "2", broken.shown)
    [silent] = found(fields=(broken,))
    assert silent.silent, "what it leads to is still there, so that nothing but a hand makes it say so"


def test_tracked_words_in_the_low_line_below_a_table_are_for_a_person_to_look_at(hand, found):
    text = hand.tracked().writes("services/5", "at night", "at night or at noon")

    [proposal] = found(text, hidden=(Hidden("services/5", " or at noon", Disguise.SQUEEZED),))

    assert (proposal.silent, proposal.doubtful, "below a table" in proposal.note) == (False, True, True)


def test_a_heading_that_was_read_as_one_in_spite_of_its_look_is_told(found):
    [proposal] = found(restyled=("services",))

    assert (proposal.kind, proposal.silent, proposal.doubtful, proposal.place.clause) == (ProposalKind.FORMATTING, False, True, "services")
