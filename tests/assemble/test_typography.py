"""Quotes, dashes and spaces of the wording."""

from __future__ import annotations

import pytest

from pipeline.assemble.typography import typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('the "Fee" is', "the “Fee” is"),
        ("the Customer's and the parties' own", "the Customer’s and the parties’ own"),
        ("'so' he said", "‘so’ he said"),
        ('("Fee")', "(“Fee”)"),
        ("from 08:00 - 18:00", "from 08:00 – 18:00"),
        ("one -- two", "one – two"),
        ("well-known", "well-known"),
        ("a --- b", "a --- b"),
        ("clause 4 and Schedule 2", "clause~4 and Schedule~2"),
        ("within 15 minutes", "within 15~minutes"),
        ("24 months", "24~months"),
        ("the year 2026 ends", "the year 2026 ends"),
    ],
)
def test_the_wording_is_typeset(typed, printed):
    assert typeset(typed).replace("\u00a0", "~") == printed


def test_a_quote_behind_a_value_closes():
    assert typeset("'s duty", "x") == "’s duty"


def test_quotes_beside_holes_and_bold_know_what_stands_before_them(assemble, tree):
    assembly = assemble('1. {{ meta.contract_number }}\'s "**own**" and \\"raw\\".\n')

    assert '[meta.contract_number = ACME-1]’s “**own**” and "raw".' in tree(assembly.document)
