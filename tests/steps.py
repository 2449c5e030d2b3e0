"""Steps in the life of the small contract that tests take before they try what comes next."""

from __future__ import annotations

from pipeline import store
from pipeline.model.ledger import FactKind
from pipeline.model.sending import Sending
from pipeline.pdf import RdocxBackend
from pipeline.stages.dispatch.sending import send
from pipeline.stages.drafts.drafting import Draft
from pipeline.stages.freezing import freeze
from pipeline.stages.rounds.applying import apply
from pipeline.stages.rounds.receiving import Received, receive
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


def received(root: Root, content: bytes, at: str = "2026-05-10T12:00:00Z") -> Draft:
    """The round that a file of the provider opened."""
    [draft] = [event for event in receive(root, ACME, Received("theirs.docx", content, "provider"), at) if isinstance(event, Draft)]
    assert draft.round is not None, draft.findings
    return draft


def decide(root: Root, *answers: tuple[str, str] | str, number: int = 1) -> None:
    """Fill in the round's file: an answer for each proposal, with the counter where there is one."""
    written = store.read_round_file(root, ACME, number)
    assert isinstance(written, store.RoundFile)
    assert len(written.tree["proposals"]) == len(answers), written.text
    entries = {}
    for ordinal, given in enumerate(answers):
        answer, counter = (given, "") if isinstance(given, str) else given
        told = {"answer": answer, "by": "Nora Quill", "reason": "It is cheap.", "counter": counter}
        entries |= {("proposals", ordinal, "decision", field): value for field, value in told.items() if value}
    store.save_round(root, written, store.with_entries(written, entries))


def applied(root: Root, number: int = 1, at: str = "2026-05-10T12:00:00Z") -> Draft:
    """The round as it was carried out, or why it was not."""
    [draft] = [event for event in apply(root, ACME, number, at) if isinstance(event, Draft)]
    return draft


def in_force(root: Root, at: str = "2026-05-03T12:00:00Z") -> None:
    """The last version, as if all had signed it: for what is done under an agreement, and not for what looks at signatures."""
    with store.ledger_open(root, ACME) as writer:
        version = writer.ledger.of_kind(FactKind.VERSION)[-1].facts["version"]
        for ending in (".pdf", ".docx"):
            store.keep_executed(root, store.executed_file(ACME, version, ending), ending.encode())
        hashes = {ending.removeprefix("."): store.sha256(ending.encode()) for ending in (".pdf", ".docx")}
        writer.add(FactKind.EXECUTED, at, facts(FactKind.EXECUTED, version=version, **hashes))
