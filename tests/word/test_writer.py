from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
from openxml_audit import OpenXmlValidator

from pipeline.model.document import Alignment, Cell, Clause, Document, List, Paragraph, Part, PartKind, Row, Table, Text, Value
from pipeline.model.numbering import numbered
from pipeline.model.stamp import Stamp
from pipeline.word.anchors import bookmark
from pipeline.word.contents import headings
from pipeline.word.package import package_of, parts_of
from pipeline.word.writer import write

AWKWARD = ("R&D", "<b>bold</b>", "{{ 7*7 }}", "{% if x %}", "{# note #}", '*stars* | "quotes"', "Ελληνικά", "Zażółć gęślą jaźń", "x" * 500)


def _document(docx_bytes: bytes) -> str:
    return parts_of(docx_bytes)["word/document.xml"].decode()


def test_the_same_contract_gives_the_same_bytes(sample: Document, stamp: Stamp, template: bytes) -> None:
    first = write(sample, stamp, template)

    second = write(sample, stamp, template)

    assert first == second


def test_content_types_come_first_and_no_part_has_a_date(sample: Document, stamp: Stamp, template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(write(sample, stamp, template))) as archive:
        names = archive.namelist()
        dates = {entry.date_time for entry in archive.infolist()}
        broken = archive.testzip()

    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert broken is None


def test_the_document_is_valid_and_opens(sample: Document, stamp: Stamp, template: bytes, tmp_path) -> None:
    file = tmp_path / "sample.docx"
    file.write_bytes(write(sample, stamp, template))

    findings = OpenXmlValidator().validate(str(file)).errors
    paragraphs = docx.Document(str(file)).paragraphs

    assert [str(finding) for finding in findings] == []
    assert any(paragraph.text == "Response and resolution" for paragraph in paragraphs)


def test_awkward_values_print_as_themselves_everywhere(stamp: Stamp, template: bytes) -> None:
    for value in AWKWARD:
        text = (Value("a.b", value),)
        table = Table("t", (Alignment.LEFT,), (), (Row((Cell((Paragraph("cell", text),)),)),))
        clause = Clause("c", text, (List(()), Paragraph("c/1", text), table))
        document = Document(value, (Part(PartKind.TERMS, "terms", (), (clause,)),))
        marked = replace(stamp, title=value, short_title=value, legend=value, version=value, contract=value)

        file = docx.Document(io.BytesIO(write(document, marked, template)))

        assert [paragraph.text for paragraph in file.paragraphs if paragraph.style.name in ("Clause Heading", "Clause Text 1")] == [
            value,
            value,
        ]
        assert file.tables[0].cell(0, 0).text == value
        assert file.sections[0].header.tables[0].cell(0, 0).text == value
        assert file.core_properties.title == value


def test_what_xml_cannot_hold_is_shown_by_its_name(stamp: Stamp, template: bytes) -> None:
    document = Document("Title", (Part(PartKind.TERMS, "terms", (), (Clause("c", (Text("a\x07b\x00c"),), ()),)),))

    written = write(document, replace(stamp, short_title="bell\x07"), template)

    assert "a[U+0007]b[U+0000]c" in _document(written)
    assert "bell[U+0007]" in parts_of(written)["word/header1.xml"].decode()


def test_each_anchored_paragraph_has_one_bookmark(sample: Document, stamp: Stamp, template: bytes) -> None:
    text = _document(write(sample, stamp, template))

    for identity in numbered(sample):
        assert text.count(f'w:name="{bookmark(identity)}"') == 1


def test_a_reference_is_a_field_with_the_right_words(sample: Document, stamp: Stamp, template: bytes) -> None:
    text = _document(write(sample, stamp, template))

    deep = text.index(rf" REF {bookmark('response.workaround.two')} \w \h ")
    schedule = text.index(rf" REF {bookmark('schedule-levels')} \r \h ")
    assert "2.2(b)(ii)(B)" in text[deep : deep + 300]
    assert "Schedule\u00a02" in text[schedule : schedule + 300]


def test_the_contents_show_the_pages_they_are_given(sample: Document, stamp: Stamp, template: bytes) -> None:
    outline = headings(sample, numbered(sample))
    pages = {heading.id: number for number, heading in enumerate(outline, start=101)}

    text = _document(write(sample, stamp, template, pages))

    for heading in outline:
        if heading.level == 1:
            entry = text.index(f" PAGEREF {bookmark(heading.id)} ")
            assert f">{pages[heading.id]}<" in text[entry : entry + 300]
    assert "updateFields" not in parts_of(write(sample, stamp, template))["word/settings.xml"].decode()


