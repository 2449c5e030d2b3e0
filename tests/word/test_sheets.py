"""Sheets in Word: sound, landscape, headed on each page, and read back after somebody filled them in."""

from __future__ import annotations

import io
import subprocess
import zipfile

import pytest
from docx import Document as open_docx
from docx.enum.section import WD_ORIENT
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.sheet import Column, FilledSheet, Grid, Record, Sheet
from pipeline.word.package import package_of, parts_of
from pipeline.word.sheets import filled_sheet_in, write_sheet
from pipeline.word.validity import validity_faults

LEGEND = "Internal, privileged and confidential"
COLUMNS = (Column("No.", 1), Column("Our words", 5), Column("Their words", 4))
FORM = (Column("Decision", 2), Column("Counter", 3))
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs"), include_characters="\n\t"), max_size=60).map(str.strip)


@pytest.fixture(scope="module")
def sheet():
    records = (
        Record(("2.1", "Ninety days & more\nand a line", "60 <days>"), ("", ""), stressed=True),
        Record(("2.2", "", "x\ty"), ("counter", "45 days")),
    )
    return Sheet("Issues list, round 2", "acme", LEGEND, ("2 issues.",), (Grid("Issues", COLUMNS, records, FORM),))


def filled(docx: bytes) -> FilledSheet | Diagnostic:
    return filled_sheet_in(docx, "list.docx", "No.", "Decision")


def test_it_is_sound_and_the_same_each_time(sheet, tmp_path):
    docx = write_sheet(sheet)
    (tmp_path / "list.docx").write_bytes(docx)

    assert validity_faults(docx, "list.docx") == []
    assert [str(fault) for fault in OpenXmlValidator().validate(str(tmp_path / "list.docx")).errors] == []
    assert docx == write_sheet(sheet)


def test_its_pages_are_landscape_and_each_is_headed(sheet):
    section = open_docx(io.BytesIO(write_sheet(sheet))).sections[0]

    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    assert section.header.paragraphs[0].text == LEGEND


def test_the_rows_with_the_names_of_columns_repeat_on_each_page(sheet):
    rows = open_docx(io.BytesIO(write_sheet(sheet))).tables[0].rows

    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in rows] == [True, True, False, False, False, False]


def test_cells_of_records_and_forms_end_at_the_same_edge(sheet):
    table = open_docx(io.BytesIO(write_sheet(sheet))).tables[0]
    widths = [sum(int(width) for width in row._tr.xpath("./w:tc/w:tcPr/w:tcW/@w:w")) for row in table.rows]
    spans = [sum(int(span) for span in row._tr.xpath(".//w:gridSpan/@w:val")) or len(row._tr.tc_lst) for row in table.rows]

    assert set(widths) == {sum(int(width) for width in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w"))}
    assert min(spans) > 0


def test_what_is_written_is_read_back(sheet):
    found = filled(write_sheet(sheet))

    assert isinstance(found, FilledSheet)
    assert found.columns == ("No.", "Our words", "Their words", "Decision", "Counter")
    assert [row.number for row in found.rows] == [3, 5]
    assert found.rows[0].cells[1] == ("Our words", "Ninety days & more\nand a line")
    assert found.rows[1].cells == (
        ("No.", "2.2"),
        ("Our words", ""),
        ("Their words", "x\ty"),
        ("Decision", "counter"),
        ("Counter", "45 days"),
    )


def test_what_libreoffice_saved_is_read_back(sheet, soffice, tmp_path):
    (tmp_path / "list.docx").write_bytes(write_sheet(sheet))
    out, profile = tmp_path / "out", f"-env:UserInstallation=file://{tmp_path / 'profile'}"

    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(out), str(tmp_path / "list.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )

    assert filled((out / "list.docx").read_bytes()) == filled(write_sheet(sheet))


def test_decisions_that_were_typed_with_tracking_count_as_typed(sheet):
    docx = write_sheet(sheet)
    counter = b'<w:r><w:t xml:space="preserve">counter</w:t></w:r>'
    tracked = (
        b'<w:del w:id="1" w:author="A"><w:r><w:delText>counter</w:delText></w:r></w:del>'
        b'<w:ins w:id="2" w:author="A"><w:r><w:t>refuse</w:t></w:r></w:ins>'
    )

    found = filled(with_body(docx, lambda body: body.replace(counter, tracked)))

    assert isinstance(found, FilledSheet)
    assert found.rows[1].cell("Decision") == "refuse"


def test_tab_stops_of_a_paragraph_are_no_letters(sheet):
    docx = write_sheet(sheet)
    typed = b'<w:t xml:space="preserve">45 days</w:t></w:r>'
    stops = b'<w:pPr><w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs></w:pPr>'

    found = filled(with_body(docx, lambda body: body.replace(typed, typed + b"</w:p><w:p>" + stops + b"<w:r><w:t>at most</w:t></w:r>")))

    assert isinstance(found, FilledSheet)
    assert found.rows[1].cell("Counter") == "45 days\nat most"


def test_a_row_that_was_cut_out_is_told_with_its_number(sheet):
    docx = write_sheet(sheet)

    refused = filled(with_body(docx, lambda body: body[: body.rindex(b"<w:tr>")] + body[body.rindex(b"</w:tr>") + len(b"</w:tr>") :]))

    assert isinstance(refused, Diagnostic)
    assert (refused.code, refused.span.line) == ("changed-issues-list", 5)


def test_a_file_without_the_table_and_a_hostile_one_are_refused(sheet):
    empty = filled(write_sheet(Sheet("t", "s", "", (), ())))
    declared = filled(with_body(write_sheet(sheet), lambda body: body.replace(b"<w:document", b"<!DOCTYPE x><w:document", 1)))
    no_zip = filled(b"PK\x03\x04nothing")

    assert [refused.code for refused in (empty, declared, no_zip) if isinstance(refused, Diagnostic)] == [
        "no-issues-list",
        "docx-refused",
        "docx-refused",
    ]


@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=3))
@settings(max_examples=30, deadline=None)
def test_whatever_the_words_are_they_are_read_back(rows):
    records = tuple(
        Record((f"2.{number}", ours, theirs), (decision, counter)) for number, (ours, theirs, decision, counter) in enumerate(rows)
    )

    found = filled(write_sheet(Sheet("t", "s", LEGEND, (), (Grid("Issues", COLUMNS, records, FORM),))))

    assert isinstance(found, FilledSheet)
    assert [tuple(words for _, words in row.cells) for row in found.rows] == [(*record.cells, *record.entries) for record in records]


def with_body(docx, change):
    parts = parts_of(docx)
    before = parts["word/document.xml"]
    parts["word/document.xml"] = change(before)
    assert parts["word/document.xml"] != before
    return package_of(parts)


def test_a_reader_that_shares_nothing_with_the_writer_finds_each_word(sheet):
    with zipfile.ZipFile(io.BytesIO(write_sheet(sheet))) as archive:
        assert archive.testzip() is None
    cells = [cell.text for row in open_docx(io.BytesIO(write_sheet(sheet))).tables[0].rows for cell in row.cells]

    assert {"60 <days>", "Ninety days & more\nand a line", "45 days", "2.1", "counter"} <= set(cells)
