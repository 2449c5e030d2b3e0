"""A version as it was frozen: the tree and all that is needed to print it again, so that it needs neither old code nor old clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.document import Document
from pipeline.model.entry_forms import SHA256, VERSION, EntryForm, one_of
from pipeline.model.ledger import LedgerHead
from pipeline.model.stamp import Stamp

FORMAT = 2
"""Raised when the form of a snapshot changes; older ones stay readable. The first had no `head`."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One frozen version.

    `data` are the terms as their files would say them; `wordings` which wording of which clause is in; `positions` which position of
    the playbook each clause had reached; `inputs` the sha256 of each file that it came from; `tools` the releases that made it;
    `pages` the page of each heading, by id, as its contents say; `outputs` the sha256 of DOCX and PDF by ending; `head` the last entry of
    the ledger before it was frozen, None in the first format.
    """

    contract: str
    version: str
    document: Document
    stamp: Stamp
    text_hash: str
    data: Mapping[str, Any]
    wordings: Mapping[str, str]
    positions: Mapping[str, str]
    inputs: Mapping[str, str]
    tools: Mapping[str, str]
    pages: Mapping[str, int]
    outputs: Mapping[str, str]
    head: LedgerHead | None = None
    format: int = field(default=FORMAT)


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of one frozen version: that today's code reads the same text in it, and that it prints the same DOCX.

    `docx` is None where another tool or template than that of the day is at hand, so that nobody can tell.
    """

    version: str
    text: bool
    docx: bool | None


_SIGNED_ELSEWHERE = EntryForm({"version": VERSION, "snapshot": SHA256, "text": SHA256, "pdf": SHA256, "elsewhere": one_of("signed")})
FORM = EntryForm(
    {"version": VERSION, "snapshot": SHA256, "text": SHA256, "docx": SHA256, "pdf": SHA256}, marked={"elsewhere": _SIGNED_ELSEWHERE}
)
"""What the ledger tells of a frozen version: the hashes of its file, its text, its DOCX and its PDF."""
