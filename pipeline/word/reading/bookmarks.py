"""Which paragraph is which: by its bookmarks, else under a provisional id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model.document import PartKind
from pipeline.word import names
from pipeline.word.markup import style_of
from pipeline.word.names import W
from pipeline.word.reading.identity import Ids, Map
from pipeline.word.reading.styles import Styles
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
            style = styles.name(style_of(paragraph))
            identity = self._identity(bookmarks, last if paragraph.find(f".//{W}t") is None else "")
            if style in _HEADINGS:
                part, kind = identity.id, _HEADINGS[style]
            self.found[paragraph] = identity
            last = identity.id
            self.targets.update({name: Target(identity.id, part, kind) for name in bookmarks})
        # A reference leads where it was written to lead, even if that is gone.
        self.targets |= {name: target for ids in (self.map.old, self.map.new) for name, target in _targets(ids)}

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


def _targets(ids: Ids) -> Iterator[tuple[str, Target]]:
    """What the bookmarks of a version led to when it was written."""
    for name, id in ids.by_bookmark.items():
        part, kind = ids.part_of(id)
        if kind is not None:
            yield name, Target(id, part, kind)


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
