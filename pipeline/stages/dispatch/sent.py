"""Whether what was sent lies there as it left the house."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Related, Span, error, warning
from pipeline.model.ledger import Entry, FactKind
from pipeline.model.sending import sending_of
from pipeline.stages.dispatch.acknowledging import acknowledgement_findings
from pipeline.store.root import Root

_RESTORE = "git restore brings it back, or the same file from where it was sent to"


def sent_findings(root: Root, contract: str) -> tuple[Diagnostic, ...]:
    """Each file that the ledger says was sent and that is gone or changed, and each that lies there and was never sent."""
    recorded: dict[str, Entry] = {}
    for entry in store.read_ledger(root, contract).of_kind(FactKind.SENT):
        sending = sending_of(entry.facts)
        for name in sending.files:
            # What is sent again lies there once, and its first entry answers for it.
            recorded.setdefault(store.sent_file(contract, sending.version, name), entry)
    changed = (finding for file, entry in recorded.items() for finding in _of_file(root, contract, file, entry))
    acknowledged = acknowledgement_findings(root, contract)
    return (*changed, *acknowledged, *(_unrecorded(file) for file in store.sent_files(root, contract) if file not in recorded))


def _of_file(root: Root, contract: str, file: str, entry: Entry) -> Iterator[Diagnostic]:
    sending, name = sending_of(entry.facts), file.rpartition("/")[2]
    related = Related(Span(store.ledger_file(contract), entry.number), "the entry that says so")
    content = store.read_sent(root, contract, sending.version, name)
    if isinstance(content, Diagnostic):
        message = f"the ledger says that this was sent to the {sending.party}: {content.message}"
        yield error("missing-sent-file", Span(file), message, _RESTORE, related)
    elif store.sha256(content) != sending.files[name]:
        message = f"this is not what was sent to the {sending.party}: the file was changed afterwards"
        yield error("changed-sent-file", Span(file), message, _RESTORE, related)


def _unrecorded(file: str) -> Diagnostic:
    hint = "a command was stopped before it was done; send again, or delete the file"
    return warning("unrecorded-sent-file", Span(file), "no entry of the ledger says that this file was sent", hint)
