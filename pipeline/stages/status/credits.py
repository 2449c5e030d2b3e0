"""The Service Credits of closed months: what they come to, by when they have to be claimed, and whether they were."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from pipeline import lifecycle, store
from pipeline.model.completion import completion_of
from pipeline.model.facts import DueCredit
from pipeline.model.key_dates import KeyDate, KeyDateKind
from pipeline.model.ledger import FactKind
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import StillOpen
from pipeline.stages.monitoring.earlier import closed_credits
from pipeline.store.root import Root


def due_credits(root: Root, contract: str, terms: Terms, ledger: store.Ledger) -> Iterator[DueCredit]:
    """The Service Credits of each closed month in which any is due."""
    owed = closed_credits(root, contract)
    claims = _claims(terms) if owed else {}
    done = [completion_of(entry.facts) for entry in ledger.of_kind(FactKind.DONE)]
    for month, amount in owed.items():
        claim_by = None
        with suppress(StillOpen):
            claim_by = lifecycle.credit_claim_by(terms, month)
        claim = claims.get(claim_by) if claim_by else None
        claimed = next((each.on for each in done if claim and (each.task, each.due) == (claim.id, claim.day.isoformat())), None)
        yield DueCredit(
            str(month), str(amount), claim_by, claim.act_by if claim else None, date.fromisoformat(claimed) if claimed else None
        )


def _claims(terms: Terms) -> dict[date, KeyDate]:
    """The key dates of the claims, by the day on which each has to be received."""
    dates = (each for each in lifecycle.key_dates(terms) if each.kind is KeyDateKind.CREDIT_CLAIM)
    return {each.day: each for key_date in dates for each in key_date.occurrences}
