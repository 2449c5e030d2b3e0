"""The answers by which people approved, byte for byte: `approvals/<sha256><ending>` in the contract's folder."""

from __future__ import annotations

from pipeline.model.diagnostic import Diagnostic
from pipeline.store.contracts import folder_of
from pipeline.store.files import content_of, sha256
from pipeline.store.root import BUILD, CONTRACT_ID, Root
from pipeline.store.writing import write_unless_there

_MOST_BYTES = 50_000_000
ENDINGS = (".eml", ".json")
"""How an answer comes: as a mail, or as the review of a pull request."""


def evidence_file(contract: str, hash: str, ending: str) -> str:
    """Where the answer with this sha256 lies, relative to the root."""
    return f"{folder_of(contract)}/approvals/{hash}{ending}"


def evidence_files(root: Root, contract: str) -> tuple[str, ...]:
    """All that lies under `approvals/`, relative to the root, whether or not the ledger speaks of it."""
    folder = f"{folder_of(contract)}/approvals"
    return tuple(f"{folder}/{name}" for name in root.names(folder))


def keep_evidence(root: Root, contract: str, content: bytes, ending: str) -> str:
    """Lay an answer down, where it stays; give its sha256, by which it is named. Raises CannotWrite."""
    hash = sha256(content)
    write_unless_there(root, evidence_file(contract, hash, ending), content)
    return hash


def read_evidence(root: Root, file: str) -> bytes | Diagnostic:
    """The bytes of an answer, or what is in the way."""
    return content_of(root.path(file), file, _MOST_BYTES)


def request_file(contract: str, version: str, gate: str, role: str) -> str:
    """The mail by which somebody is asked: `build/<contract>/approvals/<contract>-<version>-<gate>-<role>.eml`."""
    assert CONTRACT_ID.fullmatch(contract), contract
    return f"{BUILD}/{contract}/approvals/{contract}-{version}-{gate}-{role}.eml"
