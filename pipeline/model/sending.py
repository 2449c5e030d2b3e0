"""A frozen version on its way to the other party: which draft that party sees in it, which files, to whom, and by when it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.model.entry_forms import COUNT, DAY, NAME, PARTY, SHA256, VERSION, WORDS, EntryForm

_FILE = re.compile(r"[a-z0-9][a-z0-9.-]*\.[a-z]+")
"""The name of a file, which no other fact is called by: it has a full stop."""
_FACTS = ("version", "party", "draft", "text", "package", "recipient", "redline_from", "channel", "reply_by")
FORM = EntryForm(
    {"version": VERSION, "party": PARTY},
    {
        "draft": COUNT,
        "text": SHA256,
        "package": NAME,
        "recipient": WORDS,
        "redline_from": VERSION,
        "channel": WORDS,
        "reply_by": DAY,
    },
    {_FILE: SHA256},
)


@dataclass(frozen=True, slots=True)
class Sending:
    """What was sent, or is about to be.

    `party` is `customer` or `provider`; `draft` the number of the draft as that party counts, from 1; `text` the sha256 of its words, by
    which a copy that comes back is known; `package` the name of its files without an ending. `recipient` is the address that it goes to,
    `redline_from` the version against which a redline lies beside the contract, `channel` the way that it went, `reply_by` the day by
    which an answer is expected (ISO 8601), each empty where there is none; `files` the sha256 of each file by its name.
    """

    version: str
    party: str
    redline_from: str = ""
    channel: str = ""
    reply_by: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    draft: str = ""
    text: str = ""
    package: str = ""
    recipient: str = ""

    @property
    def facts(self) -> Mapping[str, str]:
        """It as an entry of the ledger tells it."""
        told = {name: getattr(self, name) for name in _FACTS}
        return {name: fact for name, fact in told.items() if fact} | dict(self.files)

    @property
    def docx(self) -> str:
        """The name of the contract as a Word file."""
        return f"{self.package}.docx"

    @property
    def pdf(self) -> str:
        """The name of the contract as a PDF."""
        return f"{self.package}.pdf"


def sending_of(facts: Mapping[str, str]) -> Sending:
    """The sending of which an entry of the ledger tells."""
    told = {name: facts.get(name, "") for name in _FACTS}
    return Sending(**told, files={name: hash for name, hash in facts.items() if _FILE.fullmatch(name)})


def draft_number(version: str, sent: Iterable[Sending]) -> int:
    """Which draft a version is to a party, by what was sent to it before: the versions that it had, each counted once."""
    had = list(dict.fromkeys(sending.version for sending in sent))
    return had.index(version) + 1 if version in had else len(had) + 1
