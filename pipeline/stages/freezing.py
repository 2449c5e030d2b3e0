"""A draft becomes a version: printed, kept as a snapshot, and written into the ledger, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order
from pipeline.model.ledger import FactKind
from pipeline.model.reading import text_hash
from pipeline.model.snapshot import Snapshot
from pipeline.model.stamp import Stamp
from pipeline.model.terms.writing import written_terms
from pipeline.pdf import PdfBackend
from pipeline.stages.drafts.agreement import Agreement, Shelf, agreement
from pipeline.stages.drafts.drafting import Draft, kept, stamp_of, tools_with
from pipeline.stages.drafts.issue import date_asked_for
from pipeline.stages.drafts.printing import Printed, printed
from pipeline.stages.rounds.outdated_answers import outdated_answer
from pipeline.stages.versions.holding import cut_findings
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root

_DRAFT = "-draft"


def freeze(root: Root, contract: str, backend: PdfBackend, at: str) -> Iterator[Progress | Fault | Draft]:
    """Freeze the draft of one contract as its next version, in a child process as all work is. `at` is the moment for the ledger."""
    yield from in_a_child(contract, _Freezing(root, backend, at))


@dataclass(frozen=True, slots=True)
class _Freezing:
    root: Root
    backend: PdfBackend
    at: str

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        shelf = Shelf(self.root)
        found = agreement(shelf, contract, step)
        version = store.next_draft(self.root, contract).removesuffix(_DRAFT)
        ledger = store.read_ledger(self.root, contract)
        unfit = (*ledger.diagnostics, *cut_findings(self.root, contract, ledger))
        refused = (*found.findings, *unfit, *_nothing_new(self.root, found))
        if found.terms is None or found.law is None or found.document is None or found.template is None or has_errors(refused):
            return Draft(contract, version, in_order(list(refused)))
        drafted = stamp_of(found.terms, found.law, contract, version, found.inputs)
        # A version bears the day on which it was frozen: an amendment is not as old as the agreement that it amends.
        stamp = replace(drafted, issued=date_asked_for() or date.fromisoformat(self.at[:10]))
        made = printed(found.document, stamp, found.template, self.backend, step, found.positions)
        outdated = outdated_answer(self.root, contract, found.document, version)
        findings = in_order([*found.findings, *made.findings, *outdated])
        if has_errors(findings):
            return Draft(contract, version, findings)
        step("keep")
        try:
            self._keep(_snapshot(found, made, stamp, self.backend))
            manifest = kept(self.root, found.document, stamp, found.inputs, made, findings, self.backend)
        except store.CannotWrite as fault:
            return Draft(contract, version, in_order([*findings, fault.diagnostic]))
        return Draft(contract, version, findings, tuple(manifest.outputs), made.pages)

    def _keep(self, snapshot: Snapshot) -> None:
        """The snapshot first, then the entry that makes it a version: what is killed between leaves a file that is no version.

        Raises CannotWrite, also where another command has frozen this version meanwhile.
        """
        with store.ledger_open(self.root, snapshot.contract) as writer:
            taken = any(entry.facts.get("version") == snapshot.version for entry in writer.ledger.of_kind(FactKind.VERSION))
            if taken:
                raise store.CannotWrite(_taken(snapshot))
            snapshot = replace(snapshot, head=writer.ledger.head)
            store.write_snapshot(self.root, snapshot)
            facts = {
                "version": snapshot.version,
                "snapshot": store.sha256(store.snapshot_bytes(snapshot)),
                "text": snapshot.text_hash,
                **{ending.removeprefix("."): hash for ending, hash in snapshot.outputs.items()},
            }
            writer.add(FactKind.VERSION, self.at, facts)


def _taken(snapshot: Snapshot) -> Diagnostic:
    place = Span(store.snapshot_file(snapshot.contract, snapshot.version))
    return error("version-taken", place, f"another command has frozen {snapshot.version} meanwhile", "look at it, and repeat if need be")


def _nothing_new(root: Root, found: Agreement) -> Iterator[Diagnostic]:
    """Refuses a version that would say what the last one says. A version that cannot be read is reported where all are checked."""
    entries = store.read_ledger(root, found.contract).of_kind(FactKind.VERSION)
    if not entries or found.document is None or found.terms is None:
        return
    last = entries[-1].facts["version"]
    read = store.read_snapshot(root, found.contract, last)
    if isinstance(read, Diagnostic):
        yield read
    elif read[0].document == found.document and read[0].data == written_terms(found.terms):
        place = Span(store.snapshot_file(found.contract, last))
        yield error("nothing-changed", place, f"nothing has changed since {last}, so there is nothing to freeze")


def _snapshot(found: Agreement, made: Printed, stamp: Stamp, backend: PdfBackend) -> Snapshot:
    assert found.document is not None
    assert found.terms is not None
    return Snapshot(
        contract=found.contract,
        version=stamp.version,
        document=found.document,
        stamp=stamp,
        text_hash=text_hash(found.document),
        data=written_terms(found.terms),
        wordings=dict(found.wordings),
        positions={reached.clause: reached.position or "" for reached in found.reached},
        inputs=found.inputs,
        tools=tools_with(backend),
        pages=made.heading_pages,
        outputs={".docx": store.sha256(made.docx), ".pdf": store.sha256(made.pdf)},
    )
