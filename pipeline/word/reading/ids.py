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


@dataclass(slots=True)
class Ids:
    """The ids of the paragraphs of a body, and what its bookmarks lead to."""

    map: Map
    found: dict[etree._Element, str] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    count: int = 0

    def of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph; one that stands beside the body is given a new one."""
        if paragraph not in self.found:
            self.found[paragraph] = self.provisional()
        return self.found[paragraph]

    def known(self, id: str) -> bool:
        """Whether a version of ours had this id."""
        return id in self.used

    def provisional(self) -> str:
        """An id that no version has."""
        self.count += 1
        return f"received/{self.count}"

    def learn(self, body: etree._Element, styles: Styles) -> None:
        """Go through the bookmarks of a body. Each id is that of the first paragraph that has its bookmark."""
        part, kind = 0, PartKind.TERMS
        for paragraph, bookmarks in _bookmarked(body):
            style = styles.name(value_of(paragraph.find(f"{W}pPr"), "pStyle"))
            whole = style in _HEADINGS
            if whole:
                part, kind = part + 1, _HEADINGS[style]
            own = next((id for name in bookmarks if (id := self.map.ids.get(name)) and id not in self.used), None)
            identity = own if own is not None else self.provisional()
            self.used |= set() if own is None else {own}
            self.found[paragraph] = identity
            target = Target(identity, part, kind, whole and kind is PartKind.SCHEDULE)
            self.targets.update(dict.fromkeys(bookmarks, target))


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
