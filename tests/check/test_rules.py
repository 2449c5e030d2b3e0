"""What holds for every rule on the terms: it is documented, and it leaves open points alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.check.terms import RULES
from pipeline.check.terms.rule import Rule

Said = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
TARGETS = "service_levels.targets"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_says_what_is_wrong_what_would_be_right_and_which_rule_it_is(rule: Rule) -> None:
    page = rule.__doc__ or ""

    assert re.match(r"V\d\d(, V\d\d)*\. [A-Z]", page)
    assert "Wrong: " in page
    assert "Right: " in page


def test_no_two_rules_have_one_name() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)


def test_an_open_point_silences_only_what_rests_on_it(said: Said) -> None:
    left_open = [{"path": f"{TARGETS}.p1.response", "label": "the Response Time"}]
    changes = {"open": left_open, f"{TARGETS}.p1.response": None, f"{TARGETS}.p1.update_every": "5 h", f"{TARGETS}.p2.update_every": "9 h"}

    found = said(changes)

    assert [(code, place) for code, place, _ in found] == [
        ("error[update-after-resolution]", f"{TARGETS}.p1.update_every"),
        ("error[update-after-resolution]", f"{TARGETS}.p2.update_every"),
    ]


def test_a_section_left_open_silences_its_rules(said: Said) -> None:
    changes = {"open": [{"path": "service_credits", "label": "the Service Credits"}], "service_credits": None}

    assert said(changes) == []
