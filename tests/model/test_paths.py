"""Data paths name values, with data and without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipeline.model.duration import Duration
from pipeline.model.money import Money
from pipeline.model.terms.contract import Terms
from pipeline.model.terms.open_points import OpenPoint
from pipeline.model.terms.paths import PathError, Shape, field_at, find, is_internal, overlap, walk
from pipeline.model.terms.references import dangling

Tree = dict[str, Any]
Reads = Callable[[Tree], Terms]


def test_a_path_finds_its_value(tree: Tree, terms_of: Reads) -> None:
    terms = terms_of(tree)

    assert find(terms, "service_levels.targets.p1.response") == Duration.read("15 min")
    assert find(terms, "scope.requirements.0") == "work is announced"
    assert find(terms, "priority_matrix.cells.high.low") == "p2"
    assert find(terms, "calendar.service_windows.always.name") == "Always"
    assert find(terms, "derived.expiry_date") == date(2027, 4, 30)


def test_nothing_stands_where_an_optional_section_is_absent(tree: Tree, terms_of: Reads) -> None:
    terms = terms_of(tree)

    assert find(terms, "service_credits.monthly_cap") is None
    assert find(terms, "transition") is None


def test_nothing_stands_where_only_another_kind_has_the_field(tree: Tree, terms_of: Reads) -> None:
    assert find(terms_of(tree), "charges.per_project.milestones.m1.amount") is None
    assert find(terms_of(tree), "termination.convenience.provider.notice") is None


@pytest.mark.parametrize(
    ("path", "segment", "within", "name"),
    [
        ("service_level.targets", "service_level", "", "service_levels"),
        ("service_levels.targets.p1.respons", "respons", "service_levels.targets.p1", "response"),
        ("service_levels.targets.p9.response", "p9", "service_levels.targets", "p1"),
        ("scope.requirements.7", "7", "scope.requirements", "0"),
        ("scope.requirements.first", "first", "scope.requirements", "*"),
        ("priority_matrix.cells.high.medium", "medium", "priority_matrix.cells.high", "low"),
        ("derived.expiry", "expiry", "derived", "expiry_date"),
    ],
)
def test_a_path_to_nothing_says_which_name_is_wrong(tree: Tree, terms_of: Reads, path: str, segment: str, within: str, name: str) -> None:
    with pytest.raises(PathError) as caught:
        find(terms_of(tree), path)

    assert (caught.value.segment, caught.value.within) == (segment, within)
    assert name in caught.value.names


@pytest.mark.parametrize(
    "path", ["", ".", "term.", "term..initial_term", "term.__class__", "term.model_fields", "term.initial_term.count", "\0none"]
)
def test_a_path_reaches_data_only(path: str) -> None:
    with pytest.raises(PathError):
        field_at(path)


def test_a_path_is_known_without_data() -> None:
    response = field_at("service_levels.targets.p1.response")

    assert (response.shape, response.types, response.optional, response.internal) == (Shape.VALUE, (Duration,), False, False)
    assert response.description == "The Response Time."


def test_a_field_of_some_kinds_only_is_optional() -> None:
    assert field_at("charges.hourly.not_to_exceed.amount").types == (Money,)
    assert field_at("charges.hourly").optional
    assert not field_at("charges.invoicing.due").optional


def test_the_answers_of_a_closed_list_are_known() -> None:
    assert field_at("term.renewal.mode").choices == ("none", "auto", "by_agreement")
    assert field_at("meta.language").choices == ("en-GB", "en-US")


def test_items_of_a_list_are_known_by_a_star() -> None:
    assert field_at("service_levels.targets").shape is Shape.LIST
    assert field_at("service_levels.targets.*.compliance").value == "a percentage"
    assert field_at("derived.early_fees.*.amount").types == (Money,)


@pytest.mark.parametrize(
    "path",
    [
        "need.budget_per_year",
        "need.stakeholders_asked.x.input",
        "meta.drafted_by",
        "charges.market_assumptions",
        "recipients.x.email",
        "services.x.owner",
    ],
)
def test_what_stays_in_the_house_is_internal(path: str) -> None:
    assert is_internal(path)


def test_what_is_agreed_is_not_internal() -> None:
    assert not is_internal("meta.title")
    assert not is_internal("charges.currency")


def test_each_value_that_is_walked_is_found_at_its_path(tree: Tree, terms_of: Reads) -> None:
    tree["open"] = [{"path": "term.transition_period", "label": "Transition Period"}]
    terms = terms_of(tree)

    walked = list(walk(terms))

    assert ("service_levels.targets.p1.response", Duration.read("15 min")) in walked
    assert ("rate_card.engineer.rate", Money(Decimal("75.00"), "GBP")) in walked
    assert ("term.transition_period", OpenPoint("term.transition_period", "Transition Period")) in walked
    assert len({path for path, _ in walked}) == len(walked) > 250
    assert all(find(terms, path) is value for path, value in walked)


def test_each_identifier_of_the_small_contract_names_something(tree: Tree, terms_of: Reads) -> None:
    assert list(dangling(terms_of(tree))) == []


def test_an_identifier_that_names_nothing_is_found(tree: Tree, terms_of: Reads) -> None:
    tree["services"][0]["window"] = "night"
    tree["priority_matrix"]["cells"]["hihg"] = {"high": "p7"}

    found = [(item.path, item.place, item.name, item.names) for item in dangling(terms_of(tree))]

    assert found == [
        ("services.help_desk.window", ("services", 0, "window"), "night", ("standard", "always")),
        ("priority_matrix.cells.hihg", ("priority_matrix", "cells", "hihg"), "hihg", ("high",)),
        ("priority_matrix.cells.hihg.high", ("priority_matrix", "cells", "hihg", "high"), "p7", ("p1", "p2")),
    ]


def test_identifiers_of_a_list_still_open_are_passed_over(tree: Tree, terms_of: Reads) -> None:
    del tree["contacts"]
    tree["open"] = [{"path": "contacts", "label": "Contacts"}]

    assert list(dangling(terms_of(tree))) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("parties.customer", "parties.customer", True),
        ("parties.customer", "parties.customer.address", True),
        ("parties", "parties.customer.address", True),
        ("parties.customer", "parties.provider", False),
        ("service_levels", "service", False),
    ],
)
def test_two_paths_overlap_where_one_leads_into_the_other(one: str, other: str, expected: bool) -> None:
    assert overlap(one, other) is expected
    assert overlap(other, one) is expected
