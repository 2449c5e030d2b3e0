"""Pages of one PDF taken over into another, with all that they need to be drawn and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from pipeline.pdf.objects import Objects

_DRAWN = ("/Type", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/UserUnit", "/Group")
"""What of a page is taken over: links, forms, scripts and the structure lead out of it, and stay behind."""


class Importing:
    """The objects of one other file that were taken over so far."""

    def __init__(self, into: Objects, pdf: bytes) -> None:
        self.into = into
        self.reader = PdfReader(io.BytesIO(pdf))
        self.numbers: dict[int, int] = {}

    def pages(self, parent: int) -> Iterator[int]:
        """The numbers of its pages, now under the node of the page tree with the number `parent`."""
        for page in self.reader.pages:
            taken = DictionaryObject({NameObject(name): self._taken(page.raw_get(name)) for name in _DRAWN if name in page})
            taken[NameObject("/Parent")] = IndirectObject(parent, 0, None)
            yield self.into.add(taken)

    def _taken(self, value: PdfObject) -> PdfObject:
        match value:
            case IndirectObject():
                return self._referred(value)
            case StreamObject():
                # Decoding and coding again would lose what no filter of ours knows.
                value.update({name: self._taken(value.raw_get(name)) for name in list(value)})
                return value
            case DictionaryObject():
                return DictionaryObject({name: self._taken(value.raw_get(name)) for name in value})
            case ArrayObject():
                return ArrayObject(self._taken(item) for item in list.__iter__(value))
            case _:
                return value

    def _referred(self, reference: IndirectObject) -> IndirectObject:
        if reference.idnum not in self.numbers:
            # Its number is known before it is taken over, since it may refer to itself.
            number = self.numbers[reference.idnum] = self.into.add(NullObject())
            found = reference.get_object()
            self.into.replace(number, self._taken(found) if found is not None else NullObject())
        return IndirectObject(self.numbers[reference.idnum], 0, None)
