"""One draft: its agreement, its pages, and what is kept of them under build/."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from pipeline import store
from pipeline.model.comparison import Comparison
from pipeline.model.completion import Completion
from pipeline.model.diagnostic import Diagnostic, has_errors, in_order
from pipeline.model.document import Document
from pipeline.model.effects import Effects
from pipeline.model.law import Law
from pipeline.model.manifest import Manifest
from pipeline.model.plan import Plan
from pipeline.model.playbook import Deviation, ReachedPosition
from pipeline.model.proposal import Round
from pipeline.model.reading import text_hash, to_be_agreed
from pipeline.model.snapshot import Standing
from pipeline.model.stamp import Stamp
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import find
from pipeline.pdf import PdfBackend
from pipeline.stages.drafts.agreement import EXECUTED_ELSEWHERE, FIRST_EXECUTED, Agreement, Shelf, agreement
from pipeline.stages.drafts.issue import date_asked_for
from pipeline.stages.drafts.kept_numbers import numbers_from
from pipeline.stages.drafts.printing import Printed, printed
from pipeline.stages.drafts.printing_redlines import Paper, Printer
from pipeline.stages.drafts.redline_files import clear_stopped
from pipeline.stages.drafts.redlines import against_last
from pipeline.stages.drafts.tools import tools
from pipeline.store.root import Root

SECONDS: Mapping[str, float] = {"read": 10, "assemble": 10, "write": 20, "print": 150, "compare": 30, "keep": 30, "look": 60}
"""The steps of a draft in order, and how many seconds each may take before the wall ends it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What came of one contract: the findings, how far it gives way, and the files if there were no errors.

    `remarks` say what is left to do. `comparison` is the redline, where versions were compared, `round` what the other side asks for, where
    its file was read, and `effects` what that does to money and dates. `plan` is what there is to do, where that was asked for, and
    `completion` what was told to be done.
    """

    contract: str
    version: str
    findings: tuple[Diagnostic, ...]
    outputs: tuple[str, ...] = ()
    pages: int = 0
    unchanged: bool = False
    reached: tuple[ReachedPosition, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    law: Law | None = None
    standing: tuple[Standing, ...] = ()
    comparison: Comparison | None = None
    round: Round | None = None
    effects: Effects | None = None
    remarks: tuple[str, ...] = ()
    plan: Plan | None = None
    completion: Completion | None = None


def drafted(shelf: Shelf, contract: str, backend: PdfBackend, step: Callable[[str], None]) -> Draft:
    """Build one contract. Writes its outputs when there is no error, else the former ones stay."""
    version = store.next_draft(shelf.root, contract)
    found = agreement(shelf, contract, step)
    if is_executed_elsewhere(found):
        return as_executed_elsewhere(found)
    if found.terms is None or found.law is None or found.document is None or found.template is None or has_errors(found.findings):
        return Draft(contract, version, found.findings)
    stamp = stamp_of(found.terms, found.law, contract, version, found.inputs)
    made = printed(found.document, stamp, found.template, backend, step, found.positions)
    findings = in_order([*found.findings, *made.findings])
    if has_errors(findings):
        return Draft(contract, version, findings)
    redline = against_last(shelf.root, found.document, Paper(stamp, found.template), Printer(backend), step)
    if isinstance(redline, Diagnostic):
        return Draft(contract, version, in_order([*findings, redline]))
    files, came_from = redline
    findings = in_order([*findings, *files.findings])
    step("keep")
    try:
        clear_stopped(shelf.root, contract, version, files)
        inputs = {**found.inputs, **came_from}
        manifest = kept(shelf.root, found.document, stamp, inputs, made, findings, backend, files.contents)
    except store.CannotWrite as refused:
        return Draft(contract, version, in_order([*findings, refused.diagnostic]))
    return Draft(contract, version, findings, tuple(manifest.outputs), made.pages)


def is_executed_elsewhere(found: Agreement) -> bool:
    """Whether nothing but key data is known of a contract, since it was signed before it came here."""
    return [finding.code for finding in found.findings] == [EXECUTED_ELSEWHERE]


def as_executed_elsewhere(found: Agreement) -> Draft:
    """What a look at such a contract gives: no draft, and no fault either."""
    file = store.executed_file(found.contract, FIRST_EXECUTED, ".pdf")
    return Draft(found.contract, "", (), remarks=(f"signed before it came here: {file}; nothing is drafted of it",))


def unchanged(root: Root, contract: str, backend: PdfBackend, hashes: store.Hashes) -> Draft | None:
    """The draft that is there already, if a build would make the same again."""
    version = store.next_draft(root, contract)
    manifest = store.read_manifest(root, contract, version)
    if manifest is None or (manifest.tools, manifest.issued) != (tools_with(backend), _issued_on_demand()):
        return None
    # A sending leaves the files as they are, and yet the next draft keeps the numbers that were sent.
    if manifest.numbers_from != numbers_from(root, contract):
        return None
    if not store.is_unchanged(root, manifest, hashes):
        return None
    return Draft(contract, version, manifest.findings, tuple(manifest.outputs), manifest.pages, unchanged=True)


def stamp_of(terms: Terms, law: Law, contract: str, version: str, inputs: Mapping[str, str]) -> Stamp:
    """What is printed on the draft about itself; its hash is that of all its inputs together."""
    whole = hashlib.sha256("".join(f"{file}\0{hash}\n" for file, hash in sorted(inputs.items())).encode()).hexdigest()
    title, number = _said(terms, "meta.title"), _said(terms, "meta.contract_number")
    effective = find(terms, "term.effective_date")
    issued = date_asked_for() or (effective if isinstance(effective, date) else None)
    return Stamp(contract, title, f"{title} {number}", version, whole, law.draft_legend, issued, law.paper)


def _said(terms: Terms, path: str) -> str:
    value = find(terms, path)
    return to_be_agreed(value.label) if isinstance(value, OpenPoint) else str(value)


def _issued_on_demand() -> str:
    """The date asked for as the manifest remembers it; empty where the draft bears the Effective Date."""
    asked = date_asked_for()
    return asked.isoformat() if asked else ""


def tools_with(backend: PdfBackend) -> Mapping[str, str]:
    """All tools that make a draft, with their releases."""
    return {**tools(), backend.name: backend.version}


def kept(
    root: Root,
    document: Document,
    stamp: Stamp,
    inputs: Mapping[str, str],
    made: Printed,
    findings: tuple[Diagnostic, ...],
    backend: PdfBackend,
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> Manifest:
    """Write DOCX and PDF, what stands beside them by its ending, and the manifest last of all."""
    made_now = {".docx": made.docx, ".pdf": made.pdf, **beside}
    contents = {store.output_file(stamp.contract, stamp.version, ending): content for ending, content in made_now.items()}
    store.write_all(root, contents)
    outputs = {file: store.sha256(content) for file, content in contents.items()}
    manifest = Manifest(
        contract=stamp.contract,
        version=stamp.version,
        text_hash=text_hash(document),
        inputs=inputs,
        outputs=outputs,
        tools=tools_with(backend),
        pages=made.pages,
        findings=findings,
        issued=_issued_on_demand(),
        numbers_from=numbers_from(root, stamp.contract),
    )
    store.write_manifest(root, manifest)
    return manifest
