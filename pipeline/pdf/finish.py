"""What a renderer leaves out of a PDF: language, title, dates, links in the contents; and out goes what differs between runs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from pipeline.pdf.contents import Entry, entries
from pipeline.pdf.objects import Objects, objects
from pipeline.pdf.outline import Heading, headings, where_printed
from pipeline.pdf.page import Page, pages
from pipeline.pdf.structure import dictionary, slim

_PRINTED = 4


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; no person is named.

    `issued` is the stamp's date, None where it has none; `producer` a tool's name and release.
    """

    title: str
    language: str
    issued: date | None
    producer: str
    subject: str = ""
    archive: bool = False


@dataclass(frozen=True, slots=True)
class Finishing:
    """A PDF that is finished and not yet written, so that more can be put into it: its objects, and the catalog among them."""

    objects: Objects
    reader: PdfReader
    catalog: DictionaryObject

    def written(self) -> bytes:
        """The file."""
        self.objects.replace(self.objects.root, self.catalog)
        self.objects.bodies = {number: slim(body) for number, body in self.objects.bodies.items()}
        return self.objects.written()


def finished(pdf: bytes, properties: Properties, printed: Sequence[Page] | None = None, titles: Sequence[str] = ()) -> bytes:
    """The PDF with these properties, contents that can be clicked and bytes that depend on nothing else.

    `printed` are its pages, where they have been read already, since reading them takes longer than all the rest. `titles` are those of
    the outline, where the headings on the pages say more, as those of a redline do.
    """
    return finishing(pdf, properties, printed, titles).written()


def finishing(pdf: bytes, properties: Properties, printed: Sequence[Page] | None = None, titles: Sequence[str] = ()) -> Finishing:
    """The same before it is written."""
    result = objects(pdf)
    reader = PdfReader(io.BytesIO(pdf))
    result.replace(result.info, _info(properties))
    catalog = dictionary(reader.trailer["/Root"])
    former = catalog.raw_get("/Metadata") if "/Metadata" in catalog else None
    number = former.idnum if isinstance(former, IndirectObject) else result.next_number
    result.replace(number, _metadata(properties))
    _link(result, reader, entries(reader, _mended(result, reader, printed or pages(pdf), titles)))
    return Finishing(result, reader, _catalog(catalog, properties, number))


def _mended(result: Objects, reader: PdfReader, printed: Sequence[Page], titles: Sequence[str]) -> list[Heading]:
    """The outline with each entry leading to the page on which its heading is printed, under its title."""
    shown = [page.pieces for page in printed]
    outline = headings(reader)
    named = titles if len(titles) == len(outline) else [heading.title.replace("\t", " ") for heading in outline]
    found = []
    for heading, title in zip(outline, named, strict=True):
        true = where_printed(heading, shown)._replace(title=title)
        if true != heading and heading.number:
            entry = dictionary(reader.get_object(heading.number))
            entry[NameObject("/Dest")] = _place(true, reader)
            entry[NameObject("/Title")] = TextStringObject(true.title)
            result.replace(heading.number, entry)
        found.append(true)
    return found


def _place(heading: Heading, reader: PdfReader) -> ArrayObject:
    page = reader.pages[heading.page - 1].indirect_reference
    assert page is not None
    return ArrayObject([page, NameObject("/XYZ"), NullObject(), FloatObject(round(heading.top, 2)), NullObject()])


def _info(properties: Properties) -> DictionaryObject:
    moment = f"D:{properties.issued:%Y%m%d}000000Z" if properties.issued else ""
    texts = {"/Title": properties.title, "/Subject": properties.subject, "/Producer": properties.producer}
    texts |= {"/CreationDate": moment, "/ModDate": moment}
    return DictionaryObject({NameObject(name): TextStringObject(text) for name, text in texts.items() if text})


def _metadata(properties: Properties) -> DecodedStreamObject:
    """The same as XMP (ISO 16684-1), which PDF/A requires to agree with the properties."""
    moment = f"{properties.issued:%Y-%m-%d}T00:00:00Z" if properties.issued else ""
    dates = f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>" if moment else ""
    archive = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" if properties.archive else ""
    subject = f"<dc:description>{_alternative(properties.subject)}</dc:description>" if properties.subject else ""
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
        f"<dc:format>application/pdf</dc:format><dc:title>{_alternative(properties.title)}</dc:title>{subject}\n"
        f"<dc:language><rdf:Bag><rdf:li>{escape(properties.language)}</rdf:li></rdf:Bag></dc:language>\n"
        f"{dates}\n"
        f"<pdf:Producer>{escape(properties.producer)}</pdf:Producer>{archive}\n"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )
    stream = DecodedStreamObject()
    stream.set_data(packet.encode())
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    return stream


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _catalog(catalog: DictionaryObject, properties: Properties, metadata: int) -> DictionaryObject:
    catalog[NameObject("/Lang")] = TextStringObject(properties.language)
    catalog[NameObject("/Metadata")] = IndirectObject(metadata, 0, None)
    preferences = dictionary(catalog.get("/ViewerPreferences"))
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    catalog[NameObject("/ViewerPreferences")] = preferences
    # Readers take the mere presence of the default for a fault.
    dictionary(catalog.get("/MarkInfo")).pop("/Suspects", None)
    return catalog


def _link(result: Objects, reader: PdfReader, found: Sequence[Entry]) -> None:
    """Adds a link per entry of the contents; a page that has links already is left as it is."""
    for number in sorted({entry.page for entry in found}):
        page = reader.pages[number]
        if "/Annots" in page or page.indirect_reference is None:
            continue
        links = [IndirectObject(result.add(_annotation(entry, reader)), 0, None) for entry in found if entry.page == number]
        page[NameObject("/Annots")] = ArrayObject(links)
        result.replace(page.indirect_reference.idnum, page)


def _annotation(entry: Entry, reader: PdfReader) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(FloatObject(edge) for edge in entry.box),
            NameObject("/Border"): ArrayObject(NumberObject(0) for _ in range(3)),
            NameObject("/F"): NumberObject(_PRINTED),
            NameObject("/Contents"): TextStringObject(entry.heading.title),
            NameObject("/Dest"): _place(entry.heading, reader),
        }
    )
