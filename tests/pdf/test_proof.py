"""Is the PDF the DOCX: what is found, and what is no fault."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pipeline.pdf import Difference, LibreOfficeBackend, Proof, RdocxBackend, body_words, broken_words, missing_glyphs, proof

_NOTHING = Proof((), (), (), ())


def _printed(ooxml: SimpleNamespace, *blocks: str) -> bytes:
    return RdocxBackend().render(ooxml.document(*blocks))


def test_a_sound_document_has_no_findings(agreement: bytes, agreement_words: list[str]) -> None:
    assert proof(RdocxBackend().render(agreement), agreement_words) == _NOTHING


def test_each_kind_of_difference_is_told_with_its_page(agreement: bytes, agreement_words: list[str]) -> None:
    pdf = RdocxBackend().render(agreement)
    at = agreement_words.index("P7")
    expected = [*agreement_words]
    expected[at + 1] = "8"
    expected.insert(at - 40, "not")
    del expected[-12]

    found = proof(pdf, expected)

    assert [(len(difference.printed), len(difference.expected)) for difference in found.differences] == [(0, 1), (1, 1), (1, 0)]
    assert found.differences[1] == Difference(3, ("7",), ("8",))
    assert found.differences[2].page == 5


def test_a_page_that_says_nothing_differs_by_all_words(ooxml: SimpleNamespace) -> None:
    assert proof(_printed(ooxml, ooxml.paragraph("")), ["some", "words"]).differences == (Difference(1, (), ("some", "words")),)


def test_a_word_moved_differs_twice(ooxml: SimpleNamespace) -> None:
    pdf = _printed(ooxml, ooxml.paragraph("one two three four five six seven eight nine ten"))

    assert len(proof(pdf, ["one", "three", "four", "five", "six", "seven", "eight", "two", "nine", "ten"]).differences) == 2


@pytest.mark.parametrize("text", ["Αθήνα Ελλάδα", "Łódź żółć ęąśćńź", "Müller Straße €5 ≤ 10 × ½ №", "Москва", "e\u0301te\u0301"])
def test_european_scripts_have_glyphs(ooxml: SimpleNamespace, text: str) -> None:
    assert proof(_printed(ooxml, ooxml.paragraph(text)), text.split()) == _NOTHING


@pytest.mark.parametrize(
    ("text", "expected"), [("e\u0301te\u0301", "été"), ("Łódź\u200b", "Łódź"), ("Łódź", "Łó\u00addź"), ("ofﬁce", "office")]
)
def test_composed_letters_and_invisible_ones_make_no_difference(ooxml: SimpleNamespace, text: str, expected: str) -> None:
    assert proof(_printed(ooxml, ooxml.paragraph(text)), [expected]).differences == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Emoji 🚀 here", "🚀"),
        ("At 漢字 office", "漢字"),
        ("漢 and 字 and 漢", "漢字"),
        ("Łódź 字 Αθήνα 🚀", "字🚀"),
        ("mixed字word", "字"),
    ],
)
def test_characters_without_a_glyph_are_named(ooxml: SimpleNamespace, text: str, missing: str) -> None:
    pdf = _printed(ooxml, ooxml.paragraph("First"), ooxml.table(("Head", "Value"), (text, "cell")), ooxml.paragraph("Last"))

    found = proof(pdf, ["First", "Head", "Value", *text.split(), "cell", "Last"])

    assert found == Proof((), tuple(missing), (), ())


def test_letters_that_vanish_with_their_neighbour_are_named(ooxml: SimpleNamespace) -> None:
    # The one font with this tick has no letters, and rdocx prints a run in one font.
    pdf = _printed(ooxml, ooxml.paragraph("ab ☑"), ooxml.paragraph("after ab"))

    assert missing_glyphs(pdf, ["ab", "☑", "after", "ab"]) == ("a", "b")


def test_a_word_cut_by_the_end_of_its_line_is_named(ooxml: SimpleNamespace) -> None:
    line = [ooxml.run("word ") for _ in range(15)]
    pdf = _printed(ooxml, ooxml.paragraph(*line, ooxml.run("serv"), ooxml.run("iceprovider")))

    assert broken_words(pdf, [*["word"] * 15, "serviceprovider"]) == ("serviceprovider",)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("long-", "establishedprovider"),
        ("and/", "orwhateverfollows"),
        ("2026–", "2027inoneverylongword"),
        ("[word]", "(wordandwhatfollows)"),
    ],
)
def test_a_line_may_end_behind_a_hyphen_or_dash_and_between_two_signs(ooxml: SimpleNamespace, first: str, second: str) -> None:
    line = [ooxml.run("word ") for _ in range(15)]
    pdf = _printed(ooxml, ooxml.paragraph(*line, ooxml.run(first), ooxml.run(second)))

    assert first in body_words(pdf)
    assert proof(pdf, [*["word"] * 15, first + second]) == _NOTHING


def test_a_word_that_fits_no_line_may_be_broken(ooxml: SimpleNamespace) -> None:
    pdf = _printed(ooxml, ooxml.paragraph(*[ooxml.run("a" * 10) for _ in range(50)], ooxml.run(" end")))

    assert proof(pdf, ["a" * 500, "end"]) == _NOTHING


def test_a_word_wider_than_its_cell_may_be_broken(ooxml: SimpleNamespace) -> None:
    word = "incomprehensibilities"
    parts = "".join(ooxml.run(part) for part in (word[:8], word[8:15], word[15:]))
    pdf = _printed(ooxml, ooxml.table(tuple("ABCDEF"), (parts, *"bcdef")))

    assert len(body_words(pdf)) > 12
    assert proof(pdf, [*"ABCDEF", word, *"bcdef"]) == _NOTHING


def test_a_word_over_the_edge_of_the_page_is_named(ooxml: SimpleNamespace) -> None:
    pdf = _printed(ooxml, ooxml.paragraph("a" * 500))

    assert proof(pdf, ["a" * 500]).overrun == ("a" * 500,)


def test_a_word_over_the_next_cell_is_named(ooxml: SimpleNamespace) -> None:
    pdf = _printed(ooxml, ooxml.table(("One", "Two"), ("b" * 50, "next"), ("short", "next")))

    assert proof(pdf, ["One", "Two", "b" * 50, "next", "short", "next"]).overrun == ("b" * 50,)


def test_a_row_of_dots_in_the_data_is_read(ooxml: SimpleNamespace) -> None:
    pdf = _printed(ooxml, ooxml.paragraph("dots ........ end"))

    assert proof(pdf, ["dots", "........", "end"]) == _NOTHING
    assert proof(pdf, ["dots", "end"]) == _NOTHING


def test_libreoffice_breaks_long_words_by_itself(soffice: str, ooxml: SimpleNamespace) -> None:
    docx = ooxml.document(ooxml.paragraph("x " + "a" * 500), ooxml.table(("One", "Two"), ("b" * 50, "Łódź Αθήνα"), ("x", "y")))

    pdf = LibreOfficeBackend(soffice).render(docx)

    assert proof(pdf, ["x", "a" * 500, "One", "Two", "b" * 50, "Łódź", "Αθήνα", "x", "y"]) == _NOTHING
