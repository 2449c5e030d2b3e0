"""YAML becomes text, lists and mappings with the place of each; all that would change its meaning is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.diagnostic import Severity, Span
from pipeline.model.library import SourceText
from pipeline.store.yaml_tree import YamlFile, yaml_file


def read(text: str) -> YamlFile:
    return yaml_file(SourceText("terms.yaml", text))


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.span.line, finding.span.column) for finding in read(text).diagnostics]


def test_every_scalar_stays_the_text_that_it_looks_like() -> None:
    text = "country: NO\nrate: 1.10\nfrom: 12:30\nnumber: 007\nflag: yes\nday: 2026-05-01\n"

    tree = read(text).tree

    assert tree == {"country": "NO", "rate": "1.10", "from": "12:30", "number": "007", "flag": "yes", "day": "2026-05-01"}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_plain_null_a_tilde_and_nothing_mean_absent(written: str) -> None:
    assert read(f"renewal: {written}\n").tree == {"renewal": None}


@pytest.mark.parametrize("written", ["'null'", '"~"', "''", "Null", "none"])
def test_quoted_or_other_words_for_nothing_stay_text(written: str) -> None:
    assert read(f"renewal: {written}\n").tree == {"renewal": written.strip("'\"")}


def test_each_key_and_value_has_its_place() -> None:
    text = "term:\n  initial: 36 months\ntargets:\n  - id: p1\n    response: '15 min'\n"

    positions = read(text).positions

    assert positions.keys[("term", "initial")] == Span("terms.yaml", 2, 3, 10)
    assert positions.values[("term", "initial")] == Span("terms.yaml", 2, 12, 21)
    assert positions.values[("targets", 0)] == Span("terms.yaml", 4, 5, 7)
    assert positions.values[("targets", 0, "response")] == Span("terms.yaml", 5, 15, 23)


def test_columns_count_characters_not_bytes() -> None:
    positions = read("- {ä: 日本, ö: Łódź}\n").positions

    assert positions.keys[(0, "ö")] == Span("terms.yaml", 1, 11, 12)
    assert positions.values[(0, "ö")] == Span("terms.yaml", 1, 14, 18)


def test_the_place_of_a_text_over_several_lines_is_its_first_line() -> None:
    assert read("note: |\n  one\n  two\n").positions.values[("note",)] == Span("terms.yaml", 1, 7, 8)


def test_a_doubled_key_shows_both_places_and_the_first_stays() -> None:
    found = read("name: a\nsize: 1\nname: b\n")

    (finding,) = found.diagnostics

    assert finding.code == "duplicate-key"
    assert finding.span == Span("terms.yaml", 3, 1, 5)
    assert finding.related[0].span == Span("terms.yaml", 1, 1, 5)
    assert found.tree == {"name": "a", "size": "1"}


def test_a_key_in_quotation_marks_is_the_same_key() -> None:
    assert faults("name: a\n'name': b\n") == [("duplicate-key", 2, 1)]


def test_what_repeats_or_changes_other_places_is_refused_all_at_once() -> None:
    text = "a: &mark 1\nb: *mark\nc: !!int 3\n<<: {d: 4}\n? [e, f]\n: 5\n*mark : 6\ng: {<<: 1}\nh: !own {i: j}\nk: &l [m]\n"

    assert faults(text) == [
        ("anchor", 1, 4),
        ("alias", 2, 4),
        ("tag", 3, 4),
        ("merge-key", 4, 1),
        ("complex-key", 5, 3),
        ("alias", 7, 1),
        ("merge-key", 8, 5),
        ("tag", 9, 4),
        ("anchor", 10, 4),
    ]


def test_a_quoted_merge_sign_is_an_ordinary_key() -> None:
    assert read("'<<': a\n").tree == {"<<": "a"}


def test_forty_levels_are_read_and_one_more_is_refused() -> None:
    assert faults("[" * 40 + "]" * 40) == []
    assert faults("[" * 41 + "]" * 41) == [("too-deep", 1, 41)]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: "])
def test_a_hundred_thousand_levels_are_refused_at_once(opening: str) -> None:
    assert [code for code, _, _ in faults(opening * 100_000)] == ["too-deep"]


def test_a_second_document_is_refused_where_it_begins() -> None:
    assert faults("a: 1\n---\nb: 2\n") == [("two-documents", 2, 1)]


def test_one_document_may_begin_with_its_line() -> None:
    assert read("# remark\n---\na: 1\n...\n").tree == {"a": "1"}


def test_a_number_sign_that_cuts_off_a_value_is_pointed_out() -> None:
    found = read("address: Unit #5 Park Road # checked\nnote: a # b\n")

    (finding,) = found.diagnostics

    assert (finding.code, finding.severity, finding.span) == ("comment-in-value", Severity.WARNING, Span("terms.yaml", 1, 15, 37))
    assert found.tree == {"address": "Unit", "note": "a"}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: b\n\tc: d\n", "tab", 2, 1),
        ("a:\n  b: 1\n\tc: 2\n", "tab", 3, 1),
        ("a b\nc: d\n", "missing-colon", 1, 1),
        ("a: b\n c\nd\n", "missing-colon", 3, 1),
        ("a:b\nc: d\n", "missing-colon", 1, 1),
        ("a: b: c\n", "second-colon", 1, 5),
        ("a:\n  b: 1\n c: 2\n", "bad-indentation", 3, 2),
        ("a: x\n  b: y\n", "bad-indentation", 2, 3),
        ("- a\nb: c\n", "bad-indentation", 2, 1),
        ("a: 'x\nb: y\n", "unclosed-quotation", 1, 4),
        ('a: "x\nb: y\n', "unclosed-quotation", 1, 4),
        ("a: [1, 2\nb: c\n", "unclosed-bracket", 1, 4),
        ("a: {b: c\n", "unclosed-bracket", 1, 4),
        ("a: [b]]\n", "yaml-syntax", 1, 7),
        ("a: 'x' y\n", "yaml-syntax", 1, 8),
        ("a: @x\n", "yaml-syntax", 1, 4),
        ('a: "\\q"\n', "yaml-syntax", 1, 5),
        ("a: -\n", "yaml-syntax", 1, 4),
        ("a: >x\n", "yaml-syntax", 1, 5),
        ("a: ?\n", "yaml-syntax", 1, 4),
        (": x\n", "missing-name", 1, 1),
        ("%YAML 3.0\n---\na: b\n", "yaml-syntax", 1, 1),
    ],
)
def test_a_slip_in_the_grammar_is_shown_where_it_was_made(text: str, code: str, line: int, column: int) -> None:
    assert faults(text) == [(code, line, column)]


@given(st.text(alphabet=st.sampled_from("ab:-?[]{}&*!|>'\"%@`#, \t\n~<"), max_size=60))
def test_no_text_whatever_ends_in_anything_but_a_tree_or_findings(text: str) -> None:
    found = read(text)

    for finding in found.diagnostics:
        assert 1 <= finding.span.line <= text.count("\n") + 1
        assert finding.span.column >= 1
