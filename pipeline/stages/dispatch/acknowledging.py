"""The other party confirms that it has what was sent: recorded once for each draft, with the file that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline import store
from pipeline.model.acknowledgement import Acknowledgement, acknowledgement_of
from pipeline.model.diagnostic import Diagnostic, Related, Span, error
from pipeline.model.ledger import Entry, FactKind
from pipeline.store.root import Root

_RESTORE = "git restore brings it back"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that shows the receipt, such as their mail: its bytes and the ending of its name, without the full stop."""

    content: bytes
    ending: str


def acknowledge(
    root: Root, contract: str, acknowledged: Acknowledgement, evidence: Evidence | None, at: str
) -> Acknowledgement | Diagnostic:
    """Write the receipt into the ledger, its evidence first; or why it is not recorded."""
    try:
        with store.ledger_open(root, contract) as writer:
            earlier = next((entry for entry in writer.ledger.of_kind(FactKind.ACKNOWLEDGED) if _same(entry, acknowledged)), None)
            if earlier is not None:
                return _already(contract, earlier)
            kept = _with_evidence(root, contract, acknowledged, evidence)
            writer.add(FactKind.ACKNOWLEDGED, at, kept.facts)
            return kept
    except store.CannotWrite as refused:
        return refused.diagnostic


def acknowledgement_findings(root: Root, contract: str) -> Iterator[Diagnostic]:
    """Evidence that the ledger speaks of and that is gone or changed."""
    for entry in store.read_ledger(root, contract).of_kind(FactKind.ACKNOWLEDGED):
        told = acknowledgement_of(entry.facts)
        if not told.file:
            continue
        content = store.read_received(root, told.file)
        related = Related(Span(store.ledger_file(contract), entry.number), "the entry that speaks of it")
        if isinstance(content, Diagnostic):
            yield error("missing-evidence", Span(told.file), f"what shows the receipt is not here: {content.message}", _RESTORE, related)
        elif store.sha256(content) != told.evidence:
            yield error("changed-evidence", Span(told.file), "this is not the file that showed the receipt", _RESTORE, related)


def _with_evidence(root: Root, contract: str, acknowledged: Acknowledgement, evidence: Evidence | None) -> Acknowledgement:
    if evidence is None:
        return acknowledged
    file = store.acknowledgement_file(contract, acknowledged.party, acknowledged.draft, evidence.ending)
    store.write(root, file, evidence.content)
    return replace(acknowledged, file=file, evidence=store.sha256(evidence.content))


def _same(entry: Entry, acknowledged: Acknowledgement) -> bool:
    told = acknowledgement_of(entry.facts)
    return (told.party, told.draft) == (acknowledged.party, acknowledged.draft)


def _already(contract: str, earlier: Entry) -> Diagnostic:
    told = acknowledgement_of(earlier.facts)
    message = f"the receipt of draft {told.draft} was recorded already: {told.by} confirmed it"
    return error("acknowledged-already", Span(store.ledger_file(contract), earlier.number), message, "there is nothing left to do")
