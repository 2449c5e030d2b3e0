"""Status is derived from facts alone: what is done, what is not and why, who acts, and nothing stale from the index."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.model.standing import ContractStanding, StepStanding, StepState
from pipeline.stages.status import status, workflow_findings
from pipeline.store.root import Root
from tests.entries import AT, facts
from tests.steps import ACME, frozen

TODAY = date(2026, 5, 2)
FOLDER = f"data/contracts/{ACME}"


def standing(root: Root, today: date = TODAY, *, indexed: bool = True) -> ContractStanding:
    found = status(root, [ACME], today, indexed=indexed)
    assert found.findings == ()
    return found.standings[0]


def step(root: Root, number: int, today: date = TODAY) -> StepStanding:
    return next(each for each in standing(root, today).steps if each.number == number)


def tell(root: Root, kind: FactKind, at: str = AT, **changed: str) -> None:
    with store.ledger_open(root, ACME) as writer:
        writer.add(kind, at, facts(kind, **changed))


def edit(root: Root, file: str, change: Callable[[str], str]) -> None:
    text = root.path(file).read_text()
    assert change(text) != text
    root.path(file).write_text(change(text))


def test_before_anything_was_frozen_the_drafter_is_next_and_what_follows_is_blocked(root: Root) -> None:
    found = standing(root)

    assert len(found.steps) == 20
    assert found.current is not None
    assert (found.current.number, found.current.why) == (1, ("no service states its volumes",))
    assert (step(root, 4).state, step(root, 4).why) == (StepState.NEXT, ("no version is frozen yet",))
    assert step(root, 4).person
    assert (step(root, 5).state, step(root, 5).blocked_by) == (StepState.BLOCKED, (4,))


def test_a_frozen_version_makes_its_approval_due_and_names_the_approver(root: Root) -> None:
    frozen(root)

    assert (step(root, 4).state, step(root, 4).done_on) == (StepState.DONE, date(2026, 5, 1))
    approval = step(root, 5)
    assert approval.state is StepState.NEXT
    assert [why.startswith("no approval yet of ") for why in approval.why] == [True]
    assert approval.person
    assert approval.due is not None
    assert not approval.overdue
    assert step(root, 5, today=date(2027, 1, 1)).overdue
    assert not step(root, 13, today=date(2027, 1, 1)).overdue


def test_an_answer_is_overdue_only_after_the_day_by_which_it_was_asked_for(root: Root) -> None:
    tell(root, FactKind.SENT, reply_by="2026-05-15")

    assert step(root, 15, today=date(2026, 5, 16)).due == date(2026, 5, 15)
    assert not step(root, 15, today=date(2026, 5, 15)).overdue


def test_an_error_in_the_data_undoes_the_step_whose_field_it_is_in_and_no_other(root: Root) -> None:
    before = {each.number: each.state for each in standing(root).steps}
    edit(root, f"{FOLDER}/escalation.yaml", lambda text: text.replace("escalation:\n", "escalation:\n  unheard_of: 1\n", 1))

    found = standing(root)

    after = {each.number: each.state for each in found.steps}
    # Whether the term computes cannot be told while the data cannot be read as a whole.
    assert {number for number in after if after[number] is not before[number]} == {3, 8}
    assert any("unheard_of" in why for why in step(root, 8).why)
    assert step(root, 3).why == ("more cannot be told while the data has errors",)


def test_sending_and_signing_are_told_by_the_ledger(root: Root) -> None:
    tell(root, FactKind.SENT, reply_by="2026-05-15")
    assert step(root, 14).state is StepState.DONE
    assert "the other party has not answered yet" in step(root, 15).why
    assert step(root, 15, today=date(2026, 5, 16)).overdue

    tell(root, FactKind.PREPARED)
    assert step(root, 16).why == ("no signature yet of customer-coo", "no signature yet of provider-ceo")
    tell(root, FactKind.SIGNED, signers="customer-coo")
    assert step(root, 16).why == ("no signature yet of provider-ceo",)
    tell(root, FactKind.EXECUTED)
    assert (step(root, 16).state, step(root, 16).done_on) == (StepState.DONE, date(2026, 5, 1))


def test_a_draft_that_nobody_acknowledged_in_time_is_named_and_blocks_nothing(root: Root) -> None:
    tell(root, FactKind.SENT, version="0.1", reply_by="2026-05-15")
    assert step(root, 14, today=date(2026, 5, 15)).notes == ()

    late = step(root, 14, today=date(2026, 5, 16))

    assert (late.state, late.why, late.notes) == (StepState.DONE, (), ("no acknowledgement of draft 0.1 yet",))


def test_each_month_that_ended_in_force_asks_for_its_figures(root: Root) -> None:
    tell(root, FactKind.EXECUTED)
    late = date(2030, 1, 1)
    months = [why for why in step(root, 20, late).why if "are not closed" in why]
    assert len(months) > 1

    tell(root, FactKind.CLOSED, period=months[0].split()[3])

    assert [why for why in step(root, 20, late).why if "are not closed" in why] == months[1:]


def inputs(root: Root) -> list[str]:
    below = [path.relative_to(root.folder).as_posix() for path in sorted(root.path(FOLDER).rglob("*")) if path.is_file()]
    return ["data/house.yaml", "data/workflow.yaml", *below]


def test_whatever_input_changes_the_index_never_answers_for_what_was_before(root: Root) -> None:
    frozen(root)
    shared = store.Hashes(root)
    assert standing(root) == standing(root, indexed=False)
    assert root.path("build/status.json").exists()
    for file in inputs(root):
        path = root.path(file)
        content, times = path.read_bytes(), path.stat()
        before = (store.shared_key(root, store.Hashes(root)), store.contract_key(root, ACME, store.Hashes(root)))
        # As many bytes, and the same times: only the content tells.
        path.write_bytes(content[:-2] + b"##" if file.endswith(".yaml") else content.replace(b"1", b"2", 1))
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

        after = (store.shared_key(root, store.Hashes(root)), store.contract_key(root, ACME, store.Hashes(root)))

        assert after != before, file
        path.write_bytes(content)
    del shared


def test_the_index_tells_what_is_gathered_anew_after_each_change(root: Root) -> None:
    standing(root)
    edit(root, "data/house.yaml", lambda text: text.replace("name: ", "name: Dr ", 1) if "name: " in text else text)
    assert standing(root) == standing(root, indexed=False)
    edit(root, f"{FOLDER}/contract.yaml", lambda text: text.replace("title:", "title: The", 1) if "title:" in text else text + "\n")
    assert standing(root) == standing(root, indexed=False)
    tell(root, FactKind.SENT)
    assert standing(root) == standing(root, indexed=False)
    assert step(root, 14).state is StepState.DONE


@pytest.mark.parametrize("content", [b"", b"{}", b"[1, 2", b'{"acme-support": ["", {}]}'])
def test_an_index_that_is_deleted_or_garbled_does_no_harm(root: Root, content: bytes) -> None:
    whole = standing(root)
    root.path("build/status.json").write_bytes(content)
    assert standing(root) == whole
    shutil.rmtree(root.path("build"))
    assert standing(root) == whole


def test_a_repository_without_a_workflow_is_told_so_by_status_alone(root: Root) -> None:
    root.path("data/workflow.yaml").unlink()

    found = status(root, [ACME], TODAY)

    assert (found.standings, [finding.code for finding in found.findings]) == ((), ["no-workflow"])
    assert workflow_findings(root) == ()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("needs: [services]", "needs: [servces]", "unknown-step"),
        ("needs: [preliminary_draft]", "needs: [monitoring]", "circle-of-steps"),
        ("owner: legal", "owner: lawyer", "unknown-role"),
        ("after: final_draft,", "after: final_drft,", "unknown-step"),
        ("done_when: settled", "done_when: satisfied", "bad-choice"),
        ("fields: [scope]", "fields: [scop]", "unknown-path"),
    ],
)
def test_a_workflow_that_cannot_be_followed_is_refused_at_its_place(root: Root, old: str, new: str, code: str) -> None:
    edit(root, "data/workflow.yaml", lambda text: text.replace(old, new, 1))

    found = status(root, [ACME], TODAY)

    assert found.standings == ()
    assert code in [finding.code for finding in found.findings]
    assert {finding.span.file for finding in found.findings} == {"data/workflow.yaml"}
    assert all(finding.span.line > 1 for finding in found.findings)


def test_what_is_done_blocks_nothing_and_a_portfolio_counts_it(root: Root) -> None:
    found = standing(root)

    assert found.done == sum(each.state is StepState.DONE for each in found.steps)
    assert replace(found, steps=()).current is None
