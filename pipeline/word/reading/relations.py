"""Which part of a file is its headers, notes and comments: found by its relations, since editors name parts as they like."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from lxml import etree

from pipeline.word.names import PACKAGE_RELATIONS
from pipeline.word.template import parsed_xml

_RELATIONS = "word/_rels/document.xml.rels"


def related(parts: Mapping[str, bytes], kind: str) -> dict[str, etree._Element]:
    """The parts of one kind ("header", "footnotes", "comments") by name, in the order of their names; a broken one is left out."""
    try:
        links = parsed_xml(parts[_RELATIONS]) if _RELATIONS in parts else ()
    except etree.XMLSyntaxError:
        return {}
    names = {
        posixpath.normpath(posixpath.join("word", link.get("Target", ""))).lstrip("/")
        for link in links
        if link.tag == f"{{{PACKAGE_RELATIONS}}}Relationship" and link.get("Type", "").rpartition("/")[2] == kind
    }
    return {name: root for name in sorted(names) if (root := _root(parts, name)) is not None}


def _root(parts: Mapping[str, bytes], name: str) -> etree._Element | None:
    try:
        return parsed_xml(parts[name]) if name in parts else None
    except etree.XMLSyntaxError:
        return None
