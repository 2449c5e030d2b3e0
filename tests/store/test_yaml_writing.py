"""YAML that people read and fill in says what it was made of, whatever the words are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.library import SourceText
from pipeline.store.splice import CannotSplice, splice_all
from pipeline.store.yaml_tree import yaml_file
from pipeline.store.yaml_writing import yaml_text

SIGNS = st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from(" \n:#-'\"|>&*!%@`[]{},?~"))
WORDS = st.text(SIGNS, min_size=1)


def read(text: str):
    found = yaml_file(SourceText("", text))
    assert found.diagnostics == ()
    return found.tree


@given(WORDS)
def test_any_words_are_read_again(words):
    tree = {"a": words, "b": [words, {"c": words, "d": None}, [words]]}

    assert read(yaml_text(tree, ("A remark",))) == tree


def test_long_words_fold_and_lines_stay_lines():
    text = yaml_text({"long": "word " * 30 + "end", "lines": "one: 1\ntwo # 2", "number": "1.10", "id": None})

    assert text.splitlines() == [
        "long: >-",
        "  word word word word word word word word word word word word word word word word word word word word",
        "  word word word word word word word word word word end",
        "lines: |-",
        "  one: 1",
        "  two # 2",
        "number: '1.10'",
        "id:",
    ]


TEXT = "a: 1  # first\nb:\n  c:\n  d: |-\n    two\n    lines\ne: [x, y]\n"


def test_several_values_are_spliced_at_once_and_remarks_stay():
    text = splice_all(TEXT, {("b", "c"): "no: plain", ("a",): "2", ("b", "d"): "one"})

    assert text == "a: 2  # first\nb:\n  c: 'no: plain'\n  d: one\ne: [x, y]\n"


@given(WORDS, WORDS)
def test_whatever_is_spliced_is_read_or_refused(first, second):
    try:
        text = splice_all(TEXT, {("a",): first, ("b", "c"): second})
    except CannotSplice:
        return

    assert read(text) == {**read(TEXT), "a": first, "b": {**read(TEXT)["b"], "c": second}}


@pytest.mark.parametrize("path", [("x",), ("e",), ("b", "c", "f")])
def test_a_place_that_is_not_there_is_refused(path):
    with pytest.raises(CannotSplice):
        splice_all(TEXT, {path: "1"})
