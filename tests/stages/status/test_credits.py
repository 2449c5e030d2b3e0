"""The status names the Service Credits of closed months while they can be claimed, and what became of them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.model.standing import StepStanding
from pipeline.model.times import YearMonth
from pipeline.stages.status import status
from pipeline.store.root import Root
from tests.entries import AT, facts
from tests.steps import ACME

CREDITS = """
service_credits:
  model: per_failure
  credit: 5 %
  basis: total_monthly_charge
  combine: sum
  monthly_cap: 10 %
  claim: {mode: on_claim, within: 30 days}
  settlement: next_invoice
  paid_on_termination: true
  sole_remedy: false
"""
# Thirty days after October, a Monday; what goes by post is received on the second Business Day after it was sent.
CLAIM_BY, SEND_BY = date(2026, 11, 30), date(2026, 11, 26)
OCTOBER = ("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10")


@pytest.fixture
def root(root: Root) -> Root:
    levels = root.path(f"data/contracts/{ACME}/service_levels.yaml")
    levels.write_text(levels.read_text() + CREDITS)
    tell(root, FactKind.EXECUTED)
    for month in OCTOBER:
        close(root, month, "GBP 25.00" if month == "2026-10" else "GBP 0.00")
    return root


def tell(root: Root, kind: FactKind, **told: str) -> None:
    with store.ledger_open(root, ACME) as writer:
        writer.add(kind, AT, told if kind is FactKind.DONE else facts(kind, **told))


def close(root: Root, month: str, credits: str, number: int = 1) -> None:
    content = json.dumps({"attainments": [], "credits": credits}).encode()
    store.write(root, store.performance_file(ACME, YearMonth.read(month), f"figures-{number}.json"), content)
    tell(root, FactKind.CLOSED, period=month, number=str(number), figures=store.sha256(content))


def monitoring(root: Root, today: date) -> StepStanding:
    found = status(root, [ACME], today)
    assert found.findings == ()
    return next(each for each in found.standings[0].steps if each.number == 20)


def test_a_credit_that_must_be_claimed_is_named_with_its_deadline_and_the_commands(root: Root) -> None:
    found = monitoring(root, date(2026, 11, 10))

    assert found.due == SEND_BY
    assert found.why == (
        "the Service Credit of 2026-10, GBP 25.00, must be claimed: it must be received by 2026-11-30, so send the claim by 2026-11-26",
        f"draftline letter {ACME} credit-claim --facts build/{ACME}/performance/2026-10/credit-claim.yaml --set reply_by=DATE",
        f"draftline plan {ACME} --done credit-claim --due 2026-11-30 --by NAME, once it is sent",
    )


def test_a_claim_that_was_sent_is_named_no_more(root: Root) -> None:
    tell(root, FactKind.DONE, task="credit-claim", due=CLAIM_BY.isoformat(), by="Ruth Okafor", on="2026-11-12")

    found = monitoring(root, date(2026, 11, 14))

    assert (found.due, found.notes, found.why) == (None, (), ("the contract is in force: the next month follows",))


def test_the_last_day_to_send_a_claim_passes_before_the_claim_is_lost(root: Root) -> None:
    assert not monitoring(root, SEND_BY).overdue
    assert monitoring(root, CLAIM_BY).overdue
    lost = monitoring(root, date(2026, 12, 1))
    assert lost.notes == ("the Service Credit of 2026-10, GBP 25.00, was not claimed by 2026-11-30",)
    assert not any("must be claimed" in why for why in lost.why)


def test_a_restatement_counts_and_not_the_figures_before_it(root: Root) -> None:
    close(root, "2026-10", "GBP 0.00", number=2)

    assert monitoring(root, date(2026, 11, 10)).due is None


def test_figures_that_were_changed_afterwards_give_no_credit(root: Root) -> None:
    file = root.path(f"data/contracts/{ACME}/performance/2026-10/figures-1.json")
    file.write_text(file.read_text().replace("25.00", "99.00"))

    assert monitoring(root, date(2026, 11, 10)).due is None


def test_a_credit_that_is_due_without_a_claim_is_told_for_the_last_month_alone(root: Root) -> None:
    levels = root.path(f"data/contracts/{ACME}/service_levels.yaml")
    levels.write_text(levels.read_text().replace("{mode: on_claim, within: 30 days}", "{mode: automatic}"))

    now, later = monitoring(root, date(2026, 11, 10)), monitoring(root, date(2026, 12, 10))

    words = "the Service Credit of 2026-10, GBP 25.00, is due without a claim: look for it in the next invoice"
    assert (now.notes, now.due) == ((words,), None)
    close(root, "2026-11", "GBP 0.00")
    assert later.notes == (words,)
    assert monitoring(root, date(2026, 12, 10)).notes == ()
