"""The sections of texts that others wrote: numbers, headings, and what is neither."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.check import sections_of
from pipeline.stages.strangers.proofreading import manuscript_of
from pipeline.store import manuscript_in

CORPUS = os.environ.get("DRAFTLINE_CORPUS")
TEXTS = sorted(file for folder in ("contracts", "standards", "docx") for file in (Path(CORPUS) / folder).glob("*.*")) if CORPUS else []


def sections(text: str, file: str = "theirs.txt"):
    return [(section.number, section.title, section.words) for section in sections_of(manuscript_in(text.encode(), file))]


def test_numbers_with_titles_begin_sections():
    text = "1. Term. This runs for a year.\n\n2. Fees\n\nThe fees are due.\n\n2.1 Late Payment. Interest is due.\n"

    assert sections(text) == [
        ("1", "Term", "This runs for a year."),
        ("2", "Fees", "The fees are due."),
        ("2.1", "Late Payment", "Interest is due."),
    ]


def test_a_number_alone_takes_the_heading_below_it():
    assert sections("ARTICLE I\n\nDEFINITIONS\n\nThe terms are these.\n") == [("1", "DEFINITIONS", "The terms are these.")]


def test_headings_without_numbers_begin_sections_in_markdown_and_in_capitals():
    text = "# Payment\n\nThe Client pays at once.\n\nFORCE MAJEURE\n\nNobody owes what nobody could do.\n"

    assert sections(text, "theirs.md") == [
        ("", "Payment", "The Client pays at once."),
        ("", "FORCE MAJEURE", "Nobody owes what nobody could do."),
    ]


def test_a_paragraph_may_begin_with_its_heading():
    (section,) = sections("Governing Law. This document is governed by the laws of Utopia and by no other laws of any other place.\n")

    assert section[:2] == ("", "Governing Law")


def test_a_sentence_is_no_heading():
    assert sections("The Client shall pay. It shall do so at once, and it shall do so in the currency that the parties have agreed on.\n")[
        0
    ][:2] == ("", "")


def test_what_stands_before_the_first_number_is_a_section_of_its_own():
    first, second = sections("This is made between us and you.\n\n1. Term. It runs.\n")

    assert first == ("", "", "This is made between us and you.")
    assert second[0] == "1"


def test_entries_of_the_contents_are_no_sections():
    text = "1. Term ........ 3\n2. Fees ........ 4\n\n1. Term. This runs for a year.\n\n2. Fees. The fees are due at the end of it.\n"

    assert [(number, title) for number, title, _ in sections(text) if number] == [("1", "Term"), ("2", "Fees")]


def test_a_section_knows_its_place_in_the_file():
    _, second = sections_of(manuscript_in(b"1. Term. It runs.\n\n2. Fees. They are due.\n", "theirs.txt"))

    assert (second.span.line, second.span.column, second.depth) == (3, 1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "....", "1."])
def test_a_text_without_words_has_no_sections_that_say_anything(text):
    assert all(not words.strip(" .1") for _, _, words in sections(text))


@pytest.mark.skipif(CORPUS is None, reason="DRAFTLINE_CORPUS names no folder with the texts of others")
def test_no_word_of_a_strangers_text_is_lost():
    assert len(TEXTS) >= 10
    for file in TEXTS:
        manuscript = manuscript_of(file)
        found = sections_of(manuscript)
        said = words(" ".join(f"{section.number} {section.title} {section.words}" for section in found))

        # The noun of a number, as in "Section IV", is no part of what it numbers, and a Roman number is told in figures.
        lost = [word for word in words(manuscript.text) - said if not re.fullmatch("section|article|clause|no|[ivxlc]+", word)]
        assert lost == [], file.name


def words(text: str) -> Counter[str]:
    return Counter(re.findall("[a-z]{2,}", text.lower()))
