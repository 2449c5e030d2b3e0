"""A block that moved and changed: where it stands and what it says are decided on apart, and no decision undoes another."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from pipeline.model.diagnostic import Span
from pipeline.model.document import Clause, Document, Item, Paragraph, Text, walk
from pipeline.model.proposal import Answer, Decision, ProposalKind, Round
from pipeline.model.reading import lines
from pipeline.model.redline import accepted, rejected
from pipeline.negotiate import agreed

SCOPE, NEW = "services.scope", "The Provider shall name a deputy for each of its staff."
MOVED, STAYED = ["levels", "termination", "services"], ["services", "levels", "termination"]
OTHERS = {"skilled": "trained", "a record": "a diary"}


@pytest.fixture
def theirs(hand) -> Document:
    """The clause of the Services stands at the end, says two other words, and has a point more."""
    changed = hand
    for old, new in OTHERS.items():
        changed = changed.writes(SCOPE, old, new)
    changed = changed.adds("services/5.", Item((Paragraph("new/1", (Text(NEW),)),)))
    return at_the_end(changed.document)


def at_the_end(document: Document) -> Document:
    """The contract with its second clause behind all others."""
    [terms, signatures] = document.parts
    definitions, services, levels, termination = terms.blocks
    return replace(document, parts=(replace(terms, blocks=(definitions, levels, termination, services)), signatures))


def decided(round: Round, *answers: str | Answer) -> Round:
    """The round with an answer to each proposal; words are a counter."""
    decisions = [
        Decision(given, "Nora Quill") if isinstance(given, Answer) else Decision(Answer.COUNTER, "Nora Quill", counter=given)
        for given in answers
    ]
    proposals = tuple(replace(each, decision=decision) for each, decision in zip(round.proposals, decisions, strict=True))
    return replace(round, proposals=proposals)


def text_of(round: Round, *answers: str | Answer) -> Document:
    document = agreed(decided(round, *answers), lambda _, words: words, lambda _: Span("rounds/02.yaml"))
    assert isinstance(document, Document), document
    return document


def order(document: Document) -> list[str]:
    return [node.id for node in walk(document) if isinstance(node, Clause)]


def said(document: Document) -> str:
    return "\n".join(words for _, words in lines(document))


def test_the_move_each_change_of_words_and_the_new_point_are_proposals_of_their_own(back, theirs):
    move, skilled, record, point = back(theirs).proposals

    assert [each.kind for each in (move, skilled, record, point)] == [
        ProposalKind.MOVE, ProposalKind.WORDING, ProposalKind.WORDING, ProposalKind.NEW_CLAUSE,
    ]  # fmt: skip
    assert move.ours == move.theirs
    assert "skilled staff" in move.ours
    assert skilled.theirs == "The Provider shall perform the Services with trained staff."
    assert record.theirs == "It shall keep a diary of them."
    assert point.theirs == NEW


@pytest.mark.parametrize("answers", list(product((Answer.ACCEPT, Answer.REFUSE), repeat=4)))
def test_each_decision_holds_whatever_the_others_are(back, theirs, answers):
    document = text_of(back(theirs), *answers)

    move, *words = (answer is Answer.ACCEPT for answer in answers)
    assert order(document) == ["definitions", *(MOVED if move else STAYED)]
    for taken, (old, new) in zip(words, (*OTHERS.items(), ("", NEW)), strict=True):
        assert (new in said(document)) is taken
        assert not old or (old in said(document)) is not taken


def test_all_accepted_is_their_text_and_all_refused_is_ours(back, theirs, sent, words):
    redline = back(theirs).redline

    assert words(accepted(redline)) == words(theirs)
    assert rejected(redline) == sent


@pytest.mark.parametrize("move", [Answer.ACCEPT, Answer.REFUSE])
def test_what_we_offer_for_the_words_and_for_the_point_stands_wherever_the_clause_stands(back, theirs, move):
    offered = ("The Provider shall perform the Services with good staff.", "The Provider shall name one deputy.")

    document = text_of(back(theirs), move, offered[0], Answer.ACCEPT, offered[1])

    assert order(document)[1:] == (MOVED if move is Answer.ACCEPT else STAYED)
    assert said(document).count(offered[0]) == said(document).count(offered[1]) == 1
    assert "skilled" not in said(document)
    assert "It shall keep a diary of them." in said(document)


@pytest.fixture
def divided(hand) -> Document:
    """The clause of the Services stands at the end, and one of its points is two."""
    halves = ("The Provider shall perform the Services with skilled staff.", "It shall keep a record of them.")
    items = [Item((Paragraph(f"half/{n}", (Text(words),)),)) for n, words in enumerate(halves)]
    return at_the_end(hand.at(f"{SCOPE}.", lambda _: items).document)


def test_a_clause_that_moved_and_of_which_a_paragraph_was_divided_is_one_decision(back, divided, sent, words):
    round = back(divided)

    assert [each.kind for each in round.proposals] == [ProposalKind.MOVE]
    assert words(accepted(round.redline)) == words(divided)
    assert rejected(round.redline) == sent
