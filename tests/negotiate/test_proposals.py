"""What the other side asks for: each thing once, as what it is, where it stands, in both sides' words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.document import Clause, Item, List, Paragraph, Strong, Table, Term, Text, Value
from pipeline.model.proposal import ProposalKind, Round
from pipeline.model.redline import accepted, rejected
from pipeline.negotiate.gap import gap

N = "\u00a0"
NOTICE = "termination.convenience.customer.notice"


def told(round: Round) -> list[tuple[str, str, str]]:
    return [(str(proposal.kind), proposal.ours, proposal.theirs) for proposal in round.proposals]


def test_a_changed_sentence_is_one_proposal_with_both_sentences(hand, back):
    text = hand.writes("services/5", "may refuse access", "shall not refuse any access")

    [proposal] = back(text).proposals

    assert (proposal.id, proposal.kind) == ("2.1", ProposalKind.WORDING)
    assert proposal.ours == "It may refuse access at night."
    assert proposal.theirs == "It shall not refuse any access at night."
    assert (proposal.place.clause, proposal.place.old_number, proposal.place.new_number) == ("services", "2.3", "2.3")


def test_two_sentences_of_a_paragraph_are_two_decisions(hand, back):
    text = hand.writes("services/5", "each Incident", "each major Incident").writes("services/5", "at night", "on Sundays")

    assert [proposal.id for proposal in back(text).proposals] == ["2.1", "2.2"]


def test_what_goes_and_comes_in_one_sentence_is_one_decision(hand, back):
    text = hand.writes("services.scope", "The Provider shall", "The Provider should").writes("services.scope", "skilled staff", "its staff")

    [proposal] = back(text).proposals

    assert proposal.theirs == "The Provider should perform the Services with its staff."


def test_two_sentences_that_become_one_are_one_decision(hand, back):
    text = hand.writes(
        "services/5", "each Incident, and give access to each site. It may refuse access at night", "each Incident in writing at night"
    )

    [proposal] = back(text).proposals

    assert proposal.theirs == "The Customer shall report each Incident in writing at night."


def test_a_sentence_put_in_between_two_is_a_decision_of_its_own(hand, back):
    text = hand.writes("services/5", "site. It", "site. The Provider is not liable for delay. It").writes("services/5", "night", "weekends")

    assert told(back(text)) == [
        ("wording", "", "The Provider is not liable for delay."),
        ("wording", "It may refuse access at night.", "It may refuse access at weekends."),
    ]


@pytest.mark.parametrize(
    ("words", "new"),
    [(f"60{N}days", "60 days"), ("sixty (60) days", "60 days"), ("2 months", "2 months"), ("60 (sixty) calendar days", "60 days")],
)
def test_a_value_is_one_proposal_wherever_it_is_printed(hand, back, words, new):
    text = hand.writes("termination.convenience", f"90{N}days", words).writes("termination/3", f"90{N}days", words)

    [proposal] = back(text).proposals

    assert (proposal.kind, proposal.path, proposal.old, proposal.new) == (ProposalKind.VALUE, NOTICE, "90 days", new)
    assert (proposal.ours, proposal.theirs) == (f"90{N}days", words)
    assert [place.block for place in proposal.places] == ["termination.convenience", "termination/3"]


def test_a_value_that_they_changed_in_one_place_only_is_told_with_that_place(hand, back):
    [proposal] = back(hand.writes("termination/3", f"90{N}days", f"30{N}days")).proposals

    assert [place.block for place in proposal.places] == ["termination/3"]


@pytest.mark.parametrize("words", ["a reasonable time", "sixty (61) days", "60 working days", "60", f"90{N}days/12 weeks"])
def test_words_that_say_no_value_are_wording_and_name_the_path(hand, back, words):
    [proposal] = back(hand.writes("termination.convenience", f"90{N}days", words)).proposals

    assert (proposal.kind, proposal.path, proposal.old, proposal.new) == (ProposalKind.WORDING, NOTICE, "90 days", "")


def test_a_value_in_a_table_and_in_bold_finds_its_path(hand, back):
    text = hand.writes("levels.table/p1/1", "30", "45").writes("termination/2", "4,500.00", "4,750.50")

    changed = [(proposal.path, proposal.old, proposal.new) for proposal in back(text).proposals]

    assert changed == [
        ("service_levels.targets.p1.response", "30 min", "45 min"),
        ("charges.fixed.base.amount", "GBP 4500.00", "GBP 4750.50"),
    ]


def test_a_value_that_stands_is_no_proposal_though_words_beside_it_changed(hand, back):
    [proposal] = back(hand.writes("termination.convenience", "notice of at least ", "written notice of not less than ")).proposals

    assert (proposal.kind, proposal.path) == (ProposalKind.WORDING, "")


def test_a_sign_before_a_value_makes_it_another_value(hand, back):
    [proposal] = back(hand.writes("services/3", "within 30", "within 1.30")).proposals

    assert (proposal.path, proposal.new) == ("service_levels.targets.p1.response", "")


def test_an_open_point_that_they_fill_names_its_path(hand, back):
    [proposal] = back(hand.writes("termination/4", "[To be agreed: the early fee]", "No fee")).proposals

    assert proposal.path == "termination.early_fee"


@pytest.mark.parametrize(
    ("id", "old", "new"),
    [
        ("services/5", "each Incident, and", "each Incident and"),
        ("services/5", "It may", "it may"),
        ("services.scope", "a record of them.", "a  record of them;"),
    ],
)
def test_signs_and_capitals_alone_are_trivial(hand, back, id, old, new):
    assert [proposal.kind for proposal in back(hand.writes(id, old, new)).proposals] == [ProposalKind.TRIVIAL]


@pytest.mark.parametrize(
    ("id", "old", "new"),
    [
        ("services/5", "each Incident", "each incident"),
        ("levels.table/p2/1", "4.5 hours", "4.5 hours/2"),
        ("levels.table/p2/1", "4.5", "4,5"),
        ("termination/2", " a month", " % a month"),
        ("services.scope", "shall keep", "shall not keep"),
        ("levels.duty", "each", "eachs"),
    ],
)
def test_what_may_mean_something_else_is_not_trivial(hand, back, id, old, new):
    assert [proposal.kind for proposal in back(hand.writes(id, old, new)).proposals] == [ProposalKind.WORDING]


def test_bold_alone_is_formatting(hand, back):
    def bold(node):
        return [replace(node, content=(Strong(node.content),))]

    assert told(back(hand.at("levels.duty", bold))) == [
        ("formatting", "The Provider shall meet each target.", "The Provider shall meet each target.")
    ]


def test_a_typed_number_in_the_place_of_a_reference_is_not_formatting(hand, back):
    def typed(node):
        return [replace(node, content=(*node.content[:-2], Text(f"clause{N}4.1"), node.content[-1]))]

    [proposal] = back(hand.at("termination/3", typed)).proposals

    assert (proposal.kind, proposal.ours == proposal.theirs) == (ProposalKind.WORDING, True)


def test_a_new_clause_is_one_proposal_with_all_its_words(hand, back):
    clause = Clause("received-1", (Text("Publicity"),), (Paragraph("received-1/1", (Text("The Provider may name the Customer."),)),))

    [proposal] = back(hand.adds("levels", clause)).proposals

    assert (proposal.kind, proposal.ours) == (ProposalKind.NEW_CLAUSE, "")
    assert proposal.theirs == "Publicity\nThe Provider may name the Customer."
    assert (proposal.place.old_number, proposal.place.new_number) == (None, "4")


def test_a_dropped_point_is_a_deletion(hand, back):
    [proposal] = back(hand.drops("services/5.")).proposals

    assert (proposal.kind, proposal.theirs) == (ProposalKind.DELETION, "")
    assert proposal.ours.startswith("The Customer shall report each Incident")


def test_a_point_rewritten_under_its_anchor_is_one_decision(hand, back):
    words = "Nobody may enter the depot unless the depot manager agrees beforehand."
    text = hand.at("services/5.", lambda node: [Item((Paragraph("services/5", (Text(words),)),))])

    assert [(proposal.kind, proposal.theirs) for proposal in back(text).proposals] == [(ProposalKind.WORDING, words)]


def test_a_moved_clause_is_one_proposal_and_renumbers_nothing_else(read, back):
    [terms, signatures] = read.parts
    definitions, services, levels, termination = terms.blocks
    moved = replace(terms, blocks=(definitions, levels, services, termination))

    [proposal] = back(replace(read, parts=(moved, signatures))).proposals

    assert proposal.kind is ProposalKind.MOVE
    assert {proposal.place.old_number, proposal.place.new_number} in ({"2", "3"}, {"3", "2"})


def test_a_defined_term_renamed_everywhere_is_one_decision(hand, back):
    text = (
        hand.writes("definitions/1", "Incident", "Fault")
        .writes("services/2", "Incident", "Fault")
        .writes("services/5", "Incident", "Fault")
    )

    [proposal] = back(text).proposals

    assert (proposal.kind, proposal.ours, proposal.theirs) == (ProposalKind.WORDING, "Incident", "Fault")
    assert [place.block for place in proposal.places] == ["definitions/1", "services/2", "services/5"]


def test_a_term_that_gets_a_word_before_its_name_is_one_decision(hand, back):
    text = hand.writes("definitions/1", "Incident", "Major Incident")
    text = text.writes("services/2", "an Incident", "a Major Incident").writes("services/5", "Incident", "Major Incident")

    [proposal] = back(text).proposals

    assert len(proposal.places) == 3


def test_other_words_that_become_those_of_a_new_term_are_another_decision(hand, back):
    text = hand.writes("definitions/1", "Incident", "Fault").writes("levels.duty", "target", "Fault")

    assert len(back(text).proposals) == 2


def test_a_divided_point_keeps_its_value_and_is_trivial(hand, back):
    def divided(item):
        ahead, reference, rest = item.first.content
        first, second = ahead.text.split(" from ")
        behind = Paragraph("received-1", (Text(f"from {second}"), reference, rest))
        return [Item((replace(item.first, content=(Text(first),)),)), Item((behind,))]

    round = back(hand.at("termination/3.", divided))

    assert [(proposal.kind, proposal.path) for proposal in round.proposals] == [(ProposalKind.TRIVIAL, "")]


def test_where_a_paragraph_is_divided_alone_its_last_words_are_told(hand, back):
    def divided(item):
        ahead, reference, rest = item.first.content
        first, second = ahead.text.split(" from ")
        behind = Paragraph("received-1", (Text(f"from {second}"), reference, rest))
        return [Item((replace(item.first, content=(Text(f"{first} "),)),)), Item((behind,))]

    [proposal] = back(hand.at("termination/3.", divided)).proposals

    assert (proposal.kind, proposal.theirs) == (ProposalKind.TRIVIAL, f"{proposal.ours} \u00b6")
    assert len(proposal.ours.split()) <= 9
    assert gap(proposal) == "Not tracked in their file. The meaning stays."


def test_a_dropped_row_is_a_deletion_and_leaves_the_others_alone(hand, back):
    def shorter(table: Table):
        return [replace(table, rows=table.rows[1:])]

    [proposal] = back(hand.at("levels.table", shorter)).proposals

    assert (proposal.kind, proposal.ours) == (ProposalKind.DELETION, f"Priority 1\n30{N}minutes")


def test_a_column_that_goes_is_one_decision(hand, back):
    def narrow(table: Table):
        header, rows = (tuple(replace(row, cells=row.cells[:1]) for row in rows) for rows in (table.header, table.rows))
        return [replace(table, columns=table.columns[:1], header=header, rows=rows)]

    kinds = [proposal.kind for proposal in back(hand.at("levels.table", narrow)).proposals]

    assert kinds.count(ProposalKind.DELETION) == 1
    assert set(kinds) <= {ProposalKind.DELETION, ProposalKind.FORMATTING}


def test_one_proposal_accepted_leaves_all_others_as_we_sent_them(hand, sent, back):
    text = hand.writes("services/5", "at night", "ever").writes("termination.convenience", f"90{N}days", f"60{N}days")
    round = back(text)

    mine = rejected(accepted(round.redline, lambda revision: revision.author == "2.2"))

    [value] = [leaf for leaf in mine.parts[0].blocks[3].blocks[0].items[0].first.content if isinstance(leaf, Value)]
    assert value == Value(NOTICE, f"60{N}days")
    assert mine.parts[0].blocks[1] == sent.parts[0].blocks[1]


def test_an_anchor_that_says_another_place_than_the_words_is_doubtful(hand, back):
    text = hand.writes("services/5", "at night", "ever").at("services/5", lambda node: [replace(node, id="services/4", named=False)])

    [proposal] = back(text).proposals

    assert proposal.doubtful


def test_a_copied_paragraph_gets_an_id_of_its_own(hand, read, back):
    def copied(block):
        return [block, block]

    round = back(hand.at("definitions/1", copied))

    assert [(proposal.kind, proposal.ours) for proposal in round.proposals] == [(ProposalKind.NEW_CLAUSE, "")]
    ids = [paragraph.id for paragraph in accepted(round.redline).parts[0].blocks[0].blocks]
    assert len(set(ids)) == 3


def test_a_new_definition_is_a_new_clause(hand, back):
    new = Paragraph("received-1", (Term("Depot"), Text(" means a place where the Customer parks.")))

    assert told(back(hand.adds("definitions/2", new))) == [("new clause", "", "“Depot” means a place where the Customer parks.")]


def test_a_list_below_a_point_that_goes_is_told_with_its_points(hand, back):
    def without_list(item: Item):
        return [replace(item, blocks=tuple(block for block in item.blocks if not isinstance(block, List)))]

    proposals = back(hand.at("services/2.", without_list)).proposals

    assert [proposal.kind for proposal in proposals] == [ProposalKind.DELETION, ProposalKind.DELETION]
