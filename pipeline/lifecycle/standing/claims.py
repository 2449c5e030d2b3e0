"""The Service Credits of closed months: which can still be claimed, by which commands, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.model.facts import DueCredit, Facts


def claimable(facts: Facts, today: date) -> tuple[DueCredit, ...]:
    """Those that are lost unless they are claimed in time."""
    return tuple(each for each in facts.credits if each.claim_by and not each.claimed and today <= each.claim_by)


def claiming(contract: str, credit: DueCredit) -> str:
    """The words behind `draftline` that write the letter."""
    told = f"build/{contract}/performance/{credit.month}/credit-claim.yaml"
    return f"letter {contract} credit-claim --facts {told} --set reply_by=DATE"


def to_claim(contract: str, credit: DueCredit) -> Iterator[str]:
    """By when it must be claimed, and the commands for it."""
    sent = f", so send the claim by {credit.send_by}" if credit.send_by else ""
    yield f"the Service Credit of {credit.month}, {credit.amount}, must be claimed: it must be received by {credit.claim_by}{sent}"
    yield f"draftline {claiming(contract, credit)}"
    yield f"draftline plan {contract} --done credit-claim --due {credit.claim_by} --by NAME, once it is sent"


def settled(facts: Facts, today: date) -> Iterator[str]:
    """What nobody can claim any more, and of the last month what is due without a claim."""
    for each in facts.credits:
        if each.claim_by and not each.claimed and each.claim_by < today:
            yield f"the Service Credit of {each.month}, {each.amount}, was not claimed by {each.claim_by}"
        elif each.claim_by is None and each.month == max(facts.closed):
            yield f"the Service Credit of {each.month}, {each.amount}, is due without a claim: look for it in the next invoice"
