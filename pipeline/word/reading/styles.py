"""The styles of a file under the names that the writer knows, whatever an editor has made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.model.received import Disguise
from pipeline.word import names
from pipeline.word.markup import value_of
from pipeline.word.names import W

_KNOWN = {name.casefold(): name for name in (*names.NEEDED_STYLES, *names.STAMP_STYLES)}
_KNOWN |= dict.fromkeys(("toa heading", "toc heading"), names.CONTENTS_HEADING)  # LibreOffice has the heading of contents built in


@dataclass(slots=True)
class Styles:
    """The styles by id."""

    by_id: dict[str, etree._Element]
    default: str
    usual: etree._Element | None = None
    """The look of words of which no style says otherwise."""
    found: dict[str, str] = field(default_factory=dict)
    disguises: dict[tuple[bytes, str | None], Disguise | None] = field(default_factory=dict)
    """What hides words with these properties in a paragraph of this style, as far as somebody asked."""

    def name(self, style: str | None) -> str:
        """The writer's name for a style: its own, else that of the nearest style that it is based on; its own where none is known.

        An editor that lets somebody change the look of a paragraph may base a style of its own on ours.
        """
        key = self.default if style is None else style
        if key not in self.found:
            own = [each for each in (value_of(above, "name") for above in self.above(key)) if each is not None]
            self.found[key] = next((_KNOWN[name.casefold()] for name in own if name.casefold() in _KNOWN), own[0] if own else key)
        return self.found[key]

    def id(self, name: str) -> str | None:
        """The style that has this one of the writer's names; None where there is none."""
        return next((key for key, style in self.by_id.items() if (value_of(style, "name") or "").casefold() == name.casefold()), None)

    def above(self, style: str | None) -> Iterator[etree._Element]:
        """The style and those that it is based on, the nearest first."""
        met: set[str] = set()
        key = self.default if style is None else style
        while key in self.by_id and key not in met:
            met.add(key)
            yield self.by_id[key]
            key = value_of(self.by_id[key], "basedOn") or ""


def styles_of(root: etree._Element) -> Styles:
    """The styles of a `styles.xml`."""
    by_id = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    default = next((key for key, style in by_id.items() if style.get(f"{W}default") and style.get(f"{W}type") == "paragraph"), "")
    return Styles(by_id, default, root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
