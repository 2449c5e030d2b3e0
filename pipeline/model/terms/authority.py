"""Who in our house may commit it to a contract: the value and the term of the contract against the limits of authority."""

from __future__ import annotations

from pipeline.model.duration import NoOrder
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.house import AuthorityLimit, House


def limits(house: House) -> tuple[AuthorityLimit, ...]:
    """The limits of authority, the lowest first."""
    return tuple(sorted(house.authority_limits, key=lambda limit: limit.contract_value.amount))


def lowest_authority(house: House, terms: Terms) -> AuthorityLimit | None:
    """The lowest limit that suffices for value and term; None where nobody may commit that much. Raises StillOpen, MixedCurrencies."""
    return next((limit for limit in limits(house) if suffices(limit, terms)), None)


def suffices(limit: AuthorityLimit, terms: Terms) -> bool:
    """Whether the role may agree to this value and term; a limit in another currency says nothing and never suffices.

    Raises StillOpen, MixedCurrencies.
    """
    value, start = terms.derived.contract_value, terms.derived.term_start_date
    if value.currency != limit.contract_value.currency or value.amount > limit.contract_value.amount:
        return False
    try:
        return not terms.term.initial_term.exceeds(limit.term, starting=start)
    except NoOrder:
        return False
