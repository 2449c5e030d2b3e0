"""Frozen versions: `versions/<version>.json` in the contract's folder."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from pipeline.model.diagnostic import Diagnostic, Span, error
from pipeline.model.ledger import LedgerHead
from pipeline.model.snapshot import FORMAT, Snapshot
from pipeline.model.stamp import Paper, Stamp
from pipeline.store.contracts import folder_of
from pipeline.store.files import content_of
from pipeline.store.root import FROZEN, Root
from pipeline.store.trees import NotATree, tree_as_json, tree_from_json
from pipeline.store.writing import write

_MOST_BYTES = 50_000_000


def versions(root: Root, contract: str) -> tuple[str, ...]:
    """The frozen versions of a contract, the oldest first."""
    found = [FROZEN.fullmatch(name) for name in root.names(f"{folder_of(contract)}/versions")]
    return tuple(f"{major}.{minor}" for major, minor in sorted((int(each[1]), int(each[2])) for each in found if each))


def snapshot_file(contract: str, version: str) -> str:
    """Where a frozen version lies, relative to the root."""
    return f"{folder_of(contract)}/versions/{version}.json"


def snapshot_bytes(snapshot: Snapshot) -> bytes:
    """The file of a frozen version: JSON with sorted keys, one node a line, so that a difference can be read."""
    told = {field.name: getattr(snapshot, field.name) for field in fields(snapshot)}
    told |= {"document": tree_as_json(snapshot.document), "stamp": {**asdict(snapshot.stamp), "issued": _written(snapshot.stamp.issued)}}
    told["head"] = asdict(snapshot.head) if snapshot.head else None
    if snapshot.format < FORMAT:
        # An older version is written as it was, so that its hash stands.
        del told["head"]
    told |= {name: dict(told[name]) for name in ("data", "wordings", "positions", "inputs", "tools", "pages", "outputs")}
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def write_snapshot(root: Root, snapshot: Snapshot) -> None:
    """Write the file of a frozen version. Raises CannotWrite."""
    write(root, snapshot_file(snapshot.contract, snapshot.version), snapshot_bytes(snapshot))


def read_snapshot(root: Root, contract: str, version: str) -> tuple[Snapshot, bytes] | Diagnostic:
    """A frozen version and its file's bytes, or what is wrong with it."""
    file = snapshot_file(contract, version)
    content = content_of(root.path(file), file, _MOST_BYTES)
    return content if isinstance(content, Diagnostic) else snapshot_of(content, file)


def snapshot_of(content: bytes, file: str) -> tuple[Snapshot, bytes] | Diagnostic:
    """The version that these bytes of a file tell of, or what is wrong with them."""
    try:
        told = json.loads(content)
        if told.get("format") not in range(1, FORMAT + 1):
            return _unreadable(file, f"it is written in the format {told.get('format')}, and this release reads 1 to {FORMAT}")
        return _snapshot(**told), content
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as fault:
        return _unreadable(file, str(fault).partition("\n")[0] or type(fault).__name__)


def _snapshot(document: Any, stamp: dict[str, Any], head: dict[str, Any] | None = None, **told: Any) -> Snapshot:
    issued, paper = stamp.pop("issued"), stamp.pop("paper")
    made = Stamp(**stamp, issued=date.fromisoformat(issued) if issued else None, paper=Paper(paper))
    return Snapshot(document=tree_from_json(document), stamp=made, head=LedgerHead(**head) if head else None, **told)


def _unreadable(file: str, why: str) -> Diagnostic:
    hint = "take the file as it was committed: git restore"
    return error("unreadable-version", Span(file), f"this frozen version cannot be read: {why}", hint)


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


__all__ = ["NotATree", "read_snapshot", "snapshot_bytes", "snapshot_file", "snapshot_of", "versions", "write_snapshot"]
