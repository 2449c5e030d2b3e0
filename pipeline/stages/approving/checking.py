"""Whether the approvals in the ledger rest on what they say: the answers that were kept, the signatures, and people we know."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline import store
from pipeline.lifecycle.approvals import people, same_person
from pipeline.model.approval import Approval, approval_of
from pipeline.model.diagnostic import Diagnostic, Related, Span, error, warning
from pipeline.model.ledger import Entry, FactKind
from pipeline.model.ledger_forms import fact_faults
from pipeline.model.terms.house import House
from pipeline.stages.approving.signing import is_known
from pipeline.store.root import HOUSE, Root
from pipeline.store.ssh import NoSignature

_RESTORE = "git restore brings it back"


def approval_findings(root: Root, contract: str) -> tuple[Diagnostic, ...]:
    """What is broken about the approvals of a contract. That one is missing or stale is no fault: `approve` and `status` tell it."""
    entries = store.read_ledger(root, contract).of_kind(FactKind.APPROVED)
    house = store.load_contract(root, contract).house if entries else None
    return (*_of_entries(root, contract, entries, house), *_unrecorded(root, contract, entries))


def _of_entries(root: Root, contract: str, entries: tuple[Entry, ...], house: House | None) -> Iterator[Diagnostic]:
    standing: dict[tuple[str, str], tuple[Entry, Approval]] = {}
    for entry in entries:
        place = Span(store.ledger_file(contract), entry.number)
        if any(fact_faults(entry.kind, entry.facts)):
            # What such an entry lacks is told where the ledger is checked.
            continue
        approval = approval_of(entry.facts, entry.at)
        standing[approval.gate, approval.role] = entry, approval
        yield from _evidence(root, contract, entry, approval)
        yield from _signature(contract, place, approval, house)
    if house is not None:
        for entry, approval in standing.values():
            yield from _approver(Span(store.ledger_file(contract), entry.number), approval, house)


def _evidence(root: Root, contract: str, entry: Entry, approval: Approval) -> Iterator[Diagnostic]:
    if not approval.evidence:
        return
    files = [store.evidence_file(contract, approval.evidence, ending) for ending in store.ENDINGS]
    file = next((each for each in files if root.path(each).exists()), files[0])
    related = Related(Span(store.ledger_file(contract), entry.number), "the entry that rests on it")
    content = store.read_evidence(root, file)
    if isinstance(content, Diagnostic):
        message = f"the answer by which {approval.approved_by} decided is missing: {content.message}"
        yield error("missing-approval-file", Span(file), message, _RESTORE, related)
    elif store.sha256(content) != approval.evidence:
        message = f"this is not the answer by which {approval.approved_by} decided: the file was changed afterwards"
        yield error("changed-approval-file", Span(file), message, _RESTORE, related)


def _signature(contract: str, place: Span, approval: Approval, house: House | None) -> Iterator[Diagnostic]:
    if not approval.signature or house is None:
        return
    try:
        known = is_known(approval, contract, house)
    except NoSignature as fault:
        yield warning("unverified-approval", place, f"nobody can tell whether this approval is signed: {fault}")
        return
    if not known:
        message = f"the signature of this approval is by no key that our house knows of `{approval.role}`, or is over something else"
        yield error("invalid-approval-signature", place, message, f"look at `keys` in {HOUSE}")


def _approver(place: Span, approval: Approval, house: House) -> Iterator[Diagnostic]:
    """Of the last decision of each role at each gate only: those before it decide nothing any more."""
    if not any(each.role == approval.role and same_person(each.name, approval.approved_by) for each in people(house)):
        message = f"{approval.approved_by} decided for `{approval.role}`, and holds that role no more, nor stands in for who does"
        yield warning("unknown-approver", place, message, "whoever holds it today may approve again")


def _unrecorded(root: Root, contract: str, entries: tuple[Entry, ...]) -> Iterator[Diagnostic]:
    known = {store.evidence_file(contract, entry.facts.get("evidence", ""), ending) for entry in entries for ending in store.ENDINGS}
    for file in store.evidence_files(root, contract):
        if file not in known:
            hint = "a command was stopped before it was done; record the answer again, or delete the file"
            yield warning("unrecorded-approval-file", Span(file), "no entry of the ledger rests on this file", hint)
