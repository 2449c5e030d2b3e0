"""What somebody is asked to approve, on one page and in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.lifecycle.approvals import role_words
from pipeline.model.approval import Approval, ApprovalStanding, Verdict
from pipeline.model.money import MixedCurrencies, Money
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.house import Gate
from pipeline.model.terms.open_points import OpenPoint, StillOpen, agreed
from pipeline.model.terms.paths import find
from pipeline.model.terms.term import AgreedRenewal, AutomaticRenewal
from pipeline.stages.approving.aside import aside
from pipeline.stages.approving.deciding import Desk
from pipeline.stages.approving.standing import approvals_of
from pipeline.stages.approving.versions import Version, version_called

GATES = {
    Gate.PRELIMINARY_DRAFT.value: "the preliminary draft",
    Gate.FINAL_CONTRACT.value: "the final contract",
    Gate.FALLBACK.value: "departures from what we prefer",
    Gate.SIGNATURE.value: "the signature of the contract",
}
"""What is approved at each gate, as the request says it."""
_OPEN = "still to be agreed"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and the lines under it."""

    heading: str
    lines: tuple[str, ...]


def summary(at: Desk, gate: str, role: str) -> tuple[Paragraph, ...]:
    """What a role is asked at a gate: about which contract, what it says in short, where it departs, and what has changed."""
    asked = at.asked_of(gate, role)
    found = (
        Paragraph("What is to be approved", tuple(_asked(at, gate, role, asked))),
        Paragraph("What has changed", tuple(_changed(at, role, asked))),
        Paragraph("The contract in short", tuple(_in_short(at))),
        Paragraph("Still open in this version", tuple(_open_points(at))),
        Paragraph("Where it departs from what we prefer", tuple(_departures(at))),
    )
    return tuple(each for each in found if each.lines)


def last_approval(at: Desk, role: str) -> Approval | None:
    """The last time that this role approved anything of the contract."""
    found = (each for each in reversed(approvals_of(at.root, at.contract)) if each.role == role and each.verdict is Verdict.APPROVE)
    return next(found, None)


def _asked(at: Desk, gate: str, role: str, asked: tuple[ApprovalStanding, ...]) -> Iterator[str]:
    snapshot = at.version.snapshot
    yield f"{GATES[gate].capitalize()}, by {role_words(at.house, role)}"
    yield f"Version {snapshot.version} of {snapshot.stamp.short_title}"
    yield from dict.fromkeys(f"Because {each.why}" for each in asked if each.why)


def _in_short(at: Desk) -> Iterator[str]:
    terms = at.version.terms
    if terms is None:
        return
    yield f"Parties: {_said(terms, 'parties.customer.legal_name')} (Customer) and {_said(terms, 'parties.provider.legal_name')} (Provider)"
    yield f"Services: {_figure(lambda: ', '.join(terms.derived.service_names))}"
    yield f"Term: {_figure(lambda: _term(terms))}"
    yield f"Recurring charges of a year: {_figure(lambda: _money(terms.derived.annual_charge))}"
    yield f"All charges of the Initial Term, at most: {_figure(lambda: _money(terms.derived.initial_term_charges))}"
    yield f"These charges with the Additional Services that we expect: {_figure(lambda: _money(terms.derived.contract_value))}"


def _said(terms: Terms, path: str) -> str:
    value = find(terms, path)
    return _OPEN if isinstance(value, OpenPoint) else str(value)


def _figure(figure: Callable[[], str]) -> str:
    try:
        return figure()
    except StillOpen:
        return _OPEN
    except MixedCurrencies:
        return "not one sum, since the currencies differ"


def _term(terms: Terms) -> str:
    derived = terms.derived
    match agreed(terms.term.renewal):
        case AutomaticRenewal(period=period):
            then = f"then it renews for {period} at a time, unless a party gives notice"
        case AgreedRenewal():
            then = "then it renews only if both parties agree"
        case _:
            then = "then it ends"
    return f"{agreed(terms.term.initial_term)}, from {_day(derived.term_start_date)} to {_day(derived.expiry_date)}; {then}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _money(money: Money) -> str:
    return f"{money.currency} {money.rounded().amount:,}"


def _open_points(at: Desk) -> Iterator[str]:
    yield from (str(item["label"]) for item in at.version.snapshot.data.get("open", ()))


def _departures(at: Desk) -> Iterator[str]:
    found = dict.fromkeys(each.why for each in at.gates.get(Gate.FALLBACK.value, ()))
    yield from found


def _changed(at: Desk, role: str, asked: tuple[ApprovalStanding, ...]) -> Iterator[str]:
    """Against what this role decided about last, where it has decided before."""
    decided = [each for each in asked if each.last and each.changed]
    for last in [each.last for each in decided if each.last][:1]:
        yield f"Since version {last.version}, on which {last.approved_by} decided on {_day(date.fromisoformat(last.at[:10]))}:"
    yield from dict.fromkeys(str(changed) for each in decided for changed in each.changed)
    before = last_approval(at, role)
    known = version_called(at.root, at.contract, before.version) if before else None
    if isinstance(known, Version):
        yield from aside(known, at.version)
