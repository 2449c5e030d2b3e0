"""What of a redline is marked on its pages, told by the colours of legal marking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.model.marked import Marked, Marking, marked
from pipeline.pdf.content import Colour
from pipeline.pdf.page import Page

COLOURS: Mapping[Colour, Marking] = {
    (0, 0, 1): Marking.INSERTED,
    (1, 0, 0): Marking.DELETED,
    (0, 0.63, 0): Marking.MOVED,
    (0, 0.5, 0): Marking.MOVED,
}
"""Blue, red, and the greens of rdocx and of LibreOffice."""


def marked_on(pages: Sequence[Page]) -> tuple[Marked, ...]:
    """The marked words of the text in their order; what repeats at the top of a page counts once."""
    return marked(_pieces(pages))


def _pieces(pages: Sequence[Page]) -> Iterator[tuple[Marking | None, str]]:
    for page in pages:
        yield from ((_marking(piece.colour), piece.text) for piece in page.pieces if not piece.margin and piece.text.strip())


def _marking(colour: Colour) -> Marking | None:
    red, green, blue = colour
    return COLOURS.get((round(red, 2), round(green, 2), round(blue, 2)))
