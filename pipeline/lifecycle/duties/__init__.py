"""What each party has to do: every duty that the terms give a time or an owner, and the days of those that have some."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipeline.lifecycle.dates import key_dates
from pipeline.lifecycle.duties import commerce, governing, safety, service
from pipeline.lifecycle.life import Life
from pipeline.model.key_dates import KeyDate, KeyDateKind, Undated
from pipeline.model.obligation import Obligation
from pipeline.model.terms.contract import Terms

_RULES = (*governing.RULES, *service.RULES, *safety.RULES, *commerce.RULES)
_DUTIES = {
    KeyDateKind.TRANSITION,
    KeyDateKind.MILESTONE,
    KeyDateKind.REVIEW,
    KeyDateKind.EXIT,
    KeyDateKind.INSURANCE,
}
"""Kinds of key dates that are duties by themselves; those of meetings and reports have rules of their own."""
_NO_DUTIES = ("exit.begins", "exit.ends")
"""Key dates of these kinds on which nobody has to do anything."""


def obligations(terms: Terms) -> tuple[Obligation, ...]:
    """The register: what has a day first, by day, then the rest in the order of the subjects."""
    life, dated = Life(terms), {key_date.id: key_date for key_date in key_dates(terms)}
    found = [each for rule in _RULES for each in rule.found(life) if isinstance(each, Obligation)]
    with_days = [replace(each, days=_days(dated[each.id])) if each.id in dated else each for each in found]
    known = {each.id for each in with_days}
    own = [
        _duty_of(life, key_date)
        for key_date in dated.values()
        if key_date.kind in _DUTIES and key_date.party and key_date.id not in (*known, *_NO_DUTIES)
    ]
    return tuple(sorted((*own, *with_days), key=lambda each: (not each.days, each.days[:1])))


def unknown_obligations(terms: Terms) -> tuple[Undated, ...]:
    """The obligations that rest on a point that is still open."""
    life = Life(terms)
    return tuple(dict.fromkeys(each for rule in _RULES for each in rule.found(life) if isinstance(each, Undated)))


def _duty_of(life: Life, key_date: KeyDate) -> Obligation:
    holder = next((owner for owner in life.owners if owner.words == key_date.owner), None)
    deputy = holder.deputy if holder else ""
    return Obligation(
        key_date.id,
        key_date.party,
        key_date.title,
        key_date.rule,
        "once",
        key_date.owner,
        key_date.clause,
        deputy,
        _days(key_date),
    )


def _days(key_date: KeyDate) -> tuple[date, ...]:
    return (key_date.day, *key_date.further)
