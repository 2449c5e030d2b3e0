"""What the tickets are judged by: the version in force, its terms, and the numbers of its clauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pipeline import store
from pipeline.model.diagnostic import Diagnostic, Span, error, has_errors, warning
from pipeline.model.document import Document
from pipeline.model.ledger import FactKind
from pipeline.model.numbering import NO_BREAK, Numbers, numbered, spoken
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.reading import terms_from
from pipeline.stages.drafts.agreement import Shelf, agreement
from pipeline.store.root import Root


@dataclass(frozen=True)
class Agreed:
    """A version of a contract, by which tickets are judged."""

    contract: str
    version: str
    terms: Terms
    document: Document

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers of all that has one."""
        return numbered(self.document)

    def clause(self, id: str) -> str:
        """The number of a clause or paragraph as a person says it, such as `clause 9.4`; its id where the text has none."""
        said = spoken(id, self.numbers)
        if not said:
            return f"`{id}`"
        return f"clause {said}" if said[0].isdigit() else said.replace(NO_BREAK, " ")

    def has(self, id: str) -> bool:
        """Whether the text has a clause or paragraph of this id."""
        return id in self.numbers


@dataclass(frozen=True)
class Found:
    """What was agreed, or None where findings say why nothing can be judged."""

    agreed: Agreed | None
    findings: tuple[Diagnostic, ...] = ()


def agreed_in(root: Root, contract: str, version: str | None = None) -> Found:
    """The version asked for; otherwise the executed one, the last frozen one, or the draft, with a warning where it is not executed."""
    ledger = store.read_ledger(root, contract)
    chosen = version or ledger.version_in_force
    found = _draft(root, contract) if chosen is None else _frozen(root, contract, chosen)
    if found.agreed is None:
        return found
    if found.agreed.terms.open:
        path = found.agreed.terms.open[0].path
        message = f"the tickets cannot be judged while points are open, such as `{path}`"
        return Found(None, (error("still-open", Span(store.folder_of(contract)), message, "fill them in"),))
    executed = {entry.facts.get("version") for entry in ledger.of_kind(FactKind.EXECUTED)}
    if found.agreed.version not in executed:
        message = f"the tickets are judged by {found.agreed.version}, which is not executed"
        note = warning("not-executed", Span(store.folder_of(contract)), message, "the figures bind nobody until the agreement is signed")
        return Found(found.agreed, (*found.findings, note))
    return found


def _frozen(root: Root, contract: str, version: str) -> Found:
    read = store.read_snapshot(root, contract, version)
    if isinstance(read, Diagnostic):
        return Found(None, (read,))
    snapshot, place = read[0], Span(store.snapshot_file(contract, version))
    name = str(snapshot.data.get("calendar", ""))
    calendar = store.load_calendar(root, name)
    if calendar is None:
        return Found(None, (error("unknown-calendar", place, f"the calendar `{name}` of this version is not there or cannot be read"),))
    terms = terms_from(snapshot.data, calendars={name: calendar})
    if not isinstance(terms, Terms):
        return Found(None, tuple(error(fault.code, place, fault.message, fault.hint or None) for fault in terms))
    return Found(Agreed(contract, version, terms, snapshot.document))


def _draft(root: Root, contract: str) -> Found:
    found = agreement(Shelf(root), contract, lambda step: None)
    if found.terms is None or found.document is None or has_errors(found.findings):
        return Found(None, found.findings)
    return Found(Agreed(contract, store.next_draft(root, contract), found.terms, found.document))
