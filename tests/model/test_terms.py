"""A tree of texts becomes terms, or all its faults at once."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.model.terms.contract import Terms
from pipeline.model.terms.faults import Fault
from pipeline.model.terms.open_points import OpenPoint, StillOpen
from pipeline.model.terms.paths import find

Tree = dict[str, Any]
Reads = Callable[[Tree], Terms]
Faults = Callable[[Tree], list[Fault]]


def test_a_complete_tree_becomes_terms(tree: Tree, terms_of: Reads) -> None:
    terms = terms_of(tree)

    assert terms.service_levels.targets[0].response.size == 15
    assert terms.calendar.name == "Some Place"


def test_terms_travel_between_processes(tree: Tree, terms_of: Reads) -> None:
    tree["open"] = [{"path": "term.transition_period", "label": "Transition Period"}]
    terms = terms_of(tree)

    assert pickle.loads(pickle.dumps(terms)) == terms


def test_a_key_that_holds_nothing_is_an_absent_key(tree: Tree, terms_of: Reads, faults_of: Faults) -> None:
    tree["term"]["transition_period"] = None

    assert terms_of(tree).term.transition_period is None

    tree["term"]["initial_term"] = None
    assert faults_of(tree) == [
        Fault(
            ("term", "initial_term"),
            "missing-key",
            "`initial_term` is missing from the term",
            "The length of the Initial Term, in months or years.",
        )
    ]


def test_all_faults_are_found_at_once(tree: Tree, faults_of: Faults) -> None:
    tree["service_levels"]["targets"][0]["respons"] = tree["service_levels"]["targets"][0].pop("response")
    tree["charges"]["hourly"]["not_to_exceed"]["amount"] = "3000"
    tree["meta"]["language"] = "en-UK"
    del tree["dispute"]

    assert faults_of(tree) == [
        Fault(("meta", "language"), "bad-choice", "`en-UK` is not one of `en-GB`, `en-US`", "did you mean `en-US`?"),
        Fault(
            ("service_levels", "targets", 0, "response"),
            "missing-key",
            "`response` is missing from the service level target",
            "The Response Time.",
        ),
        Fault(
            ("service_levels", "targets", 0, "respons"),
            "unknown-key",
            "`respons` is not a field of the service level target",
            "did you mean `response`?",
        ),
        Fault(
            ("charges", "hourly", "not_to_exceed", "amount"),
            "bad-money",
            "`3000` is not an amount of money: expected a currency code and an amount, as in `GBP 4500.00`",
            "say the currency: `GBP 3000`",
        ),
        Fault(("dispute",), "missing-key", "`dispute` is missing from the terms", "How disputes are resolved."),
    ]


def test_the_kind_of_a_union_is_missing(tree: Tree, faults_of: Faults) -> None:
    del tree["charges"]["model"]

    (fault,) = faults_of(tree)

    assert (fault.path, fault.code) == (("charges", "model"), "missing-key")
    assert fault.message == (
        "`model` is missing; it is one of `monthly_retainer`, `per_user`, `per_device`, `hourly_rate`, `per_project`, `mixed`"
    )


def test_the_kind_of_a_union_is_unknown(tree: Tree, faults_of: Faults) -> None:
    tree["charges"]["model"] = "hourly_rates"

    (fault,) = faults_of(tree)

    assert (fault.path, fault.code, fault.hint) == (("charges", "model"), "bad-choice", "did you mean `hourly_rate`?")


def test_a_field_of_another_kind_is_unknown(tree: Tree, faults_of: Faults) -> None:
    tree["charges"]["fixed"] = []

    (fault,) = faults_of(tree)

    assert (fault.path, fault.code) == (("charges", "fixed"), "unknown-key")
    assert fault.message == "`fixed` is not a field of the hourly charges"


def test_a_text_where_a_section_is_expected(tree: Tree, faults_of: Faults) -> None:
    tree["term"], tree["services"], tree["charges"] = "36 months", "help desk", "hourly"

    assert [(fault.path, fault.code, fault.message) for fault in faults_of(tree)] == [
        (("term",), "not-a-mapping", "`36 months` stands where fields are expected: start, Initial Term and renewal"),
        (("services",), "not-a-list", "`help desk` stands where a list is expected: the services"),
        (("charges",), "not-a-mapping", "`hourly` stands where fields are expected: what the Customer pays"),
    ]


def test_an_id_stands_twice_in_a_list(tree: Tree, faults_of: Faults) -> None:
    tree["service_levels"]["targets"][1]["id"] = "p1"

    assert faults_of(tree) == [
        Fault(
            ("service_levels", "targets", 1, "id"),
            "doubled-id",
            "`p1` is the id of an earlier item of this list: expected an id of its own",
        )
    ]


def test_an_asset_has_one_id_in_both_lists(tree: Tree, faults_of: Faults) -> None:
    hardware = {"category": "server", "make_and_model": "X", "quantity": "1", "site": "leeds"}
    tree["assets"]["hardware"] = [{**hardware, "id": "office", "owner": "customer", "support_level": "full", "service": "help_desk"}]

    (fault,) = faults_of(tree)

    assert (fault.path, fault.code) == (("assets", "software", 0, "id"), "doubled-id")


def test_a_list_that_must_hold_something_is_empty(tree: Tree, faults_of: Faults) -> None:
    tree["services"] = []

    assert [(fault.path, fault.code) for fault in faults_of(tree)] == [(("services",), "empty-list")]


def test_a_key_of_a_mapping_is_no_identifier(tree: Tree, faults_of: Faults) -> None:
    tree["escalation"]["levels"][0]["trigger"]["after"]["P 1"] = "1 h"

    (fault,) = faults_of(tree)

    assert (fault.path, fault.code) == (("escalation", "levels", 0, "trigger", "after", "P 1"), "bad-identifier")


def test_a_calendar_is_unknown(tree: Tree, faults_of: Faults) -> None:
    tree["calendar"] = "some-plaice"

    assert faults_of(tree) == [
        Fault(
            ("calendar",),
            "unknown-calendar",
            "there is no calendar `some-plaice`; the calendars are `some-place`",
            "did you mean `some-place`?",
        )
    ]


def test_a_price_is_in_another_currency_than_the_charges(tree: Tree, faults_of: Faults) -> None:
    tree["rate_card"][0]["rate"] = "EUR 75.00"

    assert faults_of(tree) == [
        Fault(("rate_card", 0, "rate"), "mixed-currency", "`EUR 75.00` is not in the currency of the charges, `GBP`")
    ]


def test_a_german_company_names_its_court_and_directors(tree: Tree, faults_of: Faults) -> None:
    del tree["parties"]["provider"]["registration"]["register_court"]

    (fault,) = faults_of(tree)

    assert (fault.path, fault.code) == (("parties", "provider", "registration", "register_court"), "missing-key")


def test_a_german_company_names_its_managing_directors(tree: Tree, faults_of: Faults) -> None:
    del tree["parties"]["provider"]["managing_directors"]

    (fault,) = faults_of(tree)

    assert (fault.path, fault.code) == (("parties", "provider", "managing_directors"), "missing-key")


def test_one_incident_does_not_recur(tree: Tree, faults_of: Faults) -> None:
    tree["problem"] = {"root_cause_report_within": "10 business_days", "recurring_incidents": "1", "recurring_within": "3 months"}

    assert faults_of(tree) == [
        Fault(("problem", "recurring_incidents"), "bad-count", "`1` incident does not recur: expected at least 2"),
    ]


def test_an_agreement_does_not_renew_without_end(tree: Tree, faults_of: Faults) -> None:
    tree["term"]["renewal"]["max_renewals"] = "21"

    assert faults_of(tree) == [
        Fault(("term", "renewal", "max_renewals"), "bad-count", "`21` renewals are too many: expected at most 20"),
    ]


@pytest.mark.parametrize(
    "path",
    [
        "service_levels.targets.p1.response",
        "term.transition_period",
        "insurance",
        "charges",
        "charges.currency",
        "parties.provider.registration",
        "parties.provider.entity_type",
        "assets.software",
        "priority_matrix.cells.high.low",
        "services",
    ],
)
def test_a_field_that_is_listed_as_open_may_be_absent(tree: Tree, terms_of: Reads, path: str) -> None:
    *parents, last = path.split(".")
    around: Any = tree
    for name in parents:
        around = next(item for item in around if item["id"] == name) if isinstance(around, list) else around[name]
    around.pop(last, None)
    tree["open"] = [{"path": path, "label": "This Point"}]

    terms = terms_of(tree)

    assert find(terms, path) == OpenPoint(path, "This Point")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("service_levels.targets.p1.reponse", "unknown-path"),
        ("service_levels.targets.p9.response", "not-open"),
        ("service_levels.targets.p1.response", "not-open"),
        ("service_levels.targets.p9", "not-open"),
        ("services.help_desk.id", "not-open"),
        ("derived.expiry_date", "not-open"),
        ("derived", "not-open"),
        ("calendar.name", "not-open"),
        ("open", "not-open"),
    ],
)
def test_an_open_point_that_cannot_be_open_is_a_fault(tree: Tree, faults_of: Faults, path: str, code: str) -> None:
    tree["open"] = [{"path": path, "label": "This Point"}]

    assert [(fault.path, fault.code) for fault in faults_of(tree)] == [(("open", 0, "path"), code)]


def test_the_kind_of_a_union_cannot_be_open_by_itself(tree: Tree, faults_of: Faults) -> None:
    del tree["charges"]["model"]
    tree["open"] = [{"path": "charges.model", "label": "Pricing"}]

    assert faults_of(tree) == [
        Fault(
            ("charges", "model"),
            "not-open",
            "`charges.model` cannot be left open by itself, because the fields beside it depend on it",
            "leave `charges` open",
        )
    ]


def test_a_field_that_is_absent_and_not_open_is_missing(tree: Tree, faults_of: Faults) -> None:
    del tree["service_levels"]["targets"][0]["response"]
    del tree["service_levels"]["targets"][1]["response"]
    tree["open"] = [{"path": "service_levels.targets.p1.response", "label": "Response Time"}]

    assert [fault.path for fault in faults_of(tree)] == [("service_levels", "targets", 1, "response")]


def test_nothing_can_be_concluded_from_an_open_point() -> None:
    point: Any = OpenPoint("term.initial_term", "Initial Term")

    for use in (bool, len, iter, lambda value: value.size, lambda value: value < 1, lambda value: value[0], lambda value: value + 1):
        with pytest.raises(StillOpen):
            use(point)


@pytest.mark.parametrize(
    "nonsense", [{}, {"open": "all"}, {"open": [["path"]]}, {"calendar": ["x"]}, {"calendar": {}}, {"services": [None]}]
)
def test_nonsense_is_refused_without_a_traceback(faults_of: Faults, nonsense: Tree) -> None:
    assert faults_of(nonsense)
