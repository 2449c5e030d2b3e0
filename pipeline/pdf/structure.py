"""The logical structure of a tagged PDF and what lies on its pages, as far as reading needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

_MARK = re.compile(rb"<<\s*/Type\s*/MCR\s*/Pg\s+(\d+) 0 R\s*/MCID\s+(\d+)\s*>>")


def slim(body: bytes) -> bytes:
    """A structure element that names its page once, where rdocx names it for every word (ISO 32000-1, 14.7.4.2)."""
    first = _MARK.search(body)
    before = body[: first.start()] if first else b""
    if first is None or b"/StructElem" not in before or b"/Pg" in before:
        return body
    page = first[1]
    marks = _MARK.sub(lambda mark: mark[2] if mark[1] == page else mark[0], body)
    return marks.replace(b"/StructElem", b"/StructElem /Pg %b 0 R" % page, 1)


def repeated_marks(reader: PdfReader) -> dict[int, int]:
    """By page index: how many marked contents at its top repeat the head of a table that began on an earlier page.

    rdocx prints the repeated head as content of the same header cells (ISO 32000-1, 14.7.4), not as an artifact.
    """
    parents = _parents(reader)
    counts = {number: _repeated(page, parents.get(int(page.get("/StructParents", -1)))) for number, page in enumerate(reader.pages)}
    return {number: count for number, count in counts.items() if count}


def _parents(reader: PdfReader) -> dict[int, ArrayObject]:
    """By the pages' key: the structure element of each marked content."""
    catalog = reader.trailer["/Root"].get_object()
    assert isinstance(catalog, DictionaryObject)
    tree = dictionary(catalog.get("/StructTreeRoot"))
    entries = dictionary(tree.get("/ParentTree")).get("/Nums", ArrayObject()).get_object()
    pairs = zip(entries[::2], entries[1::2], strict=True)
    return {int(key): elements for key, value in pairs if isinstance(elements := value.get_object(), ArrayObject)}


def _repeated(page: PageObject, elements: ArrayObject | None) -> int:
    reference = page.indirect_reference
    for count, element in enumerate(elements or ()):
        if not _began_earlier(dictionary(element), reference):
            return count
    return len(elements or ())


def _began_earlier(element: DictionaryObject, page: IndirectObject | None) -> bool:
    """Whether this is content of a header cell that was already printed on another page."""
    if "/TH" not in (element.get("/S"), dictionary(element.get("/P")).get("/S")):
        return False
    kids = element.get("/K", ArrayObject()).get_object()
    first = kids[0].get_object() if isinstance(kids, ArrayObject) and kids else kids
    holder = first if isinstance(first, DictionaryObject) and "/Pg" in first else element
    return "/Pg" in holder and holder.raw_get("/Pg") != page


def dictionary(value: PdfObject | None) -> DictionaryObject:
    """The dictionary that this is or refers to; an empty one for anything else."""
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def marks_on(page: PageObject) -> Iterator[DictionaryObject]:
    """What lies on a page beside what it draws: notes, links, and fields to fill in (ISO 32000-1, 12.5)."""
    for mark in page.get("/Annots", ArrayObject()).get_object():
        yield dictionary(mark)
