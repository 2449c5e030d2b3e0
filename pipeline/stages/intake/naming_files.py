"""An answer that names a file in which the rows stand."""

from __future__ import annotations

ENDINGS = (".csv", ".xlsx")


def is_file(words: object) -> bool:
    """Whether an answer names a file that holds rows."""
    return isinstance(words, str) and words.strip().lower().endswith(ENDINGS)
