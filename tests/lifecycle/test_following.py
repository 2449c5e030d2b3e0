"""The one command that takes a contract on, at every turn of its life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.lifecycle.standing.following import following
from pipeline.model.approval import ApprovalState
from pipeline.model.facts import AskedApproval, DatedTask, DueCredit, Facts, FrozenDraft, RoundState, SentDraft, Trouble

DAY, LATER, TODAY = date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 20)
NEW = Facts("acme", other_party="provider")


def asked(gate: str, state: ApprovalState, role: str = "legal", day: date | None = None) -> AskedApproval:
    return AskedApproval(gate, role, "Ivo Marsh", state, (), day)


WAITING, APPROVED, STALE = ApprovalState.WAITING, ApprovalState.APPROVED, ApprovalState.STALE
RETURNED = asked("preliminary_draft", ApprovalState.RETURNED, day=DAY)
OUTDATED = asked("preliminary_draft", STALE, day=DAY)
ALL_WAIT = tuple(asked(gate, WAITING) for gate in ("preliminary_draft", "final_contract", "signature"))
ALL_APPROVE = tuple(asked(gate, APPROVED, day=DAY) for gate in ("preliminary_draft", "final_contract", "signature"))
FROZEN = replace(NEW, versions=(FrozenDraft("0.1", DAY),), approvals=ALL_WAIT)
OPEN = replace(FROZEN, versions=(FrozenDraft("0.1", DAY, ("Monthly Charge",)),))
READY = replace(FROZEN, approvals=ALL_APPROVE)
SENT = replace(READY, sent=(SentDraft("0.1", DAY),))
REFUSED = replace(SENT, rounds=(RoundState(1, DAY, 0, DAY, frozen=True),))
ANSWERED = replace(SENT, rounds=(RoundState(1, DAY, 0, DAY, frozen=True, answered=True),))
COPIED = replace(ANSWERED, prepared=DAY, copy_of="1.0", waits_for=("Ada Penn (customer-coo)", "provider-ceo"))
SIGNED = replace(COPIED, waits_for=())
IN_FORCE = replace(SIGNED, in_force="1.0", executed=DAY, versions=(*SIGNED.versions, FrozenDraft("1.0", DAY)))
AMENDED = replace(IN_FORCE, versions=(*IN_FORCE.versions, FrozenDraft("1.1", LATER)))
ADVANCED = replace(IN_FORCE, plan_built=True, effective=date(2026, 3, 10))


@pytest.mark.parametrize(
    ("facts", "command"),
    [
        (replace(NEW, troubles=(Trouble("term", "no such day"),)), "check acme"),
        (NEW, "freeze acme"),
        (FROZEN, "approve acme preliminary_draft --request"),
        (replace(FROZEN, approvals=(RETURNED,)), "freeze acme, once what was returned is changed"),
        (replace(OPEN, approvals=ALL_APPROVE), "freeze acme, once what is open is agreed"),
        (replace(READY, approvals=(*ALL_APPROVE[:1], *ALL_WAIT[1:])), "approve acme final_contract --request"),
        (
            replace(READY, approvals=(*ALL_APPROVE, asked("fallback", APPROVED, day=DAY), asked("fallback", WAITING, "coo"))),
            "approve acme --from REPLY.eml --recorded-by PERSON",
        ),
        (READY, "send acme --to provider --reply-by DATE"),
        (SENT, "receive acme FILE.docx --from provider, once they answer"),
        (replace(SENT, approvals=(OUTDATED, *ALL_APPROVE[1:])), "receive acme FILE.docx --from provider, once they answer"),
        (replace(SENT, rounds=(RoundState(1, DAY, 2),)), "decide acme PROPOSAL --accept --by NAME, or --refuse, or --counter WORDS"),
        (replace(SENT, rounds=(RoundState(1, DAY, 0),)), "apply acme"),
        (replace(SENT, rounds=(RoundState(1, DAY, 0, DAY),)), "freeze acme"),
        (REFUSED, "send acme --to provider --reply-by DATE"),
        (replace(ANSWERED, versions=(FrozenDraft("0.1", DAY), FrozenDraft("0.2", LATER))), "send acme --to provider --reply-by DATE"),
        (replace(ANSWERED, approvals=(*ALL_APPROVE[:2], ALL_WAIT[2])), "approve acme signature --request"),
        (ANSWERED, "sign prepare acme"),
        (COPIED, "sign apply acme --party customer --signatory coo --key FILE.p12"),
        (replace(COPIED, waits_for=("provider-ceo",)), "sign apply acme --party provider --signatory ceo --key FILE.p12"),
        (replace(COPIED, signed_here=False), "sign record acme FILE.pdf"),
        (SIGNED, "sign verify acme"),
        (IN_FORCE, "plan acme"),
        (ADVANCED, "monitor acme EXPORT --mapping NAME --period 2026-03 --report --close"),
        (
            replace(ADVANCED, credits=(DueCredit("2026-03", "GBP 5.00", date(2026, 6, 1)),)),
            "letter acme credit-claim --facts build/acme/performance/2026-03/credit-claim.yaml --set reply_by=DATE",
        ),
        (replace(ADVANCED, closed=("2026-03", "2026-04"), duties=(DatedTask("Review", "Ivo Marsh", LATER),)), "plan acme --open"),
        (replace(AMENDED, approvals=(*ALL_APPROVE[:2], asked("signature", STALE, day=DAY))), "send acme --to provider --reply-by DATE"),
        (replace(AMENDED, sent=(SentDraft("1.1", LATER),)), "sign prepare acme"),
        (replace(AMENDED, sent=(SentDraft("1.1", LATER),), copy_of="1.1"), "sign verify acme"),
    ],
)
def test_each_turn_of_a_contracts_life_has_one_command_that_takes_it_on(facts: Facts, command: str) -> None:
    assert following(facts, TODAY) == f"draftline {command}"


def test_where_nothing_is_to_be_done_nothing_is_proposed() -> None:
    assert following(replace(ADVANCED, closed=("2026-03", "2026-04")), TODAY) == ""
