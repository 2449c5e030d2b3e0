"""What a pull request does to the contracts: each as it was at the base, assembled with today's code, against what it says now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from pipeline import store, web
from pipeline.compare import Settings
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, in_order, warning
from pipeline.stages.comparing.comparing import draft_side, has_no_draft, kept_redline
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.drafting import SECONDS, Draft
from pipeline.stages.drafts.printing_redlines import Printer
from pipeline.stages.drafts.redlines import compared, with_author
from pipeline.stages.signing.standing import executions
from pipeline.stages.wall.contracts import Fault, Progress, told
from pipeline.stages.wall.workers import cores, in_children
from pipeline.store.root import Root


def diff_from(base: store.Base, root: Root, settings: Settings, printer: Printer) -> Iterator[Progress | Fault | Draft]:
    """Compare every contract that both have, and write the redline of each that says something else now."""
    contracts = store.contracts(root)
    if contracts:
        work = _Comparing(base, root, settings, printer)
        yield from told(in_children(contracts, work, seconds=SECONDS, children=min(cores(), len(contracts))))


class _Comparing:
    """What one process does contract after contract, on a shelf of today and one of the base."""

    def __init__(self, base: store.Base, root: Root, settings: Settings, printer: Printer) -> None:
        self._base = base
        self._root = root
        self._settings = settings
        self._printer = printer

    @cached_property
    def _then(self) -> Shelf:
        return Shelf(self._base.root)

    @cached_property
    def _now(self) -> Shelf:
        return Shelf(self._root)

    def __call__(self, contract: str, step: Callable[[str], None]) -> Draft:
        new = draft_side(self._now, contract, step)
        if new.document is None:
            return Draft(contract, new.version, () if has_no_draft(new) else new.findings)
        if contract not in store.contracts(self._base.root):
            return Draft(contract, new.version, ())
        old = draft_side(self._then, contract, step)
        if old.document is None:
            return Draft(contract, new.version, (_not_assembled(contract, self._base.name, old.findings),))
        if old.document == new.document:
            return Draft(contract, new.version, ())
        step("compare")
        settings = with_author(self._root, contract, self._settings)
        comparison = compared(contract, self._base.name, old.document, new.version, new.document, settings)
        remarks = (*comparison.remarks, *_would_amend(self._root, contract))
        return kept_redline(self._root, replace(comparison, remarks=remarks), new.paper, self._printer, step)


def _would_amend(root: Root, contract: str) -> Iterator[str]:
    """What a reader has to know of a contract in force: no change of a file changes what was agreed."""
    in_force = executions(store.read_ledger(root, contract))
    if in_force:
        yield f"Version {in_force[-1].version} is in force and stays as it was signed. These changes count once an amendment is signed."


def _not_assembled(contract: str, base: str, findings: Sequence[Diagnostic]) -> Diagnostic:
    first = next(finding for finding in findings if has_errors([finding]))
    place = f"{first.span.file}:{first.span.line}"
    message = f"the contract as it was at {base} cannot be assembled, so nothing is compared: {place}: {first.message}"
    return warning("base-not-assembled", Span(store.folder_of(contract)), message)


def ledger_findings(base: store.Base, root: Root) -> tuple[Diagnostic, ...]:
    """Each ledger that has lost or changed an entry since the base, to which it may only add."""
    return in_order(list(_broken(base, root)))


def _broken(base: store.Base, root: Root) -> Iterable[Diagnostic]:
    for contract in store.contracts(base.root):
        before, now = store.read_ledger(base.root, contract), store.read_ledger(root, contract)
        if not store.is_continued(before, now):
            lost = next(n for n, entry in enumerate(before.entries) if now.entries[n : n + 1] != (entry,))
            place = Span(store.ledger_file(contract), min(lost, len(now.entries)) + 1)
            message = f"the entry {lost + 1} that was in the ledger at {base.name} is not there as it was"
            hint = "the ledger is only ever added to: take the file of the base, and repeat the command of this branch"
            yield error("ledger-not-continued", place, message, hint)


def write_comment(base: store.Base, root: Root, drafts: Iterable[Draft]) -> str:
    """Write what the pull request does to all contracts as one comment, and tell its file. Raises CannotWrite."""
    comparisons = [draft.comparison for draft in drafts if draft.comparison is not None]
    file = store.comment_file()
    store.write(root, file, web.pull_request_comment(base.name, sorted(comparisons, key=lambda each: each.contract)).encode())
    return file
