"""A draft that was written elsewhere, as the ledger tells that it was taken in."""

from __future__ import annotations

from pipeline.model.entry_forms import FILE, SHA256, WORDS, EntryForm

FORM = EntryForm({"name": WORDS, "sha256": SHA256, "file": FILE})
"""The name under which it came, and where it is kept to the byte."""
