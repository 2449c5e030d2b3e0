"""What is typed on the command line stays in words that can be printed, and in a file that holds one entry a line."""

from __future__ import annotations

import argparse

import pytest

from pipeline.cli.given import day, text, words


def test_blanks_around_words_are_no_part_of_them():
    assert words("  Amira Ali ") == "Amira Ali"
    assert text(" first line\nsecond line\n") == "first line\nsecond line"


@pytest.mark.parametrize("typed", ["", "  ", "Amira\nAli", "Amira\x1b[2J", "\u202eilA"])
def test_words_that_cannot_be_printed_on_one_line_are_refused(typed):
    with pytest.raises(argparse.ArgumentTypeError, match="says nothing that could be printed"):
        words(typed)


@pytest.mark.parametrize("typed", ["", "\n", "first\n\x1b[2J", "first\rsecond"])
def test_a_text_may_have_several_lines_and_nothing_else_that_cannot_be_printed(typed):
    with pytest.raises(argparse.ArgumentTypeError, match="says nothing that could be printed"):
        text(typed)


def test_a_day_is_written_in_one_way():
    assert day("2026-05-15") == "2026-05-15"
    with pytest.raises(argparse.ArgumentTypeError, match="is no date"):
        day("15/5/2026")
