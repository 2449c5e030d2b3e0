"""Who may decide for a role, and why somebody may not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model.approval import ApprovalStanding
from pipeline.model.terms.house import Approver, House


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may decide for a role: its holder, or a delegate of the holder (`delegate_of`)."""

    name: str
    role: str
    email: str = ""
    login: str = ""
    delegate_of: str = ""


def people(house: House) -> tuple[Person, ...]:
    """All who may decide for any role, the holders first; who may decide for several roles is there once for each."""
    holders = [Person(each.name, each.id, each.email, each.login or "") for each in house.approvers]
    return (*holders, *(delegate for each in house.approvers for delegate in _delegates(each, holders)))


def _delegates(approver: Approver, holders: Iterable[Person]) -> Iterator[Person]:
    if approver.delegate:
        # A delegate who holds a role of their own has the address of that role, where none is given here.
        own = next((each for each in holders if same_person(each.name, approver.delegate)), None)
        email = approver.delegate_email or (own.email if own else "")
        login = approver.delegate_login or (own.login if own else "")
        yield Person(approver.delegate, approver.id, email, login, delegate_of=approver.name)


def same_person(one: str, other: str) -> bool:
    """Whether two entries name one person; what follows a comma is their place in the house, as in "Rhys Call, Contracts"."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(name.partition(",")[0].split()).casefold()


def known_as(house: House, word: str) -> tuple[Person, ...]:
    """Whom a word means: a name, an address, or a role, of which its holder is meant."""
    plain = word.strip().casefold()
    everyone = people(house)
    by_name = [each for each in everyone if same_person(each.name, word) or each.email.casefold() == plain]
    return tuple(by_name or (each for each in everyone if each.role.casefold() == plain and not each.delegate_of))


def holder_of(house: House, role: str) -> str:
    """The name of whoever holds a role today; empty where nobody does."""
    return next((each.name for each in house.approvers if each.id == role), "")


def role_words(house: House, role: str) -> str:
    """A role as people call it."""
    return next((each.role for each in house.approvers if each.id == role), role)


def barred(name: str, role: str, drafted_by: str, at_gate: Iterable[ApprovalStanding]) -> str:
    """Why a person may not decide for a role at a gate though they hold it; empty where they may.

    Two roles at one gate are two persons, and nobody approves what they drafted themselves.
    """
    if same_person(name, drafted_by):
        return f"{name} drafted this contract, and nobody approves their own draft"
    for other in at_gate:
        if other.role != role and other.holds and other.last and same_person(other.last.approved_by, name):
            return f"{name} has approved here for another role ({other.role}), and two roles at one gate are two persons"
    return ""


def who_may(house: House, role: str, drafted_by: str, at_gate: Iterable[ApprovalStanding]) -> tuple[Person, ...]:
    """All who may decide for a role at a gate now."""
    at_gate = tuple(at_gate)
    return tuple(each for each in people(house) if each.role == role and not barred(each.name, role, drafted_by, at_gate))
