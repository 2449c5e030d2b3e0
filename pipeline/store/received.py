"""What came back, byte for byte: `received/<nn>.docx` in the contract's folder."""

from __future__ import annotations

from pathlib import Path

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.ledger import FactKind
from pipeline.store.contracts import folder_of
from pipeline.store.files import content_of
from pipeline.store.ledger import Ledger
from pipeline.store.root import Root

_MOST_BYTES = 100_000_000


def their_file(path: Path) -> bytes | Diagnostic:
    """The bytes of a file that lies anywhere, or what is in the way."""
    return content_of(path, str(path), _MOST_BYTES)


def received_file(contract: str, number: int) -> str:
    """Where the file that was received as this one lies, relative to the root."""
    return f"{folder_of(contract)}/received/{number:02}.docx"


def acknowledgement_file(contract: str, party: str, draft: str, ending: str) -> str:
    """Where the file lies by which a party confirmed that it has a draft, relative to the root."""
    return f"{folder_of(contract)}/received/{party}-has-draft-{draft}.{ending}"


def next_received(ledger: Ledger) -> int:
    """The number of the next file that is received; refused files are not kept and have none."""
    return len(ledger.of_kind(FactKind.RECEIVED)) + 1


def next_round(ledger: Ledger) -> int:
    """The number of the next round; a file that came back untouched opened none."""
    return sum("round" in entry.facts for entry in ledger.of_kind(FactKind.RECEIVED)) + 1


def read_received(root: Root, file: str) -> bytes | Diagnostic:
    """The bytes of a file that was received, or what is in the way."""
    return content_of(root.path(file), file, _MOST_BYTES)
