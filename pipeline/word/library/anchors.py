"""The map that leads from a paragraph of the reviewed DOCX back to the clause, the wording and the block that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from pipeline.model.review import Wording, Words, all_words, shown
from pipeline.word.anchors import Anchor, bookmark
from pipeline.word.names import DECLARATION
from pipeline.word.text import visible

LIBRARY = "urn:draftline:library"
"""Namespace of the custom XML part; LibreOffice renames the part, so it is found by this."""


@dataclass(frozen=True, slots=True)
class AnchoredWording:
    """A wording of a clause, or of a law, with the id of what it belongs to: `liability`, `law/germany`."""

    of: str
    wording: Wording


def anchored(words: Words) -> Anchor | None:
    """The anchor of a paragraph; None where it has no words that could bear a bookmark."""
    said = visible(shown(words.content))
    return Anchor(words.anchor, said) if said else None


def library_part(input_hash: str, wordings: Sequence[AnchoredWording]) -> str:
    """The custom XML part: of each wording its file, of each of its paragraphs the bookmark, the block's id, the line and the hash."""
    entries = "".join(
        f"<wording of={quoteattr(each.of)} name={quoteattr(each.wording.name)} file={quoteattr(each.wording.file)}>"
        f"{_blocks(each.wording)}</wording>"
        for each in wordings
    )
    return f'{DECLARATION}<library xmlns="{LIBRARY}" input={quoteattr(input_hash)}>{entries}</library>'


def _blocks(wording: Wording) -> str:
    return "".join(_block(words) for words in all_words(wording.blocks))


def _block(words: Words) -> str:
    anchor = anchored(words)
    if anchor is None:
        return ""
    names = f"anchor={quoteattr(anchor.id)} bookmark={quoteattr(bookmark(anchor.id))} id={quoteattr(words.id)}"
    return f'<block {names} line="{words.line}" text="{anchor.text_hash}"/>'
