"""The status of contracts on a day: facts from the index where nothing has changed, else gathered anew and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline import lifecycle, store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors
from pipeline.model.facts import Facts
from pipeline.model.standing import ContractStanding
from pipeline.model.workflow import Workflow
from pipeline.stages.drafts.agreement import Shelf
from pipeline.stages.drafts.tools import tools
from pipeline.stages.status.gathering import facts_of
from pipeline.store.root import Root


@dataclass(frozen=True, slots=True)
class Status:
    """Where contracts stand; nothing but findings where the workflow cannot be followed."""

    standings: tuple[ContractStanding, ...]
    findings: tuple[Diagnostic, ...] = ()


def workflow_findings(root: Root) -> tuple[Diagnostic, ...]:
    """What is wrong with the workflow; nothing where the repository has none."""
    return _followed(root)[1] if store.has_workflow(root) else ()


def status(root: Root, contracts: Sequence[str], today: date, *, indexed: bool = True) -> Status:
    """Where these contracts stand on a day. Without the index every fact is gathered anew, and none is remembered."""
    workflow, findings = _followed(root)
    if workflow is None or has_errors(findings):
        return Status((), findings)
    shelf = cache(lambda: Shelf(root))

    def gather(contract: str) -> Facts:
        return facts_of(shelf(), contract, workflow)

    facts = _remembered(root, contracts, gather) if indexed else map(gather, contracts)
    return Status(tuple(lifecycle.standing_of(each, workflow, today) for each in facts), findings)


def remember(root: Root, contracts: Sequence[str], named: Callable[[Facts, str], Facts]) -> None:
    """Fill the index for contracts that all say what the first of them says, without reading the others. Raises CannotWrite."""
    workflow, _ = _followed(root)
    assert workflow is not None
    first = facts_of(Shelf(root), contracts[0], workflow)
    hashes = store.Hashes(root)
    shared = _shared(root, hashes)
    store.write_index(root, {each: (_key(root, each, shared, hashes), named(first, each)) for each in contracts})
    hashes.save()


def _followed(root: Root) -> tuple[Workflow | None, tuple[Diagnostic, ...]]:
    if not store.has_workflow(root):
        hint = "take the one of draftline’s own repository, or write one: docs/status.md says how"
        return None, (error("no-workflow", Span(store.WORKFLOW), "this repository has no workflow, so no step can be told", hint),)
    loaded, house = store.load_workflow(root), store.load_house(root)
    if loaded.workflow is None:
        return None, loaded.diagnostics
    known = None if isinstance(house, tuple) else house
    return loaded.workflow, (*loaded.diagnostics, *lifecycle.workflow_faults(loaded.workflow, loaded.positions, known))


def _remembered(root: Root, contracts: Sequence[str], gather: Callable[[str], Facts]) -> Iterator[Facts]:
    hashes, index = store.Hashes(root), store.read_index(root)
    shared = _shared(root, hashes)
    changed = False
    found: list[Facts] = []
    for contract in contracts:
        key = _key(root, contract, shared, hashes)
        if contract not in index or index[contract][0] != key:
            index[contract] = (key, gather(contract))
            changed = True
        found.append(index[contract][1])
    # The index only saves time: where it cannot be kept, the next call gathers again.
    with suppress(store.CannotWrite):
        hashes.save()
        if changed:
            there = set(store.contracts(root))
            store.write_index(root, {contract: kept for contract, kept in index.items() if contract in there})
    return iter(found)


def _shared(root: Root, hashes: store.Hashes) -> str:
    return f"{store.shared_key(root, hashes)} {tools()['draftline source']}"


def _key(root: Root, contract: str, shared: str, hashes: store.Hashes) -> str:
    return store.sha256(f"{shared} {store.contract_key(root, contract, hashes)}".encode())


def story(root: Root, contract: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The audit trail of a contract: what happened, by whom, when, with the hashes, a line each; and what is wrong with the ledger."""
    ledger = store.read_ledger(root, contract)
    return tuple(map(lifecycle.told, ledger.entries)), ledger.diagnostics
