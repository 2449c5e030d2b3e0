"""What a round does to money, exposure and dates: the same figures of the version sent, as decided, and if all were accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.model.duration import Duration
from pipeline.model.effects import ACCEPTED, DECIDED, SENT, Effect, Effects
from pipeline.model.money import MixedCurrencies, Money
from pipeline.model.percent import Percent
from pipeline.model.proposal import Proposal
from pipeline.model.terms.authority import limits, lowest_authority, suffices
from pipeline.model.terms.changed import Changed, with_values
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.house import AuthorityLimit, House
from pipeline.model.terms.open_points import StillOpen, agreed
from pipeline.model.terms.term import AgreedRenewal
from pipeline.model.terms.termination import Convenience, ConvenienceRight
from pipeline.negotiate.agreed import agreed_value

_NOBODY = "nobody in the house"
_OPEN, _NONE, _MIXED = "still to be agreed", "none", "not one sum: the currencies differ"


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the terms, and what is remarked where it goes beyond something of ours."""

    what: str
    of: Callable[[Terms], object]
    remark: Callable[[Terms], str] = lambda terms: ""


def effects_of(sent: Terms, proposals: Sequence[Proposal], house: House) -> Effects:
    """The effect of a round on the terms of the version that we sent. Only values have one; `beside` names the rest."""
    decided = _after(sent, [(each, agreed_value(each)) for each in proposals])
    accepted = _after(sent, [(each, each.new) for each in proposals])
    states = (sent, decided.terms, accepted.terms)
    figures = tuple(_effect(figure, states) for figure in _figures(house))
    beside = tuple(each.id for each in proposals if not (each.path and each.new))
    return Effects(figures, beside, tuple(_refused(proposals, decided, accepted)))


def _after(sent: Terms, values: Sequence[tuple[Proposal, str]]) -> Changed:
    return with_values(sent, {each.path: value for each, value in values if each.path and value})


def _refused(proposals: Sequence[Proposal], *states: Changed) -> Iterator[tuple[str, str]]:
    for proposal in proposals:
        why = dict.fromkeys(state.refused[proposal.path] for state in states if proposal.path in state.refused)
        if why:
            yield proposal.id, "; ".join(why)


def _figures(house: House) -> Iterator[_Figure]:
    yield _Figure("Budget of a year", _budget)
    yield _Figure("Charges of a year", _charges, lambda terms: _beyond_budget(_charges(terms), terms))
    yield _Figure("The same with the Additional Services expected", _cost, lambda terms: _beyond_budget(_cost(terms), terms))
    yield _Figure("Contract value", lambda terms: terms.derived.contract_value)
    yield _Figure("Who may commit the house to it", lambda terms: _committing(house, terms), lambda terms: _crossed(house, terms))
    yield _Figure("General liability cap", lambda terms: terms.derived.general_cap)
    yield _Figure("Enhanced liability cap", _enhanced_cap)
    yield _Figure("Most Service Credits of a year", _credits_at_risk)
    yield _Figure("Highest early termination fee", _early_fee)
    yield _Figure("End of the Initial Term", lambda terms: terms.derived.expiry_date)
    yield _Figure("Customer’s notice against renewal arrives by", lambda terms: terms.derived.customer_non_renewal_date)
    yield _Figure("Provider’s notice against renewal arrives by", lambda terms: terms.derived.provider_non_renewal_date)
    yield _Figure("Renewal is agreed by", _renewal_agreed_by)
    yield _Figure("Customer’s notice to terminate for convenience", lambda terms: _notice(terms.termination.convenience.customer))
    yield _Figure("Provider’s notice to terminate for convenience", lambda terms: _notice(terms.termination.convenience.provider))


def _effect(figure: _Figure, states: tuple[Terms, Terms, Terms]) -> Effect:
    sent, decided, accepted = (_said(figure.of, terms) for terms in states)
    return Effect(figure.what, sent, decided, accepted, _remark([_said(figure.remark, terms) for terms in states]))


def _remark(remarks: list[str]) -> str:
    """What is said of the three states, once where it is said of all."""
    sent, decided, accepted = (remark if remark not in (_OPEN, _MIXED, _NONE) else "" for remark in remarks)
    if sent == decided == accepted:
        return sent
    after = ((DECIDED, decided), (ACCEPTED, accepted)) if decided != accepted else ((f"{DECIDED}, and {ACCEPTED.lower()}", accepted),)
    return "\n".join(f"{state}: {remark}" for state, remark in ((SENT, sent), *after) if remark)


def _said(figure: Callable[[Terms], object], terms: Terms) -> str:
    """A figure in words; one that rests on an open point, or on two currencies, says so."""
    try:
        return _in_words(agreed(figure(terms)))
    except StillOpen:
        return _OPEN
    except MixedCurrencies:
        return _MIXED


def _in_words(value: object) -> str:
    match value:
        case None:
            return _NONE
        case Money():
            return f"{value.currency} {value.rounded().amount:,}"
        case date():
            return f"{value.day} {value:%B %Y}"
        case _:
            return str(value).replace("_", " ")


def _charges(terms: Terms) -> Money:
    return terms.derived.forecast_annual_charges


def _cost(terms: Terms) -> Money:
    return _charges(terms) + terms.derived.additional_services_estimate


def _beyond_budget(cost: Money, terms: Terms) -> str:
    budget = _budget(terms)
    if budget is None:
        return ""
    excess = cost + budget.times(-1)
    return f"{_in_words(excess)} above the budget" if excess.amount > 0 else ""


def _budget(terms: Terms) -> Money | None:
    need = agreed(terms.need)
    return None if need is None else agreed(need.budget_per_year)


def _committing(house: House, terms: Terms) -> str:
    """The role whose authority suffices for value and term, the lowest one."""
    found = lowest_authority(house, terms)
    return _role(house, found) if found else _NOBODY


def _crossed(house: House, terms: Terms) -> str:
    currency = terms.derived.contract_value.currency
    known = [limit for limit in limits(house) if limit.contract_value.currency == currency]
    if not known:
        return f"our house has no limit in {currency}" if house.authority_limits else ""
    crossed = [limit for limit in known if not suffices(limit, terms)]
    named = [f"{_role(house, limit)} ({_in_words(limit.contract_value)}, {limit.term})" for limit in crossed]
    return f"beyond the limit of {' and of '.join(named)}" if named else ""


def _role(house: House, limit: AuthorityLimit) -> str:
    return next((approver.role for approver in house.approvers if approver.id == limit.role), limit.role)


def _enhanced_cap(terms: Terms) -> Money | None:
    cap = agreed(terms.liability.enhanced_cap)
    return None if cap is None else terms.derived.general_cap.times(cap.multiple_of_general).rounded()


def _credits_at_risk(terms: Terms) -> Money | None:
    credits = agreed(terms.service_credits)
    if credits is None:
        return None
    cap: Percent = agreed(credits.monthly_cap)
    return cap.of(terms.derived.monthly_charge).times(12).rounded()


def _early_fee(terms: Terms) -> Money | None:
    return max((step.amount for step in terms.derived.early_fees), key=lambda amount: amount.amount, default=None)


def _renewal_agreed_by(terms: Terms) -> date | None:
    renewal = agreed(terms.term.renewal)
    return renewal.agree_before_expiry.before(terms.derived.expiry_date) if isinstance(renewal, AgreedRenewal) else None


def _notice(right: Convenience) -> Duration | str:
    exists = agreed(right)
    return exists.notice if isinstance(exists, ConvenienceRight) else "no such right"
