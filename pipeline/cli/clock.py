"""The only clock of the tool: what is done now is dated here, and `--now` sets it."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime


def now() -> str:
    """This second, as the ledger writes it."""
    return in_ledger(datetime.now(UTC))


def in_ledger(moment: datetime) -> str:
    """A moment in UTC to the second, as in `2026-05-01T12:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(word: str) -> str:
    """The moment that a word of the command line names, as the ledger writes it. Raises ArgumentTypeError."""
    try:
        named = datetime.fromisoformat(word)
    except ValueError:
        named = None
    if named is None or named.tzinfo is None:
        raise argparse.ArgumentTypeError(f"`{word}` is no moment: expected a date and a time with its zone, as in 2026-05-01T12:00:00Z")
    return in_ledger(named)
