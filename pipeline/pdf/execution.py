"""The copy of a PDF that is signed: signature fields on their lines or anchors for a service, documents bound in, data attached."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from pipeline.pdf.finish import Finishing
from pipeline.pdf.imported import Importing
from pipeline.pdf.objects import Objects
from pipeline.pdf.spots import Spot
from pipeline.pdf.structure import dictionary, marks_on

_PRINTED_AND_LOCKED = 132
"""Flags of an annotation (ISO 32000-1, 12.5.3): it is printed, and nobody moves it."""
_SIGNED_BY_APPENDING = 3
"""Signature flags (ISO 32000-1, 12.7.2): the file has signatures, and is only ever added to."""
_ANCHOR_SIZE = 4
"""Size of the letters of an anchor, which services still find, in points."""
_RAISED = 4
"""How far above the line an anchor stands."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A place to sign: the name of its field or its anchor, what a reader aloud says of it, and where it is."""

    name: str
    words: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Attached:
    """A file within the PDF. `relation` says what it is to the text: `Source` or `Supplement` (ISO 32000-2, 7.11.3)."""

    name: str
    content: bytes
    words: str
    relation: str
    media_type: str


def execution_copy(
    made: Finishing,
    *,
    fields: Sequence[Blank] = (),
    anchors: Sequence[Blank] = (),
    bound: Sequence[bytes] = (),
    files: Sequence[Attached] = (),
) -> bytes:
    """The file to sign. `bound` are PDF whose pages follow the text, in their order; `files` lie within the file."""
    _bind(made, bound)
    _attach(made, files)
    if fields:
        _add_fields(made, fields)
    for number in sorted({blank.spot.page for blank in anchors}):
        _write_anchors(made, number, [blank for blank in anchors if blank.spot.page == number])
    return made.written()


def anchor(name: str) -> str:
    """The string by which a signing service finds where the signatory of that name signs."""
    return f"/sig-{name}/"


def field_height(pdf: bytes, name: str) -> float:
    """How high the signature field of that name is, in points; 0 where there is none."""
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for widget in marks_on(page):
            if widget.get("/T") == name:
                edges = widget["/Rect"].get_object()
                assert isinstance(edges, ArrayObject)
                return float(edges[3]) - float(edges[1])
    return 0


def _bind(made: Finishing, bound: Sequence[bytes]) -> None:
    root = made.catalog.raw_get("/Pages").idnum
    pages = dictionary(made.catalog["/Pages"])
    kids = pages["/Kids"].get_object()
    assert isinstance(kids, ArrayObject)
    count = len(made.reader.pages)
    for pdf in bound:
        for number in Importing(made.objects, pdf).pages(root):
            kids.append(IndirectObject(number, 0, None))
            count += 1
    pages[NameObject("/Kids")], pages[NameObject("/Count")] = kids, NumberObject(count)
    made.objects.replace(root, pages)


def _attach(made: Finishing, files: Sequence[Attached]) -> None:
    """Each file under its name in the tree of names, and as a file that belongs to the document as a whole."""
    placed = {file.name: _reference(made.objects, _specification(made.objects, file)) for file in files}
    if not placed:
        return
    names = [entry for name, reference in sorted(placed.items()) for entry in (TextStringObject(name), reference)]
    tree = dictionary(made.catalog.get("/Names"))
    tree[NameObject("/EmbeddedFiles")] = DictionaryObject({NameObject("/Names"): ArrayObject(names)})
    made.catalog[NameObject("/Names")] = tree
    made.catalog[NameObject("/AF")] = ArrayObject(placed.values())


def _specification(objects: Objects, file: Attached) -> DictionaryObject:
    stream = DecodedStreamObject()
    stream.set_data(file.content)
    packed = stream.flate_encode()
    checksum = hashlib.md5(file.content, usedforsecurity=False).digest()  # ISO 32000-1, 7.11.4, asks for this one
    packed.update(
        {
            NameObject("/Type"): NameObject("/EmbeddedFile"),
            NameObject("/Subtype"): NameObject(f"/{file.media_type}"),
            NameObject("/Params"): DictionaryObject(
                {NameObject("/Size"): NumberObject(len(file.content)), NameObject("/CheckSum"): ByteStringObject(checksum)}
            ),
        }
    )
    held = _reference(objects, packed)
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject(file.name),
            NameObject("/UF"): TextStringObject(file.name),
            NameObject("/Desc"): TextStringObject(file.words),
            NameObject("/AFRelationship"): NameObject(f"/{file.relation}"),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): held, NameObject("/UF"): held}),
        }
    )


def _add_fields(made: Finishing, fields: Sequence[Blank]) -> None:
    references = ArrayObject(_reference(made.objects, _widget(made, blank)) for blank in fields)
    for number in sorted({blank.spot.page for blank in fields}):
        page = made.reader.pages[number]
        there = page.get("/Annots", ArrayObject()).get_object()
        here = (reference for blank, reference in zip(fields, references, strict=True) if blank.spot.page == number)
        page[NameObject("/Annots")] = ArrayObject([*list.__iter__(there), *here])
        _keep(made, number)
    form = {NameObject("/Fields"): references, NameObject("/SigFlags"): NumberObject(_SIGNED_BY_APPENDING)}
    made.catalog[NameObject("/AcroForm")] = IndirectObject(made.objects.add(DictionaryObject(form)), 0, None)


def _widget(made: Finishing, blank: Blank) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject(blank.name),
            NameObject("/TU"): TextStringObject(blank.words),
            NameObject("/F"): NumberObject(_PRINTED_AND_LOCKED),
            NameObject("/Rect"): ArrayObject(FloatObject(edge) for edge in blank.spot.box),
            NameObject("/P"): IndirectObject(_page_number(made, blank.spot.page), 0, None),
        }
    )


def _write_anchors(made: Finishing, number: int, anchors: Sequence[Blank]) -> None:
    """White letters just above the lines of a page: nobody sees them, and a service reads them."""
    page = made.reader.pages[number]
    resources = dictionary(page.get("/Resources"))
    fonts = dictionary(resources.get("/Font"))
    fonts[NameObject("/Anchors")] = _helvetica()
    resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources
    former = page.raw_get("/Contents")
    drawn = list(list.__iter__(former)) if isinstance(former, ArrayObject) else [former]
    # What the page draws leaves its own state behind, so the addition begins with a clean one.
    after = "Q /Artifact BMC q 1 1 1 rg BT " + " ".join(map(_drawn, anchors)) + " ET Q EMC"
    page[NameObject("/Contents")] = ArrayObject([_stream(made, "q"), *drawn, _stream(made, after)])
    _keep(made, number)


def _drawn(blank: Blank) -> str:
    left, bottom, _, _ = blank.spot.box
    return f"/Anchors {_ANCHOR_SIZE} Tf 1 0 0 1 {left:g} {bottom + _RAISED:g} Tm ({anchor(blank.name)}) Tj"


def _helvetica() -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )


def _stream(made: Finishing, operations: str) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(operations.encode())
    return _reference(made.objects, stream)


def _reference(objects: Objects, value: PdfObject) -> IndirectObject:
    return IndirectObject(objects.add(value), 0, None)


def _page_number(made: Finishing, page: int) -> int:
    reference = made.reader.pages[page].indirect_reference
    assert reference is not None
    return reference.idnum


def _keep(made: Finishing, page: int) -> None:
    made.objects.replace(_page_number(made, page), made.reader.pages[page])
