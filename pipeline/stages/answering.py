"""Which frozen version a file that came back is an answer to: it says so itself, else its text tells, else people are asked."""

from __future__ import annotations

from pipeline import negotiate, store
from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.received import Reading
from pipeline.model.redline import accepted
from pipeline.model.snapshot import Snapshot
from pipeline.stages.redlines import frozen_versions
from pipeline.store.root import Root

REDLINE = " to "
"""What stands between the two versions that a redline of ours is about."""


def snapshot_answered(root: Root, contract: str, reading: Reading, asked: str, file: str) -> Snapshot | Diagnostic:
    """The version that the file answers; `asked` is the one that somebody names, which counts whatever the file says."""
    frozen = frozen_versions(root, contract)
    own = reading.identity
    if not asked and own.contract and own.contract != contract:
        message = f"this file says that it is the contract `{own.contract}`, version {own.version}"
        return error("other-contract", Span(file), message, "name that contract, or by `--answers` the version of this one")
    named = own.version.rpartition(REDLINE)[2]
    version = asked or (named if named in frozen else _by_text(root, contract, reading, frozen))
    if not version:
        known = ", ".join(f"`{each}`" for each in frozen) or "none"
        message = f"neither the file nor its text says which version it answers; the frozen ones are {known}"
        return error("unknown-answer", Span(file), message, "name it: --answers VERSION")
    read = store.read_snapshot(root, contract, version)
    return read if isinstance(read, Diagnostic) else read[0]


def _by_text(root: Root, contract: str, reading: Reading, frozen: tuple[str, ...]) -> str:
    read = ((version, store.read_snapshot(root, contract, version)) for version in frozen)
    documents = {version: found[0].document for version, found in read if not isinstance(found, Diagnostic)}
    return negotiate.version_answered(accepted(reading.document), documents) or ""
