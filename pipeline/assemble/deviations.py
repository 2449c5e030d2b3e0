"""Where a contract departs from what the library prefers: other wordings, wording of its own, clauses left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.assemble.choosing import PREFERRED, Chosen
from pipeline.model.playbook import Deviation
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.wording import DeleteTerm, InsertTerm, ReplaceTerm


def deviations(chosen: Iterable[Chosen], terms: Terms) -> tuple[Deviation, ...]:
    """All departures of one contract in words; those in values show as positions of the playbook."""
    return (*_wordings(chosen), *_special_terms(terms), *_left_out(terms))


def _wordings(chosen: Iterable[Chosen]) -> Iterator[Deviation]:
    for each in chosen:
        if each.name != PREFERRED:
            yield Deviation(each.source.id, f"says `{each.name}`")


def _special_terms(terms: Terms) -> Iterator[Deviation]:
    for term in terms.clauses.special_terms:
        match term:
            case ReplaceTerm():
                yield Deviation(term.target, f"is replaced by `{term.text}`", term.reason)
            case InsertTerm():
                yield Deviation(term.target, f"is followed by `{term.text}`", term.reason)
            case DeleteTerm():
                yield Deviation(term.target, "is deleted", term.reason)


def _left_out(terms: Terms) -> Iterator[Deviation]:
    for clause in terms.clauses.leave_out:
        yield Deviation(clause, "is left out")
