"""The form of each kind of entry of the ledger; each stands beside its noun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.model import acknowledgement, adoption, approval, closing, completion, proposal, receipt, sending, signing, snapshot
from pipeline.model.entry_forms import EntryForm, FactFault
from pipeline.model.ledger import FactKind

FORMS: Mapping[FactKind, EntryForm] = {
    FactKind.ADOPTED: adoption.FORM,
    FactKind.VERSION: snapshot.FORM,
    FactKind.APPROVED: approval.FORM,
    FactKind.SENT: sending.FORM,
    FactKind.ACKNOWLEDGED: acknowledgement.FORM,
    FactKind.RECEIVED: receipt.RECEIVED,
    FactKind.REFUSED: receipt.REFUSED,
    FactKind.DECIDED: proposal.DECIDED,
    FactKind.PREPARED: signing.PREPARED,
    FactKind.SIGNED: signing.SIGNED,
    FactKind.EXECUTED: signing.EXECUTED,
    FactKind.DONE: completion.FORM,
    FactKind.CLOSED: closing.FORM,
}


def fact_faults(kind: FactKind, facts: Mapping[str, str]) -> Iterator[FactFault]:
    """What is wrong with the facts of an entry."""
    if kind in FORMS:
        yield from FORMS[kind].of(facts).faults(facts)
