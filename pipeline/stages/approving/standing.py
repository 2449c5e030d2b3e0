"""Where the approvals of a contract stand, derived from its ledger, its last frozen version, our house and the playbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline import store
from pipeline.lifecycle.approvals import Parts, asked, standing, unanswered
from pipeline.model.approval import Approval, ApprovalStanding, GateStanding, approval_of
from pipeline.model.ledger import FactKind
from pipeline.model.ledger_forms import fact_faults
from pipeline.model.terms.house import House
from pipeline.stages.approving.versions import Version, departures, last_version, version_called
from pipeline.stages.drafts.agreement import Shelf
from pipeline.store.root import Root


def gates(root: Root, contract: str, shelf: Shelf | None = None) -> tuple[GateStanding, ...]:
    """Each gate of our house with the approvals that it asks for of the last frozen version.

    Where nothing is frozen yet, or the version cannot be read, all of them wait. There are none where our house cannot be read. Who
    asks for many contracts gives the `shelf`, which is read once.
    """
    house = store.load_contract(root, contract).house
    if house is None:
        return ()
    version = last_version(root, contract)
    if not isinstance(version, Version):
        why = "the last version cannot be read" if version else "no version is frozen yet"
        return _by_gate(house, [replace(unanswered(each, house), why=why) for each in asked(house, None, ())])
    return standings(shelf or Shelf(root), house, version)


def standings(shelf: Shelf, house: House, version: Version) -> tuple[GateStanding, ...]:
    """Each gate with the approvals that it asks for of this version."""
    root, contract = shelf.root, version.snapshot.contract

    @cache
    def parts_of(name: str) -> Parts | None:
        found = version_called(root, contract, name)
        return found.parts if isinstance(found, Version) else None

    approvals = approvals_of(root, contract)
    all_asked = asked(house, version.terms, departures(shelf, house, version))
    return _by_gate(house, [standing(each, house, version.parts, approvals, parts_of) for each in all_asked])


def approvals_of(root: Root, contract: str) -> tuple[Approval, ...]:
    """The decisions at gates in the ledger of a contract, the oldest first; what somebody has garbled is none."""
    entries = store.read_ledger(root, contract).of_kind(FactKind.APPROVED)
    return tuple(approval_of(entry.facts, entry.at) for entry in entries if not any(fact_faults(entry.kind, entry.facts)))


def _by_gate(house: House, found: Sequence[ApprovalStanding]) -> tuple[GateStanding, ...]:
    return tuple(GateStanding(gate.gate, tuple(each for each in found if each.gate == gate.gate)) for gate in house.gates)
