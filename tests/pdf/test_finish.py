"""What is mended in a PDF after rendering."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from pipeline.pdf import LibreOfficeBackend, Properties, RdocxBackend, UnreadablePdf, finished, outline, pages

_PROPERTIES = Properties("Support R&D <Łódź> “Αθήνα”", "en-GB", date(2026, 3, 1), "rdocx 0.16.3", "IT support")


@pytest.fixture(scope="module")
def printed(agreement: bytes) -> bytes:
    return RdocxBackend().render(agreement)


def test_properties_are_those_of_the_stamp(printed: bytes) -> None:
    reader = PdfReader(io.BytesIO(finished(printed, _PROPERTIES)), strict=True)

    assert dict(reader.metadata or {}) == {
        "/Title": "Support R&D <Łódź> “Αθήνα”",
        "/Subject": "IT support",
        "/Producer": "rdocx 0.16.3",
        "/CreationDate": "D:20260301000000Z",
        "/ModDate": "D:20260301000000Z",
    }
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_xmp_says_the_same_as_the_properties(printed: bytes) -> None:
    xmp = PdfReader(io.BytesIO(finished(printed, _PROPERTIES))).xmp_metadata

    assert xmp is not None
    assert xmp.dc_title == {"x-default": _PROPERTIES.title}
    assert xmp.dc_description == {"x-default": "IT support"}
    assert xmp.dc_language == ["en-GB"]
    assert xmp.pdf_producer == "rdocx 0.16.3"
    assert xmp.xmp_create_date is not None
    assert xmp.xmp_create_date.date() == date(2026, 3, 1)


def test_conformance_is_claimed_for_an_archive_only(printed: bytes) -> None:
    assert b"pdfaid:part" not in finished(printed, _PROPERTIES)
    assert b"<pdfaid:part>2</pdfaid:part>" in finished(printed, replace(_PROPERTIES, archive=True))


def test_the_author_and_title_of_the_file_are_gone(printed: bytes) -> None:
    assert b"Somebody" in printed

    result = PdfReader(io.BytesIO(finished(printed, _PROPERTIES)))

    everything = b"".join(str(result.get_object(number)).encode() for number in range(1, int(str(result.trailer["/Size"]))))
    assert b"Somebody" not in everything
    assert b"A title of the file" not in everything


def test_pages_and_headings_are_untouched(printed: bytes) -> None:
    result = finished(printed, _PROPERTIES)

    assert pages(result) == pages(printed)
    assert outline(result) == outline(printed)
    assert len(result) < len(printed) / 2


def test_the_structure_is_kept(printed: bytes) -> None:
    catalog = PdfReader(io.BytesIO(finished(printed, _PROPERTIES))).root_object

    assert catalog["/StructTreeRoot"]["/K"]["/S"] == "/Document"
    assert catalog["/MarkInfo"] == {"/Marked": True}


def test_what_goes_on_overleaf_names_its_own_page(printed: bytes) -> None:
    reader = PdfReader(io.BytesIO(finished(printed, _PROPERTIES)))
    elements = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    heads = [element for element in elements if isinstance(element, dict) and element.get("/S") == "/TH"]

    marks = heads[0]["/K"][0].get_object()

    assert marks.raw_get("/Pg") == reader.pages[2].indirect_reference
    overleaf = [mark.raw_get("/Pg") for mark in marks["/K"] if isinstance(mark, dict)]
    assert overleaf == [reader.pages[3].indirect_reference]


def test_each_entry_of_the_contents_leads_to_its_heading(printed: bytes) -> None:
    reader = PdfReader(io.BytesIO(finished(printed, _PROPERTIES)))

    links = [link.get_object() for link in reader.pages[0]["/Annots"]]

    numbers = {page.indirect_reference: number for number, page in enumerate(reader.pages, 1)}
    assert [(link["/Contents"], numbers[link["/Dest"][0].indirect_reference]) for link in links] == [
        ("1. Definitions", 2),
        ("2. Service levels and what follows where they are missed", 3),
        ("3. General, part 1", 4),
    ]
    tops = [float(link["/Rect"][3]) for link in links]
    assert tops == sorted(tops, reverse=True)
    assert all(float(link["/Rect"][2]) - float(link["/Rect"][0]) > 400 for link in links)


def test_the_outline_leads_to_a_heading_that_was_kept_with_the_next_page(ooxml: SimpleNamespace) -> None:
    filling = [ooxml.paragraph(f"Line {number}.") for number in range(70)]
    long = ooxml.paragraph("What is kept with its heading. " * 12, properties="<w:keepNext/><w:keepLines/>")
    bodies = [ooxml.document(*filling[:count], ooxml.heading("Kept"), long, long) for count in range(40, 60)]
    rendered = [RdocxBackend().render(body) for body in bodies]

    before = [_outline_misses(pdf) for pdf in rendered]
    after = [_outline_misses(finished(pdf, _PROPERTIES)) for pdf in rendered]

    assert any(before)
    assert not any(after)


def _outline_misses(pdf: bytes) -> bool:
    [heading] = outline(pdf)
    return "Kept" not in pages(pdf)[heading.page - 1].words


def test_two_headings_of_the_same_words_have_a_link_each(ooxml: SimpleNamespace) -> None:
    plain = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:pageBreakBefore/>'
    docx = ooxml.document(
        *(ooxml.contents_entry("", "Charges", mark, 9) for mark in ("_c1", "_c2")),
        *(ooxml.heading("Charges", mark, plain) for mark in ("_c1", "_c2")),
    )

    reader = PdfReader(io.BytesIO(finished(RdocxBackend().render(docx), _PROPERTIES)))

    targets = [link.get_object()["/Dest"][0].indirect_reference for link in reader.pages[0]["/Annots"]]
    assert targets == [reader.pages[1].indirect_reference, reader.pages[2].indirect_reference]


def test_equal_input_gives_equal_bytes_and_other_properties_another_id(printed: bytes) -> None:
    first, again = finished(printed, _PROPERTIES), finished(printed, _PROPERTIES)
    other = finished(printed, replace(_PROPERTIES, title="Another"))

    assert first == again
    assert PdfReader(io.BytesIO(first)).trailer["/ID"] != PdfReader(io.BytesIO(other)).trailer["/ID"]


def test_finishing_takes_what_is_different_between_runs_of_libreoffice(soffice: str, agreement: bytes) -> None:
    office = LibreOfficeBackend(soffice)
    first, second = office.render(agreement), office.render(agreement)

    assert first != second
    assert finished(first, _PROPERTIES) == finished(second, _PROPERTIES)


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\nstartxref\n5\n%%EOF", b"%PDF-1.7\nxref\n0 0\ntrailer\n<<>>\nstartxref\n9\n%%EOF"])
def test_what_is_no_pdf_is_refused(junk: bytes) -> None:
    with pytest.raises(UnreadablePdf):
        finished(junk, _PROPERTIES)


def test_a_draft_without_a_date_of_issue_bears_none(printed: bytes) -> None:
    reader = PdfReader(io.BytesIO(finished(printed, replace(_PROPERTIES, issued=None))), strict=True)

    assert {"/CreationDate", "/ModDate"}.isdisjoint(reader.metadata or {})
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.xmp_create_date is None
