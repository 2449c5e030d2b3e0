"""Whatever valid terms there are, and whatever is left open, the rules judge them without failing."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check import terms_faults
from pipeline.model.duration import Duration
from pipeline.model.money import Money
from pipeline.model.percent import Percent
from pipeline.model.positions import Positions
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.paths import field_at
from pipeline.model.terms.reading import calendar_from, terms_from

HERE = Path(__file__).parent
CONTRACT, CALENDAR = (yaml.load((HERE / file).read_text(encoding="utf-8"), yaml.BaseLoader) for file in ("contract.yaml", "calendar.yaml"))
DURATIONS = [
    "0 min",
    "1 min",
    "30 min",
    "4 h",
    "99999 h",
    "0 business_days",
    "1 business_day",
    "9 business_days",
    "0 days",
    "1 day",
    "1 month",
    "40 weeks",
    "36 months",
    "100 years",
]
OTHERS: dict[type, list[str]] = {
    Duration: DURATIONS,
    Percent: ["0 %", "50 %", "100 %", "101 %", "99.95 %"],
    Money: ["GBP 0.00", "GBP 1.00", "GBP 999999999.99", "EUR 5.00"],
    date: ["1900-01-01", "2026-04-30", "2028-02-29", "2200-12-31"],
    bool: ["true", "false"],
    int: ["0", "1", "2", "9999999"],
}


def scalars(node: Any, path: str = "") -> Iterator[str]:
    """The data path of each value of the tree."""
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    if not isinstance(node, dict | list):
        yield path
    for step, item in items:
        name = item.get("id", step) if isinstance(item, dict) and isinstance(node, list) else step
        if step != "id":
            yield from scalars(item, f"{path}.{name}".lstrip("."))


PATHS = [path for path in scalars(CONTRACT) if path != "calendar"]
IDS = ["p1", "p2", "p3", "network", "help_desk", "standard", "on_call", "desk", "coo", "switches", "high", "nothing_of_this_name"]


@st.composite
def change(draw: st.DrawFn) -> tuple[str, str | None]:
    """A path, and what stands there instead; None leaves it open."""
    path = draw(st.sampled_from(PATHS))
    field = field_at(path)
    others = [*field.choices, *(IDS if field.refers_to else ()), *(other for kind in field.types for other in OTHERS.get(kind, ()))]
    return path, draw(st.sampled_from(["(left open)", *others])) or None


def put(around: Any, segments: list[str], value: str) -> None:
    name, *further = segments
    step: Any = name
    if isinstance(around, list):
        step = next((ordinal for ordinal, item in enumerate(around) if isinstance(item, dict) and item["id"] == name), name)
        step = int(step)
    if further:
        put(around[step], further, value)
    elif value != "(left open)":
        around[step] = value
    elif isinstance(around, dict):
        del around[step]


@given(st.lists(change(), min_size=1, max_size=6, unique_by=lambda changed: changed[0]))
@settings(max_examples=100, deadline=None)
def test_the_rules_judge_any_valid_terms(changes: list[tuple[str, str]]) -> None:
    calendar = calendar_from(copy.deepcopy(CALENDAR))
    terms: Any = None
    tree = copy.deepcopy(CONTRACT)
    for path, value in changes:
        former = copy.deepcopy(tree)
        put(tree, path.split("."), value)
        if value == "(left open)":
            tree.setdefault("open", []).append({"path": path, "label": "this"})
        read = terms_from(copy.deepcopy(tree), calendars={"weekdays": calendar})
        if isinstance(read, Terms):
            terms = read
        else:
            tree = former

    findings = terms_faults(terms, Positions(file="the contract")) if terms else []

    assert all(finding.message and finding.span.file for finding in findings)
    assert all(related.message and related.span.file for finding in findings for related in finding.related)
