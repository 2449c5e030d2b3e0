"""The anchors that find a paragraph again after somebody else has edited the file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from pipeline.word.names import DECLARATION

ANCHORS = "urn:draftline:anchors"
"""Namespace of the custom XML part; LibreOffice renames the part, so it is found by this."""


@lru_cache(maxsize=65536)
def bookmark(identity: str) -> str:
    """The bookmark of the node with this id: hidden in Word, and well below its 40 characters."""
    return "_c" + hashlib.sha256(identity.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bookmarked paragraph: the id of its node and the words it was written with."""

    id: str
    words: str

    @property
    def text_hash(self) -> str:
        """The sha256 of the words, shortened to what tells paragraphs apart."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:16]


def anchors_part(contract: str, version: str, input_hash: str, anchors: Sequence[Anchor]) -> str:
    """The custom XML part: id, bookmark and hash of the words of each anchored paragraph."""
    head = f"contract={quoteattr(contract)} version={quoteattr(version)} input={quoteattr(input_hash)}"
    entries = "".join(
        f'<anchor id={quoteattr(anchor.id)} bookmark="{bookmark(anchor.id)}" text="{anchor.text_hash}"/>' for anchor in anchors
    )
    return f'{DECLARATION}<anchors xmlns="{ANCHORS}" {head}>{entries}</anchors>'
