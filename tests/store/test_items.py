"""Items of a list written back: what did not change keeps its text to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.library import SourceText
from pipeline.store import CannotSplice, with_items
from pipeline.store.yaml_tree import yaml_file

TEXT = """\
# Who is called.
contacts:
  - {id: desk, name: Service Desk, phone: +44 20}  # around the clock
  # The lead is new.
  - id: lead
    name: Ewan Marsh   # since May
    phone: "+44 16"

  - {id: boss, name: Grace Holt}
# Behind the list.
other: value
"""
DESK = {"id": "desk", "name": "Service Desk", "phone": "+44 20"}
LEAD = {"id": "lead", "name": "Ewan Marsh", "phone": "+44 16"}
BOSS = {"id": "boss", "name": "Grace Holt"}
PATH = ("contacts",)


def read(text: str):
    return yaml_file(SourceText("", text)).tree


def test_the_same_items_leave_the_text_as_it_is_in_whatever_order_they_come():
    assert with_items(TEXT, PATH, [BOSS, LEAD, DESK]) == TEXT


def test_a_changed_value_changes_its_place_alone():
    changed = with_items(TEXT, PATH, [DESK, {**LEAD, "name": "Sofia Grant"}, BOSS])

    assert changed == TEXT.replace("Ewan Marsh ", "Sofia Grant ")


def test_a_new_item_stands_behind_the_last_and_before_what_follows():
    changed = with_items(TEXT, PATH, [DESK, LEAD, BOSS, {"id": "night", "name": "Night: desk"}])

    assert changed == TEXT.replace("Grace Holt}\n", "Grace Holt}\n  - {id: night, name: 'Night: desk'}\n")


def test_an_item_that_is_gone_takes_its_lines_along_and_no_others():
    assert with_items(TEXT, PATH, [DESK, LEAD]) == TEXT.replace("  - {id: boss, name: Grace Holt}\n", "")
    assert "# The lead is new." in with_items(TEXT, PATH, [DESK, BOSS])


def test_an_item_with_another_field_is_written_anew():
    changed = with_items(TEXT, PATH, [DESK, LEAD, {**BOSS, "phone": "+44 17"}])

    assert changed == TEXT.replace("Grace Holt}", "Grace Holt, phone: +44 17}")


@pytest.mark.parametrize(
    "text",
    [
        "contacts: []\n",
        "contacts:\n",
        "a: b\ncontacts: []  # none yet\n",
        "contacts: [{id: x, name: X}]\n",
        "contacts:\n  - {id: x, name: X}",
    ],
)
def test_a_list_that_was_not_there_or_stood_in_brackets_becomes_a_block(text):
    changed = with_items(text, PATH, [DESK])

    assert "\n  - {id: desk, name: Service Desk, phone: +44 20}" in changed
    assert read(changed)["contacts"] == [DESK]


@pytest.mark.parametrize(
    "text", ["assets: {}\n", "# Head.\nassets: {}\nx: y\n", "assets:\n  software: []\nx: y\n", "assets:\n  software: []"]
)
def test_a_list_within_a_section_that_lacks_it_is_added_to_the_section(text):
    changed = with_items(text, ("assets", "hardware"), [BOSS])

    assert read(changed)["assets"]["hardware"] == [BOSS]


def test_no_items_leave_an_empty_list():
    assert read(with_items(TEXT, PATH, [])) == {"contacts": [], "other": "value"}


def test_a_file_that_cannot_be_read_stays_as_it_is():
    with pytest.raises(CannotSplice):
        with_items("contacts: [", PATH, [DESK])


NAMES = st.sampled_from(["desk", "lead", "boss", "night", "day"])
VALUES = st.text(alphabet="aB1 äß€'\":#{}[],&*!|>%@`-", min_size=1, max_size=8).filter(lambda words: words.strip() == words)


@given(items=st.lists(st.tuples(NAMES, VALUES, st.booleans()), unique_by=lambda item: item[0], max_size=5))
def test_whatever_items_come_the_file_says_them_and_nothing_else_changes(items):
    wanted = [{"id": name, "name": words} | ({"phone": words} if more else {}) for name, words, more in items]

    changed = with_items(TEXT, PATH, wanted)

    assert sorted(read(changed)["contacts"], key=str) == sorted(wanted, key=str)
    assert changed.endswith("# Behind the list.\nother: value\n")
    assert with_items(changed, PATH, wanted) == changed
