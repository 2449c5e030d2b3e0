"""The anchors that find a paragraph again after somebody else has edited the file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from pipeline.model.document import Document, Item, Node, Part, Revision, children
from pipeline.model.reading import words_hash
from pipeline.word.names import DECLARATION, W
from pipeline.word.text import visible

ANCHORS = "urn:draftline:anchors"
"""Namespace of the custom XML part; LibreOffice renames the part, so it is found by this."""
WORDS = ("clause", "paragraph", "schedule", "of")
"""The words of references that the part tells."""
_PART = re.compile(r"customXml/[^/]+\.xml")


@lru_cache(maxsize=65536)
def bookmark(identity: str) -> str:
    """The bookmark of the node with this id: hidden in Word, and well below its 40 characters."""
    return "_c" + hashlib.sha256(identity.encode()).hexdigest()[:16]


def put_bookmark(paragraph: etree._Element, name: str, number: str) -> None:
    """Put a bookmark into a paragraph, at its front; `number` is an id that no other bookmark has."""
    start = etree.Element(f"{W}bookmarkStart", {f"{W}id": number, f"{W}name": name})
    properties = paragraph.find(f"{W}pPr")
    paragraph.insert(0, start) if properties is None else properties.addnext(start)
    start.addnext(etree.Element(f"{W}bookmarkEnd", {f"{W}id": number}))


def map_parts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The names of the custom XML parts that look like the map of a file of ours."""
    return (name for name in sorted(parts) if _PART.fullmatch(name) and ANCHORS.encode() in parts[name])


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bookmarked paragraph: the id of its node and the words it was written with."""

    id: str
    words: str

    @property
    def text_hash(self) -> str:
        """The sha256 of the words, shortened to what tells paragraphs apart."""
        return words_hash(self.words)


@dataclass(frozen=True, slots=True)
class Former:
    """The old version of a redline: its nodes, the bookmarks that are only theirs, and who changed it when."""

    document: Document
    bookmarks: Mapping[str, str]
    revision: Revision


def anchors_part(
    contract: str, version: str, input_hash: str, document: Document, anchors: Mapping[str, Anchor], former: Former | None = None
) -> str:
    """The custom XML part: of each node its id and what it stands in, with bookmark and hash of the words where it has some.

    What it stands in cannot always be seen on the page: a paragraph under 1.1 looks like one that follows the list. Title, language
    and the words for references are those of the Document. Of a redline the part tells also what only the old version has.
    """
    told = {
        "contract": contract,
        "version": version,
        "input": input_hash,
        "title": document.title,
        "language": document.language,
        **{name: getattr(document.words, name) for name in WORDS},
        **({"author": former.revision.author, "date": former.revision.date} if former else {}),
    }
    head = " ".join(f"{name}={quoteattr(visible(value))}" for name, value in told.items())
    placed = list(_placed(document, ""))
    entries = [_entry("anchor", node, around, _words(anchors.get(node.id))) for node, around in placed]
    if former is not None:
        present = {node.id for node, _ in placed}
        for node, around in _placed(former.document, ""):
            name = former.bookmarks.get(node.id)
            if name is not None or node.id not in present:
                entries.append(_entry("former", node, around, f' bookmark="{name}"' if name is not None else ""))
    return f'{DECLARATION}<anchors xmlns="{ANCHORS}" {head}>{"".join(entries)}</anchors>'


def _placed(node: Node, around: str) -> Iterator[tuple[Any, str]]:
    """Each node with an id, with the id of what it stands in: a Part, a Clause, a Table, or the first paragraph of an Item."""
    waiting = [(node, around)]
    while waiting:
        node, around = waiting.pop()
        below = children(node)
        if isinstance(node, Item):
            yield node.first, around
            around, below = node.first.id, below[1:]
        elif hasattr(node, "id"):
            yield node, around
            around = node.id
        waiting.extend((child, around) for child in reversed(below))


def _words(anchor: Anchor | None) -> str:
    return f' bookmark="{bookmark(anchor.id)}" text="{anchor.text_hash}"' if anchor else ""


def _entry(tag: str, node: Any, around: str, found: str) -> str:
    kind = f' kind="{node.kind.value}"' if isinstance(node, Part) else ""
    place = f" in={_quoted(around)}" if around else ""
    return f"<{tag} id={_quoted(node.id)}{kind}{place}{found}/>"


@lru_cache(maxsize=65536)
def _quoted(identity: str) -> str:
    """An id as the value of an attribute; most come again in each contract."""
    return quoteattr(identity)
