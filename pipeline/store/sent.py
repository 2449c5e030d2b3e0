"""What left the house, byte for byte: `sent/<version>/` in the contract's folder, and the ledger's entries about it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.ledger import FactKind
from pipeline.model.sending import Sending, sending_of
from pipeline.store.contracts import folder_of
from pipeline.store.files import content_of
from pipeline.store.ledger import read_ledger
from pipeline.store.root import Root
from pipeline.store.writing import CannotWrite, write

_MOST_BYTES = 100_000_000


def sent_file(contract: str, version: str, name: str) -> str:
    """Where a file that was sent lies, relative to the root."""
    return f"{folder_of(contract)}/sent/{version}/{name}"


def sent_files(root: Root, contract: str) -> Iterator[str]:
    """All files that lie under `sent/`, relative to the root, whether or not the ledger speaks of them."""
    folder = f"{folder_of(contract)}/sent"
    for version in root.names(folder):
        if root.is_folder(f"{folder}/{version}"):
            yield from (sent_file(contract, version, name) for name in root.names(f"{folder}/{version}"))
        else:
            yield f"{folder}/{version}"


def read_sent(root: Root, contract: str, version: str, name: str) -> bytes | Diagnostic:
    """The bytes of a file that was sent, or what is in the way."""
    file = sent_file(contract, version, name)
    return content_of(root.path(file), file, _MOST_BYTES)


def keep_sent(root: Root, contract: str, version: str, name: str, content: bytes, *, recorded: bool) -> None:
    """Lay a file under `sent/`. One that an entry of the ledger has `recorded` stays as it is; another was never sent and is written over.

    Raises CannotWrite, also where other bytes lie where the recorded ones should.
    """
    file = sent_file(contract, version, name)
    if not recorded:
        write(root, file, content)
    elif read_sent(root, contract, version, name) != content:
        message = "other bytes lie here than those that would be sent, and what was sent is never overwritten"
        raise CannotWrite(error("other-sent-file", Span(file), message, "`draftline check` tells what the ledger says of this file"))


def sendings(root: Root, contract: str, party: str | None = None) -> tuple[Sending, ...]:
    """What was sent, the oldest first; to one party where it is named."""
    told = (sending_of(entry.facts) for entry in read_ledger(root, contract).of_kind(FactKind.SENT))
    return tuple(sending for sending in told if party in (None, sending.party))


def last_sent(root: Root, contract: str, party: str | None = None) -> Sending | None:
    """What was sent last, to one party where it is named; None where nothing was."""
    return next(reversed(sendings(root, contract, party)), None)
