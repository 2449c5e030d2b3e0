"""Obligations: what a party has to do, who answers for it, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty of a party.

    `duty` says what is done, as it would follow the word "shall"; `due` by when, `recurs` how often ("once", "monthly", "on each event").
    `owner` answers for it and `deputy` stands in; `clause` is the id of the clause that imposes it. `days` are the days on which it falls
    due, none where it waits for an event or has no fixed day. What has days has the id of its key date.
    """

    id: str
    party: str
    duty: str
    due: str
    recurs: str
    owner: str
    clause: str
    deputy: str = ""
    days: tuple[date, ...] = ()
