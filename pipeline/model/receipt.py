"""What the ledger tells of a file that came from the other party."""

from __future__ import annotations

from pipeline.model.entry_forms import COUNT, FILE, PARTY, SHA256, VERSION, WORDS, EntryForm, one_of

_CAME = {"name": WORDS, "sha256": SHA256, "party": PARTY}

_ROUND = EntryForm({**_CAME, "file": FILE, "answers": VERSION, "round": COUNT, "record": SHA256})
"""It answers a version and asks for something: a round was opened."""
_PAPER = EntryForm({**_CAME, "file": FILE, "paper": one_of("theirs")})
"""It is a contract on their own paper."""
RECEIVED = EntryForm({**_CAME, "file": FILE, "answers": VERSION}, marked={"round": _ROUND, "paper": _PAPER})
"""Unmarked it answers a version and asks for nothing."""
REFUSED = EntryForm({**_CAME, "why": WORDS})
"""It was not taken, and nothing of it was kept."""
