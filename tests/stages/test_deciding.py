"""Decisions stand in the file of the round, whoever writes them there, and a fallback waits for those who approve it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.model.proposal import Answer, Decision, Round
from pipeline.negotiate import approved_content
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.rounds.deciding import decide, standing_round
from pipeline.stages.rounds.receiving import Received, receive
from pipeline.stages.rounds.round import read_round, round_findings
from pipeline.store.root import Root

ACME = "acme-support"
N = "\u00a0"
FILE = f"data/contracts/{ACME}/rounds/01.yaml"
AT = "2026-05-10T12:00:00Z"
YES = Decision(Answer.ACCEPT, "Ivo Marsh", "we can live with it", "agreed")


@pytest.fixture
def root(negotiating: Root, returned) -> Root:
    """A round of two proposals: a notice of 180 days, which is a fallback, and a diary in the place of a record."""
    content = returned((f"90{N}days", f"180{N}days"), ("a record of its work", "a diary of its work"))
    [draft] = [each for each in receive(negotiating, ACME, Received("t.docx", content, "provider"), AT) if isinstance(each, Draft)]
    assert draft.findings == ()
    return negotiating


def file(root: Root) -> Path:
    return root.path(FILE)


def codes(root: Root) -> list[str]:
    return [finding.code for finding in round_findings(root, ACME)]


def fill(root: Root, ordinal: int, **fields: str) -> None:
    """Write into the decision of a proposal as a person does."""
    before, *items = file(root).read_text().split("    decision:\n")
    for name, value in fields.items():
        assert f"      {name}:\n" in items[ordinal]
        items[ordinal] = items[ordinal].replace(f"      {name}:\n", f"      {name}: {value}\n", 1)
    file(root).write_text("    decision:\n".join((before, *items)))


def test_a_decision_stands_in_the_round_and_in_the_ledger(root):
    before = file(root).read_text()

    done = decide(root, ACME, 1, {"1.2": YES}, AT)

    assert [(proposal.id, proposal.decision) for proposal in done.decided] == [("1.2", YES)]
    assert done.findings == ()
    changed = [line for line in file(root).read_text().splitlines() if line not in before.splitlines()]
    assert changed == ["      answer: accept", "      by: Ivo Marsh", "      reason: we can live with it", "      reply: agreed"]
    entry = store.read_ledger(root, ACME).entries[-1]
    assert (entry.kind, entry.at, entry.facts) == (FactKind.DECIDED, AT, {"round": "1", "by": "Ivo Marsh", "accept": "1.2"})


def test_what_people_write_by_hand_is_as_good(root):
    fill(root, 1, answer="counter", by="Ivo Marsh", counter="'a log of its work: in English'")

    assert codes(root) == []
    round = read_round(Shelf(root), ACME, 1)
    assert isinstance(round, Round)
    assert round.proposals[1].decision == Decision(Answer.COUNTER, "Ivo Marsh", counter="a log of its work: in English")
    assert [proposal.id for proposal in round.open()] == ["1.1"]


def test_remarks_of_people_stay(root):
    file(root).write_text(file(root).read_text().replace("    decision:\n", "    decision:  # ask Ada first\n"))

    decide(root, ACME, 1, {"1.1": YES, "1.2": YES}, AT)

    assert file(root).read_text().count("# ask Ada first") == 2
    assert [proposal.decision for proposal in standing_round(root, ACME, 1).proposals] == [YES, YES]


def test_a_decision_may_be_another_one_later(root):
    decide(root, ACME, 1, {"1.2": YES}, AT)

    decide(root, ACME, 1, {"1.2": Decision(Answer.DISCUSS, "Ada Penn")}, AT)

    [_, proposal] = standing_round(root, ACME, 1).proposals
    assert (proposal.decision, proposal.is_open) == (Decision(Answer.DISCUSS, "Ada Penn"), True)


@pytest.mark.parametrize(
    ("ordinal", "fields", "code"),
    [
        (0, {"answer": "yes", "by": "Ivo"}, "bad-answer"),
        (0, {"answer": "accept"}, "nobody-decides"),
        (0, {"by": "Ivo"}, "no-answer"),
        (0, {"answer": "counter", "by": "Ivo"}, "empty-counter"),
        (0, {"answer": "counter", "by": "Ivo", "counter": "soon"}, "bad-counter"),
        (0, {"answer": "counter", "by": "Ivo", "counter": "4 h"}, "bad-counter"),
        (0, {"answer": "refuse", "by": "Ivo", "counter": "60 days"}, "counter-without-answer"),
        (1, {"answer": "accept", "by": "Ivo", "reason": "\n        a: list"}, "not-a-value"),
    ],
)
def test_what_is_wrong_with_a_decision_is_said_at_its_place(root, ordinal, fields, code):
    fill(root, ordinal, **fields)

    [finding] = round_findings(root, ACME)

    assert finding.code == code
    line = file(root).read_text().splitlines()[finding.span.line - 1]
    assert line.split(":")[0].strip() in ("answer", "by", "reason", "reply", "counter", "a")


def test_a_counter_that_the_field_can_hold_is_right(root):
    assert decide(root, ACME, 1, {"1.1": Decision(Answer.COUNTER, "Ivo", counter="60 days")}, AT).findings == ()
    assert codes(root) == []


def test_a_decision_that_is_wrong_is_not_written(root):
    before, entries = file(root).read_text(), len(store.read_ledger(root, ACME).entries)

    done = decide(root, ACME, 1, {"1.1": Decision(Answer.COUNTER, "Ivo", counter="soon"), "1.2": YES}, AT)

    assert ([finding.code for finding in done.findings], done.decided) == (["bad-counter"], ())
    assert (file(root).read_text(), len(store.read_ledger(root, ACME).entries)) == (before, entries)


def test_a_fault_of_another_decision_stops_nobody(root):
    fill(root, 0, answer="maybe", by="Ivo")

    assert [proposal.id for proposal in decide(root, ACME, 1, {"1.2": YES}, AT).decided] == ["1.2"]
    assert codes(root) == ["bad-answer"]


def test_an_unknown_proposal_is_refused(root):
    assert [finding.code for finding in decide(root, ACME, 1, {"1.9": YES}, AT).findings] == ["unknown-proposal"]


def test_nothing_is_decided_in_a_round_that_was_changed(root):
    file(root).write_text(file(root).read_text().replace("a diary", "no diary"))

    done = decide(root, ACME, 1, {"1.2": YES}, AT)

    assert ([finding.code for finding in done.findings], done.decided) == (["changed-round"], ())


def test_a_decision_block_that_was_deleted_is_asked_for(root):
    file(root).write_text(file(root).read_text().partition("    decision:\n")[0] + "    decision: later\n")

    assert "changed-round" in codes(root)


def test_an_accepted_fallback_waits_for_its_approval(root):
    decide(root, ACME, 1, {"1.1": YES}, AT)
    [proposal, _] = standing_round(root, ACME, 1).proposals

    [finding] = round_findings(root, ACME)
    assert (finding.code, finding.severity.value) == ("unapproved-fallback", "warning")
    assert "legal" in finding.hint
    what = approved_content(proposal)
    right = {"role": "legal", "verdict": "approve", "proposal:1.1": what}
    others = {"role": "legal", "verdict": "approve", "proposal:1.2": what}
    for facts in (right | {"role": "coo"}, right | {"proposal:1.1": "0" * 64}, right | {"verdict": "return"}, others):
        approve(root, facts)
        assert codes(root) == ["unapproved-fallback"]
    approve(root, right)
    assert codes(root) == []


_AT_A_GATE = {"gate": "fallback", "version": "0.1", "approved_by": "Judith Crane", "recorded_by": "Ivo Marsh"}


def approve(root: Root, facts: Mapping[str, str]) -> None:
    with store.ledger_open(root, ACME) as writer:
        writer.add(FactKind.APPROVED, AT, {**_AT_A_GATE, **facts})


@pytest.mark.parametrize(
    ("counter", "found"), [("80 days", []), ("120 days", ["unapproved-fallback"]), ("400 days", ["unapproved-fallback"])]
)
def test_a_value_that_we_offer_is_held_against_the_playbook_too(root, counter, found):
    decide(root, ACME, 1, {"1.1": Decision(Answer.COUNTER, "Ivo", counter=counter)}, AT)

    assert codes(root) == found


def test_a_refused_fallback_needs_nobody(root):
    decide(root, ACME, 1, {"1.1": Decision(Answer.REFUSE, "Ivo")}, AT)

    assert codes(root) == []


def test_words_of_several_lines_are_written_and_read(root):
    told = Decision(Answer.COUNTER, "Ivo", "first\nsecond", "see: #4 'here'", "one line\n\nand: another")

    decide(root, ACME, 1, {"1.2": told}, AT)

    assert standing_round(root, ACME, 1).proposals[1].decision == told


@pytest.mark.parametrize(
    ("counter", "found"),
    [
        ("The provider shall report on its work each year.", ["unapproved-fallback"]),
        ("The provider shall keep a record of its work.", []),
        ("The provider shall report on its work whenever it likes.", []),
    ],
)
def test_words_that_we_offer_are_held_against_the_wordings_of_the_clause(root, counter, found):
    decide(root, ACME, 1, {"1.2": Decision(Answer.COUNTER, "Ivo", counter=counter)}, AT)

    assert codes(root) == found
