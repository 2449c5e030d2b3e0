"""A draft that changes after its round was carried out does not lose our answer on their file without a word."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipeline import store, word
from pipeline.model.ledger import FactKind
from pipeline.model.reading import canonical_text
from pipeline.model.received import Reading
from pipeline.model.redline import accepted
from pipeline.model.sending import Sending
from pipeline.stages import status
from pipeline.stages.dispatch.sending import send
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.stages.drafts.drafting import Draft
from pipeline.store.root import Root
from tests.steps import ACME, applied, decide, frozen, received, sent

RECEIVED, APPLIED, LATER = "2026-05-10T12:00:00Z", "2026-05-11T12:00:00Z", "2026-05-12T12:00:00Z"
RECORD = store.answer_record(ACME, 1)
WORKFLOW = Path(__file__).parent / "status" / "workflow.yaml"


@pytest.fixture
def root(negotiating: Root, returned) -> Root:
    """A round in which we took one change and refused another was carried out."""
    received(negotiating, returned(("a record of its work", "a diary of its work"), ("on request", "on demand")), RECEIVED)
    decide(negotiating, "accept", "refuse")
    assert applied(negotiating, at=APPLIED).round is not None
    return negotiating


def edit(root: Root) -> None:
    clause = root.path("clauses/10-general/general/preferred.md")
    clause.write_text(clause.read_text().replace("runs from its receipt", "begins with its receipt"))


def answers_sent(draft: Draft) -> list[str]:
    return [file for file in draft.outputs if file.endswith("-answer-to-round-01.docx")]


def outdated(draft: Draft) -> list[tuple[str, str | None]]:
    return [(finding.message, finding.hint) for finding in draft.findings if finding.code == "outdated-answer"]


def test_a_draft_as_it_was_agreed_takes_the_answer_along(root):
    version = frozen(root, LATER)

    package = sent(root, Sending("0.2", "provider"), LATER)

    assert (outdated(version), outdated(package), len(answers_sent(package))) == ([], [], 1)


def test_a_draft_that_changed_since_is_said_to_leave_the_answer_behind(root):
    edit(root)

    found = [outdated(frozen(root, LATER)), outdated(sent(root, Sending("0.2", "provider"), LATER))]

    [[(message, hint)], again] = found
    assert again == [(message, hint)]
    assert message.startswith("our answer to round 1 does not go along with 0.2, which has changed since it was written: “")
    assert "begins with its receipt" in message
    assert "runs from its receipt" in message
    assert hint == f"draftline apply {ACME} --round 1 makes the answer anew from the draft as it is now"


@pytest.mark.parametrize("frozen_before", [False, True])
def test_apply_makes_the_answer_anew_and_then_it_goes_along(root, frozen_before):
    before = root.path(RECORD).read_bytes()
    edit(root)
    if frozen_before:
        frozen(root, LATER)

    draft = applied(root, at=LATER)

    assert draft.remarks == ("our answer to round 1 is made anew",)
    assert [file for file in draft.outputs if not file.startswith("build/")] == []
    assert root.path(RECORD).read_bytes() != before
    if not frozen_before:
        assert outdated(frozen(root, LATER)) == []
    package = sent(root, Sending("0.2", "provider"), LATER)
    [file] = answers_sent(package)
    assert outdated(package) == []
    answer, document = word.read(root.path(file).read_bytes(), file), agreement(Shelf(root), ACME, lambda _: None).document
    assert isinstance(answer, Reading)
    assert document is not None
    assert canonical_text(accepted(answer.document)).replace("\u00a0", " ") == canonical_text(document).replace("\u00a0", " ")
    assert len(store.read_ledger(root, ACME).of_kind(FactKind.DECIDED)) == 2


def command_that_follows(root: Root) -> str:
    [standing] = status.status(root, (ACME,), date(2026, 5, 12)).standings
    return standing.command


def test_a_frozen_version_whose_answer_is_made_anew_is_not_to_be_frozen_again(root):
    shutil.copy(WORKFLOW, root.path("data/workflow.yaml"))
    edit(root)
    assert command_that_follows(root) == f"draftline freeze {ACME}"
    frozen(root, LATER)
    before = command_that_follows(root)

    applied(root, at=LATER)

    assert before == command_that_follows(root) == f"draftline approve {ACME} preliminary_draft --request"


def refusal(root: Root) -> tuple[str, str]:
    before = root.path(RECORD).read_bytes()
    draft = applied(root, at=LATER)
    assert (draft.outputs, root.path(RECORD).read_bytes()) == ((), before)
    [finding] = draft.findings
    return finding.code, finding.message


def test_an_answer_that_they_have_is_not_made_anew(root):
    frozen(root, LATER)
    sent(root, Sending("0.2", "provider"), LATER)
    edit(root)

    assert refusal(root) == ("applied-already", "round 1 was carried out already, and our answer to it went to the provider with 0.2")
    assert outdated(frozen(root, LATER)) == []


def test_decisions_that_changed_after_they_were_carried_out_make_no_answer(root):
    edit(root)
    written = store.read_round_file(root, ACME, 1)
    assert isinstance(written, store.RoundFile)
    store.save_round(root, written, store.with_entries(written, {("proposals", 1, "decision", "answer"): "accept"}))

    code, message = refusal(root)

    assert (code, message.partition(",")[0]) == ("decided-since", "the decisions of round 1 were changed after they were carried out")


def test_a_command_that_died_before_the_ledger_was_told_is_repeated(root):
    edit(root)
    ledger = root.path(store.ledger_file(ACME))
    before = ledger.read_bytes()
    applied(root, at=LATER)
    made = root.path(RECORD).read_bytes()
    ledger.write_bytes(before)

    draft = applied(root, at=LATER)

    assert (draft.findings, root.path(RECORD).read_bytes()) == ((), made)
    assert outdated(frozen(root, LATER)) == []


def test_an_answer_that_is_gone_is_not_left_out_in_silence(root):
    frozen(root, LATER)
    root.path(RECORD).unlink()

    [draft] = [each for each in send(root, ACME, Sending("0.2", "provider"), LATER) if isinstance(each, Draft)]

    assert ([finding.code for finding in draft.findings], draft.outputs) == (["missing-answer"], ())
