"""Who is asked at which gate, and whether what was approved still holds."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline import store
from pipeline.model.approval import Approval, ApprovalStanding, ApprovalState, Verdict
from pipeline.model.ledger import FactKind
from pipeline.stages.approving import gates
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.store.root import Root
from tests import steps
from tests.steps import ACME

FOLDER = f"data/contracts/{ACME}"


@pytest.fixture
def root(negotiating: Root) -> Root:
    """A repository whose contract is frozen once, within our preferred positions."""
    return negotiating


def frozen(root: Root, at: str = "2026-05-03T12:00:00Z") -> str:
    return steps.frozen(root, at).version


def edited(root: Root, file: str, old: str, new: str) -> None:
    path = root.path(file)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def at(root: Root, gate: str) -> tuple[ApprovalStanding, ...]:
    return next(each.approvals for each in gates(root, ACME) if each.gate == gate)


def decide(root: Root, gate: str, role: str, verdict: Verdict = Verdict.APPROVE, parts: Mapping[str, str] | None = None) -> None:
    """Tells the ledger of a decision, by default about all that the role is asked about."""
    asked = (
        parts if parts is not None else {name: hash for each in at(root, gate) if each.role == role for name, hash in each.parts.items()}
    )
    version = store.versions(root, ACME)[-1]
    told = Approval(gate, role, verdict, version, "Nora Quill", "Nora Quill", "2026-05-02T12:00:00Z", asked)
    with store.ledger_open(root, ACME) as writer:
        writer.add(FactKind.APPROVED, told.at, told.facts)


def test_before_anything_is_frozen_all_gates_wait(tmp_path: Path, laid_out) -> None:
    laid_out(tmp_path)

    found = gates(Root(tmp_path), ACME)

    assert [each.gate for each in found] == ["preliminary_draft", "final_contract", "fallback", "signature"]
    assert all(approval.state is ApprovalState.WAITING for each in found for approval in each.approvals)


def test_where_the_last_version_cannot_be_read_all_gates_wait_for_it(root: Root) -> None:
    root.path(store.snapshot_file(ACME, "0.1")).write_text("{", encoding="utf-8")

    found = [approval for each in gates(root, ACME) for approval in each.approvals]

    assert {(approval.state, approval.why) for approval in found} == {(ApprovalState.WAITING, "the last version cannot be read")}


def test_a_gate_asks_its_own_roles_for_all_parts(root: Root) -> None:
    [asked] = at(root, "final_contract")

    assert (asked.role, asked.approver, asked.state) == ("legal", "Ivo Marsh", ApprovalState.WAITING)
    assert set(asked.parts) >= {"title", "clause:terms", "clause:general", "data:derived.contract_value"}


def test_what_was_approved_holds_for_the_next_version_where_it_has_not_changed(root: Root) -> None:
    decide(root, "final_contract", "legal")
    edited(root, f"{FOLDER}/contract.yaml", "owner: Nora Quill", "owner: Ada Penn")
    assert frozen(root) == "0.2"

    [asked] = at(root, "final_contract")

    assert asked.state is ApprovalState.APPROVED
    assert asked.last is not None
    assert asked.last.version == "0.1"


def test_a_changed_value_is_told_by_its_place_with_both_its_words(root: Root) -> None:
    decide(root, "final_contract", "legal")
    edited(root, f"{FOLDER}/termination.yaml", "notice: 90 days", "notice: 60 days")
    frozen(root)

    [asked] = at(root, "final_contract")

    assert asked.state is ApprovalState.STALE
    assert [str(each) for each in asked.changed] == ["clause 1 (General), termination · convenience · customer · notice: 90 days → 60 days"]


def test_changed_wording_is_told_by_its_clause(root: Root) -> None:
    decide(root, "final_contract", "legal")
    edited(root, "clauses/10-general/general/preferred.md", "shall keep a record", "shall keep a full record")
    frozen(root)

    [asked] = at(root, "final_contract")

    assert [str(each) for each in asked.changed] == ["clause 1 (General): its wording has changed"]


def test_what_was_returned_waits_again_once_it_was_changed(root: Root) -> None:
    decide(root, "preliminary_draft", "department_manager", Verdict.RETURN)
    assert [each.state for each in at(root, "preliminary_draft")] == [ApprovalState.RETURNED]

    edited(root, f"{FOLDER}/termination.yaml", "notice: 90 days", "notice: 60 days")
    frozen(root)

    assert [each.state for each in at(root, "preliminary_draft")] == [ApprovalState.WAITING]


def test_a_version_within_our_preferred_positions_asks_nobody_about_fallbacks(root: Root) -> None:
    [gate] = [each for each in gates(root, ACME) if each.gate == "fallback"]

    assert gate.approvals == ()


def test_a_fallback_asks_whom_the_playbook_names_about_its_clause(root: Root) -> None:
    edited(root, f"{FOLDER}/termination.yaml", "notice: 90 days", "notice: 120 days")
    frozen(root)

    [asked] = at(root, "fallback")

    assert (asked.role, asked.why) == ("legal", "General is at fallback 1: 180 days or less.")
    assert set(asked.parts) == {"clause:general"}


def test_a_passed_floor_asks_the_role_that_alone_may_grant_an_exception(root: Root) -> None:
    edited(root, f"{FOLDER}/risk.yaml", "percentage: 125 %", "percentage: 50 %")
    frozen(root)

    [asked] = at(root, "fallback")

    assert (asked.role, asked.approver) == ("coo", "Ada Penn")
    assert set(asked.parts) == {"data:liability.general_cap.percentage"}


def test_only_the_approvers_of_what_changed_are_asked_again(root: Root) -> None:
    edited(root, f"{FOLDER}/risk.yaml", "percentage: 125 %", "percentage: 50 %")
    edited(root, f"{FOLDER}/termination.yaml", "notice: 90 days", "notice: 120 days")
    frozen(root)
    decide(root, "fallback", "coo")
    decide(root, "fallback", "legal")
    edited(root, f"{FOLDER}/termination.yaml", "notice: 120 days", "notice: 150 days")
    frozen(root)

    assert {each.role: each.state for each in at(root, "fallback")} == {"legal": ApprovalState.STALE, "coo": ApprovalState.APPROVED}


def test_a_clause_left_out_is_approved_as_such(root: Root) -> None:
    shutil.copytree(root.path("clauses/10-general/general"), root.path("clauses/10-general/extra"))
    card = root.path("clauses/10-general/extra/clause.yaml")
    card.write_text("title: Extra\npurpose: A clause to leave out.\nowner: legal\norder: 20\nrisk: low\n")
    root.path("clauses/10-general/extra/preferred.md").write_text("1. The provider shall answer each call.\n")
    root.path("clauses/10-general/extra/fallback-2.md").unlink()
    root.path(f"{FOLDER}/clauses.yaml").write_text("clauses:\n  leave_out: [extra]\n")
    edited(root, f"{FOLDER}/termination.yaml", "notice: 90 days", "notice: 60 days")
    frozen(root)
    [asked] = at(root, "fallback")
    assert asked.why == "the clause `extra` of our library is left out"

    decide(root, "fallback", "legal")

    assert [each.state for each in at(root, "fallback")] == [ApprovalState.APPROVED]


def test_a_limit_that_is_crossed_asks_the_next_higher_role(root: Root) -> None:
    limits = "authority_limits:\n  - {id: department_manager, role: department_manager, contract_value: %s, term: 60 months}\n"
    edited(root, "data/house.yaml", "authority_limits:\n", limits % "GBP 999999.00")
    assert [each.role for each in at(root, "signature")] == ["coo", "department_manager"]

    edited(root, "data/house.yaml", "GBP 999999.00", "GBP 1.00")

    assert [each.role for each in at(root, "signature")] == ["coo"]


def test_a_value_is_held_against_the_limits_in_its_own_currency_alone(root: Root) -> None:
    edited(root, "data/house.yaml", "GBP 1000000.00", "EUR 1000000.00")
    *_, nobody = at(root, "signature")
    assert (nobody.role, "has no limit of authority in GBP" in nobody.why) == ("", True)

    limit = "  - {id: legal_gbp, role: legal, contract_value: GBP 900000.00, term: 60 months}\n"
    edited(root, "data/house.yaml", "authority_limits:\n", f"authority_limits:\n{limit}")

    assert [each.role for each in at(root, "signature")] == ["coo", "legal"]


def test_a_value_beyond_every_limit_can_be_approved_by_nobody(root: Root) -> None:
    edited(root, "data/house.yaml", "GBP 1000000.00", "GBP 1.00")

    *_, asked = at(root, "signature")

    assert (asked.role, asked.approver) == ("", "")
    assert "is beyond every limit of authority in our house" in asked.why


def test_a_role_approves_what_the_house_says_and_nothing_else_makes_it_stale(root: Root) -> None:
    covers = "gate: signature, covers: [{id: coo, role: coo, clauses: [definitions], values: [liability]}], approvers"
    edited(root, "data/house.yaml", "gate: signature, approvers", covers)
    decide(root, "signature", "coo")
    edited(root, f"{FOLDER}/termination.yaml", "notice: 90 days", "notice: 60 days")
    frozen(root)
    assert [each.state for each in at(root, "signature")] == [ApprovalState.APPROVED]

    edited(root, f"{FOLDER}/risk.yaml", "percentage: 125 %", "percentage: 150 %")
    frozen(root, "2026-05-04T12:00:00Z")

    assert [each.state for each in at(root, "signature")] == [ApprovalState.STALE]


def test_somebody_must_approve_the_final_contract_as_a_whole(root: Root) -> None:
    covers = "gate: final_contract, covers: [{id: legal, role: legal, values: [liability, chargez]}], approvers"
    edited(root, "data/house.yaml", "gate: final_contract, approvers", covers)

    found = agreement(Shelf(root), ACME, lambda step: None).findings

    assert {each.code for each in found if each.span.file == "data/house.yaml"} == {"final-contract-in-parts", "unknown-variable"}
