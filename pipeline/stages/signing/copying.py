"""What is signed: the agreement itself, or an amendment of the one that is in force."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline import store
from pipeline.model.diagnostic import Diagnostic
from pipeline.model.document import Document
from pipeline.model.reading import text_hash
from pipeline.model.signing import Method, Preparation, signers
from pipeline.model.snapshot import Snapshot
from pipeline.model.stamp import Stamp
from pipeline.stages.drafts.agreement import FIRST_EXECUTED
from pipeline.stages.signing.amending import Amended, amended_by, amendment, amendment_stamp
from pipeline.stages.signing.standing import copies
from pipeline.store.ledger import Ledger
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Copy:
    """What is prepared: the Document and the stamp on it, and what the ledger will tell but for the hashes of the files.

    `amended` says what is amended, where the contract is in force already.
    """

    document: Document
    stamp: Stamp
    preparation: Preparation
    amended: Amended | None = None


def copy_of(root: Root, snapshot: Snapshot, method: Method) -> Copy | tuple[Diagnostic, ...]:
    """The copy to prepare of a frozen version, or why there is none."""
    ledger = store.read_ledger(root, snapshot.contract)
    amended = amended_by(root, ledger, snapshot)
    if isinstance(amended, Diagnostic):
        return (amended,)
    document = amendment(root, amended) if amended else snapshot.document
    if not isinstance(document, Document):
        return document
    text, version = text_hash(document), snapshot.version if amended else FIRST_EXECUTED
    # The text's own hash stands in the footer: whoever holds two copies side by side sees whether they say the same.
    stamp = replace(snapshot.stamp, version=version, legend="", input_hash=text)
    stamp = amendment_stamp(stamp, document, amended.number) if amended else stamp
    names = tuple(signer.name for signer in signers(document))
    wanted = Preparation(version, 0, snapshot.version, method, names, text, "", "", "", "", len(ledger.entries), ledger.hash)
    return Copy(document, stamp, _numbered(ledger, snapshot.contract, wanted), amended)


def _numbered(ledger: Ledger, contract: str, wanted: Preparation) -> Preparation:
    """The next copy; the one that stands is prepared again as it was, where it would say the same."""
    before = [each.preparation for each in copies(ledger, contract) if each.preparation.version == wanted.version]
    last = before[-1] if before else None
    if last and _says(last) == _says(wanted):
        return replace(wanted, copy=last.copy, anchor=last.anchor, anchored=last.anchored)
    return replace(wanted, copy=len(before) + 1)


def _says(prepared: Preparation) -> tuple[object, ...]:
    return prepared.came_from, prepared.method, prepared.signers, prepared.text
