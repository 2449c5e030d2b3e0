"""Steps in the life of the small contract that tests take before they try what comes next."""

from __future__ import annotations

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.model.sending import Sending
from pipeline.pdf import RdocxBackend
from pipeline.stages.drafting import Draft
from pipeline.stages.freezing import freeze
from pipeline.stages.sending import send
from pipeline.store.root import Root
from tests.entries import facts

ACME = "acme-support"


def frozen(root: Root, at: str = "2026-05-01T12:00:00Z") -> Draft:
    """The draft as it was frozen."""
    [draft] = [event for event in freeze(root, ACME, RdocxBackend(), at) if isinstance(event, Draft)]
    assert draft.outputs, draft.findings
    return draft


def sent(root: Root, sending: Sending, at: str = "2026-05-02T12:00:00Z") -> Draft:
    """The version as it was sent."""
    [draft] = [event for event in send(root, ACME, sending, at) if isinstance(event, Draft)]
    assert draft.outputs, draft.findings
    return draft


def in_force(root: Root, at: str = "2026-05-03T12:00:00Z") -> None:
    """The last version, as if all had signed it: for what is done under an agreement, and not for what looks at signatures."""
    with store.ledger_open(root, ACME) as writer:
        version = writer.ledger.of_kind(FactKind.VERSION)[-1].facts["version"]
        for ending in (".pdf", ".docx"):
            store.keep_executed(root, store.executed_file(ACME, version, ending), ending.encode())
        hashes = {ending.removeprefix("."): store.sha256(ending.encode()) for ending in (".pdf", ".docx")}
        writer.add(FactKind.EXECUTED, at, facts(FactKind.EXECUTED, version=version, **hashes))
