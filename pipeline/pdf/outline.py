"""The headings of a PDF and the pages on which they stand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import Destination, IndirectObject

from pipeline.pdf.content import Piece


class Heading(NamedTuple):
    """One entry of the outline; `page` counts sheets from 1, `level` from 1 for the uppermost, `top` is its upper edge in points.

    `number` is that of the entry's object in the file, 0 where it has none.
    """

    title: str
    page: int
    level: int
    top: float
    number: int = 0


def outline(pdf: bytes) -> list[Heading]:
    """The headings in the order of the document; empty where the renderer made no outline."""
    return headings(PdfReader(io.BytesIO(pdf)))


def where_printed(heading: Heading, shown: Sequence[Sequence[Piece]]) -> Heading:
    """The heading at its true place: rdocx names the page where it would have stood, had it not been kept with what follows.

    `shown` are the pieces of each page. A heading that is found neither on its page nor on the next stays as it is.
    """
    for page in (heading.page, heading.page + 1):
        body = [piece for piece in shown[page - 1] if not piece.margin] if page <= len(shown) else []
        start = "".join(letters(piece.text) for piece in body).find(letters(heading.title))
        if start >= 0 and page == heading.page:
            return heading
        if start >= 0:
            first = _piece_at(body, start)
            return heading._replace(page=page, top=round(first.baseline + first.size, 2))
    return heading


def _piece_at(pieces: Sequence[Piece], letter: int) -> Piece:
    """The piece that holds the letter with this ordinal."""
    ends = accumulate(len(letters(piece.text)) for piece in pieces)
    return next(piece for piece, end in zip(pieces, ends, strict=True) if end > letter)


def letters(text: str) -> str:
    """The words without white space, by which a heading is known however it is printed."""
    return "".join(text.split())


def headings(reader: PdfReader) -> list[Heading]:
    """The headings of a document that is open."""
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1) if page.indirect_reference}
    return _flat(reader.outline, 1, numbers)


def _flat(entries: list[Any], level: int, numbers: dict[int, int]) -> list[Heading]:
    result: list[Heading] = []
    for entry in entries:
        if isinstance(entry, list):
            result.extend(_flat(entry, level + 1, numbers))
        elif isinstance(entry, Destination) and isinstance(entry.page, IndirectObject):
            top = entry.top
            node = entry.node.indirect_reference if entry.node is not None else None
            place = (numbers[entry.page.idnum], level, float(top) if top is not None else 0)
            result.append(Heading(str(entry.title), *place, node.idnum if node else 0))
    return result
