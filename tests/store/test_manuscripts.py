"""Markdown and plain text read without their marks, and each word still found in the file."""

from __future__ import annotations

from pipeline.model.diagnostic import Diagnostic
from pipeline.model.manuscript import Manuscript
from pipeline.store.manuscripts import manuscript_in


def read(text: str | bytes, file: str = "theirs.md") -> Manuscript:
    manuscript = manuscript_in(text if isinstance(text, bytes) else text.encode(), file)
    assert isinstance(manuscript, Manuscript)
    return manuscript


def found(manuscript: Manuscript, words: str) -> str:
    """What stands in the file at the place of the words."""
    start = manuscript.text.index(words)
    span = manuscript.span(start, start + len(words))
    return f"{span.line}:{(manuscript.shown(span.line) or '')[span.column - 1 : (span.end_column or 0) - 1]}"


def test_marks_are_no_words() -> None:
    manuscript = read(
        '1. ## Services\n\n“**Sites**” means [the _two_ offices](https://a.example) <span class="x">here</span><br />\\[sic\\].\n'
    )

    assert manuscript.text == "1. Services\n“Sites” means the two offices here[sic].\n"


def test_a_place_is_found_behind_marks() -> None:
    manuscript = read("# Terms\n\nThe **Provider** shall\nhelp the <b>Customer</b> soon.\n")

    assert found(manuscript, "Provider") == "3:Provider"
    assert found(manuscript, "soon") == "4:soon"


def test_a_place_over_two_lines_ends_with_the_first() -> None:
    assert found(read("pay the\nthe Charges\n", "theirs.txt"), "the the") == "1:the"


def test_a_sentence_goes_on_over_lines_and_an_item_does_not() -> None:
    text = "1. The Provider shall support all of the devices that\nare listed.\n2. The Customer shall pay.\n(a) monthly\n"

    assert read(text, "theirs.txt").text.splitlines() == [
        "1. The Provider shall support all of the devices that are listed.",
        "2. The Customer shall pay.",
        "(a) monthly",
    ]


def test_code_in_markdown_is_not_read() -> None:
    assert read("Before\n\n```\nthe the\n```\n\nAfter\n").text == "Before\nAfter\n"


def test_underscores_of_a_blank_stay() -> None:
    assert read("The fee is $_____ for ____ days.\n").text == "The fee is $_____ for ____ days.\n"


def test_texts_of_older_programs_are_read() -> None:
    assert read("Café £5".encode("cp1252")).text == "Café £5\n"
    assert read("Café £5".encode("utf-16")).text == "Café £5\n"
    assert read(b"\xef\xbb\xbfCaf\xc3\xa9").text == "Café\n"


def test_what_is_no_text_is_refused() -> None:
    for content in (b"a\0b", b"%PDF-1.7", b"\xd0\xcf\x11\xe0"):
        finding = manuscript_in(content, "theirs.txt")

        assert isinstance(finding, Diagnostic)
        assert finding.message == "this is not a text, Markdown or Word file"


def test_an_empty_file_is_an_empty_manuscript() -> None:
    assert read("").text == ""
    assert read("\n\n").lines == ()
