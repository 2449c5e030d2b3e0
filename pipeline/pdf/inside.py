"""All that a PDF holds: the words of its pages, its properties, its objects decompressed, and what is attached to it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from pipeline.model.leaving import Piece
from pipeline.pdf.page import pages


def pieces_of_pdf(pdf: bytes) -> Iterator[Piece]:
    """Each page's words with header and footer, and each object, with its stream decompressed."""
    reader = PdfReader(io.BytesIO(pdf))
    for number, page in enumerate(pages(pdf), start=1):
        yield Piece(f"page {number}", " ".join((*page.words, *page.margin)))
    for place, value in _strings(reader.trailer.get("/Info"), "properties"):
        yield Piece(place, value)
    for number, found in _objects(reader):
        yield Piece(f"object {number}", repr(found), is_code=True)
        if isinstance(found, StreamObject):
            is_text = found.get("/Type") == "/Metadata"
            yield Piece(f"object {number}", _decoded(found), is_code=not is_text)


def traces_in_pdf(pdf: bytes) -> Iterator[tuple[str, str]]:
    """What must not be in a file for the other party, as the place and what stands there."""
    reader = PdfReader(io.BytesIO(pdf))
    if reader.metadata and reader.metadata.author:
        yield "properties", "`Author`, which names who made it"
    for name in reader.attachments:
        yield "attachments", f"the file `{name}`"
    for number, page in enumerate(reader.pages, start=1):
        for annotation in page.get("/Annots", ()):
            if annotation.get_object().get("/Subtype") not in ("/Link", "/Widget"):
                yield f"page {number}", "a note"
    for number, found in _objects(reader):
        if isinstance(found, DictionaryObject) and ("/JS" in found or "/Launch" in found.values()):
            yield f"object {number}", "a program"


def _objects(reader: PdfReader) -> Iterator[tuple[int, object]]:
    """Each object that the file has, whether or not anything refers to it."""
    there = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    for number in sorted(there - {0}):
        yield number, reader.get_object(IndirectObject(number, 0, reader))


def _strings(holder: object, place: str) -> Iterator[tuple[str, str]]:
    told = holder.get_object() if isinstance(holder, IndirectObject) else holder
    if isinstance(told, DictionaryObject):
        yield from ((place, f"{value}") for value in told.values())


def _decoded(stream: StreamObject) -> str:
    return stream.get_data().decode("utf-8", "replace")
