"""A frozen version on its way to the other party: which files, to whom, and by when an answer is expected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.entry_forms import DAY, PARTY, SHA256, VERSION, WORDS, EntryForm

_FILE = re.compile(r"[a-z0-9][a-z0-9.-]*\.[a-z]+")
"""The name of a file, which no other fact is called by: it has a full stop."""
FORM = EntryForm({"version": VERSION, "party": PARTY}, {"redline_from": VERSION, "channel": WORDS, "reply_by": DAY}, {_FILE: SHA256})


@dataclass(frozen=True, slots=True)
class Sending:
    """What was sent, or is about to be.

    `party` is `customer` or `provider`; `redline_from` the version against which a redline lies beside the contract, `channel` the way
    that it went, `reply_by` the day by which an answer is expected (ISO 8601), each empty where there is none; `files` the sha256 of
    each file by its name.
    """

    version: str
    party: str
    redline_from: str = ""
    channel: str = ""
    reply_by: str = ""
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> Mapping[str, str]:
        """It as an entry of the ledger tells it."""
        told = {"version": self.version, "party": self.party}
        told |= {"redline_from": self.redline_from, "channel": self.channel, "reply_by": self.reply_by}
        return {name: fact for name, fact in told.items() if fact} | dict(self.files)


def sending_of(facts: Mapping[str, str]) -> Sending:
    """The sending of which an entry of the ledger tells."""
    told = {name: facts.get(name, "") for name in ("version", "party", "redline_from", "channel", "reply_by")}
    return Sending(**told, files={name: hash for name, hash in facts.items() if _FILE.fullmatch(name)})
