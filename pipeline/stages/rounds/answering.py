"""Which frozen version a file that came back is an answer to: it says so itself, else its text tells, else people are asked."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import negotiate, store
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.received import Reading
from pipeline.model.redline import accepted
from pipeline.model.sending import Sending
from pipeline.model.snapshot import Snapshot
from pipeline.stages.drafts.redlines import frozen_versions
from pipeline.stages.rounds.our_answers import answer_behind
from pipeline.store.root import Root

REDLINE = " to "
"""What stands between the two versions that a redline of ours is about."""


def snapshot_answered(root: Root, contract: str, reading: Reading, asked: str, file: str) -> Snapshot | Diagnostic:
    """The version that the file answers; `asked` is the one that somebody names, which counts whatever the file says."""
    frozen = frozen_versions(root, contract)
    own, sending = reading.identity, sending_answered(root, contract, reading)
    answer = answer_behind(root, contract, reading)
    asked = asked or (answer.version if answer else sending.version if sending else "")
    if not asked and own.contract and own.contract not in (contract, *_numbers(root, contract, frozen)):
        message = f"this file says that it is the contract `{own.contract}`, version {own.version}"
        return error("other-contract", Span(file), message, "name that contract, or by `--answers` the version of this one")
    named = own.version.rpartition(REDLINE)[2]
    version = asked or (named if named in frozen and own.contract == contract else _by_text(root, contract, reading, frozen))
    if not version:
        known = ", ".join(f"`{each}`" for each in frozen) or "none"
        message = f"neither the file nor its text says which version it answers; the frozen ones are {known}"
        return error("unknown-answer", Span(file), message, "name it: --answers VERSION")
    read = store.read_snapshot(root, contract, version)
    return read if isinstance(read, Diagnostic) else read[0]


def sending_answered(root: Root, contract: str, reading: Reading) -> Sending | None:
    """The sending whose copy a file says that it is: by the number of the draft and the hash of its words."""
    own = reading.identity
    draft = own.version.rpartition(REDLINE)[2]
    found = (sent for sent in store.sendings(root, contract) if sent.text and (sent.text, sent.draft) == (own.input_hash, draft))
    return next(found, None)


def _numbers(root: Root, contract: str, frozen: tuple[str, ...]) -> Iterator[str]:
    """The numbers under which the other party knows the contract."""
    for version in frozen:
        read = store.read_snapshot(root, contract, version)
        if not isinstance(read, Diagnostic):
            yield str(read[0].data.get("meta", {}).get("contract_number", ""))


def _by_text(root: Root, contract: str, reading: Reading, frozen: tuple[str, ...]) -> str:
    read = ((version, store.read_snapshot(root, contract, version)) for version in frozen)
    documents = {version: found[0].document for version, found in read if not isinstance(found, Diagnostic)}
    return negotiate.version_answered(accepted(reading.document), documents) or ""
