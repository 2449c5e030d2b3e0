"""Two versions of a contract, held against each other and shown to people: as a page, as a comment and as a list for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline import store
from pipeline.compare import Settings
from pipeline.model.comparison import Comparison
from pipeline.model.diagnostic import Diagnostic, has_errors, in_order
from pipeline.model.document import Document
from pipeline.stages.agreement import Shelf, agreement
from pipeline.stages.building import Fault, Progress, told
from pipeline.stages.drafting import SECONDS, Draft
from pipeline.stages.redlines import compared, shown, with_author
from pipeline.stages.workers import in_children
from pipeline.store.root import Root

DRAFT = "draft"
"""What people call today's files beside the frozen versions."""


@dataclass(frozen=True, slots=True)
class Side:
    """One version: its name, and its Document unless findings say why there is none."""

    version: str
    document: Document | None
    findings: tuple[Diagnostic, ...] = ()


def diff(root: Root, contract: str, old: str, new: str, settings: Settings) -> Iterator[Progress | Fault | Draft]:
    """Compare two versions of a contract, each a frozen one or `draft`, in a child process as all work is, and write the redline."""
    yield from told(in_children([contract], _Comparing(root, old, new, settings), seconds=SECONDS, children=1))


@dataclass(frozen=True, slots=True)
class _Comparing:
    root: Root
    old: str
    new: str
    settings: Settings

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        old, new = (self._side(contract, version, step) for version in (self.old, self.new))
        settings = with_author(self.root, contract, self.settings)
        findings = in_order([*old.findings, *new.findings])
        if old.document is None or new.document is None or has_errors(findings):
            return Draft(contract, new.version, findings)
        step("compare")
        comparison = compared(contract, old.version, old.document, new.version, new.document, settings)
        step("keep")
        try:
            return Draft(contract, new.version, findings, written(self.root, comparison), comparison=comparison)
        except store.CannotWrite as refused:
            return Draft(contract, new.version, in_order([*findings, refused.diagnostic]))

    def _side(self, contract: str, version: str, step: Callable[[str], None]) -> Side:
        if version == DRAFT:
            return draft_side(Shelf(self.root), contract, step)
        step("read")
        read = store.read_snapshot(self.root, contract, version)
        return Side(version, None, (read,)) if isinstance(read, Diagnostic) else Side(version, read[0].document)


def draft_side(shelf: Shelf, contract: str, step: Callable[[str], None]) -> Side:
    """What the files of today say."""
    found = agreement(shelf, contract, step)
    errors = has_errors(found.findings)
    return Side(store.next_draft(shelf.root, contract), None if errors else found.document, found.findings if errors else ())


def written(root: Root, comparison: Comparison) -> tuple[str, ...]:
    """Write the files of a redline beside the new version's. Raises CannotWrite."""
    files = {store.output_file(comparison.contract, comparison.new, ending): content for ending, content in shown(comparison).items()}
    for file, content in files.items():
        store.write(root, file, content)
    return tuple(files)
