"""All drafts at once: what is unchanged stands, the rest is built behind the wall, and no contract stops another."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, in_order
from pipeline.pdf import PdfBackend
from pipeline.stages.approving.checking import approval_findings
from pipeline.stages.dispatch.cleanness import sent_package_findings
from pipeline.stages.dispatch.sent import sent_findings
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.stages.drafts.drafting import SECONDS, Draft, as_executed_elsewhere, drafted, is_executed_elsewhere, unchanged
from pipeline.stages.intake.adopting import adopted_findings
from pipeline.stages.library.checking import kept, library_findings, standing
from pipeline.stages.library.laws import findings_under_other_laws
from pipeline.stages.monitoring.closed import closed_findings
from pipeline.stages.rounds.round import round_findings
from pipeline.stages.signing.keeping import executed_findings
from pipeline.stages.versions.holding import how_they_stand, version_findings
from pipeline.stages.wall.contracts import Fault, Progress, told
from pipeline.stages.wall.workers import cores, in_children
from pipeline.store.root import Root

LIBRARY = ""
"""The task of checking the clause library and the templates, beside the contracts' tasks, which are their ids."""


class Workroom:
    """What one process does task after task, on a shelf of its own."""

    def __init__(self, root: Root, backend: PdfBackend | None, *, laws: bool = False) -> None:
        self._root = root
        self._backend = backend
        self._laws = laws

    @cached_property
    def _shelf(self) -> Shelf:
        shelf = Shelf(self._root)
        # What lives as long as the process need not be searched for garbage again and again.
        gc.freeze()
        return shelf

    def __call__(self, task: str, step: Callable[[str], None]) -> Draft:
        """Check the library, or check one contract and, where there is a backend, build it."""
        step("read")
        if task == LIBRARY:
            return self._checked_library(step)
        if self._backend is None:
            found = agreement(self._shelf, task, step)
            held = kept_findings(self._root, task)
            if is_executed_elsewhere(found):
                return replace(as_executed_elsewhere(found), findings=in_order(held))
            findings = in_order([*found.findings, *held, *sent_package_findings(self._shelf, task, step)])
            if self._laws:
                findings = in_order([*findings, *findings_under_other_laws(self._shelf, task, step)])
            holding = tuple(how_they_stand(self._root, task))
            return Draft(task, "", findings, reached=found.reached, deviations=found.deviations, law=found.law, standing=holding)
        return drafted(self._shelf, task, self._backend, step)

    def _checked_library(self, step: Callable[[str], None]) -> Draft:
        findings = library_findings(self._shelf, step)
        if self._backend is None:
            return Draft(LIBRARY, "", findings)
        step("write")
        try:
            pages, changed = kept(self._shelf, findings)
            return Draft(LIBRARY, "", findings, pages, unchanged=not changed)
        except store.CannotWrite as refused:
            return Draft(LIBRARY, "", (*findings, refused.diagnostic))


_KEPT = (version_findings, adopted_findings, approval_findings, sent_findings, closed_findings, round_findings, executed_findings)


def kept_findings(root: Root, contract: str) -> list[Diagnostic]:
    """What is wrong with all that is kept of a contract beside its data.

    A version and a copy to sign may both tell of a ledger that was cut off; it is said once.
    """
    found = [finding for rule in _KEPT for finding in rule(root, contract)]
    further = [finding for finding in found if finding.code == "cut-ledger"][1:]
    return [finding for finding in found if finding not in further]


def built(
    root: Root, contracts: Sequence[str], backend: PdfBackend | None, jobs: int | None = None, *, laws: bool = False
) -> Iterator[Progress | Fault | Draft]:
    """Check the library and build these contracts; without a backend they are only checked, with `laws` as if under each law too.

    Drafts come in the order in which they are ready, the library's own findings as a Draft without a contract.
    """
    hashes = store.Hashes(root)
    done = list(_standing(root, contracts, backend, hashes))
    yield from done
    tasks = [task for task in (LIBRARY, *contracts) if task not in {draft.contract for draft in done}]
    work = Workroom(root, backend, laws=laws)
    if tasks:
        yield from told(in_children(tasks, work, seconds=SECONDS, children=min(jobs or cores(), len(tasks))))
    if backend:
        yield from _remembered(hashes)


def _standing(root: Root, contracts: Sequence[str], backend: PdfBackend | None, hashes: store.Hashes) -> Iterator[Draft]:
    """What need not be done again: of a check, what a build found in the same library."""
    if backend is not None:
        store.clean_leftovers(root)
    library = standing(root, hashes)
    if library is not None:
        yield Draft(LIBRARY, "", library.findings, tuple(library.outputs) if backend else (), unchanged=True)
    if backend is not None:
        yield from (draft for contract in contracts if (draft := unchanged(root, contract, backend, hashes)) is not None)


def _remembered(hashes: store.Hashes) -> Iterator[Draft]:
    try:
        hashes.save()
    except store.CannotWrite as refused:
        yield Draft(LIBRARY, "", (refused.diagnostic,))
