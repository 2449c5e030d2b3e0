"""A file held against the copy that was prepared: which pages show something else, and which files within it are others."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from pipeline.pdf.damage import DAMAGE
from pipeline.pdf.structure import dictionary, marks_on


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs. Pages count from 1; `covered` are those on which something lies over what they show.

    `pages` is how many there are now and were before; files are known by their names.
    """

    pages: tuple[int, int]
    changed: tuple[int, ...]
    covered: tuple[int, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    swapped: tuple[str, ...]


def compared(prepared: bytes, content: bytes) -> Compared | None:
    """What differs in a file from the prepared copy; None where its pages cannot be read."""
    try:
        before, now = PdfReader(io.BytesIO(prepared)), PdfReader(io.BytesIO(content))
        pairs = list(zip(before.pages, now.pages, strict=False))
        files_before, files_now = _files_in(before), _files_in(now)
        return Compared(
            pages=(len(now.pages), len(before.pages)),
            changed=tuple(number for number, (old, new) in enumerate(pairs, 1) if _drawn(old) != _drawn(new)),
            covered=tuple(number for number, (old, new) in enumerate(pairs, 1) if _laid_over(new) - _laid_over(old)),
            added=tuple(name for name in files_now if name not in files_before),
            dropped=tuple(name for name in files_before if name not in files_now),
            swapped=tuple(name for name, file in files_now.items() if files_before.get(name, file) != file),
        )
    except DAMAGE:
        return None


def attached_files(pdf: bytes) -> Mapping[str, bytes]:
    """The files within a PDF by their names; none where it cannot be read."""
    try:
        return _files_in(PdfReader(io.BytesIO(pdf)))
    except DAMAGE:
        return {}


def _files_in(reader: PdfReader) -> dict[str, bytes]:
    """The files within a document that is open: those of its tree of names, and those that only a mark on a page leads to."""
    names = dictionary(dictionary(dictionary(reader.trailer["/Root"]).get("/Names")).get("/EmbeddedFiles"))
    found = dict(_listed(names))
    for number, page in enumerate(reader.pages, 1):
        for mark in marks_on(page):
            if "/FS" in mark:
                found[f"on page {number}: {_name(dictionary(mark['/FS']))}"] = _content(dictionary(mark["/FS"]))
    return found


def _listed(names: DictionaryObject, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    entries = names.get("/Names", ArrayObject()).get_object()
    for name, specification in zip(entries[::2], entries[1::2], strict=False):
        yield str(name), _content(dictionary(specification))
    if depth < 8:
        for below in names.get("/Kids", ArrayObject()).get_object():
            yield from _listed(dictionary(below), depth + 1)


def _name(specification: DictionaryObject) -> str:
    return str(specification.get("/UF", specification.get("/F", "")))


def _content(specification: DictionaryObject) -> bytes:
    held = dictionary(specification.get("/EF"))
    stream = held.get("/F", held.get("/UF"))
    return bytes(stream.get_object().get_data()) if stream is not None else b""


def _drawn(page: PageObject) -> tuple[bytes, str]:
    content = page.get_contents()
    return content.get_data() if content is not None else b"", f"{page.mediabox} {page.get('/Rotate', 0)}"


def _laid_over(page: PageObject) -> set[bytes]:
    """The marks that lie on a page, but for fields to fill in; each is known by what it says of itself."""
    return {_written(mark) for mark in marks_on(page) if mark.get("/Subtype") != "/Widget"}


def _written(mark: DictionaryObject) -> bytes:
    buffer = io.BytesIO()
    mark.write_to_stream(buffer)
    return buffer.getvalue()
