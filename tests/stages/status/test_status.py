"""Status is derived from facts alone: what is done, what is not and why, who acts, and nothing stale from the index."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from pipeline import store
from pipeline.model.approval import Approval, Verdict
from pipeline.model.ledger import FactKind
from pipeline.model.standing import ContractStanding, StepStanding, StepState
from pipeline.stages.approving import gates
from pipeline.stages.status import status, workflow_findings
from pipeline.store.root import Root
from tests.entries import AT, ENTRIES, facts
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


def tell_as(root: Root, kind: FactKind, having: str, at: str = AT, **changed: str) -> None:
    """An entry of the form of this kind that has one fact more than others."""
    with store.ledger_open(root, ACME) as writer:
        writer.add(kind, at, {**next(told for listed, told in ENTRIES if listed is kind and having in told), **changed})


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
    assert step(root, 4).people
    assert (step(root, 5).state, step(root, 5).blocked_by) == (StepState.BLOCKED, (4,))


def test_a_frozen_version_makes_its_approval_due_and_names_the_approver(root: Root) -> None:
    frozen(root)

    assert (step(root, 4).state, step(root, 4).done_on) == (StepState.DONE, date(2026, 5, 1))
    approval = step(root, 5)
    assert approval.state is StepState.NEXT
    assert [why.startswith("no approval yet of ") for why in approval.why] == [True]
    assert approval.people
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
    assert step(root, 16).why == ("no signature yet of Ada Penn (customer-coo)", "no signature yet of provider-ceo")
    assert step(root, 16).people == ("Ada Penn", "provider-ceo")
    tell(root, FactKind.SIGNED, signers="customer-coo")
    assert step(root, 16).why == ("no signature yet of provider-ceo",)
    tell(root, FactKind.EXECUTED)
    assert (step(root, 16).state, step(root, 16).done_on) == (StepState.DONE, date(2026, 5, 1))


def test_a_draft_that_nobody_acknowledged_in_time_is_named_and_blocks_nothing(root: Root) -> None:
    tell(root, FactKind.SENT, version="0.1", reply_by="2026-05-15")
    assert step(root, 14, today=date(2026, 5, 15)).notes == ()

    late = step(root, 14, today=date(2026, 5, 16))

    assert (late.state, late.why, late.notes) == (StepState.DONE, (), ("no acknowledgement of draft 0.1 yet",))


def test_months_that_ended_in_force_ask_for_their_figures_those_in_a_row_at_once(root: Root) -> None:
    tell(root, FactKind.EXECUTED)
    late = date(2030, 1, 1)
    assert not_closed(root, late) == ["the figures of 2026-04 to 2027-02 are not closed"]

    tell(root, FactKind.CLOSED, period="2026-05")

    assert not_closed(root, late) == ["the figures of 2026-04 are not closed", "the figures of 2026-06 to 2027-02 are not closed"]


def test_what_was_to_be_measured_before_a_contract_came_here_is_not_asked_for(root: Root) -> None:
    tell_as(root, FactKind.EXECUTED, "elsewhere", at="2026-11-20T12:00:00Z")

    assert not_closed(root, date(2027, 1, 15)) == ["the figures of 2026-11 to 2026-12 are not closed"]


def not_closed(root: Root, today: date) -> list[str]:
    return [why for why in step(root, 20, today).why if "not closed" in why]


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


def test_what_a_round_came_to_is_settled_once_it_is_frozen_and_sent(root: Root) -> None:
    frozen(root)
    tell(root, FactKind.SENT, version="0.1")
    tell(root, FactKind.RECEIVED)
    tell_as(root, FactKind.DECIDED, "applied")
    assert step(root, 15).why == ("what round 1 came to is not frozen yet",)

    reworded(root)
    frozen(root)
    assert step(root, 15).why == ("version 0.2 was not sent to the other party, which has 0.1",)

    tell(root, FactKind.SENT, version="0.2")
    assert step(root, 15).state is StepState.DONE


def test_where_all_of_a_round_was_refused_nothing_is_left_to_freeze_and_our_answer_to_send(root: Root) -> None:
    frozen(root)
    tell(root, FactKind.SENT, version="0.1")
    tell(root, FactKind.RECEIVED)
    [version] = store.read_ledger(root, ACME).of_kind(FactKind.VERSION)
    tell_as(root, FactKind.DECIDED, "applied", text=version.facts["text"])
    assert step(root, 15).why == ("our answer to round 1 was not sent yet",)

    tell(root, FactKind.SENT, version="0.1")
    assert step(root, 15).state is StepState.DONE


def test_a_version_that_changes_what_was_approved_gives_its_approver_the_whole_time_again(root: Root) -> None:
    frozen(root)
    approve(root, "preliminary_draft", "department_manager")
    assert step(root, 5).state is StepState.DONE

    reworded(root)
    frozen(root, at="2026-06-01T12:00:00Z")

    undone = step(root, 5, date(2026, 6, 2))
    assert (undone.state, undone.overdue) == (StepState.IN_PROGRESS, False)
    assert undone.due is not None
    assert undone.due > date(2026, 6, 2)


def test_once_a_version_was_sent_the_preliminary_draft_is_not_approved_again(root: Root) -> None:
    frozen(root)
    approve(root, "preliminary_draft", "department_manager")
    tell(root, FactKind.SENT, version="0.1")
    reworded(root)
    frozen(root, at="2026-06-01T12:00:00Z")

    found = step(root, 5)

    assert (found.state, found.notes) == (StepState.DONE, ("what has changed since is approved with the final contract",))


def test_a_version_that_was_sent_unapproved_still_wants_the_approval_of_the_preliminary_draft(root: Root) -> None:
    frozen(root)
    tell(root, FactKind.SENT, version="0.1")

    assert step(root, 5).state is StepState.NEXT


def test_the_signature_waits_for_its_approval_and_for_a_copy(root: Root) -> None:
    frozen(root)

    signing = step(root, 16)

    assert signing.why == ("no approval yet of Chief Operating Officer", "no copy to sign is prepared yet")


def test_an_amendment_that_is_frozen_is_named_until_it_is_in_force(root: Root) -> None:
    frozen(root)
    tell(root, FactKind.EXECUTED, version="0.1")
    assert step(root, 16).notes == ()
    reworded(root)
    frozen(root, at="2026-06-01T12:00:00Z")

    found = step(root, 16)

    assert found.state is StepState.DONE
    assert found.notes[-1] == "amendment 0.2: no copy to sign is prepared yet"
    assert found.notes[0].startswith("amendment 0.2: no approval yet of ")


def test_a_key_date_that_was_dealt_with_is_watched_no_more(root: Root) -> None:
    before = standing(root).next_date
    assert before == (date(2026, 5, 7), "Service Level report is due")

    tell(root, FactKind.DONE, task="report.service_levels", due="2026-05-07")

    assert standing(root).next_date != before


def test_a_duty_that_nobody_did_in_time_is_told_once_the_contract_is_in_force(root: Root) -> None:
    assert standing(root, date(2026, 6, 1)).late_duties == ()
    tell(root, FactKind.EXECUTED)

    late = standing(root, date(2026, 6, 1)).late_duties

    assert any("Operational review" in each for each in late)
    assert not any("notice against renewal" in each for each in standing(root, date(2030, 1, 1)).late_duties)


def test_governance_as_a_whole_may_be_open_and_the_days_of_the_term_stand(root: Root) -> None:
    root.path(f"{FOLDER}/governance.yaml").unlink()
    root.path(f"{FOLDER}/open.yaml").write_text("open:\n  - {path: governance, label: Governance}\n")

    found = standing(root).next_date

    assert found is not None
    assert found[1] == "The Provider gives the Customer the Exit Plan"


def test_who_oversees_may_be_open_and_no_key_date_is_lost_by_it(root: Root) -> None:
    whole = standing(root).next_date
    edit(root, f"{FOLDER}/governance.yaml", without_oversight)
    open_points = "open:\n  - {path: governance.oversight, label: Who oversees the contract}\n"
    root.path(f"{FOLDER}/open.yaml").write_text(open_points)

    assert standing(root).next_date == whole


def without_oversight(text: str) -> str:
    before, _, after = text.partition("  oversight:\n")
    return before + after[after.index("  meetings:") :]


def reworded(root: Root) -> None:
    [wording] = root.path("clauses").rglob("general/preferred.md")
    wording.write_text(wording.read_text() + "1. Each party keeps its records for a year.\n")


def approve(root: Root, gate: str, role: str) -> None:
    """The approval of all that the role is asked about at this gate, of the version that was frozen last."""
    [asked] = [each for found in gates(root, ACME) if found.gate == gate for each in found.approvals if each.role == role]
    version = store.read_ledger(root, ACME).of_kind(FactKind.VERSION)[-1].facts["version"]
    told = Approval(gate, role, Verdict.APPROVE, version, asked.approver, "Ivo Marsh", AT, asked.parts)
    with store.ledger_open(root, ACME) as writer:
        writer.add(FactKind.APPROVED, AT, told.facts)
