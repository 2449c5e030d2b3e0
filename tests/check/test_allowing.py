"""Findings allowed in place, and what is said about the notes that allow them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.check import allowance_faults, allowances, without_allowed
from pipeline.model.diagnostic import Diagnostic, Span, advice, error, warning

WORDING = """1. It is null and void.
<!-- allow doublet: the statute's own words -->
1. It is null and void,
   also null and void.
1. It is null and void.
"""


def found(file: str, *lines: int, make: Callable[..., Diagnostic] = warning) -> list[Diagnostic]:
    return [make("doublet", Span(file, line, 10), "said twice") for line in lines]


def lines_left(file: str, text: str, *lines: int, make: Callable[..., Diagnostic] = warning) -> list[int]:
    return [finding.span.line for finding in without_allowed(found(file, *lines, make=make), allowances({file: text}))]


def said(file: str, text: str, *lines: int, whole: bool = True) -> list[str]:
    faults = allowance_faults(allowances({file: text}), found(file, *lines), whole=whole)
    return [f"{fault.span.line}:{fault.span.column}-{fault.span.end_column} {fault.code}: {fault.message}" for fault in faults]


def test_a_note_allows_the_paragraph_below_it_alone():
    assert lines_left("a.md", WORDING, 1, 3, 4, 5) == [1, 5]


def test_a_note_in_another_file_allows_nothing():
    assert [finding.span.line for finding in without_allowed(found("b.md", 3), allowances({"a.md": WORDING}))] == [3]


def test_a_note_before_a_table_allows_all_of_it():
    text = "<!-- allow doublet: quoted -->\n::: table\n| A | B |\n| --- | --- |\n| C | D |\n:::\n1. It ends.\n"

    assert lines_left("a.md", text, 3, 5, 7) == [7]


def test_two_notes_may_stand_before_one_paragraph():
    text = "<!-- allow and-or: quoted -->\n<!-- allow doublet: quoted -->\n1. It ends.\n"

    assert lines_left("a.md", text, 3) == []


def test_advice_is_allowed_and_an_error_is_not():
    assert lines_left("a.md", WORDING, 3, make=advice) == []
    assert lines_left("a.md", WORDING, 3, make=error) == [3]


@pytest.mark.parametrize(
    "text",
    ["term: 3  # allow doublet: both want it\nnext: 4\n", "# allow doublet: both want it\n# more\nterm: 3\nnext: 4\n"],
)
def test_a_comment_in_yaml_allows_its_own_line_or_the_next(text):
    line = text.split("\n").index(next(line for line in text.split("\n") if line.startswith("term")))

    assert lines_left("a.yaml", text, line + 1, line + 2) == [line + 2]


def test_a_note_without_a_reason_allows_nothing_and_is_reported():
    text = "<!-- allow doublet -->\n1. It is null and void.\n"

    assert lines_left("a.md", text, 2) == [2]
    assert said("a.md", text, 2) == ["1:1-23 allowance-without-reason: `doublet` is allowed without a reason"]


def test_a_note_on_an_unknown_code_is_reported():
    text = "<!-- allow doublets: quoted -->\n1. It ends.\n"

    [fault] = allowance_faults(allowances({"a.md": text}), [], whole=True)

    assert (fault.code, fault.message, fault.hint) == (
        "unknown-allowance",
        "no warning and no advice has the code `doublets`",
        "did you mean `doublet`?",
    )


def test_a_note_that_allows_nothing_is_reported():
    assert said("a.md", WORDING) == ["2:1-48 needless-allowance: `doublet` is allowed here, and is not found here"]
    assert said("a.md", WORDING, 3) == []


def test_a_note_on_a_rule_of_whole_contracts_is_judged_with_the_contract_alone():
    text = "<!-- allow lone-point: quoted -->\n1. It ends.\n"

    assert said("a.md", text, whole=False) == []
    assert said("a.md", text) == ["1:1-34 needless-allowance: `lone-point` is allowed here, and is not found here"]
