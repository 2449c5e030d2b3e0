"""The only clock of the tool: what is done now is dated here, and `--now` sets it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This second, as the ledger writes it."""
    return in_ledger(datetime.now(UTC))


def in_ledger(moment: datetime) -> str:
    """A moment in UTC to the second, as in `2026-05-01T12:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
