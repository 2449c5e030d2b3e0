# ruff: noqa: E501 (cases are easier to compare in one line each)
from __future__ import annotations

import io
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from pipeline.model.document import Document
from pipeline.model.stamp import Stamp
from pipeline.word.faults import template_faults
from pipeline.word.names import BLOCK_SLOTS, NEEDED_STYLES
from pipeline.word.package import package_of, parts_of
from pipeline.word.shell.package import first_template
from pipeline.word.writer import write

MAIN, HEADER, STYLES = "word/document.xml", "word/header1.xml", "word/styles.xml"


def _changed(template: bytes, part: str, old: str, new: str) -> bytes:
    parts = parts_of(template)
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new, 1).encode()
    return package_of(parts)


def test_the_template_in_use_and_the_first_one_have_no_fault(template: bytes) -> None:
    assert template_faults(template, "templates/contract.docx") == []
    assert template_faults(first_template(), "templates/contract.docx") == []


def test_the_first_template_is_the_same_each_time_and_valid(tmp_path: Path) -> None:
    file = tmp_path / "template.docx"
    file.write_bytes(first_template())

    findings = OpenXmlValidator().validate(str(file)).errors

    assert [str(finding) for finding in findings] == []
    assert first_template() == file.read_bytes()


@pytest.mark.parametrize("content", [b"", b"PK\3\4junk", "Ä".encode("latin-1") * 100, b"<html/>"])
def test_what_is_no_docx_is_refused(content: bytes) -> None:
    (found,) = template_faults(content, "templates/contract.docx")

    assert found.code == "template-not-docx"
    assert found.span.file == "templates/contract.docx"


def test_a_zip_that_is_no_docx_is_refused() -> None:
    (found,) = template_faults(package_of({"a.txt": b"a"}), "t.docx")

    assert "it has no part `[Content_Types].xml`" in found.message


def test_a_damaged_part_is_refused(template: bytes) -> None:
    (found,) = template_faults(_changed(template, STYLES, "</w:styles>", ""), "t.docx")

    assert found.code == "template-not-docx"


@pytest.mark.parametrize(
    ("part", "old", "new", "code", "words"),
    [
        (MAIN, "{{p body }}", "Body", "template-missing-slot", "the slot `body` is missing"),
        (HEADER, "{{ short_title }}", "Title", "template-missing-slot", "the slot `short_title` is missing"),
        (HEADER, "{{ short_title }}", "{{ short_titel }}", "template-unknown-slot", "`word/header1.xml` has a slot `short_titel` that nothing fills"),
        (MAIN, "{{p body }}", "{{ body }}", "template-slot-in-line", "the slot `body` stands within a line"),
        (MAIN, "{{p toc }}", "{{p body }}", "template-doubled-slot", "the slot `body` stands in `word/document.xml` and `word/document.xml`"),
        (HEADER, "{{ short_title }}", "{{ short_title }", "template-slot", "`{{` is never closed with `}}`"),
        (HEADER, "{{ short_title }}", "{{ short_title.x }}", "template-slot", "`word/header1.xml` has a slot that computes (getattr)"),
        (HEADER, "{{ short_title }}", "{% for a in legend %}{{ version }}{% endfor %}", "template-slot", "a slot that computes (for)"),
        (MAIN, "{% endif %}", "", "template-slot", "endif"),
        (STYLES, 'w:val="Clause Level 2"', 'w:val="Sub-clause"', "template-missing-style", "the style `Clause Level 2` is missing"),
        (STYLES, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', "", "template-style-without-number", "`Clause Heading` has no numbering"),
    ],
)  # fmt: skip
def test_each_fault_is_named(template: bytes, part: str, old: str, new: str, code: str, words: str) -> None:
    found = template_faults(_changed(template, part, old, new), "t.docx")

    assert code in [finding.code for finding in found]
    assert any(words in finding.message for finding in found)


def test_word_may_split_a_slot_over_runs(sample: Document, stamp: Stamp, template: bytes) -> None:
    split = _changed(
        template, HEADER, "{{ short_title }}", "{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ short_title }</w:t></w:r><w:r><w:t>}"
    )

    written = write(sample, stamp, split)

    assert template_faults(split, "t.docx") == []
    assert "Harrow &amp; Finch" in parts_of(written)[HEADER].decode()


def test_word_may_rename_the_ids_of_styles(sample: Document, stamp: Stamp, template: bytes) -> None:
    parts = parts_of(template)
    for name in (STYLES, "word/numbering.xml"):
        parts[name] = parts[name].replace(b'"ClauseLevel2"', b'"Klauselebene2"')
    renamed = package_of(parts)

    written = parts_of(write(sample, stamp, renamed))[MAIN].decode()

    assert template_faults(renamed, "t.docx") == []
    assert 'w:pStyle w:val="Klauselebene2"' in written
    assert 'w:pStyle w:val="ClauseLevel2"' not in written


def test_a_custom_part_of_the_template_stays(sample: Document, stamp: Stamp, template: bytes) -> None:
    parts = parts_of(template) | {"customXml/item1.xml": b"<own/>"}

    written = parts_of(write(sample, stamp, package_of(parts)))

    assert written["customXml/item1.xml"] == b"<own/>"
    assert b"urn:draftline:anchors" in written["customXml/item2.xml"]


def test_every_slot_and_style_that_is_needed_is_named_once() -> None:
    assert len(set(NEEDED_STYLES)) == len(NEEDED_STYLES)
    assert BLOCK_SLOTS == ("cover", "toc", "body", "signatures", "schedules")


def test_a_draft_without_a_legend_has_no_empty_place_for_it(sample: Document, stamp: Stamp, template: bytes) -> None:
    from dataclasses import replace

    import docx

    file = docx.Document(io.BytesIO(write(sample, replace(stamp, legend=""), template)))

    assert file.paragraphs[0].text == f"Version {stamp.version}, 2\u00a0March 2026"
    assert file.sections[0].header.tables[0].cell(0, 1).text == f"Version {stamp.version}"
