"""Words that a stranger wrote, on our terminal: what could move the cursor or turn the line round is shown as a sign."""

from __future__ import annotations

_INSTEAD = "\ufffd"


def harmless(words: str) -> str:
    """The words on one line, each sign that nobody could see in them replaced."""
    return "".join(sign if sign.isprintable() else _INSTEAD for sign in " ".join(words.split()))
