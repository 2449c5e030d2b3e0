"""The numbers of a draft once a version of it has been sent: those that the other side knows stand, until the final draft counts anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline import store
from pipeline.compare import with_numbers_kept
from pipeline.model.diagnostic import Diagnostic, Severity
from pipeline.model.document import Document
from pipeline.model.law import Law
from pipeline.model.ledger import FactKind
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.wording import Numbering
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Numbered:
    """A Document under the numbers that it is to have; `inputs` is the sent version where it left a number behind, by its file."""

    document: Document
    inputs: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()


def numbers_from(root: Root, contract: str) -> str:
    """The version whose numbers a draft keeps: the one that was sent last, to whomever, or signed by all; empty where none was."""
    entries = store.read_ledger(root, contract).entries
    known = [entry.facts["version"] for entry in entries if entry.kind in (FactKind.SENT, FactKind.EXECUTED)]
    return known[-1] if known else ""


def under_numbers_sent(root: Root, contract: str, document: Document, terms: Terms, law: Law) -> Numbered:
    """The Document with "Not used" where something that was sent is gone; as it is where it is numbered anew or nothing was sent."""
    broken = tuple(finding for finding in store.read_ledger(root, contract).diagnostics if finding.severity is Severity.ERROR)
    if broken:
        # Behind the entry that does not hold a sending may be told of, and nobody knows.
        return Numbered(document, findings=broken)
    version = numbers_from(root, contract)
    if not version or terms.clauses.numbering == Numbering.RENUMBERED:
        return Numbered(document)
    read = store.read_snapshot(root, contract, version)
    if isinstance(read, Diagnostic):
        return Numbered(document, findings=(read,))
    snapshot, content = read
    kept = with_numbers_kept(snapshot.document, document, law.not_used)
    if kept == document:
        return Numbered(document)
    return Numbered(kept, {store.snapshot_file(contract, version): store.sha256(content)})
