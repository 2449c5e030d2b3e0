"""Special terms added to YAML: nothing else in the file changes."""

from __future__ import annotations

import difflib

import pytest

from pipeline.store.special_terms import with_special_terms
from pipeline.store.splice import CannotSplice

ITEM = {"id": "round_1_1", "op": "replace", "target": "general.notice", "text": "general.notice", "reason": "Round 1: proposal 1.2."}
ADDED = [
    "    - id: round_1_1",
    "      op: replace",
    "      target: general.notice",
    "      text: general.notice",
    "      reason: 'Round 1: proposal 1.2.'",
]


def added_lines(before: str) -> list[str]:
    """The lines that come; none may go."""
    after = with_special_terms(before, [ITEM])
    marks = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert not [mark for mark in marks if mark.startswith("-")]
    return [mark[2:] for mark in marks if mark.startswith("+")]


@pytest.mark.parametrize(
    ("before", "comes"),
    [
        ("meta:\n  title: A\n", ["", "clauses:", "  special_terms:", *ADDED]),
        ("meta:\n  title: A", ["", "clauses:", "  special_terms:", *ADDED]),
        ("clauses:\n  # Ours.\n  include: [a]\n\nmeta: {}\n", ["  special_terms:", *ADDED]),
        ("clauses:\n  special_terms:\n    - {id: a, op: delete} # No.\n\n# Next.\nmeta: {}\n", ADDED),
        ("clauses:\n  special_terms:\n    - id: a\n      reason: >-\n        long\n        words\n\n  include: [a]\n", ADDED),
        ("clauses:\n  special_terms:\n    - id: a\n      reason: |\n        long\n", ADDED),
        ("clauses:\n  special_terms:\n  - id: a\n    op: delete\nmeta: {}\n", [line[2:] for line in ADDED]),
    ],
)
def test_lines_come_and_none_changes(before, comes):
    assert added_lines(before) == comes


@pytest.mark.parametrize(
    "before", ["clauses: {special_terms: []}\n", "clauses:\n  special_terms: []\n", "clauses:\n", "- a\n", "a: [\n", ""]
)
def test_a_place_to_which_no_line_can_be_added_is_refused(before):
    with pytest.raises(CannotSplice):
        with_special_terms(before, [ITEM])


def test_nothing_to_add_changes_nothing():
    assert with_special_terms("- a\n", []) == "- a\n"
