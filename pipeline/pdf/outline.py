"""The headings of a PDF and the pages on which they stand."""

from __future__ import annotations

import io
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import Destination, IndirectObject


class Heading(NamedTuple):
    """One entry of the outline; `page` counts sheets from 1, `level` from 1 for the uppermost, `top` is its upper edge in points."""

    title: str
    page: int
    level: int
    top: float


def outline(pdf: bytes) -> list[Heading]:
    """The headings in the order of the document; empty where the renderer made no outline."""
    return headings(PdfReader(io.BytesIO(pdf)))


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
            result.append(Heading(str(entry.title), numbers[entry.page.idnum], level, float(top) if top is not None else 0))
    return result
