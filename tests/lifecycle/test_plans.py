"""The plan as a report: whatever is still open, it says so, and what is ours alone stays with us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import lifecycle
from pipeline.model.completion import Completion, completion_of
from pipeline.model.plan import Plan
from pipeline.model.report import Report
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.paths import is_internal
from pipeline.model.terms.reading import calendar_from, terms_from

MODEL = Path(__file__).parents[1] / "model"
ISSUED = date(2026, 4, 1)


def read(name: str) -> Any:
    return yaml.load((MODEL / name).read_text(encoding="utf-8"), yaml.BaseLoader)


CALENDAR = calendar_from(read("small_calendar.yaml"))


def terms_of(tree: Any) -> Terms | None:
    terms = terms_from(tree, calendars={CALENDAR.id: CALENDAR})
    return terms if isinstance(terms, Terms) else None


def plan_of(terms: Terms, *completions: Completion) -> Plan:
    undated = (*lifecycle.undated(terms), *lifecycle.unknown_obligations(terms))
    return Plan("acme", "0.1", terms, ISSUED, lifecycle.key_dates(terms), lifecycle.obligations(terms), undated, completions)


def words_of(report: Report) -> str:
    """All that the report says."""
    facts = [word for fact in report.facts for word in fact]
    sections = [
        word
        for section in report.sections
        for word in (
            section.heading,
            *section.paragraphs,
            *(cell for grid in section.grids for record in grid.records for cell in record.cells),
        )
    ]
    return "\n".join((report.title, report.subject, report.lead, report.legend, *facts, *sections))


def paths(tree: Any, path: str = "") -> Iterator[str]:
    """The path of every field in the data; items of lists by their id."""
    fields = tree.items() if isinstance(tree, dict) else ((item["id"], item) for item in tree) if _has_ids(tree) else ()
    for name, value in fields:
        below = f"{path}.{name}" if path else name
        yield below
        yield from paths(value, below)


def _has_ids(tree: Any) -> bool:
    return isinstance(tree, list) and all(isinstance(item, dict) and "id" in item for item in tree)


def without(path: str) -> Any:
    """The small contract without the value at a path, and listed as open."""
    tree = read("small_contract.yaml")
    *above, last = path.split(".")
    place = tree
    for step in above:
        place = place[step] if isinstance(place, dict) else next(item for item in place if item["id"] == step)
    if isinstance(place, dict):
        del place[last]
    tree["open"] = [{"path": path, "label": "THIS POINT"}]
    return tree


def test_whatever_point_is_open_the_plan_is_made_and_no_open_point_is_printed_as_a_value(request):
    every = 1 if request.config.getoption("--all") else 5
    chosen = [path for number, path in enumerate(paths(read("small_contract.yaml"))) if number % every == 0 or "." not in path]
    opened = [(path, terms) for path in chosen if (terms := terms_of(without(path)))]

    assert len(opened) > 40
    for path, terms in opened:
        plan = plan_of(terms)
        for report in (lifecycle.internal_plan(plan), lifecycle.shared_plan(plan)):
            assert "OpenPoint" not in words_of(report), path
        assert lifecycle.next_tasks(plan) or plan.undated, path


def test_no_internal_value_stands_in_the_plan_for_the_other_party():
    tree = read("small_contract.yaml")
    tree["meta"]["owner"] = "Zebedee Quartz"
    terms = terms_of(tree)
    assert terms is not None
    internal = {value for path, value in _values(tree) if is_internal(path)}
    printed = {value for path, value in _values(tree) if not is_internal(path)}

    shown = words_of(lifecycle.shared_plan(plan_of(terms)))

    assert "Zebedee Quartz" in internal
    for value in internal - printed:
        assert len(value) < 4 or value not in shown, value


def _values(tree: Any) -> Iterator[tuple[str, str]]:
    for path in paths(tree):
        value = tree
        for step in path.split("."):
            value = value[step] if isinstance(value, dict) else next(item for item in value if item["id"] == step)
        if isinstance(value, str):
            yield path, value


def test_what_was_done_stands_in_our_checklist_and_not_in_theirs():
    terms = terms_of(read("small_contract.yaml"))
    assert terms is not None
    plan = plan_of(terms, Completion("exit-plan", "2026-06-30", "Ann Owner", "2026-06-29"))

    ours, theirs = words_of(lifecycle.internal_plan(plan)), words_of(lifecycle.shared_plan(plan))

    assert "2026-06-29 by Ann Owner" in ours
    assert "2026-06-29" not in theirs


@pytest.mark.parametrize(
    ("renewal", "lead"),
    [
        (
            "{mode: auto, period: 12 months, max_renewals: 1, non_renewal_notice: {customer: 30 days, provider: 3 months}}",
            "Our notice against renewal has to be sent by 26 March 2027; otherwise the Agreement continues after 30 April 2027.",
        ),
        (
            "{mode: by_agreement, period: 12 months, max_renewals: 1, agree_before_expiry: 3 months}",
            "The Agreement ends on 30 April 2027, unless both parties sign an extension by 29 January 2027.",
        ),
        ("{mode: none}", "The Agreement ends on 30 April 2027, unless the parties extend it."),
    ],
)
def test_the_plan_begins_with_what_costs_most_if_it_is_missed(renewal, lead):
    tree = read("small_contract.yaml")
    tree["term"]["renewal"] = yaml.load(renewal, yaml.BaseLoader)
    terms = terms_of(tree)
    assert terms is not None

    assert lifecycle.internal_plan(plan_of(terms)).lead == lead


def test_a_completion_comes_back_from_its_facts():
    for completion in (Completion("exit-plan", "2026-06-30", "Ann", "2026-06-29"), Completion("payment", "", "Ann", "2026-06-29")):
        assert completion_of(completion.facts) == completion
