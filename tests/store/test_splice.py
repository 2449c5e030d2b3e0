"""A value written back changes its own line and nothing else."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.library import SourceText
from pipeline.store.splice import CannotSplice, splice
from pipeline.store.yaml_tree import RawPath, yaml_file

TEXT = """# Service levels, agreed on 3 March
targets:
  - id: p1           # the worst
    response:  15 min   # two spaces stay
    note: "quoted, with # inside"
  - {id: p2, response: 30 min}   # in one line
open:
empty: # nothing yet
long: |
  one
  two
# a remark between
last: 'it''s'
"""


def changed_lines(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:1] in "+-"]


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("targets", 0, "response"), "20 min", "    response:  20 min   # two spaces stay"),
        (("targets", 0, "note"), "plain now", "    note: plain now"),
        (("targets", 1, "response"), "1 h", "  - {id: p2, response: 1 h}   # in one line"),
        (("targets", 1, "response"), "1 h, or less", "  - {id: p2, response: '1 h, or less'}   # in one line"),
        (("open",), "no longer", "open: no longer"),
        (("empty",), "full", "empty: full # nothing yet"),
        (("last",), "it's", "last: it's"),
        (("last",), "a: b", "last: 'a: b'"),
        (("last",), "Unit #5", "last: 'Unit #5'"),
        (("last",), "Unit#5", "last: Unit#5"),
        (("last",), "null", "last: 'null'"),
        (("last",), "", "last: ''"),
        (("last",), " space ", "last: ' space '"),
        (("last",), "yes", "last: yes"),
        (("last",), "one\ntwo", 'last: "one\\ntwo"'),
        (("last",), "@home", "last: '@home'"),
    ],
)
def test_one_line_changes_and_quotation_marks_stand_only_where_needed(path: RawPath, value: str, line: str) -> None:
    after = splice(TEXT, path, value)

    assert [change for change in changed_lines(TEXT, after) if change.startswith("+ ")] == [f"+ {line}"]
    assert len([change for change in changed_lines(TEXT, after) if change.startswith("- ")]) == 1


def test_a_text_over_several_lines_becomes_one_line_and_the_remark_below_stays() -> None:
    after = splice(TEXT, ("long",), "short")

    assert "long: short\n# a remark between\nlast" in after


def test_a_remark_close_behind_a_quoted_value_keeps_the_quotation_marks() -> None:
    assert splice("name: 'Acme' #old\n", ("name",), "Bolt") == "name: 'Bolt' #old\n"


@pytest.mark.parametrize("path", [("targets",), ("targets", 0), ("targets", 2, "id"), ("nothing",), ("last", "deeper"), ("targets", "p1")])
def test_a_place_that_holds_no_single_value_is_left_alone(path: RawPath) -> None:
    with pytest.raises(CannotSplice):
        splice(TEXT, path, "value")


@pytest.mark.parametrize("text", ["a: 'b", "a: b\na: c\n", "", "a: &x b\n"])
def test_a_file_with_faults_is_left_alone(text: str) -> None:
    with pytest.raises(CannotSplice):
        splice(text, ("a",), "value")


@pytest.mark.parametrize("value", ["bell \x07", "line\u2028line", "\ud800", "\x80"])
def test_what_no_file_may_hold_is_not_written(value: str) -> None:
    with pytest.raises(CannotSplice):
        splice(TEXT, ("last",), value)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_categories=["Cc"]), max_size=40))
def test_whatever_is_written_is_what_is_read(value: str) -> None:
    after = splice(TEXT, ("targets", 1, "response"), value)

    expected = yaml_file(SourceText("", TEXT)).tree
    expected["targets"][1]["response"] = value  # type: ignore[index, call-overload]
    assert yaml_file(SourceText("", after)).tree == expected
    assert after.count("#") >= TEXT.count("#")
