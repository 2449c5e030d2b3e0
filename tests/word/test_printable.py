from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pytest
import rdocx
from lxml import etree
from pypdf import PdfReader

from pipeline.model.document import (
    Alignment,
    Cell,
    Clause,
    Document,
    Paragraph,
    Part,
    PartKind,
    Row,
    Strong,
    Table,
    Term,
    Text,
    ToBeAgreed,
    Value,
)
from pipeline.model.stamp import Stamp
from pipeline.word.names import WORD, W
from pipeline.word.package import package_of, parts_of
from pipeline.word.printable import printable
from pipeline.word.words import words
from pipeline.word.writer import write


def _copied(*runs: str) -> list[tuple[str, bool]]:
    """The runs of the copy of one paragraph as (text, whether bold); a run given as `*text*` is bold."""
    bold = "<w:rPr><w:b/></w:rPr>"
    xml = "".join(f'<w:r>{bold if run[0] == "*" else ""}<w:t xml:space="preserve">{run.strip("*")}</w:t></w:r>' for run in runs)
    document = f'<w:document xmlns:w="{WORD}"><w:body><w:p>{xml}</w:p></w:body></w:document>'
    copy = printable(package_of({"word/document.xml": document.encode(), "word/styles.xml": f'<w:styles xmlns:w="{WORD}"/>'.encode()}))
    root = etree.fromstring(parts_of(copy)["word/document.xml"])
    return [(run.findtext(f"{W}t"), run.find(f"{W}rPr/{W}b") is not None) for run in root.iter(f"{W}r")]


@pytest.mark.parametrize(
    ("runs", "copied"),
    [
        (["the ", "*“Customer”*", ")."], [("the ", False), ("“Customer”).", True)]),
        (["see clause\u00a0", "4.2(a)", ", as well"], [("see ", False), ("clause\u00a0", False), (", as well", False)]),
        (["one ", "two"], [("one ", False), ("two", False)]),
    ],
)
def test_a_run_ends_only_at_white_space(runs: list[str], copied: list[tuple[str, bool]]) -> None:
    found = _copied(*runs)

    assert "".join(text for text, _ in found) == "".join(run.strip("*") for run in runs)
    assert all(first.endswith(" ") or second.startswith(" ") for (first, _), (second, _) in pairwise(found))
    if "*" in "".join(runs):
        assert found == copied


def test_a_word_with_a_sign_that_no_house_font_has_stands_apart() -> None:
    assert _copied("tick ☑Yes and 漢字 too") == [
        ("tick ", False),
        ("☑", False),
        ("Yes", False),
        (" and ", False),
        ("漢字", False),
        (" too", False),
    ]
    assert _copied("Ελληνικά и Żółć") == [("Ελληνικά и Żółć", False)]


def test_a_word_too_long_for_any_line_is_cut() -> None:
    found = _copied("before " + "x" * 500 + " after")

    assert [len(text) for text, _ in found] == [7, *[10] * 50, 6]


def test_a_reference_is_plain_words_in_the_copy(sample: Document, stamp: Stamp, template: bytes) -> None:
    written = write(sample, stamp, template)

    copy = printable(written)

    text = parts_of(copy)["word/document.xml"].decode()
    assert "REF " not in text.replace("PAGEREF ", "")
    assert ">clause\u00a02.2(b)(ii)(B)<" in text
    assert words(copy) == words(written)


def test_the_copy_has_the_words_of_the_document(stamp: Stamp, template: bytes) -> None:
    content = (Text("a"), Strong((Text("b c"),)), Value("x", "d\ne\tf"), Term("g"), Text(", "), ToBeAgreed("p", "h"), Text("."))
    document = Document("Title", (Part(PartKind.TERMS, "terms", (), (Clause("c", content, ()),)),))
    written = write(document, stamp, template)

    copy = printable(written)

    assert words(copy) == words(written)


def _pages(docx: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(rdocx.Document.from_bytes(docx).to_pdfa_deterministic())).pages]


def test_a_table_may_begin_a_page_with_what_leads_to_it(sample: Document, stamp: Stamp, template: bytes) -> None:
    written = write(sample, stamp, template)

    before, after = _pages(printable(written)), _pages(printable(written, new_page_for=[3]))

    assert "Basis" in before[2]
    assert "Retainer" not in before[2]
    assert "Basis" not in after[2]
    assert "The Customer shall pay these Charges" not in after[2]
    assert "Basis" in after[3]


def test_a_table_right_behind_another_may_begin_a_page_too(stamp: Stamp, template: bytes) -> None:
    first, second = (_table(name) for name in ("first", "second"))
    document = Document("Title", (Part(PartKind.TERMS, "terms", (), (Clause("c", (Text("Heading"),), (first, second)),)),))

    pages = _pages(printable(write(document, stamp, template), new_page_for=[1]))

    assert "first" in pages[-2]
    assert "second" not in pages[-2]
    assert "second" in pages[-1]


def _table(name: str) -> Table:
    head, body = (Row((Cell((Paragraph(f"{name}/{kind}", (Text(f"{name} {kind}"),)),)),)) for kind in ("head", "body"))
    return Table(name, (Alignment.LEFT,), (head,), (body,))


def test_a_long_word_stays_on_the_page(stamp: Stamp, template: bytes) -> None:
    document = Document(
        "Title",
        (
            Part(
                PartKind.TERMS,
                "terms",
                (),
                (Clause("c", (Text("Heading"),), (Paragraph("c/1", (Text("before " + "x" * 500 + " after"),)),)),),
            ),
        ),
    )

    pages = _pages(printable(write(document, stamp, template)))

    letters = [line.count("x") for page in pages for line in page.splitlines()]
    assert sum(letters) == 500
    assert max(letters) < 100


def test_the_contents_are_plain_in_the_copy_but_for_their_page_numbers(sample: Document, stamp: Stamp, template: bytes) -> None:
    text = parts_of(printable(write(sample, stamp, template)))["word/document.xml"].decode()

    assert "TOC" not in text.replace("TOC1", "")
    assert text.count("PAGEREF") == 12
    assert text.count('w:fldCharType="begin"') == text.count('w:fldCharType="end"') == 12


def test_a_word_is_cut_only_where_its_cell_is_too_narrow(stamp: Stamp, template: bytes) -> None:
    def pieces(width: int) -> list[str]:
        cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>installation</w:t></w:r></w:p></w:tc>'
        document = f'<w:document xmlns:w="{WORD}"><w:body><w:tbl><w:tr>{cell}</w:tr></w:tbl></w:body></w:document>'
        copy = printable(package_of({"word/document.xml": document.encode(), "word/styles.xml": f'<w:styles xmlns:w="{WORD}"/>'.encode()}))
        return [run.findtext(f"{W}t") or "" for run in etree.fromstring(parts_of(copy)["word/document.xml"]).iter(f"{W}r")]

    assert pieces(1300) == ["installation"]
    assert len(pieces(1000)) > 1


def test_the_text_begins_below_a_header_of_many_lines(sample: Document, stamp: Stamp, template: bytes) -> None:
    def tops(short_title: str) -> set[str | None]:
        copy = printable(write(sample, replace(stamp, short_title=short_title), template))
        root = etree.fromstring(parts_of(copy)["word/document.xml"])
        return {margins.get(f"{W}top") for margins in root.iter(f"{W}pgMar")}

    assert tops("An ordinary title") == {"1588"}
    assert all(int(top or 0) > 1588 + 3 * 220 for top in tops("s" * 500))
