"""Findings in the four forms, and marks that stand under what they mean."""

from __future__ import annotations

import json

import pytest

from pipeline.cli.report import Format, as_github, as_json, as_sarif, as_text, count, report
from pipeline.cli.source_line import WIDEST, excerpt, screen_width
from pipeline.model.diagnostic import Diagnostic, Related, Severity, Span, error, warning

FILE = "data/contracts/acme/service_levels.yaml"
LINES = {12: "targets:", 14: "    respons: 30 min", 20: "\tid: 日本 x"}


def source_line(file: str, line: int) -> str | None:
    return LINES.get(line)


def unknown_key() -> Diagnostic:
    return error("unknown-key", Span(FILE, 14, 5, 12), "`respons` is not a field of a service level", "did you mean `response`?")


def conflict() -> Diagnostic:
    return error("duplicate-key", Span(FILE, 14, 5, 12), "doubled", None, Related(Span(FILE, 12, 1, 8), "the first stands here"))


def test_a_finding_is_shown_with_its_line_marks_and_help() -> None:
    text = as_text([unknown_key()], source_line)

    assert text == (
        "data/contracts/acme/service_levels.yaml:14:5: error[unknown-key]: `respons` is not a field of a service level\n"
        "   14 |     respons: 30 min\n"
        "      |     ^^^^^^^ help: did you mean `response`?\n"
        "\n"
        "Found 1 error.\n"
    )


def test_the_other_place_of_a_conflict_is_shown_likewise() -> None:
    text = as_text([conflict()], source_line)

    assert text == (
        "data/contracts/acme/service_levels.yaml:14:5: error[duplicate-key]: doubled\n"
        "   14 |     respons: 30 min\n"
        "      |     ^^^^^^^\n"
        "  data/contracts/acme/service_levels.yaml:12:1: the first stands here\n"
        "   12 | targets:\n"
        "      | ^^^^^^^\n"
        "\n"
        "Found 1 error.\n"
    )


def test_a_file_without_a_line_to_show_keeps_the_help() -> None:
    text = as_text([error("missing-file", Span("data/house.yaml"), "this file does not exist", "write it")], source_line)

    assert text == "data/house.yaml:1:1: error[missing-file]: this file does not exist\n   help: write it\n\nFound 1 error.\n"


def test_a_finding_on_a_whole_file_shows_none_of_its_lines() -> None:
    text = as_text([error("too-large", Span(FILE), "the file is too large", "divide it")], lambda file, line: "first line")

    assert "first line" not in text
    assert "\n   help: divide it\n" in text


def test_a_legal_finding_names_the_clause() -> None:
    finding = Diagnostic("undefined-term", Severity.WARNING, Span("a.md", 1), "`Widget` is not defined", clause="clause 4.2 (charges)")

    assert as_text([finding], source_line).startswith("a.md:1:1: warning[undefined-term]: `Widget` is not defined [clause 4.2 (charges)]\n")


def test_the_count_names_what_there_is() -> None:
    findings = [unknown_key()] * 3 + [warning("w", Span("a"), "m"), Diagnostic("a", Severity.ADVICE, Span("a"), "m")]

    assert count(findings) == "Found 3 errors, 1 warning, 1 piece of advice."


def test_marks_stand_under_wide_letters_and_behind_tabs() -> None:
    shown = excerpt("\tname: 日本 Ltd # x", 8, 10)

    assert shown.text == "    name: 日本 Ltd # x"
    assert (shown.start, shown.width) == (10, 4)


def test_accents_of_their_own_take_no_width() -> None:
    shown = excerpt("e\u0301e\u0301 x", 6, 7)

    assert (shown.start, shown.width) == (3, 1)


@pytest.mark.parametrize("column", [1, 30, 2_000, 4_990])
def test_a_very_long_line_is_cut_around_the_place(column: int) -> None:
    line = "a" * (column - 1) + "XYZ" + "b" * (5_000 - column)

    shown = excerpt(line, column, column + 3)

    assert screen_width(shown.text) <= WIDEST
    assert shown.text[shown.start : shown.start + shown.width] == "XYZ"


def test_a_place_wider_than_the_screen_is_marked_as_far_as_it_shows() -> None:
    shown = excerpt("a: " + "x" * 5_000, 4, 5_004)

    assert screen_width(shown.text) <= WIDEST + 1
    assert shown.start + shown.width <= screen_width(shown.text)


def test_a_place_behind_the_end_of_the_line_has_one_mark() -> None:
    shown = excerpt("a: b", 5, None)

    assert (shown.start, shown.width) == (4, 1)


def test_signs_that_steer_a_terminal_are_not_passed_on() -> None:
    shown = excerpt("a: \x1b[31m\u202eb", 1, 2)

    assert shown.text == "a: \ufffd[31m\ufffdb"


def test_json_is_a_list_of_objects_with_the_same_keys() -> None:
    (found,) = json.loads(as_json([conflict()]))

    assert found == {
        "code": "duplicate-key",
        "severity": "error",
        "message": "doubled",
        "hint": None,
        "clause": None,
        "file": FILE,
        "line": 14,
        "column": 5,
        "end_column": 12,
        "related": [{"message": "the first stands here", "file": FILE, "line": 12, "column": 1, "end_column": 8}],
    }


def test_sarif_lists_each_rule_once_and_points_at_it() -> None:
    findings = [conflict(), warning("a-rule", Span("data/Zoë 1.yaml", 2, 3), "m", "h"), unknown_key(), unknown_key()]

    log = json.loads(as_sarif(findings))

    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    assert rules == ["a-rule", "duplicate-key", "unknown-key"]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "error", "error"]


def test_sarif_places_are_relative_and_escaped() -> None:
    log = json.loads(as_sarif([warning("a-rule", Span("data/Zoë 1.yaml", 2, 3), "m", "h"), conflict()]))

    first, second = log["runs"][0]["results"]
    assert first["message"]["text"] == "m\nhelp: h"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "data/Zo%C3%AB%201.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 3},
    }
    assert second["relatedLocations"][0]["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 1, "endColumn": 8}


def test_github_annotations_escape_what_would_end_them() -> None:
    finding = error("bad-percent", Span("data/a,b:c.yaml", 3, 4, 8), "100% of\nit", "write `95 %`")

    assert as_github([finding]) == (
        "::error file=data/a%2Cb%3Ac.yaml,line=3,col=4,endColumn=7,title=bad-percent::100%25 of%0Ait%0Ahelp: write `95 %25`\n"
    )


def test_advice_is_a_notice_on_github_and_a_note_in_sarif() -> None:
    advice = Diagnostic("a", Severity.ADVICE, Span("f"), "m")

    assert as_github([advice]).startswith("::notice ")
    assert json.loads(as_sarif([advice]))["runs"][0]["results"][0]["level"] == "note"


@pytest.mark.parametrize(("form", "expected"), [(Format.TEXT, ""), (Format.GITHUB, ""), (Format.JSON, "[]\n")])
def test_without_findings_the_forms_for_people_are_empty(form: Format, expected: str) -> None:
    assert report([], form, source_line) == expected


def test_sarif_without_findings_is_a_run_without_results() -> None:
    assert json.loads(report([], Format.SARIF, source_line))["runs"][0]["results"] == []
