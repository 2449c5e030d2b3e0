"""The table of contents of a printed document: where each entry stands and which heading it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pypdf import PdfReader

from pipeline.pdf.content import Piece
from pipeline.pdf.outline import Heading, letters
from pipeline.pdf.page import LEADER, shown_on

_SHEETS_BEFORE = 12


class Entry(NamedTuple):
    """One line of the contents; `page` is the sheet's index from 0, `box` is left, bottom, right, top in points."""

    page: int
    box: tuple[float, float, float, float]
    heading: Heading


class _Line(NamedTuple):
    page: int
    pieces: tuple[Piece, ...]


def entries(reader: PdfReader, headings: Sequence[Heading]) -> list[Entry]:
    """The lines of the contents that name a heading of the outline, in their order; rdocx prints them without links."""
    result: list[Entry] = []
    rest = list(headings)
    for line in _lines(reader):
        said = letters(LEADER.split("".join(piece.text for piece in line.pieces), maxsplit=1)[0])
        place = next((number for number, heading in enumerate(rest) if said.endswith(letters(heading.title))), None)
        if place is not None:
            result.append(Entry(line.page, _box(line.pieces, len(letters(rest[place].title))), rest[place]))
            rest = rest[place + 1 :]
    return result


def _lines(reader: PdfReader) -> Iterator[_Line]:
    """What is printed up to each row of dots, which ends an entry, with the page number behind it."""
    begun = False
    for number, (_, shown) in enumerate(shown_on(reader)):
        ended = list(_ended_by_dots(number, [piece for piece in shown if not piece.margin]))
        yield from ended
        if (begun and not ended) or number >= _SHEETS_BEFORE:
            return
        begun = begun or bool(ended)


def _ended_by_dots(page: int, shown: list[Piece]) -> Iterator[_Line]:
    line: list[Piece] = []
    dotted = False
    for piece in shown:
        if dotted and abs(piece.baseline - line[-1].baseline) > piece.size * 0.5:
            yield _Line(page, tuple(line))
            line, dotted = [], False
        line.append(piece)
        dotted = dotted or LEADER.search(piece.text) is not None
    if dotted:
        yield _Line(page, tuple(line))


def _box(shown: Sequence[Piece], count: int) -> tuple[float, float, float, float]:
    """The lines that hold the last so many letters before the dots: what stands above is another entry, or the title."""
    start = next(number for number, piece in enumerate(shown) if LEADER.search(piece.text))
    while start and count > 0:
        start -= 1
        count -= len(letters(shown[start].text))
    entry = [piece for piece in shown if piece.baseline <= shown[start].baseline + 1]
    return (
        round(min(piece.left for piece in entry), 2),
        round(min(piece.baseline - 0.3 * piece.size for piece in entry), 2),
        round(max(piece.right for piece in entry), 2),
        round(max(piece.baseline + 0.9 * piece.size for piece in entry), 2),
    )
