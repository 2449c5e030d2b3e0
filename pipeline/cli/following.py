"""What every command of a contract's life ends with: what to commit, and the one command that takes the contract on."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date

from pipeline import store
from pipeline.cli.clock import now
from pipeline.cli.conclusion import say
from pipeline.cli.report import Format
from pipeline.cli.usage import root_of
from pipeline.store.root import Root

_LIFE = ("new", "build", "freeze", "approve", "send", "receive", "decide", "apply", "sign", "plan", "monitor", "letter")
"""The commands that take a contract on."""


class Watch:
    """Looks at a contract before a command and after it: a longer ledger, or a new folder, is something to commit."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._contract = _contract_of(options)
        self._before = self._written()

    def say_what_follows(self) -> None:
        """Print it for a person; a program asks `status`."""
        if self._contract and getattr(self._options, "format", Format.TEXT) == Format.TEXT:
            say("".join(f"{line}\n" for line in self._lines(root_of(self._options), self._contract)), Format.TEXT)

    def _lines(self, root: Root, contract: str) -> Iterator[str]:
        if contract not in store.contracts(root):
            return
        if self._written() != self._before:
            yield f"commit {store.folder_of(contract)}/"
        command = _command(root, contract, self._options)
        if command:
            yield f"next: {command}"

    def _written(self) -> int | None:
        """How much the ledger holds; None where there is no such contract."""
        if not self._contract:
            return None
        root = root_of(self._options)
        ledger = root.path(store.ledger_file(self._contract))
        if self._contract not in store.contracts(root):
            return None
        return ledger.stat().st_size if ledger.is_file() else 0


def _contract_of(options: argparse.Namespace) -> str:
    """The one contract that a command takes on; nothing where there are several, or where it only shows something."""
    # A mapping that is proposed is saved as it was printed.
    if options.command not in _LIFE or getattr(options, "suggest_mapping", None):
        return ""
    named = getattr(options, "contracts", None) or [getattr(options, "contract", None)]
    return str(named[0]) if len(named) == 1 and named[0] else ""


def _command(root: Root, contract: str, options: argparse.Namespace) -> str:
    if options.command == "new" and not store.read_ledger(root, contract).entries:
        return f"draftline build {contract}"
    if getattr(options, "request", False):
        return f"draftline approve {contract} --from REPLY.eml --recorded-by PERSON, for each answer"
    # Imported here so that a build of what is unchanged does not wait for all that tells where a contract stands.
    from pipeline.stages import status

    today = date.fromisoformat((getattr(options, "now", None) or now())[:10])
    found = status.status(root, (contract,), today).standings
    if found and options.command == "build" and found[0].moved_on:
        return f"draftline freeze {contract}"
    return found[0].command if found else ""
