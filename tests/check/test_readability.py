"""The figures of how a wording reads, counted by hand."""

from __future__ import annotations

import pytest

from pipeline.assemble import as_written, parsed_wording
from pipeline.check import readability
from pipeline.check.contract.readability import Readability, syllables
from pipeline.model.document import Document, Paragraph, Part, PartKind, Text, Value
from pipeline.model.library import SourceText


def figures(text: str) -> Readability:
    parsed = parsed_wording(SourceText("a.md", text), "a", PartKind.TERMS)
    assert parsed.diagnostics == ()
    return readability(as_written(parsed.blocks))


def test_words_and_sentences_are_counted_in_all_branches():
    text = "{% if transition %}\n1. The cat sat. It ran off.\n{% else %}\n1. The dog sat in {{ meta.title }}.\n{% endif %}\n"

    found = figures(text)

    assert (found.words, found.sentences, found.longest) == (11, 3, 5)


def test_duties_are_counted_with_those_that_have_no_actor():
    found = figures("1. It shall go. A report shall be given. It shall not come.")

    assert (found.duties, found.passive_duties) == (3, 1)


def test_a_sentence_of_more_than_forty_words_is_counted_as_too_long():
    assert figures("1. " + "go " * 39 + "on.").too_long == 0
    assert figures("1. " + "go " * 40 + "on.").too_long == 1


@pytest.mark.parametrize(
    ("word", "count"), [("cat", 1), ("table", 2), ("notice", 2), ("agreement", 3), ("used", 1), ("wanted", 2), ("the", 1), ("30", 1)]
)
def test_syllables_are_counted_by_their_vowels(word, count):
    assert syllables(word) == count


def test_the_reading_ease_is_that_of_flesch():
    found = figures("1. The cat sat on the mat.")

    assert round(found.flesch, 3) == round(206.835 - 1.015 * 6 - 84.6 * 1, 3)


def test_a_contract_is_counted_with_the_words_of_its_values():
    paragraph = Paragraph("a/1", (Text("It ends on "), Value("term", "1 May 2026"), Text(".")))

    assert readability(Document("A", (Part(PartKind.TERMS, "terms", (), (paragraph,)),))).words == 6


def test_no_text_has_no_figures():
    assert (Readability().mean, Readability().flesch) == (0.0, 0.0)
