"""Which version a file says it is, and the ids that its bookmarks stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from pipeline.model.document import PartKind, Revision, Words
from pipeline.model.received import Identity
from pipeline.word.anchors import ANCHORS, WORDS, map_parts
from pipeline.word.template import CORE, CUSTOM, parsed_xml

_ANCHOR, _FORMER = f"{{{ANCHORS}}}anchor", f"{{{ANCHORS}}}former"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of one version."""

    by_bookmark: Mapping[str, str] = field(default_factory=dict)
    around: Mapping[str, str] = field(default_factory=dict)
    """Of each id that of the Part, Clause, Table or point that it stands in."""
    parts: Mapping[str, PartKind] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)
    """Of each id the next one, where that has no words and so no bookmark."""
    text_hashes: Mapping[str, str] = field(default_factory=dict)
    """Of each id with words the hash of these."""

    def part_of(self, id: str) -> tuple[str, PartKind | None]:
        """The Part that something stands in, and its kind; None where that is not known."""
        met: set[str] = set()
        while id and id not in self.parts and id not in met:
            met.add(id)
            id = self.around.get(id, "")
        return id, self.parts.get(id)


@dataclass(frozen=True, slots=True)
class Map:
    """What our own part of the file tells; all of it is empty where an editor has dropped the part."""

    identity: Identity = field(default_factory=Identity)
    title: str = ""
    language: str = ""
    words: Words = Words()
    new: Ids = field(default_factory=Ids)
    old: Ids = field(default_factory=Ids)
    """What only the old version of a redline has, or has elsewhere."""
    revision: Revision = field(default_factory=lambda: Revision(""))
    """That of the redline: what changed ids."""


def map_of(parts: Mapping[str, bytes]) -> Map:
    """The map of a file, found by its namespace, since editors rename the part; what it does not tell comes from the properties."""
    told = next((root for name in map_parts(parts) if (root := _anchors(parts[name])) is not None), None)
    properties, title = _properties(parts), _core_title(parts)
    if told is None:
        return Map(properties, title)
    own = Identity(told.get("contract", ""), told.get("version", ""), told.get("input", ""))
    return Map(
        properties if properties.contract else own,
        told.get("title", title),
        told.get("language", ""),
        Words(**{name: told.get(name) for name in WORDS if told.get(name)}),
        new := _ids(told.findall(_ANCHOR)),
        _before(new, _ids(told.findall(_FORMER))),
        Revision(told.get("author", ""), told.get("date", "")),
    )


def _before(new: Ids, only_old: Ids) -> Ids:
    """The ids of the old version: its own, and what it shares with the new one."""
    return Ids(only_old.by_bookmark, {**new.around, **only_old.around}, {**new.parts, **only_old.parts})


def _ids(entries: list[etree._Element]) -> Ids:
    kinds = {kind.value: kind for kind in PartKind}
    return Ids(
        {entry.get("bookmark"): entry.get("id", "") for entry in entries if entry.get("bookmark")},
        {entry.get("id", ""): entry.get("in") for entry in entries if entry.get("in")},
        {entry.get("id", ""): kinds[entry.get("kind")] for entry in entries if entry.get("kind") in kinds},
        {before.get("id", ""): entry.get("id", "") for before, entry in pairwise(entries) if not entry.get("bookmark")},
        {entry.get("id", ""): entry.get("text") for entry in entries if entry.get("text")},
    )


def _anchors(part: bytes) -> etree._Element | None:
    try:
        root = parsed_xml(part)
    except etree.XMLSyntaxError:
        return None
    return root if root.tag == f"{{{ANCHORS}}}anchors" else None


def _properties(parts: Mapping[str, bytes]) -> Identity:
    root = _root(parts, CUSTOM)
    told = {} if root is None else {entry.get("name"): "".join(entry.itertext()) for entry in root}
    return Identity(told.get("Contract", ""), told.get("Version", ""), told.get("Input Hash", ""))


def _core_title(parts: Mapping[str, bytes]) -> str:
    root = _root(parts, CORE)
    return "" if root is None else root.findtext(_TITLE, "")


def _root(parts: Mapping[str, bytes], name: str) -> etree._Element | None:
    """A part that may be missing or broken without harm to the words."""
    try:
        return parsed_xml(parts[name]) if name in parts else None
    except etree.XMLSyntaxError:
        return None
