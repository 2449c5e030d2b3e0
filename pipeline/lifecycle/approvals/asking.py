"""Who is asked at which gate: the gate's own roles, whoever the playbook names, and whoever may commit the house to so much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.lifecycle.approvals.coverage import Covered, covered_by
from pipeline.model.money import MixedCurrencies
from pipeline.model.terms.authority import lowest_authority
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.house import ApprovalGate, Gate, House
from pipeline.model.terms.open_points import StillOpen

NOBODY = ""
"""Stands for the role where no role of our house has the authority."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An approval that is asked for: at which gate, of which role, of what, and why where the gate alone does not say so."""

    gate: str
    role: str
    covered: Covered
    why: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """Where a version departs from what we would prefer, and who must approve it: `what` says it in words.

    It stands in the clause or schedule `headed`, in the value at `path`, or in our answer to a proposal, of which `answer` has the id
    and the hash.
    """

    roles: tuple[str, ...]
    what: str
    headed: str = ""
    path: str = ""
    answer: tuple[str, str] | None = None


def asked(house: House, terms: Terms | None, departures: Iterable[Departure]) -> tuple[Asked, ...]:
    """All approvals that a version needs, gate by gate; `terms` are None where today's tool cannot read its data."""
    departures = tuple(departures)
    return tuple(each for gate in house.gates for each in _at(gate, house, terms, departures))


def _at(gate: ApprovalGate, house: House, terms: Terms | None, departures: tuple[Departure, ...]) -> Iterator[Asked]:
    if gate.gate is Gate.FALLBACK:
        yield from _departing(gate, departures)
        return
    roles = dict.fromkeys(gate.approvers, "")
    if gate.gate is Gate.SIGNATURE and house.authority_limits:
        role, why = _committing(house, terms)
        roles[role] = why
    yield from (Asked(gate.gate, role, covered_by(gate, role), why) for role, why in roles.items())


def _departing(gate: ApprovalGate, departures: tuple[Departure, ...]) -> Iterator[Asked]:
    """One approval for each role and place, whatever departs there; the gate's own roles where nobody else is named."""
    found: dict[tuple[str, Covered], dict[str, None]] = {}
    for each in departures:
        for role in each.roles or gate.approvers:
            found.setdefault((role, _place(each)), {})[each.what] = None
    for (role, covered), whats in found.items():
        yield Asked(gate.gate, role, covered, "; ".join(whats))


def _place(departure: Departure) -> Covered:
    headed, path = frozenset({departure.headed} - {""}), frozenset({departure.path} - {""})
    return Covered(headed=headed, paths=path, answers=(departure.answer,) if departure.answer else ())


def _committing(house: House, terms: Terms | None) -> tuple[str, str]:
    """The lowest role that may commit the house to this value and term, and why it is asked."""
    try:
        limit = lowest_authority(house, terms) if terms else None
        value = _commitment(terms) if terms else "a value that nobody can read"
    except (StillOpen, MixedCurrencies):
        return NOBODY, "nobody can tell who may commit us, since the value or the term is not settled"
    if limit is None:
        currency = terms.derived.contract_value.currency if terms else ""
        known = any(each.contract_value.currency == currency for each in house.authority_limits)
        beyond = (
            "is beyond every limit of authority in our house" if known else f"has no limit of authority in {currency} to be held against"
        )
        return NOBODY, f"{value} {beyond}"
    return limit.role, f"{value} is within this role’s authority, and no lower role may commit us to so much"


def _commitment(terms: Terms) -> str:
    value = terms.derived.contract_value.rounded()
    return f"{value.currency} {value.amount:,} over {terms.term.initial_term}"
