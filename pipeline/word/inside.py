"""All that a DOCX holds, part by part: its words, what only a program shows, and what tells of people and machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.model.leaving import Piece
from pipeline.word.names import W
from pipeline.word.package import parts_of
from pipeline.word.template import parsed_xml

_BLOCK = (f"{W}p", f"{W}tr")
_PEOPLE = ("creator", "lastModifiedBy", "Manager", "Company")


def pieces_of_docx(docx: bytes) -> Iterator[Piece]:
    """Each part by name, its words joined paragraph by paragraph, and the values of its attributes; what else XML holds is a trace."""
    for name, part in parts_of(docx).items():
        yield Piece(name, name)
        if not name.endswith((".xml", ".rels")):
            yield Piece(name, part.decode("utf-8", "replace"), is_code=True)
            continue
        root = parsed_xml(part)
        yield Piece(name, "\n".join(_words(root)))
        yield Piece(name, "\n".join(str(value) for element in root.iter() for value in element.attrib.values()))


def traces_in_docx(docx: bytes, *, redline: bool = False) -> Iterator[tuple[str, str]]:
    """What must not be in a file for the other party, as the part and what stands in it; only a redline has tracked changes."""
    for name, part in parts_of(docx).items():
        if re.fullmatch(r"word/(comments\w*|people)\.xml", name):
            yield name, "comments, or the names of those who made them"
        if name.endswith((".xml", ".rels")):
            root = parsed_xml(part)
            yield from ((name, what) for what in _traces(root, redline=redline))


def _traces(root: etree._Element, *, redline: bool) -> Iterator[str]:
    if root.find(f".//{W}r/{W}rPr/{W}vanish") is not None:
        yield "words that nobody sees"
    if not redline and any(root.find(f".//{W}{name}") is not None for name in ("ins", "del", "moveFrom", "moveTo")):
        yield "tracked changes"
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "a remark or an instruction of XML"
            continue
        local = etree.QName(element).localname
        if local in _PEOPLE and (element.text or "").strip():
            yield f"`{local}`, which names who made it"
        if local == "Relationship" and element.get("TargetMode") == "External" and not element.get("Target", "").startswith("mailto:"):
            yield f"a link to `{element.get('Target')}`"


def _words(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph, which markup may part at any letter; of other parts the text of each element."""
    paragraphs = list(root.iter(*_BLOCK))
    if paragraphs:
        yield from ("".join(text for text in paragraph.itertext()) for paragraph in paragraphs)
    else:
        yield from (element.text for element in root.iter() if element.text)
