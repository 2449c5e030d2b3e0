"""Two versions of a contract, held against each other and shown to people in the files of a redline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline import store
from pipeline.compare import Settings
from pipeline.model.comparison import Comparison
from pipeline.model.diagnostic import Diagnostic, has_errors, in_order
from pipeline.model.document import Document
from pipeline.model.snapshot import Snapshot
from pipeline.stages.drafts.agreement import EXECUTED_ELSEWHERE, Agreement, Shelf, agreement
from pipeline.stages.drafts.drafting import Draft, stamp_of
from pipeline.stages.drafts.printing_redlines import Paper, Printer
from pipeline.stages.drafts.redline_files import redline_files, write_files
from pipeline.stages.drafts.redlines import compared, with_author
from pipeline.stages.wall.contracts import Fault, Progress, in_a_child
from pipeline.store.root import Root
from pipeline.word import template_faults

DRAFT = "draft"
"""What people call today's files beside the frozen versions."""


@dataclass(frozen=True, slots=True)
class Side:
    """One version: its name, and its Document unless findings say why there is none; its paper unless they say that of the template."""

    version: str
    document: Document | None
    findings: tuple[Diagnostic, ...] = ()
    paper: Paper | None = None


def diff(root: Root, contract: str, old: str, new: str, settings: Settings, printer: Printer) -> Iterator[Progress | Fault | Draft]:
    """Compare two versions of a contract, each a frozen one or `draft`, in a child process as all work is, and write the redline."""
    yield from in_a_child(contract, _Comparing(root, old, new, settings, printer))


@dataclass(frozen=True, slots=True)
class _Comparing:
    root: Root
    old: str
    new: str
    settings: Settings
    printer: Printer

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        old, new = (self._side(contract, version, step) for version in (self.old, self.new))
        settings = with_author(self.root, contract, self.settings)
        if old.document is None or new.document is None:
            return Draft(contract, new.version, in_order([*old.findings, *new.findings]))
        step("compare")
        comparison = compared(contract, old.version, old.document, new.version, new.document, settings)
        return kept_redline(self.root, comparison, new.paper, self.printer, step, new.findings)

    def _side(self, contract: str, version: str, step: Callable[[str], None]) -> Side:
        if version == DRAFT:
            return draft_side(Shelf(self.root), contract, step)
        step("read")
        read = store.read_snapshot(self.root, contract, version)
        return Side(version, None, (read,)) if isinstance(read, Diagnostic) else self._frozen_side(read[0])

    def _frozen_side(self, snapshot: Snapshot) -> Side:
        """A version needs nothing of today's files, but the template to be printed on."""
        template = store.load_template(self.root)
        if template.content is None:
            return Side(snapshot.version, snapshot.document, template.diagnostics)
        faults = tuple(template_faults(template.content, template.file))
        paper = None if has_errors(faults) else Paper(snapshot.stamp, template.content)
        return Side(snapshot.version, snapshot.document, faults, paper)


def draft_side(shelf: Shelf, contract: str, step: Callable[[str], None]) -> Side:
    """What the files of today say."""
    found = agreement(shelf, contract, step)
    version = store.next_draft(shelf.root, contract)
    if has_errors(found.findings):
        return Side(version, None, found.findings)
    return Side(version, found.document, (), paper_of(found, version))


def has_no_draft(side: Side) -> bool:
    """Whether the files of today say no text, since the contract was signed before it came here."""
    return [finding.code for finding in side.findings] == [EXECUTED_ELSEWHERE]


def paper_of(found: Agreement, version: str) -> Paper | None:
    """What a draft is printed on; None where findings say why there is none."""
    if found.terms is None or found.law is None or found.template is None:
        return None
    return Paper(stamp_of(found.terms, found.law, found.contract, version, found.inputs), found.template)


def kept_redline(
    root: Root,
    comparison: Comparison,
    paper: Paper | None,
    printer: Printer,
    step: Callable[[str], None],
    findings: tuple[Diagnostic, ...] = (),
) -> Draft:
    """Make and write the files of a redline, and tell what was found on the way."""
    files = redline_files(comparison, paper, printer, step)
    findings = in_order([*findings, *files.findings])
    step("keep")
    try:
        return Draft(comparison.contract, comparison.new, findings, write_files(root, comparison, files), comparison=comparison)
    except store.CannotWrite as refused:
        return Draft(comparison.contract, comparison.new, in_order([*findings, refused.diagnostic]))