def test_the_schedules_of_another_practice_bear_its_word(sample: Document, stamp: Stamp, template: bytes) -> None:
    exhibits = replace(sample, words=replace(sample.words, schedule="Exhibit"), language="en-US")

    parts = parts_of(write(exhibits, stamp, template))

    assert 'w:lvlText w:val="Exhibit\u00a0%1"' in parts["word/numbering.xml"].decode()
    assert 'w:lang w:val="en-US"' in parts["word/styles.xml"].decode()


def test_the_properties_tell_which_draft_it_is(sample: Document, stamp: Stamp, template: bytes) -> None:
    written = write(sample, stamp, template)

    properties = docx.Document(io.BytesIO(written)).core_properties
    custom = parts_of(written)["docProps/custom.xml"].decode()

    assert (properties.title, properties.language, properties.version) == (stamp.title, "en-GB", stamp.version)
    assert properties.created.date() == stamp.issued
    assert stamp.input_hash in custom
    assert stamp.contract in custom


def test_an_id_that_is_given_twice_is_anchored_once(stamp: Stamp, template: bytes) -> None:
    twice = (Paragraph("c/1", (Text("one"),)), Paragraph("c/1", (Text("two"),)))
    document = Document("Title", (Part(PartKind.TERMS, "terms", (), (Clause("c", (Text("Heading"),), twice),)),))

    text = _document(write(document, stamp, template))

    assert text.count(bookmark("c/1")) == 1


def test_the_order_of_a_package_is_that_of_its_names() -> None:
    parts = dict.fromkeys(("word/b.xml", "A.xml", "_rels/.rels", "word/a.xml", "[Content_Types].xml"), b"x")

    assert list(parts_of(package_of(parts))) == ["[Content_Types].xml", "_rels/.rels", "A.xml", "word/a.xml", "word/b.xml"]


def test_a_draft_without_a_date_of_issue_bears_none(sample: Document, stamp: Stamp, template: bytes, tmp_path) -> None:
    file = tmp_path / "undated.docx"

    file.write_bytes(write(sample, replace(stamp, issued=None), template))

    parts = parts_of(file.read_bytes())
    assert b"dcterms" not in parts["docProps/core.xml"].replace(b"xmlns:dcterms", b"")
    assert f"Version {stamp.version} \u00b7 {stamp.legend}" in "".join(docx.Document(str(file)).element.body.itertext())
    assert OpenXmlValidator().validate(str(file)).is_valid


def test_tables_stand_across_the_page_in_schedules_and_at_the_edge_of_the_words_in_clauses(stamp: Stamp, template: bytes) -> None:
    table = Table("t", (Alignment.LEFT,), (), (Row((Cell((Paragraph("t/1", (Text("word"),)),)),)),))
    clause = Clause("c", (Text("Heading"),), (table,))
    document = Document("Title", (Part(PartKind.TERMS, "terms", (), (clause,)), Part(PartKind.SCHEDULE, "s", (Text("One"),), (clause,))))

    indents = re.findall(r'<w:tblInd w:w="(\d+)"', _document(write(document, stamp, template)))

    assert indents == ["709", "0"]


def test_no_empty_line_stands_between_the_last_table_of_a_schedule_and_the_next_page(stamp: Stamp, template: bytes) -> None:
    table = Table("t", (Alignment.LEFT,), (), (Row((Cell((Paragraph("t/1", (Text("word"),)),)),)),))
    schedules = tuple(Part(PartKind.SCHEDULE, name, (Text(name),), (table,)) for name in ("one", "two"))

    text = _document(write(Document("Title", schedules), stamp, template))

    assert [match[1] for match in re.finditer(r'</w:tbl><w:p><w:pPr><w:pStyle w:val="(\w+)"', text)] == ["ScheduleHeading", "TableSpace"]


def test_the_clause_that_opens_the_terms_begins_at_the_top_of_its_page(sample: Document, stamp: Stamp, template: bytes) -> None:
    headings_found = re.findall(
        r'<w:p><w:pPr><w:pStyle w:val="ClauseHeading"/>(<w:spacing[^>]*>)?', _document(write(sample, stamp, template))
    )

    assert headings_found[0] == '<w:spacing w:before="0"/>'
    assert not any(headings_found[1:])
