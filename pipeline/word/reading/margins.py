"""Words beside the Document: headers, footers, notes and text boxes, with the changes in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.model.received import Beside, Margin
from pipeline.word.names import W
from pipeline.word.reading.relations import related
from pipeline.word.reading.scribe import Found, Scribe
from pipeline.word.reading.styles import Styles
from pipeline.word.reading.wording import Wording

_HEADS = {"header": Margin.HEADER, "footer": Margin.FOOTER}
_NOTES = {"footnotes": Margin.FOOTNOTE, "endnotes": Margin.ENDNOTE}


@dataclass(frozen=True, slots=True)
class Margins:
    """Reads what stands beside the body, once the body has told which notes and boxes hang on which paragraph."""

    styles: Styles
    found: Found
    wording: Wording

    def of(self, parts: Mapping[str, bytes]) -> Iterator[Beside]:
        """All of it: headers, footers, notes, then text boxes."""
        for kind, margin in _HEADS.items():
            for name, root in related(parts, kind).items():
                yield from self._paragraphs(root, margin, name)
        for kind, margin in _NOTES.items():
            for root in related(parts, kind).values():
                yield from self._notes(root, kind.removesuffix("s"), margin)
        for block, box in self.found.boxes:
            yield from self._paragraphs(box, Margin.TEXT_BOX, block)

    def _notes(self, root: etree._Element, kind: str, margin: Margin) -> Iterator[Beside]:
        for note in root.iter(f"{W}{kind}"):
            # Without a type it is a note; others are the lines that part notes from the text.
            if note.get(f"{W}type", "normal") == "normal":
                block = self.found.notes.get((kind, note.get(f"{W}id", "")), "")
                yield from self._paragraphs(note, margin, block)

    def _paragraphs(self, root: etree._Element, margin: Margin, place: str) -> Iterator[Beside]:
        scribe = Scribe(self.styles, self.found)
        boxed = {inside for box in root.iter(f"{W}txbxContent") if box is not root for inside in box.iter(f"{W}p")}
        for paragraph in root.iter(f"{W}p"):
            if paragraph not in boxed:
                content = self.wording.inlines(scribe.taken(paragraph, place), "")
                if content:
                    yield Beside(margin, place, content)
