# ruff: noqa: E501 (cases are easier to compare in one line each)
from __future__ import annotations

import pytest

from pipeline.model.document import Document
from pipeline.model.stamp import Stamp
from pipeline.word.anchors import bookmark
from pipeline.word.package import package_of, parts_of
from pipeline.word.validity import validity_faults
from pipeline.word.writer import write

MAIN = "word/document.xml"
DUTY = bookmark("response.duty")
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
IDENTIFIED = '<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="00AA00AA"/>'
OVERRIDE = 'PartName="/word/styles.xml"'


def test_what_the_writer_writes_has_no_fault(sample: Document, stamp: Stamp, template: bytes) -> None:
    assert validity_faults(write(sample, stamp, template), "a.docx") == []


@pytest.mark.parametrize(
    ("part", "old", "new", "message"),
    [
        (MAIN, f'w:name="{bookmark("response.p1")}"', f'w:name="{DUTY.upper()}"', f"the bookmark `{DUTY}` is set more than once"),
        (MAIN, "<w:body>", f"<w:body>{CONTROL}{CONTROL}", "the content control id `7` is used more than once"),
        (MAIN, "<w:body>", f"<w:body>{IDENTIFIED}{IDENTIFIED}", "the paragraph id `00AA00AA` is used more than once"),
        ("[Content_Types].xml", OVERRIDE, 'PartName="/word/other.xml"', "the part `word/styles.xml` has no content type of its own"),
        ("word/footer1.xml", '<w:fldChar w:fldCharType="end"/>', "", "a field in `word/footer1.xml` is not closed"),
        ("word/footer1.xml", '<w:fldChar w:fldCharType="begin"/>', "", "a field in `word/footer1.xml` is closed but never begun"),
        (MAIN, f" REF {bookmark('levels.measure')} ", " REF _nowhere ", r"the field `REF _nowhere \w \h` refers to a bookmark that is not there"),
    ],
)  # fmt: skip
def test_each_fault_is_found(sample: Document, stamp: Stamp, template: bytes, part: str, old: str, new: str, message: str) -> None:
    parts = parts_of(write(sample, stamp, template))
    text = parts[part].decode()
    assert old in text
    parts[part] = text.replace(old, new, 1).encode()

    found = validity_faults(package_of(parts), "a.docx")

    assert message in [finding.message for finding in found]
    assert {(finding.code, finding.span.file) for finding in found} == {("invalid-docx", "a.docx")}
