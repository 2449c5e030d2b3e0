"""Anybody's DOCX read as a proof-reader sees it, and refused where it is dangerous."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.manuscript import Manuscript
from pipeline.word import manuscript_in

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>"""


def docx(body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A DOCX with no more than what is read."""
    parts = {
        "word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": NUMBERING,
        "word/styles.xml": STYLES,
        **(more or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def item(level: int, words: str, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{named}{number}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def read(content: bytes) -> Manuscript:
    manuscript = manuscript_in(content, "theirs.docx")
    assert isinstance(manuscript, Manuscript), manuscript
    return manuscript


def refused(content: bytes) -> str:
    finding = manuscript_in(content, "theirs.docx")
    assert isinstance(finding, Diagnostic)
    assert finding.code == "docx-refused"
    return finding.message.removeprefix("this file is not opened: ")


def test_numbers_are_the_ones_that_word_shows() -> None:
    body = item(0, "Services", "H") + item(1, "Support") + item(2, "calls") + item(2, "visits") + item(1, "Hours") + item(0, "Charges", "H")

    manuscript = read(docx(body))

    assert manuscript.text.splitlines() == ["1. Services", "1.1 Support", "(a) calls", "(b) visits", "1.2 Hours", "2. Charges"]
    assert [line.heading for line in manuscript.lines] == [True, False, False, False, False, True]


def test_a_place_is_the_paragraph_and_the_column_in_it() -> None:
    manuscript = read(docx("<w:p/>" + item(0, "Services of <w:br/> the the Provider").replace("<w:br/>", "</w:t><w:br/><w:t>")))

    start = manuscript.text.index("the the")

    assert manuscript.span(start, start + 7).line == 2
    assert manuscript.shown(2) is not None
    assert (manuscript.shown(2) or "")[manuscript.span(start, start + 7).column - 1 :].startswith("the the")


def test_insertions_are_read_and_deletions_are_not() -> None:
    kept, deleted, inserted = (
        "<w:r><w:t>30 </w:t></w:r>",
        "<w:del><w:r><w:delText>40 </w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>days</w:t></w:r></w:ins>",
    )

    assert read(docx(f"<w:p>{kept}{deleted}{inserted}</w:p>")).text == "30 days\n"


def test_notes_are_read_behind_the_body_and_before_heads_and_feet() -> None:
    def part(root: str, words: str) -> str:
        return f"<w:{root} {W}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{root}>"

    more = {
        "word/header1.xml": part("hdr", "Head"),
        "word/footnotes.xml": part("footnotes", "Note"),
        "word/footer1.xml": part("ftr", "Foot"),
    }

    manuscript = read(docx("<w:p><w:r><w:t>Body</w:t></w:r></w:p>", more))

    assert manuscript.text.split() == ["Body", "Note", "Foot", "Head"]
    assert manuscript.span(manuscript.text.index("Head"), 0).line == 4


def test_cells_and_text_boxes_are_read_once() -> None:
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>P1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>4 h</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    box = "<w:p><w:r><w:t>Inside</w:t></w:r></w:p>"
    drawing = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"

    assert read(docx(f"{table}<w:p><w:r><w:t>Outside</w:t>{drawing}</w:r></w:p>")).text.split() == ["P1", "4", "h", "Outside", "Inside"]


def test_a_list_level_that_nothing_defines_has_no_number() -> None:
    assert read(docx(item(7, "Deep"))).text == "Deep\n"


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (
            '<!DOCTYPE w:document [<!ENTITY a "b">]><w:document/>',
            "its part `word/document.xml` declares a document type or entities, which Word never writes",
        ),
        (
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d><d/>'.encode("utf-16"),
            "its part `word/document.xml` declares a document type or entities, which Word never writes",
        ),
    ],
)
def test_a_document_type_is_refused(part: str | bytes, reason: str) -> None:
    assert refused(docx("", {"word/document.xml": part})) == reason


def test_a_zip_bomb_is_refused() -> None:
    assert refused(docx("", {"word/media/bomb.bin": bytes(2_000_000)})) == "its part `word/media/bomb.bin` is packed as no editor packs it"


def test_a_part_that_leads_out_of_the_file_is_refused() -> None:
    assert refused(docx("", {"../../evil.xml": "<a/>"})) == "one of its parts leads out of the file"


def test_too_many_parts_are_refused() -> None:
    assert refused(docx("", {f"word/part{count}.xml": "<a/>" for count in range(500)})) == "it has 503 parts, and at most 500 are read"


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", docx("")[:-40], b""])
def test_a_damaged_file_is_refused(content: bytes) -> None:
    assert refused(content) == "it is no Word document, or it is damaged"


def test_a_zip_without_text_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")

    assert refused(stream.getvalue()) == "it is no Word document: it has no text part"


def test_text_that_is_no_xml_is_refused() -> None:
    assert refused(docx("", {"word/document.xml": "<w:document"})) == "this file is not opened: its text is damaged".removeprefix(
        "this file is not opened: "
    )
