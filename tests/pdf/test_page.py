"""Words back out of a PDF."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pipeline.pdf import LibreOfficeBackend, RdocxBackend, body_words, pages, words
from pipeline.pdf.content import pieces, unescaped
from pipeline.pdf.face import Face

_LETTERS = Face(1, {code: chr(code) for code in range(32, 127)}, {}, 500, frozenset())


def _printed(ooxml: SimpleNamespace, *blocks: str, **margins: str) -> bytes:
    return RdocxBackend().render(ooxml.document(*blocks, **margins))


def test_header_and_footer_are_no_words_of_the_text(agreement: bytes) -> None:
    pdf = RdocxBackend().render(agreement)

    margin = [page.margin for page in pages(pdf)]

    assert margin[0] == ("Master", "Services", "Agreement", "0.1-draft", "Page", "1", "of", "5", "0123abcd")
    assert "0123abcd" not in body_words(pdf)
    assert words(pdf).count("0123abcd") == 5


def test_a_table_head_counts_once_however_often_it_is_printed(agreement: bytes) -> None:
    pdf = RdocxBackend().render(agreement)

    assert body_words(pdf).count("Resolution") == 46  # once in each of 45 sub-clauses, once above the column
    assert "Priority" in pages(pdf)[3].margin


def test_a_table_head_at_the_top_of_its_page_is_text(ooxml: SimpleNamespace) -> None:
    assert body_words(_printed(ooxml, ooxml.table(("Priority", "Response"), ("P1", "30")))) == ["Priority", "Response", "P1", "30"]


def test_runs_of_one_word_stay_one_word_and_tabs_part_words(ooxml: SimpleNamespace) -> None:
    tab = "<w:r><w:tab/></w:r>"
    pdf = _printed(ooxml, ooxml.paragraph(ooxml.run("Ser", "<w:b/>"), ooxml.run("vice"), tab, ooxml.run("Level")))

    assert words(pdf) == ["Service", "Level"]


def test_a_superscript_stays_with_its_word(ooxml: SimpleNamespace) -> None:
    pdf = _printed(ooxml, ooxml.paragraph(ooxml.run("m"), ooxml.run("2", '<w:vertAlign w:val="superscript"/>'), ooxml.run(" wide")))

    assert words(pdf) == ["m2", "wide"]


def test_labels_are_words_of_their_own(ooxml: SimpleNamespace) -> None:
    pdf = _printed(ooxml, ooxml.heading("Definitions"), ooxml.sub_clause("In this Agreement:"))

    assert words(pdf) == ["1.", "Definitions", "1.1", "In", "this", "Agreement:"]


def test_a_line_break_parts_words(ooxml: SimpleNamespace) -> None:
    pdf = _printed(ooxml, ooxml.paragraph("<w:r><w:t>14 Tanner Street</w:t><w:br/><w:t>Leeds</w:t></w:r>"))

    assert words(pdf) == ["14", "Tanner", "Street", "Leeds"]


@pytest.mark.parametrize(
    "text", ["Αθήνα", "Łódź", "R&D", "<b>", "{{", "*stars*", "|", "“quoted”", "office", "a(b(c))d", "back\\slash", "€1,234.50"]
)
def test_any_text_reads_as_itself(ooxml: SimpleNamespace, text: str) -> None:
    assert words(_printed(ooxml, ooxml.paragraph(text), header=text)) == [text, text]


@pytest.mark.parametrize(
    ("string", "value"),
    [
        (rb"(a\(b\)c)", b"a(b)c"),
        (rb"(\101\7)", b"A\x07"),
        (rb"(\n\\)", b"\n\\"),
        (b"<41 4>", b"A@"),
        (b"(a\\\nb)", b"ab"),
        (b"(a(b)c)", b"a(b)c"),
    ],
)
def test_strings_of_pdf_are_read_in_each_of_their_forms(string: bytes, value: bytes) -> None:
    assert unescaped(string) == value


def test_what_a_string_says_is_no_instruction() -> None:
    content = b"BT /F 10 Tf 1 0 0 1 50 700 Tm (q BT /F 99 Tf ET EMC) Tj 0 -12 Td (next) Tj ET"

    shown = list(pieces(content, {"F": _LETTERS, "/F": _LETTERS}))

    assert [(piece.text, piece.baseline, piece.size) for piece in shown] == [("q BT /F 99 Tf ET EMC", 700, 10), ("next", 688, 10)]


def test_positions_follow_the_transformations() -> None:
    content = b"q 1 0 0 -1 0 800 cm q BT /F 10 Tf 1 0 0 -1 50 100 Tm [(ab) -100 (c)] TJ ET Q Q BT /F 5 Tf 1 0 0 1 7 8 Tm (d) Tj ET"

    first, second = pieces(content, {"/F": _LETTERS})

    assert (first.text, first.left, first.right, first.baseline) == ("abc", 50, 66, 700)
    assert (second.left, second.right, second.baseline) == (7, 9.5, 8)


def test_letters_of_another_font_are_read_where_they_stand(soffice: str, ooxml: SimpleNamespace) -> None:
    # LibreOffice leaves a hole in the line and fills it afterwards.
    pdf = LibreOfficeBackend(soffice).render(ooxml.document(ooxml.paragraph("from Αθήνα with Москва again")))

    assert words(pdf) == ["from", "Αθήνα", "with", "Москва", "again"]


def test_what_is_meant_goes_before_what_is_drawn() -> None:
    content = b"/Span <</ActualText <FEFF00780079>>> BDC BT /F 10 Tf (a) Tj (b) Tj ET EMC BT (c) Tj ET"

    assert [piece.text for piece in pieces(content, {"/F": _LETTERS})] == ["xy", "", "c"]
