"""Words as a page shows them, so that what was written and what was printed can be compared letter by letter."""

from __future__ import annotations

from unicodedata import category, normalize

_JOINED = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
"""Letters in one piece, which come with texts that were copied from a PDF, and which a renderer may draw apart."""


def as_drawn(text: str) -> str:
    """Composed characters, without the invisible ones that a renderer may drop, such as a soft hyphen."""
    composed = normalize("NFC", text).translate(_JOINED)
    return composed if composed.isascii() else "".join(character for character in composed if category(character) != "Cf")
