"""The ledger of a contract: facts in the order in which they came about, each bound to all before it by its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

GENESIS = "0" * 64
"""What stands in the place of the hash before the first entry."""


class FactKind(StrEnum):
    """What an entry is about."""

    ADOPTED = "adopted"
    """A text that was written elsewhere was taken in."""
    VERSION = "version"
    """A draft was frozen."""
    APPROVED = "approved"
    """Somebody approved, returned or rejected at a gate, or approved what a round gave way on."""
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    """The other party confirmed that it has what was sent."""
    RECEIVED = "received"
    REFUSED = "refused"
    """A file that came was not taken."""
    DECIDED = "decided"
    PREPARED = "prepared"
    """The execution copy was made."""
    SIGNED = "signed"
    """One signatory signed the execution copy."""
    EXECUTED = "executed"
    """All signatures hold: the agreement is concluded."""
    DONE = "done"
    """A task of the transition, a meeting or another duty of ours was done."""
    CLOSED = "closed"
    """The figures of a period were closed, or restated."""


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The last entry of a ledger at some moment: its number, 0 where there was none, and its hash.

    Kept elsewhere it is an anchor: a ledger that lacks this entry was cut off.
    """

    number: int
    hash: str

    def lost_from(self, entries: Sequence[Entry]) -> str:
        """Why a ledger of these entries is not the one that had this last entry, with or without later ones; empty where it is.

        This finds what the hashes within a ledger cannot: that its end was cut off, or written anew.
        """
        if self.is_in(entries):
            return ""
        if self.number <= len(entries):
            return f"entry {self.number} was another one: it, or an entry before it, was written anew since"
        had = "one entry" if self.number == 1 else f"{self.number} entries"
        has = f"ends with entry {len(entries)}" if entries else "has none"
        return f"the ledger had {had}, and today it {has}: its end was cut off"

    def is_in(self, entries: Sequence[Entry]) -> bool:
        """Whether the ledger still has this entry, and with it all before."""
        if not self.number:
            return True
        return self.number <= len(entries) and entries[self.number - 1].hash == self.hash


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact: its number from 1, when it was written (UTC, ISO 8601), what it says, and the hash of the entry before it."""

    number: int
    kind: FactKind
    at: str
    facts: Mapping[str, str]
    previous: str

    @property
    def hash(self) -> str:
        """The sha256 of the entry's line, which holds the hash of the entry before it, and so of the whole ledger up to here."""
        return hashlib.sha256(self.line.encode()).hexdigest()

    @property
    def line(self) -> str:
        """The entry as its line of the file, without the line's end; there is one way only to write an entry."""
        fields = {"number": self.number, "kind": self.kind, "at": self.at, "facts": dict(self.facts), "previous": self.previous}
        return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
