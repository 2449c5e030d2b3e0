"""The people and meetings of today in the terms of a version: a party may replace people by telling the other, and moves no word by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pipeline.model.terms.contract import Terms
from pipeline.model.terms.governance import Governance
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.section import Section

Item = TypeVar("Item", bound=Section)

_OF_A_CONTACT = ("name", "email", "phone", "deputy")
_OF_AN_OVERSEER = ("name", "deputy")
_OF_A_MEETING = ("slot",)


def with_todays_people(terms: Terms, today: Terms) -> Terms:
    """The terms with the contacts, the overseers and the slots of meetings that the contract's files name today; the rest is as it was."""
    update: dict[str, object] = {"contacts": _updated(terms.contacts, today.contacts, _OF_A_CONTACT)}
    if isinstance(terms.governance, Governance) and isinstance(today.governance, Governance):
        then, now = terms.governance, today.governance
        people = _updated(then.oversight, now.oversight, _OF_AN_OVERSEER)
        meetings = _updated(then.meetings, now.meetings, _OF_A_MEETING)
        update["governance"] = then.model_copy(update={"oversight": people, "meetings": meetings})
    return terms.model_copy(update=update)


def _updated(then: tuple[Item, ...], now: tuple[Item, ...], fields: Iterable[str]) -> tuple[Item, ...]:
    """The items of then, each with these fields of the item that has its id now. What is open stays, and what is gone stays too."""
    if isinstance(then, OpenPoint) or isinstance(now, OpenPoint):
        return then
    known: Mapping[str, Item] = {str(getattr(item, "id", "")): item for item in now}
    return tuple(_with(item, known.get(str(getattr(item, "id", ""))), fields) for item in then)


def _with(item: Item, today: Item | None, fields: Iterable[str]) -> Item:
    if today is None:
        return item
    found = {name: getattr(today, name) for name in fields}
    return item.model_copy(update={name: value for name, value in found.items() if not isinstance(value, OpenPoint)})
