"""Which paragraph is which: by its bookmarks, else under a provisional id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model.document import PartKind
from pipeline.word import names
from pipeline.word.names import W
from pipeline.word.reading.identity import Map
from pipeline.word.reading.styles import Styles, value_of
from pipeline.word.reading.wording import Target

_HEADINGS = {names.SCHEDULE_HEADING: PartKind.SCHEDULE, names.SIGNATURE_HEADING: PartKind.SIGNATURES}


@dataclass(frozen=True, slots=True)
class Identity:
    """The id of a paragraph. `former` is the one that it had in the old version of a redline, empty where that is the same.

    `old` says that only the old version has it.
    """

    id: str
    former: str = ""
    old: bool = False


@dataclass(slots=True)
class Bookmarks:
    """The ids of the paragraphs of a body, and what its bookmarks lead to."""

    map: Map
    found: dict[etree._Element, Identity] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    used: set[tuple[str, bool]] = field(default_factory=set)
    count: int = 0

    def of(self, paragraph: etree._Element) -> Identity:
        """The ids of a paragraph of the body."""
        return self.found[paragraph]

    def learn(self, body: etree._Element, styles: Styles) -> None:
        """Go through the bookmarks of a body. Each id is that of the first paragraph that has its bookmark."""
        part, kind, last = "", PartKind.TERMS, ""
        for paragraph, bookmarks in _bookmarked(body):
            style = styles.name(value_of(paragraph.find(f"{W}pPr"), "pStyle"))
            identity = self._identity(bookmarks, last if paragraph.find(f".//{W}t") is None else "")
            if style in _HEADINGS:
                part, kind = identity.id, _HEADINGS[style]
            self.found[paragraph] = identity
            last = identity.id
            self.targets.update({name: self._target(name, identity, part, kind) for name in bookmarks})

    def _target(self, name: str, identity: Identity, part: str, kind: PartKind) -> Target:
        """What a bookmark leads to: as it was written, else as it is met in the body."""
        for ids in (self.map.new, self.map.old):
            id = ids.by_bookmark.get(name)
            if id is not None:
                around, known = ids.part_of(id)
                return Target(id, part, kind) if known is None else Target(id, around, known)
        return Target(identity.id, part, kind)

    def _identity(self, bookmarks: list[str], before: str) -> Identity:
        new = self._own(bookmarks, old=False)
        old = self._own(bookmarks, old=True)
        if new is None and old is not None:
            return Identity(old, old=True)
        if new is None and not bookmarks:
            # What says nothing has no bookmark; it is what stood behind its neighbour.
            new = self.map.new.behind.get(before)
        if new is None or (new, False) in self.used:
            self.count += 1
            return Identity(f"received/{self.count}")
        self.used.add((new, False))
        return Identity(new, old or "")

    def _own(self, bookmarks: list[str], *, old: bool) -> str | None:
        ids = (self.map.old if old else self.map.new).by_bookmark
        found = next((id for name in bookmarks if (id := ids.get(name)) and (id, old) not in self.used), None)
        if found is not None and old:
            self.used.add((found, True))
        return found


def _bookmarked(body: etree._Element) -> Iterator[tuple[etree._Element, list[str]]]:
    """Each paragraph with its bookmarks; one that begins between two paragraphs is that of the second."""
    waiting: list[str] = []
    for element in body.iter(f"{W}p", f"{W}bookmarkStart"):
        if element.tag == f"{W}bookmarkStart":
            if element.getparent().tag in (f"{W}body", f"{W}tc", f"{W}sdtContent"):
                waiting.append(element.get(f"{W}name", ""))
        else:
            inside = [mark.get(f"{W}name", "") for mark in element.iter(f"{W}bookmarkStart")]
            yield element, waiting + inside
            waiting = []
