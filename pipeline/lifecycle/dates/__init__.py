"""The days on which something ends, falls due or must have been said, by the rules of the clauses."""

from __future__ import annotations

from pipeline.lifecycle.dates import charges, ending, keeping, term, work
from pipeline.lifecycle.life import Life
from pipeline.model.key_dates import KeyDate, Undated
from pipeline.model.terms.contract import Terms

_RULES = (*term.RULES, *work.RULES, *charges.RULES, *keeping.RULES, *ending.RULES)


def key_dates(terms: Terms) -> tuple[KeyDate, ...]:
    """All key dates, by day; what recurs stands where its first day falls."""
    found = (each for each in _found(terms) if isinstance(each, KeyDate))
    return tuple(sorted(found, key=lambda each: (each.act_by, each.id)))


def undated(terms: Terms) -> tuple[Undated, ...]:
    """The key dates to which no day can be given, each once, and why."""
    return tuple(dict.fromkeys(each for each in _found(terms) if isinstance(each, Undated)))


def _found(terms: Terms) -> tuple[KeyDate | Undated, ...]:
    life = Life(terms)
    return tuple(each for rule in _RULES for each in rule.found(life))
