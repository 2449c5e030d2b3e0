"""The data that goes with the text: those fields that the text prints, and nothing else of what the files say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline import store
from pipeline.model.document import Document, Value, inlines, walk
from pipeline.model.ledger import LedgerHead
from pipeline.model.signing import Method
from pipeline.model.snapshot import Snapshot
from pipeline.model.terms.writing import value_at

NAME = "agreement.yaml"
RECORD = "record"
"""The field of the attached data that names the last entry of the ledger: its number and its hash."""
_RECORD = re.compile(rb"^" + RECORD.encode() + rb": '?(\d{1,9}) ([0-9a-f]{64})'?$", re.MULTILINE)
WORDS = "The values that the text of this agreement prints"


def printed_data(document: Document, data: Mapping[str, Any]) -> dict[str, Any]:
    """Each field whose value the text prints, under its path; where a field is printed in other words than its own, these words."""
    shown: dict[str, Any] = {}
    for path, value in sorted(_printed(document, data), key=lambda each: (-each[0].count("."), each[0])):
        _put(shown, path.split("."), value)
    return _in_order(shown)


def attached_data(snapshot: Snapshot, document: Document, method: Method, facts: Mapping[str, str], attachments: list[Any]) -> bytes:
    """The file that is attached to the execution copy. `facts` are what identifies the copy."""
    tree = {**facts, "signed": method.value, "attachments": attachments, "terms": printed_data(document, snapshot.data)}
    return store.yaml_text({name: value for name, value in tree.items() if value}).encode()


def recorded_head(data: bytes) -> LedgerHead | None:
    """Where the ledger stood when a copy was prepared, as its attached data say; None where they do not."""
    found = _RECORD.search(data)
    return LedgerHead(int(found[1]), found[2].decode()) if found else None


def _printed(document: Document, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    found: dict[str, str] = {}
    for node in walk(document):
        for inline in inlines(node):
            if isinstance(inline, Value):
                found.setdefault(inline.path, inline.text)
    for path, text in found.items():
        value = value_at(data, path)
        yield path, value if _is_plain(value) else text


def _is_plain(value: Any) -> bool:
    """Whether a field holds a value and not further fields, of which the text may print some only."""
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


def _put(shown: dict[str, Any], path: list[str], value: Any) -> None:
    """A field that holds others of which some are shown already is shown by these."""
    *around, last = path
    for name in around:
        shown = shown.setdefault(name, {})
    shown.setdefault(last, value)


def _in_order(shown: dict[str, Any]) -> dict[str, Any]:
    return {name: _in_order(value) if isinstance(value, dict) else value for name, value in sorted(shown.items())}
