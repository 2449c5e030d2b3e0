"""When a question arises: after which answers to another."""

from __future__ import annotations

from pipeline.model.intake import Condition


def says_yes(id: str) -> Condition:
    """Where another question is answered by yes."""
    return lambda known: known.says_yes(id)


def is_one_of(id: str, *answers: str) -> Condition:
    """Where another question is answered by one of these."""
    return lambda known: known.text(id) in answers
