"""Markdown out of whose marks no word of a contract can break."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
GUARD = "\u200b"
"""A blank of no width, which is neither a space nor punctuation: it stops mentions, and lets a mark begin or end beside any sign."""


def escaped(words: str) -> str:
    """Words that Markdown prints as they are, and that call nobody and lead nowhere."""
    flat = _PUNCTUATION.sub(r"\\\1", " ".join(words.split("\n")))
    return flat.replace("@", f"@{GUARD}").replace("#", f"#{GUARD}")


def row(cells: Sequence[str]) -> str:
    """One row of a table; the cells are Markdown already."""
    return f"| {' | '.join(cells)} |"


def head(columns: Sequence[str]) -> tuple[str, str]:
    """The two lines that begin a table."""
    return row(columns), row(["---"] * len(columns))
