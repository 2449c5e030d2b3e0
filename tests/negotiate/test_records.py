"""What the file of a round tells is what the round is, and its fingerprint knows every change but those of decisions."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from pipeline.model.library import SourceText
from pipeline.model.proposal import Answer, Decision, Placement, Standing
from pipeline.negotiate import findings_hash, fingerprint, proposals_of, record_of, remark
from pipeline.store.yaml_tree import yaml_file
from pipeline.store.yaml_writing import yaml_text

PLACEMENT = Placement(Standing.FALLBACK, "fallback-1", "Less is enough.", ("Never.",), "high", ("legal", "coo"), (), (), "it")


@pytest.fixture
def round(edited, read, back):
    """A round of many proposals, one placed and one decided."""
    made = back(edited(read, 4, 0.4, anchored=True))
    first, second, *others = made.proposals
    decided = replace(second, decision=Decision(Answer.COUNTER, "Ivo", "a reason: ours", "two\nlines", "words # here"))
    return replace(made, proposals=(replace(first, placement=PLACEMENT), decided, *others))


def written(round):
    found = yaml_file(SourceText("", yaml_text(record_of(round), remark(round))))
    assert found.diagnostics == ()
    return found.tree


def told(proposal):
    place = (proposal.place.block, proposal.place.clause, proposal.place.heading, proposal.place.number)
    kept = replace(proposal, places=(), revision=replace(proposal.revision, date=""))
    return place, kept


def test_what_a_round_tells_is_read_again(round):
    assert [told(proposal) for proposal in proposals_of(written(round))] == [told(proposal) for proposal in round.proposals]


def test_decisions_change_no_fingerprint(round):
    undecided = replace(round, proposals=tuple(replace(each, decision=None) for each in round.proposals))

    assert fingerprint(written(round)) == fingerprint(record_of(undecided))


def test_a_playbook_that_changed_changes_the_fingerprint_and_not_what_was_found(round):
    elsewhere = replace(round, proposals=tuple(replace(each, placement=None) for each in round.proposals))

    assert fingerprint(record_of(elsewhere)) != fingerprint(record_of(round))
    assert findings_hash(record_of(elsewhere)) == findings_hash(record_of(round))


@pytest.mark.parametrize("field", ["kind", "ours", "theirs", "number", "in", "id"])
def test_every_word_that_the_tool_wrote_is_in_the_fingerprint(round, field):
    record = record_of(round)
    changed = deepcopy(record)
    item = next(each for each in changed["proposals"] if field in each)
    item[field] = "another"

    assert fingerprint(changed) != fingerprint(record)
    assert findings_hash(changed) != findings_hash(record)
