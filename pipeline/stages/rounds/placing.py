"""Our playbook as it bears on one version that was sent: its terms with other values, and its clauses in other wordings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pipeline import assemble, negotiate, store
from pipeline.model.document import Clause, Document, Inline, Node, Paragraph, Part, walk
from pipeline.model.numbering import numbered
from pipeline.model.positions import Positions
from pipeline.model.proposal import Round
from pipeline.model.reading import words_of
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import Fault
from pipeline.model.terms.house import Gate, House
from pipeline.model.terms.paths import Finder
from pipeline.model.terms.reading import terms_from
from pipeline.model.terms.writing import with_value
from pipeline.stages.drafts.agreement import Shelf
from pipeline.store.root import Root


def placed(shelf: Shelf, snapshot: Snapshot, round: Round) -> Round:
    """The round with each proposal held against our playbook."""
    return replace(round, proposals=negotiate.with_placements(round.proposals, playbook_for(shelf, snapshot)))


def playbook_for(shelf: Shelf, snapshot: Snapshot) -> negotiate.Playbook:
    """The playbook of today's library and house for the terms of a version."""
    house = store.load_contract(shelf.root, snapshot.contract).house
    terms_with = TermsOf(shelf.root, snapshot)

    @lru_cache(maxsize=512)
    def verdict(path: str, value: str) -> negotiate.Verdict | None:
        terms = terms_with.value(path, value)
        return _verdict(shelf, terms, house) if isinstance(terms, Terms) else None

    terms = terms_with.sent()
    cards = {clause.id: clause.card for clause in shelf.library.library.clauses}
    wordings = _wordings(shelf, terms) if isinstance(terms, Terms) else {}
    return negotiate.Playbook(cards, wordings, verdict, _exceptions(house))


class TermsOf:
    """The terms of a version, and what they would be with other values."""

    def __init__(self, root: Root, snapshot: Snapshot) -> None:
        self._data = snapshot.data
        calendar = store.load_calendar(root, str(snapshot.data.get("calendar", "")))
        self._calendars = {calendar.id: calendar} if calendar else {}

    def sent(self) -> Terms | list[Fault]:
        """The terms as they were sent."""
        return terms_from(self._data, calendars=self._calendars)

    def value(self, path: str, value: str) -> Terms | list[Fault]:
        """The terms with another value at one path, or why they cannot be."""
        data = with_value(self._data, path, value)
        if data is None:
            return [Fault((), "unknown-path", f"nothing stands at `{path}` that could hold a value")]
        return terms_from(data, calendars=self._calendars)

    def fault(self, path: str, value: str) -> str:
        """Why a value cannot stand at a path; empty where it can."""
        found = self.value(path, value)
        return "" if isinstance(found, Terms) else found[0].message


def _verdict(shelf: Shelf, terms: Terms, house: House | None) -> negotiate.Verdict:
    clauses = assemble.judged(shelf.library.library, shelf.parsed, terms)
    return negotiate.Verdict(clauses, tuple(assemble.house_judgements(house, Finder(terms))) if house else ())


def _exceptions(house: House | None) -> tuple[str, ...]:
    """The roles that are asked where we would come below a floor: those that approve fallbacks."""
    gates = house.gates if house else ()
    return tuple(dict.fromkeys(role for gate in gates if gate.gate is Gate.FALLBACK for role in gate.approvers))


def _wordings(shelf: Shelf, terms: Terms) -> Mapping[str, tuple[negotiate.Wording, ...]]:
    """Each clause of the library that has several wordings, in each of them with these terms."""
    several = [clause for clause in shelf.library.library.clauses if len(clause.wordings) > 1]
    names = sorted({name for clause in several for name in clause.wordings}, key=lambda name: (name != "preferred", name))
    documents = {name: _in_wording(shelf, terms, {clause.id: name for clause in several if name in clause.wordings}) for name in names}
    return {
        clause.id: tuple(negotiate.Wording(name, _sentences(documents[name], clause.id)) for name in names if name in clause.wordings)
        for clause in several
    }


def _in_wording(shelf: Shelf, terms: Terms, wording: Mapping[str, str]) -> Document:
    """The contract with these wordings, without the deal's own; what cannot be filled with these terms is left out of it."""
    choice = terms.clauses.model_copy(update={"wording": wording, "special_terms": ()})
    chosen: Any = terms.model_copy(update={"clauses": choice})
    return assemble.assembled(shelf.library.library, shelf.parsed, chosen, Positions(), law_parsed=shelf.parsed_law).document


def _sentences(document: Document, clause: str) -> frozenset[str]:
    """The sentences of a clause or schedule, with the numbers that its references have in the whole contract."""
    numbers = numbered(document)
    said = (
        words_of(content, part.id, numbers, document)
        for part in document.parts
        for within in walk(part)
        if isinstance(within, Part | Clause) and within.id == clause
        for node in walk(within)
        for content in _contents(node)
    )
    return frozenset(sentence for words in said for sentence in negotiate.sentences(words))


def _contents(node: Node) -> Iterator[tuple[Inline, ...]]:
    match node:
        case Part() | Clause():
            yield node.heading
        case Paragraph():
            yield node.content
