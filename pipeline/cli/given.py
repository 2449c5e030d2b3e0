"""What people give on the command line, read as words or as a day."""

from __future__ import annotations

import argparse
from datetime import date


def words(word: str) -> str:
    """Words that can be printed on one line, such as the name of a person, without blanks around them."""
    given = word.strip()
    if not given or not given.isprintable():
        raise argparse.ArgumentTypeError(f"{word!r} says nothing that could be printed")
    return given


def text(word: str) -> str:
    """Words that can be printed, on one line or several."""
    words(word.replace("\n", " "))
    return word.strip()


def day(word: str) -> str:
    """A day, as ISO 8601 writes it."""
    try:
        return date.fromisoformat(word).isoformat()
    except ValueError as fault:
        raise argparse.ArgumentTypeError(f"`{word}` is no date: expected a day as in 2026-05-15") from fault
