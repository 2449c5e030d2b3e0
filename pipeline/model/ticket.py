"""Tickets as a service desk recorded them: what happened to each, and when, to the second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class TicketState(StrEnum):
    """What a ticket waits for, as the agreement tells the states apart; whether a state stops a clock is the agreement's to say."""

    WORKING = "working"
    AWAITING_CUSTOMER = "awaiting_customer"
    AGREED_HOLD = "agreed_hold"
    CUSTOMER_THIRD_PARTY = "customer_third_party"
    """The Provider waits for another supplier of the Customer."""
    PROVIDER_SUPPLIER = "provider_supplier"
    """The Provider waits for a supplier of its own."""
    RESOLVED = "resolved"
    CLOSED = "closed"
    """Put away. A ticket that was never resolved before is resolved by it."""

    @property
    def is_open(self) -> bool:
        """Whether work is still expected."""
        return self not in (TicketState.RESOLVED, TicketState.CLOSED)

    @property
    def words(self) -> str:
        """The state as words of a sentence."""
        return self.value.replace("_", " ")


class EventKind(StrEnum):
    """What an entry in the history of a ticket tells."""

    OPENED = "opened"
    RESPONDED = "responded"
    STATE = "state"
    PRIORITY = "priority"
    UPDATED = "updated"
    """The Customer was told what has been done, and what comes next."""
    WORKAROUND = "workaround"
    """A workaround that the Customer accepted was in place."""
    MAJOR = "major"
    """The ticket was declared a Major Incident."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry in the history of a ticket, in seconds since 1970 in UTC. `value` is the new state or priority, and empty otherwise."""

    at: int
    kind: EventKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket: its kind, what it concerns, the Priority with which it was opened, and what happened to it.

    `type` is one of the ticket types of the data (`incident`, `service_request`), `service` and `request` the ids of the service and of
    the request of the catalogue, each empty where the export does not say. The events stand in order; the first is the opening.
    """

    id: str
    events: tuple[Event, ...]
    type: str = "incident"
    priority: str = ""
    service: str = ""
    request: str = ""

    @property
    def opened(self) -> int:
        """When it was opened."""
        return self.events[0].at


def natural(number: str) -> tuple[tuple[str | int, ...], str]:
    """What ticket numbers are ordered by as a person orders them: `T-9` before `T-12`."""
    parts = re.split("([0-9]+)", number)
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts)), number
